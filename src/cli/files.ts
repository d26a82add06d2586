// The only file system access of the project. A bundle is opened once: a small one is read whole, so that what is hashed is what
// is verified; a large one is read in place, and its size and times are compared before and after.

import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BundleSource, sourceFromBytes } from '../archive/source.js';
import { VerifierError } from '../base/errors.js';
import type { ErrorCode } from '../catalogue/codes.js';

/** Bundles up to this size are held in memory: 64 MiB. */
export const IN_MEMORY_BYTES = 67_108_864;

/**
 * Opens a bundle, hands it to `use`, and makes sure that it did not change meanwhile.
 * @throws VerifierError ERR_BUNDLE_UNREADABLE, ERR_BUNDLE_CHANGED
 */
export async function withBundle<T>(
  path: string,
  use: (source: BundleSource) => Promise<T>,
  inMemoryBytes = IN_MEMORY_BYTES,
): Promise<T> {
  const file = await openRegular(path, 'ERR_BUNDLE_UNREADABLE');
  try {
    const before = await file.stat({ bigint: true });
    const size = Number(before.size);
    if (size <= inMemoryBytes) {
      const bytes = await readExactly(file, 0, size, path);
      await unchanged(file, before, path);
      return await use(sourceFromBytes(bytes));
    }
    try {
      return await use({
        size,
        read: (offset, length) => readExactly(file, offset, length, path),
      });
    } finally {
      // Also when the run broke off: bytes that change while they are read break every invariant, and are no bug of ours.
      await unchanged(file, before, path);
    }
  } finally {
    await file.close();
  }
}

/**
 * Reads a whole small file of the operator.
 * @throws VerifierError with `code` if it cannot be read or is larger than `limit` bytes
 */
export async function readSmall(path: string, limit: number, code: ErrorCode): Promise<Uint8Array> {
  const file = await openRegular(path, code);
  try {
    const { size } = await file.stat();
    if (size > limit)
      throw new VerifierError(code, `${path}: ${size} bytes are more than ${limit}`);
    return new Uint8Array(await file.readFile());
  } catch (error) {
    throw asVerifierError(error, code, path);
  } finally {
    await file.close();
  }
}

/** The content of a file that may be absent. */
export async function readIfPresent(path: string, limit: number, code: ErrorCode) {
  const present = await stat(path).then(
    () => true,
    (error: unknown) => errno(error) !== 'ENOENT' && errno(error) !== 'ENOTDIR',
  );
  return present ? await readSmall(path, limit, code) : undefined;
}

/**
 * Names the bundles that the operator means: a file is itself, a folder is every `*.zip` in it, sorted.
 * @throws VerifierError ERR_USAGE for a folder without one
 */
export async function expandBundles(paths: readonly string[]): Promise<string[]> {
  const out: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (!isFolder) {
      out.push(path);
      continue;
    }
    const names = (await readdir(path)).filter((name) => /\.zip$/i.test(name)).sort();
    if (names.length === 0)
      throw new VerifierError('ERR_USAGE', `${path}: the folder holds no *.zip file`, {
        hint: 'name the bundle itself, or the folder that holds the bundles',
      });
    out.push(...names.map((name) => join(path, name)));
  }
  return out;
}

/**
 * Writes a file whole or not at all: under another name in the same folder, then renamed.
 * @throws VerifierError ERR_OUTPUT_UNWRITABLE
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  await (await stageWhole(path, [bytes])).commit();
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
export async function stageWhole(path: string, chunks: Chunks): Promise<Staged> {
  const unwritable = (error: unknown): never => {
    throw asVerifierError(error, 'ERR_OUTPUT_UNWRITABLE', path);
  };
  const temporary = `${path}.${process.pid}.tmp`;
  const discard = (): Promise<void> => unlink(temporary).catch(() => undefined);
  // 'wx': never through a link that somebody else put there.
  const file = await open(temporary, 'wx').catch(unwritable);
  try {
    for await (const piece of gathered(chunks)) await file.appendFile(piece).catch(unwritable);
    await file.sync().then(() => file.close(), unwritable);
  } catch (error) {
    await file.close().catch(() => undefined);
    await discard();
    throw error;
  }
  const commit = (): Promise<void> =>
    rename(temporary, path).catch(async (error: unknown) => {
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

/** Makes the folder of a file, then writes the file whole. */
export async function writeInFolder(path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw asVerifierError(error, 'ERR_OUTPUT_UNWRITABLE', path);
  });
  await writeWhole(path, content);
}

/** True if both paths lead to one existing file. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all(
    [a, b].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  );
  return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino;
}

async function openRegular(path: string, code: ErrorCode): Promise<FileHandle> {
  let file: FileHandle;
  try {
    // Without O_NONBLOCK a named pipe would keep us waiting for its writer.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw asVerifierError(error, code, path);
  }
  const isFile = await file.stat().then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (isFile) return file;
  await file.close();
  throw new VerifierError(code, `${path}: not a regular file`);
}

async function readExactly(file: FileHandle, offset: number, length: number, path: string) {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file
      .read(bytes, done, length - done, offset + done)
      .catch((error: unknown) => {
        throw asVerifierError(error, 'ERR_BUNDLE_UNREADABLE', path);
      });
    if (bytesRead === 0) throw changed(path);
    done += bytesRead;
  }
  return bytes;
}

async function unchanged(file: FileHandle, before: BigIntStats, path: string): Promise<void> {
  const after = await file.stat({ bigint: true });
  if (
    after.size !== before.size ||
    after.mtimeNs !== before.mtimeNs ||
    after.ctimeNs !== before.ctimeNs
  )
    throw changed(path);
}

function changed(path: string): VerifierError {
  return new VerifierError('ERR_BUNDLE_CHANGED', `${path}: the file changed while it was read`, {
    hint: 'wait until it is written completely, then verify a copy of your own',
  });
}

const PLAIN: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a folder',
  ENOSPC: 'no space left',
  EROFS: 'the file system is read-only',
  EEXIST: 'a temporary file of that name is in the way',
};

function asVerifierError(error: unknown, code: ErrorCode, path: string): VerifierError {
  if (error instanceof VerifierError) return error;
  const why = errno(error);
  const isOutput = code === 'ERR_OUTPUT_UNWRITABLE' && why === 'ENOENT';
  const plain = isOutput ? 'no such folder' : (PLAIN[why] ?? why);
  return new VerifierError(code, `${path}: ${plain}`, { cause: error });
}

function errno(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'cannot be used';
}
