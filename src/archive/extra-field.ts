// Extra fields (docs/SPEC.md §2.2; APPNOTE 6.3.10, 4.5): a list of blocks, of which two matter. The zip64 block (4.5.3) may
// hold exactly the values whose 32-bit field is a sentinel; the Unicode-path block (4.6.9) gives an entry a second name and
// is refused. All other blocks are ignored and never printed.

import { SENTINEL_16, SENTINEL_32, u16, u32, u64 } from './window.js';

const ZIP64_ID = 0x0001;
const UNICODE_PATH_ID = 0x7075;
const BLOCK_HEADER_BYTES = 4;

/** The blocks of one extra field. */
export interface ExtraField {
  /** False when the bytes do not divide into blocks; what came before the fault is kept. */
  readonly parses: boolean;
  readonly unicodePath: boolean;
  /** The data of every zip64 block; more than one is two meanings. */
  readonly zip64: readonly Uint8Array[];
}

/** Divides an extra field into blocks. */
export function parseExtraField(bytes: Uint8Array): ExtraField {
  const zip64: Uint8Array[] = [];
  let unicodePath = false;
  let at = 0;
  while (at + BLOCK_HEADER_BYTES <= bytes.length) {
    const id = u16(bytes, at);
    const end = at + BLOCK_HEADER_BYTES + u16(bytes, at + 2);
    if (end > bytes.length) break;
    if (id === ZIP64_ID) zip64.push(bytes.subarray(at + BLOCK_HEADER_BYTES, end));
    if (id === UNICODE_PATH_ID) unicodePath = true;
    at = end;
  }
  return { parses: at === bytes.length, unicodePath, zip64 };
}

/** The values of a header that zip64 can replace, in the order of the block. */
export interface Widened {
  readonly size: number;
  readonly compressedSize: number;
  /** Central headers only; 0 in local ones. */
  readonly headerOffset: number;
  readonly disk: number;
}

/**
 * Puts the values of the zip64 block in the place of sentinels.
 * @returns undefined when a sentinel has no value, or the block holds anything else.
 */
export function widen(fields: Widened, extra: ExtraField): Widened | undefined {
  const [block, second] = extra.zip64;
  if (second !== undefined) return undefined;
  let at = 0;
  const take = (value: number, sentinel: number, length: 4 | 8): number | undefined => {
    if (value !== sentinel) return value;
    if (block === undefined || at + length > block.length) return undefined;
    const wide = length === 8 ? u64(block, at) : u32(block, at);
    at += length;
    return wide;
  };
  const size = take(fields.size, SENTINEL_32, 8);
  const compressedSize = take(fields.compressedSize, SENTINEL_32, 8);
  const headerOffset = take(fields.headerOffset, SENTINEL_32, 8);
  const disk = take(fields.disk, SENTINEL_16, 4);
  if (
    size === undefined ||
    compressedSize === undefined ||
    headerOffset === undefined ||
    disk === undefined ||
    (block !== undefined && at !== block.length)
  ) {
    return undefined;
  }
  return { size, compressedSize, headerOffset, disk };
}
