// Reading files; with files-out.ts the only file system access of the project. A bundle is opened once: a small one is read whole, so that what is hashed is what
// is verified; a large one is read in place, and its size and times are compared before and after.

import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
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
  return (await isPresent(path)) ? await readSmall(path, limit, code) : undefined;
}

/**
 * What two paths have in common that lead to one file, through links of both kinds: device and inode; for a file that does not
 * exist yet, its name in the folder that does.
 */
export async function identityOf(path: string): Promise<string> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  if (stats !== undefined) return `${stats.dev}:${stats.ino}`;
  const folder = await realpath(dirname(path)).catch(() => resolve(dirname(path)));
  return join(folder, basename(path));
}

export function isPresent(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => errno(error) !== 'ENOENT' && errno(error) !== 'ENOTDIR',
  );
}

export function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

/** The names in a folder, sorted by code units. @throws VerifierError ERR_BUNDLE_UNREADABLE without the path */
export async function entriesOf(path: string): Promise<string[]> {
  const names = await readdir(path).catch((error: unknown) => {
    throw new VerifierError('ERR_BUNDLE_UNREADABLE', PLAIN[errno(error)] ?? errno(error));
  });
  return names.sort();
}

/** The first bytes of a regular file, and its size. @throws VerifierError ERR_BUNDLE_UNREADABLE */
export async function headOf(
  path: string,
  length: number,
): Promise<{ readonly bytes: Uint8Array; readonly size: number }> {
  const file = await openRegular(path, 'ERR_BUNDLE_UNREADABLE');
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0);
    return { bytes: buffer.subarray(0, bytesRead), size };
  } finally {
    await file.close();
  }
}

async function openRegular(path: string, code: ErrorCode): Promise<FileHandle> {
  let file: FileHandle;
  try {
    // Without O_NONBLOCK a named pipe would keep us waiting for its writer.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw asVerifierError(error, code, path);
  }
  const stats = await file.stat().catch(() => undefined);
  if (stats?.isFile() === true) return file;
  await file.close();
  throw stats?.isDirectory() === true
    ? new VerifierError(code, `${path}: is a folder`, { hint: 'name a file in it' })
    : new VerifierError(code, `${path}: not a regular file`, {
        hint: 'what comes through a pipe is not read: save it to a file first',
      });
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

export function asVerifierError(error: unknown, code: ErrorCode, path: string): VerifierError {
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
