// Signatures by node:crypto. What a build of Node can do is found by trying once, never by its version: ML-DSA came with
// OpenSSL 3.5. OpenSSL's Ed25519 takes the cofactorless equation and compares encodings; what docs/SPEC.md §1.1 asks
// beyond that is checked here, as releases of Node differ in it. The key was checked when it was loaded. Without Node native.web.ts stands in.

import crypto from 'node:crypto';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type SignatureAlgorithm } from './algorithms.js';
import type { Verify } from './portable.js';
import { spkiOf } from './spki.js';
import { isStrictEd25519 } from './strict-ed25519.js';

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

/** A second implementation that answers later, and stops the run if it disagrees: with Node both answer at once. */
export function laterOpinion(
  _algorithm: SignatureAlgorithm,
  _raw: Uint8Array,
): ((message: Uint8Array, signature: Uint8Array, answer: boolean) => void) | undefined {
  return undefined;
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
