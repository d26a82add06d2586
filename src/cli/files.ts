// Reading files; with files-out.ts the only file system access of the project. A bundle is opened once: a small one is read whole,
// so that what is hashed is what is verified; a large one is read in place, and its size and times are compared before and after. The
// calls are those that wait: the others cost a tenth of a small run.

import fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type BundleSource, sourceFromBytes } from '../archive/source.js';
import { VerifierError } from '../base/errors.js';
import type { ErrorCode } from '../catalogue/codes.js';
import { asVerifierError, errno, reasonOf } from './file-error.js';

/** Bundles up to this size are held in memory: 16 MiB, some 180,000 records. */
const IN_MEMORY_BYTES = 16_777_216;
const CHUNK_BYTES = 8_388_608;

/**
 * Opens a bundle, hands it to `use`, and makes sure that it did not change meanwhile.
 * @throws VerifierError ERR_BUNDLE_UNREADABLE, ERR_BUNDLE_CHANGED
 */
export async function withBundle<T>(
  path: string,
  use: (source: BundleSource) => Promise<T>,
  inMemoryBytes = IN_MEMORY_BYTES,
): Promise<T> {
  const file = openRegular(path, 'ERR_BUNDLE_UNREADABLE');
  try {
    const before = fs.fstatSync(file, { bigint: true });
    const size = Number(before.size);
    if (size <= inMemoryBytes) {
      const bytes = readExactly(file, 0, size, path);
      unchanged(file, before, path);
      return await use(sourceFromBytes(bytes));
    }
    try {
      return await use({
        size,
        read: async (offset, length, into) => readExactly(file, offset, length, path, into),
      });
    } finally {
      // Also when the run broke off: bytes that change while they are read break every invariant, and are no bug of ours.
      unchanged(file, before, path);
    }
  } finally {
    fs.closeSync(file);
  }
}

/**
 * Reads a whole small file of the operator.
 * @throws VerifierError with `code` if it cannot be read or is larger than `limit` bytes
 */
export async function readSmall(path: string, limit: number, code: ErrorCode): Promise<Uint8Array> {
  const file = openRegular(path, code);
  try {
    const { size } = fs.fstatSync(file);
    if (size > limit)
      throw new VerifierError(code, `${path}: ${size} bytes are more than ${limit}`);
    return new Uint8Array(fs.readFileSync(file));
  } catch (error) {
    throw asVerifierError(error, code, path);
  } finally {
    fs.closeSync(file);
  }
}

/** Removes a file at once, as a run does that is interrupted. */
export function removeNow(path: string): void {
  attempt(() => fs.unlinkSync(path));
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
  const stats = attempt(() => fs.statSync(path, { bigint: true }));
  if (stats !== undefined) return `${stats.dev}:${stats.ino}`;
  const folder = attempt(() => fs.realpathSync.native(dirname(path))) ?? resolve(dirname(path));
  return join(folder, basename(path));
}

/** True if a file, or the folder that it lies in, can be written by others: by its mode, where there are modes. */
export function othersMayWrite(path: string, others: number): boolean {
  const file = attempt(() => fs.statSync(path));
  const folder = attempt(() => fs.statSync(dirname(path)));
  // In a folder with the sticky bit nobody replaces what is another one's.
  const sticky = 0o1000;
  return (
    ((file?.mode ?? 0) & others) !== 0 ||
    (((folder?.mode ?? 0) & others) !== 0 && ((folder?.mode ?? 0) & sticky) === 0)
  );
}

export async function isPresent(path: string): Promise<boolean> {
  try {
    fs.statSync(path);
    return true;
  } catch (error) {
    return errno(error) !== 'ENOENT' && errno(error) !== 'ENOTDIR';
  }
}

export async function isFolder(path: string): Promise<boolean> {
  return (await statusOf(path)).folder;
}

/** Whether a path leads to a folder, and how many bytes there are; absent where nothing is. */
export async function statusOf(
  path: string,
): Promise<{ readonly folder: boolean; readonly bytes?: number }> {
  const stats = attempt(() => fs.statSync(path));
  return stats ? { folder: stats.isDirectory(), bytes: stats.size } : { folder: false };
}

