// The central directory (docs/SPEC.md §2.2; APPNOTE 6.3.10, 4.3.12): reads it header by header and judges what one header says
// alone: flags, method, disk, file type, extra field, sizes. Entry comments, times, versions and internal attributes are
// ignored. Names are judged in names.ts, the local side in local-header.ts.

import type { Accident } from '../base/accidents.js';
import { type Finding, finding, type Location } from '../base/errors.js';
import { DEFLATE_RATIO } from '../base/limits.js';
import type { EndRecord } from './end-record.js';
import { parseExtraField, widen } from './extra-field.js';
import { isShortName, type NamedHeader, parsePlainName } from './names.js';
import { u16, u32, type Window } from './window.js';

/** What the directory says about one entry, still unverified. */
export interface CentralHeader extends NamedHeader {
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  /** Undefined, like `size`, when a zip64 value is missing: then the entry cannot be located. */
  readonly compressedSize: number | undefined;
  readonly headerOffset: number | undefined;
}

const HEADER_MAGIC = 0x02014b50;
const HEADER_BYTES = 46;
export const STORED = 0;
export const DEFLATED = 8;
/** Bits 1 and 2 are hints of the compressor, 3 a data descriptor, 11 UTF-8 (APPNOTE 4.4.4): all else changes the meaning. */
const ALLOWED_FLAGS = 0x080e;
const DOS_DIRECTORY = 0x10;

/**
 * Reads the central directory.
 * @returns the headers, or undefined if there are not exactly as many as the end record says where it says.
 */
export async function readDirectory(
  window: Window,
  end: EndRecord,
  findings: Finding[],
): Promise<CentralHeader[] | undefined> {
  const headers: CentralHeader[] = [];
  const stop = end.directoryOffset + end.directorySize;
  const refuse = (offset: number, message: string): undefined => {
    findings.push(finding('ZIP_DIRECTORY_INVALID', { offset }, message));
  };
  let at = end.directoryOffset;
  for (let i = 0; i < end.entryCount; i += 1) {
    const which = `header ${i + 1} of ${end.entryCount}`;
    if (at + HEADER_BYTES > stop) return refuse(at, `the directory ends before ${which}`);
    const fixed = await window.bytes(at, HEADER_BYTES);
    if (u32(fixed, 0) !== HEADER_MAGIC) return refuse(at, `${which} of the directory is none`);
    const length = HEADER_BYTES + u16(fixed, 28) + u16(fixed, 30) + u16(fixed, 32);
    if (at + length > stop) return refuse(at, `the directory ends inside ${which}`);
    headers.push(parseHeader(await window.bytes(at, length), at, findings));
    at += length;
  }
  if (at !== stop) {
    return refuse(
      at,
      `the directory goes on after the ${end.entryCount} entries that the end record counts`,
    );
  }
  return headers;
}

function parseHeader(bytes: Uint8Array, offset: number, findings: Finding[]): CentralHeader {
  const nameLength = u16(bytes, 28);
  const nameEnd = HEADER_BYTES + nameLength;
  const name = bytes.subarray(HEADER_BYTES, nameEnd);
  const path = parsePlainName(name);
  const where: Location = path === undefined ? { offset } : { entry: path, offset };
  const flags = u16(bytes, 8);
  const method = u16(bytes, 10);
  judgeFlags(flags, where, findings);
  judgeMethod(method, where, findings);
  judgeFileType(u32(bytes, 38), name[nameLength - 1] === 0x2f, where, findings);

  const extra = parseExtraField(bytes.subarray(nameEnd, nameEnd + u16(bytes, 30)));
  judgeExtraField(extra, where, findings);
  const wide = widen(
    {
      size: u32(bytes, 24),
      compressedSize: u32(bytes, 20),
      headerOffset: u32(bytes, 42),
      disk: u16(bytes, 34),
    },
    extra,
  );
  if (wide === undefined) {
    // A broken extra field is one fault, even if the zip64 block was in the broken part.
    if (extra.parses) findings.push(zip64Fault(where));
  } else {
    if (wide.disk !== 0) {
      findings.push(
        finding('ZIP_MULTI_DISK', where, 'the entry is said to begin on another disk', {
          expected: '0',
          actual: String(wide.disk),
        }),
      );
    }
    judgeSizes(method, wide.size, wide.compressedSize, where, findings);
  }
  return {
    offset,
    nameLength,
    // A copy: the window that the name was read through must not live as long as the header.
    nameBytes: isShortName(name) ? name.slice() : undefined,
    path,
    flags,
    method,
    crc32: u32(bytes, 16),
    size: wide?.size,
    compressedSize: wide?.compressedSize,
    headerOffset: wide?.headerOffset,
  };
}

