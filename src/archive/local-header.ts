// The local header in front of an entry's data (docs/SPEC.md §2.2; APPNOTE 6.3.10, 4.3.7). Streaming readers believe it and
// never look at the directory, so it must say the same: name, method, flags, sizes, CRC-32. With flag bit 3 the sizes and
// the CRC-32 may be left to the data descriptor. Versions and times are ignored.

import { equalBytes } from '../base/encoding.js';
import { type Finding, finding, type Location } from '../base/errors.js';
import {
  type CentralHeader,
  judgeExtraField,
  judgeFlags,
  judgeMethod,
  zip64Fault,
} from './central-directory.js';
import { type ExtraField, parseExtraField, widen } from './extra-field.js';
import { SENTINEL_32, u16, u32, type Window } from './window.js';

const HEADER_MAGIC = 0x04034b50;
const HEADER_BYTES = 30;
/** General purpose bit 3: a data descriptor follows the data (APPNOTE 4.4.4). */
const DESCRIPTOR_FLAG = 0x0008;

/** Where the data of an entry begins, and whether a descriptor follows it. */
export interface LocalHeader {
  readonly dataOffset: number;
  readonly hasDescriptor: boolean;
}

/**
 * Reads the local header of an entry and compares it with the directory.
 * @param stop offset of the directory: no local header may reach into it
 * @returns undefined if no local header stands there
 */
export async function readLocalHeader(
  window: Window,
  central: CentralHeader,
  at: number,
  stop: number,
  findings: Finding[],
): Promise<LocalHeader | undefined> {
  const where: Location =
    central.path === undefined ? { offset: at } : { entry: central.path, offset: at };
  const fixed = at + HEADER_BYTES <= stop ? await window.bytes(at, HEADER_BYTES) : undefined;
  if (fixed === undefined || u32(fixed, 0) !== HEADER_MAGIC) {
    findings.push(finding('ZIP_LOCAL_HEADER_MISSING', where));
    return undefined;
  }
  const flags = u16(fixed, 6);
  const method = u16(fixed, 8);
  const nameEnd = HEADER_BYTES + u16(fixed, 26);
  const length = nameEnd + u16(fixed, 28);
  const differences: string[] = [];
  if (flags !== central.flags) {
    differences.push('flags');
    judgeFlags(flags, where, findings);
  }
  if (method !== central.method) {
    differences.push('method');
    judgeMethod(method, where, findings);
  }
  const hasDescriptor = ((flags | central.flags) & DESCRIPTOR_FLAG) !== 0;
  // A header that runs into the directory overlaps it: the survey says so, and its name and blocks are none.
  if (at + length <= stop) {
    const header = await window.bytes(at, length);
    if (!isSameName(header.subarray(HEADER_BYTES, nameEnd), central)) differences.push('name');
    const extra = parseExtraField(header.subarray(nameEnd, length));
    judgeExtraField(extra, where, findings);
    const values = localValues(fixed, extra, hasDescriptor);
    if (values !== undefined) differences.push(...compareValues(values, central, hasDescriptor));
    else if (extra.parses) findings.push(zip64Fault(where));
  }
  if (differences.length > 0) {
    findings.push(
      finding(
        'ZIP_HEADER_MISMATCH',
        where,
        `local header and directory disagree in ${differences.join(', ')}`,
      ),
    );
  }
  return { dataOffset: at + length, hasDescriptor };
}

interface LocalValues {
  readonly crc32: number;
  readonly size: number;
  readonly compressedSize: number;
}

function localValues(
  fixed: Uint8Array,
  extra: ExtraField,
  hasDescriptor: boolean,
): LocalValues | undefined {
  const crc32 = u32(fixed, 14);
  const size = u32(fixed, 22);
  const compressedSize = u32(fixed, 18);
  // §2.2: with flag bit 3 a bare sentinel is one of the three ways to leave the value to the descriptor.
  if (hasDescriptor && extra.zip64.length === 0) {
    const leave = (value: number): number => (value === SENTINEL_32 ? 0 : value);
    return { crc32, size: leave(size), compressedSize: leave(compressedSize) };
  }
  const wide = widen({ size, compressedSize, headerOffset: 0, disk: 0 }, extra);
  return wide && { crc32, size: wide.size, compressedSize: wide.compressedSize };
}

/** A name longer than the format allows was not kept: the entry is refused for it, whatever the local name is. */
function isSameName(name: Uint8Array, central: CentralHeader): boolean {
  if (central.nameBytes === undefined) return name.length === central.nameLength;
  return equalBytes(name, central.nameBytes);
}

/** Names the values that differ; with a descriptor each may also be zero. */
function compareValues(
  local: LocalValues,
  central: CentralHeader,
  hasDescriptor: boolean,
): string[] {
  const differs = (value: number, stated: number | undefined): boolean =>
    stated !== undefined && value !== stated && !(hasDescriptor && value === 0);
  const names: string[] = [];
  if (differs(local.crc32, central.crc32)) names.push('CRC-32');
  if (differs(local.compressedSize, central.compressedSize)) names.push('compressed size');
  if (differs(local.size, central.size)) names.push('size');
  return names;
}
