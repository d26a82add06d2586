// Signatures in plain JavaScript, the only import of @noble/curves and @noble/post-quantum. noble's own Ed25519 `verify` takes
// the cofactored equation with and without `zip215: false`, so the cofactorless one of docs/SPEC.md §1.1 is computed here from
// noble's point arithmetic. Verification handles no secrets, and nothing here that verifies is constant-time; keys and signatures
// of keepers (docs/SPEC.md §12.7) are made by noble itself.

import { mulAddUnsafe } from '@noble/curves/abstract/curve.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { hexOf } from '../base/bytes.js';
import { concat, equalBytes } from '../base/encoding.js';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type SignatureAlgorithm } from './algorithms.js';
import { portableDigests } from './digest-portable.js';
import { isOfPrimeOrder } from './subgroup.js';

const { Point } = ed25519;
type Point = ReturnType<typeof Point.fromBytes>;
/** L, the order of the prime-order subgroup (RFC 8032 §5.1). */
const ORDER = Point.CURVE().n;

/** True if the signature is valid. Never throws, whatever the bytes. */
export type Verify = (message: Uint8Array, signature: Uint8Array) => boolean;

/** Says what is wrong with an Ed25519 public key, or undefined: canonical, on the curve, of order L (docs/SPEC.md §1.1). */
export function faultOfEd25519Key(raw: Uint8Array): string | undefined {
  const point = decodePoint(raw);
  if (point === undefined) return 'the bytes are not the canonical encoding of a point';
  // A key of small order has one signature that fits every message.
  if (point.isSmallOrder()) return 'the point has small order';
  // A key with a small component beside the large one makes implementations disagree.
  if (!(isOfPrimeOrder(montgomeryU(point)) ?? point.isTorsionFree()))
    return 'the point has mixed order';
  return undefined;
}

const ML_DSA = { 'ML-DSA-44': ml_dsa44, 'ML-DSA-65': ml_dsa65, 'ML-DSA-87': ml_dsa87 } as const;

/** A verifier for a raw key that has been checked at load. `context` is FIPS 204's; it is empty in this format. */
export function portableVerifier(
  algorithm: SignatureAlgorithm,
  raw: Uint8Array,
  context: Uint8Array = new Uint8Array(0),
): Verify {
  if (algorithm === 'Ed25519') return ed25519Verifier(raw);
  const scheme = ML_DSA[algorithm];
  return (message, signature) =>
    raw.length === PUBLIC_KEY_BYTES[algorithm] &&
    // FIPS 204 §3.6.2: other lengths are refused (noble throws on some of them).
    signature.length === SIGNATURE_BYTES[algorithm] &&
    scheme.verify(signature, message, raw, { context });
}

/** Bytes of a seed: RFC 8032 §5.1.5, and ξ of FIPS 204 Algorithm 1. */
export const SEED_BYTES = 32;

/** The key pair of a seed. */
export interface Signer {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** Makes the key pair of a seed. ML-DSA signs hedged, with 32 fresh random bytes (FIPS 204 §3.4). */
export function portableSigner(
  algorithm: 'Ed25519' | 'ML-DSA-65',
  seed: Uint8Array,
  random: (length: number) => Uint8Array,
): Signer {
  if (algorithm === 'Ed25519') {
    const publicKey = ed25519.getPublicKey(seed);
    return { publicKey, sign: (message) => ed25519.sign(message, seed) };
  }
  const { publicKey, secretKey } = ml_dsa65.keygen(seed);
  return {
    publicKey,
    sign: (message) => ml_dsa65.sign(message, secretKey, { extraEntropy: random(32) }),
  };
}

function ed25519Verifier(raw: Uint8Array): Verify {
  const key = decodePoint(raw);
  return (message, signature) => {
    if (key === undefined || signature.length !== SIGNATURE_BYTES.Ed25519) return false;
    const encodedR = signature.subarray(0, 32);
    const s = littleEndian(signature.subarray(32));
    // RFC 8032 §5.1.7 step 1: without it, S + L would be a second signature for the same message.
    if (s >= ORDER) return false;
    const r = decodePoint(encodedR);
    if (r === undefined || r.isSmallOrder()) return false;
    const digest = portableDigests.digest('sha512', concat(encodedR, raw, message));
    const k = littleEndian(digest) % ORDER;
    // Step 3 without the cofactor: the encoding of [S]B − [k]A equals R. Both products in one go: noble's table of multiples of B
    // would cost more than it saves in a run that verifies a handful of signatures.
    const expected = mulAddUnsafe(Point, [Point.BASE, key.negate()], [s, k]);
    return equalBytes(expected.toBytes(), encodedR);
  };
}

/** RFC 8032 §5.1.3: y below p, a square root exists, no sign bit on x = 0. */
function decodePoint(bytes: Uint8Array): Point | undefined {
  try {
    return Point.fromBytes(bytes, false);
  } catch {
    return undefined;
  }
}

/** RFC 7748 §4.1: u = (1 + y) / (1 − y). */
function montgomeryU(point: Point): Uint8Array {
  const { Fp } = Point;
  const { y } = point;
  return Fp.toBytes(Fp.div(Fp.add(Fp.ONE, y), Fp.sub(Fp.ONE, y)));
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${hexOf(bytes.toReversed())}`);
}
