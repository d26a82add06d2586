// Bounded reads over a bundle, and the little-endian numbers that zip structures are made of (APPNOTE 6.3.10, 4.3). Every
// length that reaches `bytes` comes from 16-bit fields, so no hostile number decides how much memory is taken.

import { InternalError } from '../base/errors.js';
import type { BundleSource } from './source.js';

/** Bytes read at once: many small neighbouring headers for one read, without reading much of large entries. */
const SPAN = 16_384;

/** A 16-bit or 32-bit field with all bits set says that its value stands in a zip64 structure (APPNOTE 4.4.1.4). */
export const SENTINEL_16 = 0xffff;
export const SENTINEL_32 = 0xffffffff;

/** A view of the bundle that keeps the last piece it has read. */
export class Window {
  readonly size: number;
  readonly #source: BundleSource;
  #start = 0;
  #held: Uint8Array = new Uint8Array(0);

  constructor(source: BundleSource) {
    this.#source = source;
    this.size = source.size;
  }

  /** Reads `length` bytes at `offset`; the caller has checked that they are within the file. */
  async bytes(offset: number, length: number): Promise<Uint8Array> {
    if (offset < 0 || length < 0 || offset + length > this.size) {
      throw new InternalError(`read of ${length} bytes at ${offset} of ${this.size}`);
    }
    const at = offset - this.#start;
    if (at < 0 || at + length > this.#held.length) {
      const span = Math.min(Math.max(length, SPAN), this.size - offset);
      this.#held = await this.#source.read(offset, span);
      this.#start = offset;
    }
    const from = offset - this.#start;
    return this.#held.subarray(from, from + length);
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Reads 2 bytes, little-endian. */
export function u16(bytes: Uint8Array, at: number): number {
  return view(bytes).getUint16(at, true);
}

/** Reads 4 bytes, little-endian. */
export function u32(bytes: Uint8Array, at: number): number {
  return view(bytes).getUint32(at, true);
}

/** Reads 8 bytes, little-endian. Above 2^53 the number is rounded: it is still larger than any file. */
export function u64(bytes: Uint8Array, at: number): number {
  return Number(view(bytes).getBigUint64(at, true));
}
