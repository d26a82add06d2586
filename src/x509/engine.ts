// RSA and ECDSA of time stamp authorities by node:crypto. Without Node engine.web.ts stands in.

import crypto, { type KeyObject } from 'node:crypto';
import type { Scheme } from './algorithms.js';

export type EngineKey = KeyObject;

/** Reads a SubjectPublicKeyInfo; undefined if this build of Node does not take it. */
export function importKey(spki: Uint8Array): EngineKey | undefined {
  try {
    return crypto.createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

/** Bits of the modulus, and the public exponent. */
export function rsaNumbers(
  key: EngineKey,
): { readonly bits: number; readonly exponent: bigint } | undefined {
  const { modulusLength: bits, publicExponent: exponent } = key.asymmetricKeyDetails ?? {};
  return bits === undefined || exponent === undefined ? undefined : { bits, exponent };
}

/** Verifies a signature whose scheme fits the key. Never throws. */
export function verifyBy(
  key: EngineKey,
  scheme: Scheme,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    switch (scheme.kind) {
      case 'PKCS #1 v1.5': {
        const padding = crypto.constants.RSA_PKCS1_PADDING;
        return crypto.verify(scheme.hash, message, { key, padding }, signature);
      }
      case 'PSS': {
        const { saltLength } = scheme;
        const padding = crypto.constants.RSA_PKCS1_PSS_PADDING;
        return crypto.verify(scheme.hash, message, { key, padding, saltLength }, signature);
      }
      case 'ECDSA':
        return crypto.verify(scheme.hash, message, { key, dsaEncoding: 'der' }, signature);
      default:
        return false;
    }
  } catch {
    // OpenSSL throws on some malformed input, such as a PSS key that forbids this hash.
    return false;
  }
}
