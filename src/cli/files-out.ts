// Writing files, whole or not at all: under another name in the same folder, then renamed. outputs.ts says what may be written.

import disk from 'node:fs/promises';
import { dirname } from 'node:path';
import { asVerifierError } from './file-error.js';
import { removeNow } from './files.js';
import { onInterrupt } from './interrupt.js';
import type { Disk } from './io.js';

/**
 * Writes a file whole or not at all: under another name in the same folder, then renamed.
 * @throws VerifierError ERR_OUTPUT_UNWRITABLE
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  to: Disk = disk,
  mode?: number,
): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  await (await stageWhole(path, [bytes], to, mode)).commit();
}

/** A file that is complete under another name, `path`. One of the two must be called. */
export interface Staged {
  readonly path: string;
  /** Gives it its name; if that fails, nothing is left. @throws VerifierError ERR_OUTPUT_UNWRITABLE */
  commit(): Promise<void>;
  discard(): Promise<void>;
}

const WRITE_BYTES = 1_048_576;
type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Writes a stream whole under another name in the same folder; if the stream fails, nothing is left.
 * @throws VerifierError ERR_OUTPUT_UNWRITABLE; what the stream throws
 */
export async function stageWhole(
  path: string,
  chunks: Chunks,
  { open, rename, unlink }: Disk = disk,
  mode?: number,
  number: number = process.pid,
): Promise<Staged> {
  const unwritable = (error: unknown): never => {
    throw asVerifierError(error, 'ERR_OUTPUT_UNWRITABLE', path);
  };
  const temporary = `${path}.${number}.tmp`;
  const forget = onInterrupt(() => removeNow(temporary));
  // 'wx': never through a link that somebody else put there.
  const file = await open(temporary, 'wx', mode).catch((error: unknown) => {
    forget();
    return unwritable(error);
  });
  const discard = (): Promise<void> =>
    unlink(temporary)
      .catch(() => undefined)
      .finally(forget);
  try {
    for await (const piece of gathered(chunks)) await file.appendFile(piece).catch(unwritable);
    await file.sync().catch(unlessForbidden).catch(unwritable);
    await file.close().catch(unwritable);
  } catch (error) {
    await file.close().catch(() => undefined);
    await discard();
    throw error;
  }
  const commit = (): Promise<void> =>
    rename(temporary, path).then(forget, async (error: unknown) => {
      await discard();
      unwritable(error);
    });
  return { path: temporary, discard, commit };
}

/** The same bytes in larger pieces: a line each would be a write each. */
async function* gathered(chunks: Chunks): AsyncGenerator<Uint8Array, void, undefined> {
  const held: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < WRITE_BYTES) continue;
    yield Buffer.concat(held.splice(0));
    bytes = 0;
  }
  yield Buffer.concat(held);
}

/**
 * Adds lines at the end of a file, or begins it. Under one name for everybody, so that of two who add at once the second is refused;
 * `held` is called once that name is ours, and gives what the file holds then.
 * @throws VerifierError ERR_OUTPUT_UNWRITABLE; what `held` throws
 */
export async function appendWhole(
  path: string,
  held: () => Promise<Uint8Array>,
  lines: Uint8Array,
  to: Disk = disk,
): Promise<void> {
  async function* content(): AsyncGenerator<Uint8Array, void, undefined> {
    yield await held();
    yield lines;
  }
  await (await stageWhole(path, content(), to, undefined, 0)).commit();
}

/** Makes the folder of a file, then writes the file whole. */
export async function writeInFolder(
  path: string,
  content: Uint8Array,
  to: Disk = disk,
): Promise<void> {
  await to.mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw asVerifierError(error, 'ERR_OUTPUT_UNWRITABLE', path);
  });
  await writeWhole(path, content, to);
}

/** Node's permission model lets nobody flush a file, even where it lets him write: then the system flushes in its own time. */
function unlessForbidden(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_ACCESS_DENIED'))
    throw error;
}

/** Removes a file that was read before. @throws VerifierError ERR_OUTPUT_UNWRITABLE */
export async function removeFile(path: string, { unlink }: Disk = disk): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    throw asVerifierError(error, 'ERR_OUTPUT_UNWRITABLE', path);
  });
}