/** True for a device, a pipe or a socket, and for a name of something that this process has open, such as /dev/stdout. */
export function isDevice(path: string): boolean {
  const stats = attempt(() => fs.statSync(path));
  const link = attempt(() => fs.readlinkSync(path)) ?? '';
  const folder = attempt(() => fs.realpathSync.native(dirname(path))) ?? '';
  const isOpen = [link, `${folder}/`].some((name) => name.startsWith('/proc/'));
  return isOpen || (stats !== undefined && !stats.isFile() && !stats.isDirectory());
}

/** The names in a folder, sorted by code units. @throws VerifierError ERR_BUNDLE_UNREADABLE without the path */
export async function entriesOf(path: string): Promise<string[]> {
  try {
    return fs.readdirSync(path).sort();
  } catch (error) {
    throw new VerifierError('ERR_BUNDLE_UNREADABLE', reasonOf(error));
  }
}

/** The first bytes of a regular file, and its size. @throws VerifierError ERR_BUNDLE_UNREADABLE */
export async function headOf(
  path: string,
  length: number,
): Promise<{ readonly bytes: Uint8Array; readonly size: number }> {
  const file = openRegular(path, 'ERR_BUNDLE_UNREADABLE');
  try {
    const { size } = fs.fstatSync(file);
    const bytes = new Uint8Array(length);
    return { bytes: bytes.subarray(0, fs.readSync(file, bytes, 0, length, 0)), size };
  } finally {
    fs.closeSync(file);
  }
}

/** The content of a regular file in pieces. @throws VerifierError with `code` */
export function* chunksOf(path: string, code: ErrorCode): Generator<Uint8Array, void, undefined> {
  const file = openRegular(path, code);
  try {
    for (;;) {
      const bytes = new Uint8Array(CHUNK_BYTES);
      const read = fs.readSync(file, bytes);
      if (read === 0) return;
      yield bytes.subarray(0, read);
    }
  } catch (error) {
    throw asVerifierError(error, code, path);
  } finally {
    fs.closeSync(file);
  }
}

/** The files in a folder that this program is made of. */
export function programFilesIn(folder: string): readonly string[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.cjs'))
    .map((name) => join(folder, name));
}

const NO_PIPE = 'what comes through a pipe is not read, save it to a file first';

function openRegular(path: string, code: ErrorCode): number {
  let file: number;
  try {
    // Without O_NONBLOCK a named pipe would keep us waiting for its writer.
    file = fs.openSync(path, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (path === '-') throw new VerifierError(code, `${path}: ${NO_PIPE}`);
    throw asVerifierError(error, code, path);
  }
  const stats = attempt(() => fs.fstatSync(file));
  if (stats?.isFile() === true) return file;
  fs.closeSync(file);
  throw stats?.isDirectory() === true
    ? new VerifierError(code, `${path}: is a folder`, { hint: 'name a file in it' })
    : new VerifierError(code, `${path}: not a regular file: ${NO_PIPE}`);
}

function readExactly(
  file: number,
  offset: number,
  length: number,
  path: string,
  into?: Uint8Array,
): Uint8Array {
  const bytes = into?.subarray(0, length) ?? new Uint8Array(length);
  let done = 0;
  while (done < length) {
    let read: number;
    try {
      read = fs.readSync(file, bytes, done, length - done, offset + done);
    } catch (error) {
      throw asVerifierError(error, 'ERR_BUNDLE_UNREADABLE', path);
    }
    if (read === 0) throw changed(path);
    done += read;
  }
  return bytes;
}

function unchanged(file: number, before: fs.BigIntStats, path: string): void {
  const after = fs.fstatSync(file, { bigint: true });
  if (
    after.size !== before.size ||
    after.mtimeNs !== before.mtimeNs ||
    after.ctimeNs !== before.ctimeNs
  )
    throw changed(path);
}

/** What a call gives, or undefined if it fails. */
function attempt<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}

function changed(path: string): VerifierError {
  return new VerifierError('ERR_BUNDLE_CHANGED', `${path}: the file changed while it was read`, {
    hint: 'wait until it is written completely, then verify a copy of your own',
  });
}
