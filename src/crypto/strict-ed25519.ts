// What docs/SPEC.md §1.1 asks of an Ed25519 signature beyond the equation: S below L, and R not of small order. Implementations of
// platforms differ in both, so they are checked before one is asked.

import { equalBytes, parseHex } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';

// RFC 8032 §5.1: L = 2^252 + 27742317777372353535851937790883648493, little-endian.
const ORDER = fromHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');

// With A of order L, [S]B − [k]A is never a point of small order but the neutral one. All eight are listed, as the rule says.
const SMALL_ORDER_POINTS = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
].map(fromHex);

/** S < L, and R not of small order. That R is canonical follows from a comparison of encodings. */
export function isStrictEd25519(signature: Uint8Array): boolean {
  const r = signature.subarray(0, 32);
  if (SMALL_ORDER_POINTS.some((point) => equalBytes(point, r))) return false;
  for (let at = 31; at >= 0; at -= 1) {
    const s = signature[32 + at] ?? 0;
    const limit = ORDER[at] ?? 0;
    if (s !== limit) return s < limit;
  }
  return false;
}

function fromHex(text: string): Uint8Array {
  const bytes = parseHex(text, 32);
  if (bytes === undefined) throw new InternalError('a constant of Ed25519 is not hex');
  return bytes;
}
