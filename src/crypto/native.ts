// Signatures by node:crypto. What a build of Node can do is found by trying once, never by its version: ML-DSA came with
// OpenSSL 3.5. OpenSSL's Ed25519 takes the cofactorless equation and compares encodings; what docs/SPEC.md §1.1 asks
// beyond that is checked here, as releases of Node differ in it. The key was checked when it was loaded.

import crypto from 'node:crypto';
import { equalBytes, parseHex } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type SignatureAlgorithm } from './algorithms.js';
import type { Verify } from './portable.js';
import { spkiOf } from './spki.js';

const availability = new Map<SignatureAlgorithm, boolean>();

/** A verifier for a raw key that has been checked at load; undefined if this build of Node does not know the algorithm. */
export function nativeVerifier(algorithm: SignatureAlgorithm, raw: Uint8Array): Verify | undefined {
  let available = availability.get(algorithm);
  if (available === undefined) {
    available = isAvailable(algorithm);
    availability.set(algorithm, available);
  }
  if (!available) return undefined;
  const key = importKey(algorithm, raw);
  return (message, signature) =>
    signature.length === SIGNATURE_BYTES[algorithm] &&
    (algorithm !== 'Ed25519' || isStrictEd25519(signature)) &&
    crypto.verify(null, message, key, signature);
}

function isAvailable(algorithm: SignatureAlgorithm): boolean {
  try {
    // The generator of RFC 8032 §5.1 is 58 66 … 66; for ML-DSA every string of the right length is a key.
    const raw = new Uint8Array(PUBLIC_KEY_BYTES[algorithm]).fill(0x66);
    raw[0] = 0x58;
    const key = importKey(algorithm, raw);
    const nothing = new Uint8Array(SIGNATURE_BYTES[algorithm]);
    return !crypto.verify(null, new Uint8Array(0), key, nothing);
  } catch {
    return false;
  }
}

function importKey(algorithm: SignatureAlgorithm, raw: Uint8Array): crypto.KeyObject {
  const key = Buffer.from(spkiOf(algorithm, raw));
  return crypto.createPublicKey({ key, format: 'der', type: 'spki' });
}

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

/** S < L, and R not of small order. That R is canonical follows from OpenSSL's comparison of encodings. */
function isStrictEd25519(signature: Uint8Array): boolean {
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
