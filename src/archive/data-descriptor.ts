// The data descriptor behind an entry with flag bit 3 (docs/SPEC.md §2.2; APPNOTE 6.3.10, 4.3.9). It has four forms: with or
// without a signature, with 32-bit or 64-bit sizes. Readers guess which; here it must fill exactly the space up to the next
// structure, and each form has a length of its own, so there is nothing to guess.

import { equalBytes } from '../base/encoding.js';
import { SENTINEL_32 } from './window.js';

/** What the directory says, and the descriptor must repeat. */
export interface Described {
  readonly crc32: number;
  readonly size: number;
  readonly compressedSize: number;
}

/** Length of the longest form. */
export const DESCRIPTOR_BYTES_MAX = 24;
/** The longest first. */
const FORMS = [
  { length: 24, signed: true, wide: true },
  { length: 20, signed: false, wide: true },
  { length: 16, signed: true, wide: false },
  { length: 12, signed: false, wide: false },
] as const;
const MAGIC = 0x08074b50;

/**
 * Tells how many of the bytes behind the data are the descriptor of this entry.
 * @param space the bytes up to the next structure, or the first 24 of them
 * @returns the length of the longest form that agrees with the directory, which is all of the space if nothing else is in
 * it; 0 if no form agrees
 */
export function descriptorLength(space: Uint8Array, entry: Described): number {
  const fits = (form: (typeof FORMS)[number]): boolean =>
    form.length <= space.length &&
    (form.wide || isNarrow(entry)) &&
    equalBytes(space.subarray(0, form.length), render(form, entry));
  return FORMS.find(fits)?.length ?? 0;
}

/** A 32-bit form of a larger entry could only hold a part of its size. */
function isNarrow({ size, compressedSize }: Described): boolean {
  return size <= SENTINEL_32 && compressedSize <= SENTINEL_32;
}

/** The one descriptor of this form that agrees with the directory. */
function render(form: (typeof FORMS)[number], entry: Described): Uint8Array {
  const bytes = new Uint8Array(form.length);
  const view = new DataView(bytes.buffer);
  const at = form.signed ? 4 : 0;
  if (form.signed) view.setUint32(0, MAGIC, true);
  view.setUint32(at, entry.crc32, true);
  if (form.wide) {
    view.setBigUint64(at + 4, BigInt(entry.compressedSize), true);
    view.setBigUint64(at + 12, BigInt(entry.size), true);
  } else {
    view.setUint32(at + 4, entry.compressedSize, true);
    view.setUint32(at + 8, entry.size, true);
  }
  return bytes;
}
