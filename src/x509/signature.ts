// Public keys of time stamp authorities and the signatures they make (docs/SPEC.md §8.5). RSA and ECDSA by the engine (engine.ts), which
// takes one encoding of each signature; Ed25519 and ML-DSA by the same code as everywhere, so that one answer holds.

import { work } from '../base/work.js';
import type { DatedAlgorithm } from '../catalogue/horizons.js';
import { loadPublicKey, parseSpki, type VerificationKey } from '../crypto/signature.js';
import { algorithmOf, HASH_NAMES, keyAlgorithmOf, type Scheme } from './algorithms.js';
import { decodeDer, TAG } from './der.js';
import { type EngineKey, importKey, rsaNumbers, verifyBy } from './engine.js';
import { Fields, octetsOfBits, oidOf } from './fields.js';

type Curve = 'P-256' | 'P-384' | 'P-521';

/** RFC 5480 §2.1.1.1. */
const CURVES = new Map<string, Curve>([
  ['1.2.840.10045.3.1.7', 'P-256'],
  ['1.3.132.0.34', 'P-384'],
  ['1.3.132.0.35', 'P-521'],
]);

/** docs/SPEC.md §8.5: shorter RSA keys are refused, and below 3072 bits a token counts with a note (NIST SP 800-57: 112 bits). */
const RSA_BITS = 2048;
const RSA_MOST_BITS = 8192;
const RSA_EXPONENT = 2n ** 32n;
export const RSA_STRONG_BITS = 3072;

/** A public key of an allowed kind. */
export type PublicKey =
  | { readonly kind: 'RSA' | 'RSASSA-PSS'; readonly bits: number; readonly key: EngineKey }
  | { readonly kind: 'EC'; readonly curve: Curve; readonly key: EngineKey }
  | { readonly kind: 'raw'; readonly key: VerificationKey };

export type ReadKey =
  | { readonly ok: true; readonly key: PublicKey }
  /** `unsupported`: nothing is wrong with it, but this verifier does not use it. */
  | { readonly ok: false; readonly unsupported: boolean; readonly reason: string };

/** Reads a SubjectPublicKeyInfo, which may be hostile. Never throws. */
export function readPublicKey(spki: Uint8Array): ReadKey {
  const raw = parseSpki(spki);
  if (raw !== undefined) {
    const loaded = loadPublicKey(raw.algorithm, raw.raw);
    return loaded.ok ? { ok: true, key: { kind: 'raw', key: loaded.key } } : refuse(loaded.reason);
  }
  const decoded = decodeDer(spki);
  if (!decoded.ok) return refuse('the public key is not DER');
  const fields = new Fields(decoded.element);
  const algorithm = algorithmOf(fields.take(TAG.sequence));
  const bits = octetsOfBits(fields.take(TAG.bitString));
  if (!fields.done || algorithm === undefined || bits === undefined)
    return refuse('the public key is not a SubjectPublicKeyInfo');
  switch (algorithm.oid) {
    case '1.2.840.113549.1.1.1':
      return rsaKey('RSA', spki);
    case '1.2.840.113549.1.1.10':
      return rsaKey('RSASSA-PSS', spki);
    case '1.2.840.10045.2.1': {
      // Named curves only: explicit parameters could move the generator (CVE-2020-0601).
      const curve = CURVES.get(oidOf(algorithm.parameters) ?? '');
      // RFC 5480 §2.2: an uncompressed point.
      const key = curve === undefined || bits[0] !== 0x04 ? undefined : importKey(spki);
      if (curve === undefined || key === undefined)
        return refuse('the key is not an uncompressed point of P-256, P-384 or P-521');
      return { ok: true, key: { kind: 'EC', curve, key } };
    }
    default: {
      // A key of the right length was read above.
      const name = keyAlgorithmOf(algorithm);
      return refuse(
        name === undefined
          ? `the key algorithm ${algorithm.oid} is not allowed`
          : `the ${name} key has ${bits.length} bytes`,
      );
    }
  }
}

function rsaKey(kind: 'RSA' | 'RSASSA-PSS', spki: Uint8Array): ReadKey {
  const key = importKey(spki);
  const numbers = key === undefined ? undefined : rsaNumbers(key);
  if (key === undefined || numbers === undefined) return refuse('the RSA key cannot be read');
  const { bits, exponent } = numbers;
  if (bits < RSA_BITS) return refuse(`the RSA key has ${bits} bits, fewer than ${RSA_BITS}`);
  // Nothing is wrong with them, but an exponent as long as the modulus takes a hundred times as long to check.
  if (bits > RSA_MOST_BITS) return unsupported(`the RSA key has more than ${RSA_MOST_BITS} bits`);
  if (exponent >= RSA_EXPONENT) return unsupported('the exponent of the RSA key is not below 2^32');
  return { ok: true, key: { kind, bits, key } };
}

/**
 * Verifies a signature; false also if the scheme does not fit the key. Never throws. RSA: RFC 8017 §8.1.2 and §8.2.2.
 * ECDSA: the DER form of RFC 3279 §2.2.3, r and s of any half (low S is no rule of CMS).
 */
export function verifySignature(
  key: PublicKey,
  scheme: Scheme,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!isFit(key, scheme)) return false;
  if (key.kind === 'raw') return key.key.verifyOnce(message, signature);
  work.tokenSignatures += 1;
  return verifyBy(key.key, scheme, message, signature);
}

/** True if a key makes signatures of this scheme. */
export function isFit(key: PublicKey, scheme: Scheme): boolean {
  switch (key.kind) {
    case 'RSA':
      return scheme.kind === 'PKCS #1 v1.5' || scheme.kind === 'PSS';
    case 'RSASSA-PSS':
      return scheme.kind === 'PSS';
    case 'EC':
      return scheme.kind === 'ECDSA';
    case 'raw':
      return scheme.kind === key.key.algorithm;
  }
}

/** True for RSA keys that count with a note. */
export function isWeak(key: PublicKey): boolean {
  return 'bits' in key && key.bits < RSA_STRONG_BITS;
}

export function isPostQuantum(key: PublicKey): boolean {
  return key.kind === 'raw' && key.key.algorithm !== 'Ed25519';
}

/** Names key and scheme for reports: `RSA-3072 PKCS #1 v1.5 with SHA-256`, `ECDSA P-256 with SHA-256`, `Ed25519`. */
export function renderAlgorithm(key: PublicKey, scheme: Scheme): string {
  if (!('hash' in scheme)) return scheme.kind;
  const name =
    key.kind === 'EC'
      ? `ECDSA ${key.curve}`
      : 'bits' in key
        ? `RSA-${key.bits} ${scheme.kind}`
        : scheme.kind;
  return `${name} with ${HASH_NAMES[scheme.hash]}`;
}

/** The names of src/catalogue/horizons.ts for what signs by this key; the hash beside it is the scheme's. */
export function datedName(key: PublicKey): DatedAlgorithm {
  if (key.kind === 'EC') return `ECDSA ${key.curve}`;
  if (key.kind === 'raw') return key.key.algorithm;
  return key.bits < RSA_STRONG_BITS ? 'RSA below 3072 bits' : 'RSA from 3072 bits';
}

function unsupported(reason: string): ReadKey {
  return { ok: false, unsupported: true, reason };
}

function refuse(reason: string): ReadKey {
  return { ok: false, unsupported: false, reason };
}
