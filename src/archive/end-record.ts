// Finds and reads the end of a zip: end record, zip64 locator, zip64 end record (docs/SPEC.md §2.2; APPNOTE 6.3.10, 4.3.14
// to 4.3.16). Readers search for the end record in different ways, so only one place is allowed: the last 22 bytes of the
// file, with the zip64 records directly before it. A file that breaks this is still looked at, to say what is wrong.

import { type Finding, finding } from '../base/errors.js';
import { notZip, padding } from './accidents.js';
import { SENTINEL_16, SENTINEL_32, u16, u32, u64, type Window } from './window.js';

/** What the end of the file says about the central directory. Not yet compared with the directory itself. */
export interface EndRecord {
  readonly entryCount: number;
  readonly directoryOffset: number;
  readonly directorySize: number;
  /** Offset of the first structure after the directory. */
  readonly tailOffset: number;
  /** Structures read: 1, or 3 with zip64. */
  readonly structures: number;
}

const END_MAGIC = 0x06054b50;
const END_BYTES = 22;
const COMMENT_MAX = 0xffff;
const LOCATOR_MAGIC = 0x07064b50;
const LOCATOR_BYTES = 20;
const ZIP64_END_MAGIC = 0x06064b50;
const ZIP64_END_BYTES = 56;
/** Its size field counts what follows the field; more would be an "extensible data sector", where bytes can hide. */
const ZIP64_END_SIZE = 44;

/** Reads the end of the file; returns undefined when the directory cannot be located without guessing. */
export async function readEnd(window: Window, findings: Finding[]): Promise<EndRecord | undefined> {
  const at = await findEnd(window, findings);
  if (at === undefined) return undefined;
  const end = await window.bytes(at, END_BYTES);
  const disks = { disk: u16(end, 4), directoryDisk: u16(end, 6), entriesHere: u16(end, 8) };
  const entryCount = u16(end, 10);
  const directorySize = u32(end, 12);
  const directoryOffset = u32(end, 16);

  if (at >= LOCATOR_BYTES) {
    const locator = await window.bytes(at - LOCATOR_BYTES, LOCATOR_BYTES);
    // A locator is believed wherever it stands, as other readers do, even if the end record does not ask for one.
    if (u32(locator, 0) === LOCATOR_MAGIC) {
      const locatorAt = at - LOCATOR_BYTES;
      const record = await readZip64End(window, locator, locatorAt, findings);
      if (record === undefined) return undefined;
      const pairs = [
        ['number of the disk', disks.disk, SENTINEL_16, 0],
        ['disk of the directory', disks.directoryDisk, SENTINEL_16, 0],
        ['entries on this disk', disks.entriesHere, SENTINEL_16, record.entryCount],
        ['number of entries', entryCount, SENTINEL_16, record.entryCount],
        ['size of the directory', directorySize, SENTINEL_32, record.directorySize],
        ['offset of the directory', directoryOffset, SENTINEL_32, record.directoryOffset],
      ] as const;
      const differences = pairs
        .filter(([, value, sentinel, zip64]) => value !== sentinel && value !== zip64)
        .map(([what]) => what);
      if (differences.length > 0) {
        findings.push(
          finding(
            'ZIP_ZIP64_INVALID',
            { offset: at },
            `the end record and the zip64 end record disagree in ${differences.join(', ')}`,
          ),
        );
      }
      return record;
    }
  }
  if (
    entryCount === SENTINEL_16 ||
    directorySize === SENTINEL_32 ||
    directoryOffset === SENTINEL_32
  ) {
    findings.push(
      finding(
        'ZIP_ZIP64_INVALID',
        { offset: at },
        'the end record points to a zip64 end record, and none stands before it',
      ),
    );
    return undefined;
  }
  if (disks.disk !== 0 || disks.directoryDisk !== 0 || disks.entriesHere !== entryCount) {
    findings.push(
      finding('ZIP_MULTI_DISK', { offset: at }, 'the end record speaks of more than one disk'),
    );
  }
  return { entryCount, directorySize, directoryOffset, tailOffset: at, structures: 1 };
}

/** Finds the end record and says what is wrong with its place. */
async function findEnd(window: Window, findings: Finding[]): Promise<number | undefined> {
  const length = Math.min(window.size, END_BYTES + COMMENT_MAX);
  const start = window.size - length;
  const tail = await window.bytes(start, length);
  let at = -1;
  let trailing = -1;
  for (let i = length - END_BYTES; i >= 0; i -= 1) {
    if (u32(tail, i) !== END_MAGIC) continue;
    const stop = i + END_BYTES + u16(tail, i + 20);
    if (stop === length || i === length - END_BYTES) {
      at = i;
      break;
    }
    if (stop < length && trailing < 0) trailing = i;
  }
  const found = at >= 0 ? at : trailing;
  if (found < 0) {
    const cause = await notZip(window);
    findings.push(
      finding(
        'ZIP_NO_END_RECORD',
        {},
        cause?.message ?? 'the file does not end in the end record of a zip',
        cause,
      ),
    );
    return undefined;
  }
  const comment = u16(tail, found + 20);
  const offset = start + found;
  if (comment !== 0) {
    // A comment can hold another end record, and readers differ in which of the two they take.
    findings.push(
      finding(
        'ZIP_COMMENT',
        { offset },
        `the archive comment is said to have ${comment} ${comment === 1 ? 'byte' : 'bytes'}`,
        { expected: '0', actual: String(comment) },
      ),
    );
  }
  if (at < 0) {
    const after = offset + END_BYTES + comment;
    const count = window.size - after;
    const cause = await padding(window, tail.subarray(after - start));
    findings.push(
      finding(
        'ZIP_TRAILING_BYTES',
        { offset: after },
        cause?.message ??
          `${count} ${count === 1 ? 'byte stands' : 'bytes stand'} after the end record`,
        { ...cause, expected: '0', actual: String(count) },
      ),
    );
  }
  return offset;
}

async function readZip64End(
  window: Window,
  locator: Uint8Array,
  locatorAt: number,
  findings: Finding[],
): Promise<EndRecord | undefined> {
  const at = locatorAt - ZIP64_END_BYTES;
  const claimed = u64(locator, 8);
  const multiDisk = u32(locator, 4) !== 0 || u32(locator, 16) > 1;
  const refuse = (
    offset: number,
    message: string,
    details?: { expected: string; actual: string },
  ) => {
    findings.push(finding('ZIP_ZIP64_INVALID', { offset }, message, details));
    return undefined;
  };
  if (claimed !== at) {
    return refuse(
      locatorAt,
      'the zip64 locator does not point to a zip64 end record directly before it',
      { expected: String(at), actual: String(claimed) },
    );
  }
  const record = await window.bytes(at, ZIP64_END_BYTES);
  if (u32(record, 0) !== ZIP64_END_MAGIC) return refuse(at, 'this is no zip64 end record');
  if (u64(record, 4) !== ZIP64_END_SIZE) {
    return refuse(at, 'the zip64 end record has another size than it must', {
      expected: String(ZIP64_END_SIZE),
      actual: String(u64(record, 4)),
    });
  }
  const entryCount = u64(record, 32);
  if (
    multiDisk ||
    u32(record, 16) !== 0 ||
    u32(record, 20) !== 0 ||
    u64(record, 24) !== entryCount
  ) {
    findings.push(
      finding('ZIP_MULTI_DISK', { offset: at }, 'the zip64 records speak of more than one disk'),
    );
  }
  return {
    entryCount,
    directorySize: u64(record, 40),
    directoryOffset: u64(record, 48),
    tailOffset: at,
    structures: 3,
  };
}