/** Says that a zip64 block does not hold exactly the values that its header leaves to it. */
export function zip64Fault(where: Location): Finding {
  return finding(
    'ZIP_ZIP64_INVALID',
    where,
    'the zip64 block does not hold exactly the values whose 32-bit field points to it',
  );
}

/** APPNOTE 4.4.4: bit 0. */
const ENCRYPTED: Accident = {
  message: 'the entry is encrypted with a password',
  remedy: 'Ask for the zip without a password: what is in it is protected by its signatures.',
};

/** Refuses encryption, patches, strong encryption, masked headers and unknown flags. */
export function judgeFlags(flags: number, where: Location, findings: Finding[]): void {
  const bad = flags & ~ALLOWED_FLAGS;
  if (bad === 0) return;
  const bits = Array.from({ length: 16 }, (_, bit) => bit).filter((bit) => bad & (1 << bit));
  const encrypted = (bad & 1) !== 0;
  findings.push(
    finding(
      'ZIP_FLAG_NOT_ALLOWED',
      where,
      encrypted ? ENCRYPTED.message : 'a flag is set that the profile does not allow',
      {
        ...(encrypted ? ENCRYPTED : {}),
        expected: 'bits 1, 2, 3 and 11 only',
        actual: `bit ${bits.join(', ')}`,
      },
    ),
  );
}

/** Refuses every method but stored and deflate. */
export function judgeMethod(method: number, where: Location, findings: Finding[]): void {
  if (method === STORED || method === DEFLATED) return;
  findings.push(
    finding('ZIP_METHOD_NOT_ALLOWED', where, {
      expected: '0 (stored) or 8 (deflate)',
      actual: String(method),
    }),
  );
}

/** Refuses extra fields that do not parse, and second names. */
export function judgeExtraField(
  extra: { readonly parses: boolean; readonly unicodePath: boolean },
  where: Location,
  findings: Finding[],
): void {
  if (!extra.parses) {
    findings.push(finding('ZIP_EXTRA_INVALID', where));
  }
  if (extra.unicodePath) {
    findings.push(finding('ZIP_UNICODE_PATH', where));
  }
}

/** Unix type in the upper bits and DOS directory bit in the lower: extractors go by either, whatever "made by" says. */
function judgeFileType(
  attributes: number,
  isDirectory: boolean,
  where: Location,
  findings: Finding[],
): void {
  const type = attributes >>> 28;
  const dosDirectory = (attributes & DOS_DIRECTORY) !== 0;
  // S_IFREG is 8, S_IFDIR 4, none 0.
  const fits = isDirectory ? type === 0 || type === 4 : (type === 0 || type === 8) && !dosDirectory;
  if (fits) return;
  findings.push(
    finding('ZIP_FILE_TYPE_NOT_ALLOWED', where, {
      expected: isDirectory ? 'directory' : 'regular file',
      actual: `file type ${type}${dosDirectory ? ', directory bit' : ''}`,
    }),
  );
}

/** What the two sizes alone give away, before a byte is inflated. */
function judgeSizes(
  method: number,
  size: number,
  compressedSize: number,
  where: Location,
  findings: Finding[],
): void {
  if (method === STORED && size !== compressedSize) {
    findings.push(
      finding('ZIP_HEADER_MISMATCH', where, 'a stored entry has two sizes', {
        expected: String(size),
        actual: String(compressedSize),
      }),
    );
  }
  if (method === DEFLATED && size > compressedSize * DEFLATE_RATIO) {
    findings.push(
      finding('ZIP_BOMB', where, {
        expected: `at most ${DEFLATE_RATIO} times ${compressedSize} bytes`,
        actual: `${size} bytes`,
      }),
    );
  }
}
