import crypto from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa44, ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { describe, expect, it } from 'vitest';
import { concat, toHex, utf8 } from '../../../src/base/encoding.js';
import { InternalError } from '../../../src/base/errors.js';
import { SIGNATURE_BYTES } from '../../../src/crypto/algorithms.js';
import { digestOf } from '../../../src/crypto/digest.js';
import { nativeVerifier } from '../../../src/crypto/native.js';
import { portableVerifier } from '../../../src/crypto/portable.js';
import {
  loadPublicKey,
  type SignatureAlgorithm,
  STANDARDS,
  unanimous,
  type VerificationKey,
} from '../../../src/crypto/signature.js';
import { isOfPrimeOrder } from '../../../src/crypto/subgroup.js';

const { Point } = ed25519;
const ORDER = Point.CURVE().n;
const message = utf8('a signed message');
const seed = new Uint8Array(32).fill(7);

interface Signed {
  readonly algorithm: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

function signWith(algorithm: 'ML-DSA-44' | 'ML-DSA-65', context?: Uint8Array): Signed {
  const scheme = algorithm === 'ML-DSA-44' ? ml_dsa44 : ml_dsa65;
  const { publicKey, secretKey } = scheme.keygen(seed);
  const options = { extraEntropy: false as const, ...(context === undefined ? {} : { context }) };
  return { algorithm, publicKey, signature: scheme.sign(message, secretKey, options) };
}

const SIGNED: readonly Signed[] = [
  {
    algorithm: 'Ed25519',
    publicKey: ed25519.getPublicKey(seed),
    signature: ed25519.sign(message, seed),
  },
  signWith('ML-DSA-44'),
  signWith('ML-DSA-65'),
];

/** Bytes that look random and are the same in every run. */
function sample(label: string, length: number): Uint8Array {
  return new Uint8Array(
    crypto.createHash('shake256', { outputLength: length }).update(label).digest(),
  );
}

function load(algorithm: SignatureAlgorithm, raw: Uint8Array): VerificationKey {
  const loaded = loadPublicKey(algorithm, raw);
  if (!loaded.ok) throw new Error(loaded.reason);
  return loaded.key;
}

function littleEndian(value: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse());
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

/** Both implementations and the key's two methods, which must all say the same. */
function answersOf(raw: Uint8Array, text: Uint8Array, signature: Uint8Array): boolean[] {
  const key = load('Ed25519', raw);
  return [
    portableVerifier('Ed25519', raw)(text, signature),
    nativeVerifier('Ed25519', raw)?.(text, signature) ?? false,
    key.verify(text, signature),
    key.verifyOnce(text, signature),
  ];
}

describe('a verification key', () => {
  it.each(SIGNED)('$algorithm: verifies its signature and no altered one', (signed) => {
    const { algorithm, publicKey, signature } = signed;
    const key = load(algorithm, publicKey);
    expect(key.verify(message, signature)).toBe(true);
    expect(key.verifyOnce(message, signature)).toBe(true);
    expect(key.verify(concat(message, utf8('.')), signature)).toBe(false);
    // One bit of every byte of Ed25519, of every 97th of ML-DSA: both engines run on each.
    const step = algorithm === 'Ed25519' ? 1 : 97;
    for (let at = 0; at < signature.length; at += step) {
      const altered = signature.slice();
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
      expect(key.verify(message, altered)).toBe(false);
      expect(key.verifyOnce(message, altered)).toBe(false);
    }
  });

  it.each(SIGNED)('$algorithm: malformed signatures are false and never throw', (signed) => {
    const { algorithm, publicKey, signature } = signed;
    const key = load(algorithm, publicKey);
    const length = SIGNATURE_BYTES[algorithm];
    const malformed = [
      new Uint8Array(0),
      new Uint8Array(length),
      new Uint8Array(length).fill(0xff),
      signature.subarray(1),
      signature.subarray(0, -1),
      concat(signature, Uint8Array.of(0)),
      concat(signature, signature),
      ...Array.from({ length: 8 }, (_, run) => sample(`malformed ${run}`, length)),
    ];
    for (const bytes of malformed) {
      expect(key.verify(message, bytes)).toBe(false);
      expect(key.verifyOnce(message, bytes)).toBe(false);
    }
  });

  it('names itself by the SHA-256 of its SPKI', () => {
    for (const { algorithm, publicKey } of SIGNED) {
      const key = load(algorithm, publicKey);
      expect(key.keyId).toBe(toHex(digestOf('sha256', key.spki)));
      expect(key.keyId).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('does not change when the bytes it was loaded from do', () => {
    for (const { algorithm, publicKey, signature } of SIGNED) {
      const raw = publicKey.slice();
      const key = load(algorithm, raw);
      raw.fill(0);
      expect(key.verify(message, signature)).toBe(true);
      expect(key.publicKey).toEqual(publicKey);
    }
  });

  it('refuses raw keys of another length', () => {
    for (const { algorithm, publicKey } of SIGNED) {
      for (const raw of [publicKey.subarray(1), concat(publicKey, Uint8Array.of(0))]) {
        const length = publicKey.length;
        const reason = `an ${algorithm} public key has ${length} bytes, not ${raw.length}`;
        expect(loadPublicKey(algorithm, raw)).toEqual({ ok: false, reason });
      }
    }
  });

  it('gives no answer where two implementations disagree', () => {
    const yes = () => true;
    const no = () => false;
    expect(unanimous('Ed25519', yes, yes)(message, seed)).toBe(true);
    expect(unanimous('Ed25519', no, no)(message, seed)).toBe(false);
    expect(unanimous('Ed25519', no, undefined)(message, seed)).toBe(false);
    for (const [a, b] of [[yes, no] as const, [no, yes] as const]) {
      expect(() => unanimous('Ed25519', a, b)(message, seed)).toThrow(InternalError);
    }
  });

  it('knows the standard and the category of each algorithm', () => {
    expect(STANDARDS).toEqual({
      Ed25519: { standard: 'RFC 8032', category: undefined },
      'ML-DSA-44': { standard: 'FIPS 204', category: 2 },
      'ML-DSA-65': { standard: 'FIPS 204', category: 3 },
      'ML-DSA-87': { standard: 'FIPS 204', category: 5 },
    });
  });
});

describe('ML-DSA', () => {
  it('takes an empty context alone', () => {
    for (const algorithm of ['ML-DSA-44', 'ML-DSA-65'] as const) {
      const { publicKey, signature } = signWith(algorithm, utf8('ctx'));
      expect(load(algorithm, publicKey).verify(message, signature)).toBe(false);
      expect(portableVerifier(algorithm, publicKey, utf8('ctx'))(message, signature)).toBe(true);
    }
  });
});

// The eight points of small order come from one generator, found as [L]P for any P of full order 8L.
function smallOrderPoints(): readonly ReturnType<typeof Point.fromBytes>[] {
  for (let y = 2n; ; y += 1n) {
    const point = decode(littleEndian(y));
    if (point === undefined) continue;
    const t = point.multiplyUnsafe(ORDER - 1n).add(point);
    if (t.double().double().is0()) continue;
    return Array.from({ length: 8 }, (_, i) => t.multiplyUnsafe(BigInt(i)));
  }
}

function decode(bytes: Uint8Array): ReturnType<typeof Point.fromBytes> | undefined {
  try {
    return Point.fromBytes(bytes, false);
  } catch {
    return undefined;
  }
}

describe('Ed25519 keys', () => {
  const honest = Point.fromBytes(ed25519.getPublicKey(seed), false);
  const small = smallOrderPoints();

  it('refuses all eight points of small order', () => {
    expect(new Set(small.map((point) => point.toHex())).size).toBe(8);
    for (const point of small) {
      const loaded = loadPublicKey('Ed25519', point.toBytes());
      expect(loaded).toEqual({ ok: false, reason: 'the point has small order' });
    }
  });

  it('refuses all seven points of mixed order beside an honest one', () => {
    for (const point of small.filter((t) => !t.is0())) {
      const loaded = loadPublicKey('Ed25519', honest.add(point).toBytes());
      expect(loaded).toEqual({ ok: false, reason: 'the point has mixed order' });
    }
  });

  it('are of order L by X25519 just as by multiplying with L, for every component of small order', () => {
    for (let i = 0; i < 32; i += 1) {
      const scalar = fromLittleEndian(sample(`point ${i}`, 32)) % ORDER;
      // The negative of a point has the same u: T = −2P' must not be taken for neutral.
      for (const prime of [Point.BASE.multiplyUnsafe(scalar), honest.negate()]) {
        for (const point of small.map((t) => prime.add(t))) {
          const { y } = point.toAffine();
          const u = Point.Fp.div(1n + y, Point.Fp.sub(1n, y));
          expect(isOfPrimeOrder(littleEndian(u))).toBe(point.isTorsionFree());
        }
      }
    }
  });

  it('refuses bytes that are not the canonical encoding of a point', () => {
    const p = 2n ** 255n - 19n;
    const encodings: Uint8Array[] = [];
    // y from p to 2^255 − 1 has a smaller spelling; every one of them, with either sign.
    for (let y = p; y < 2n ** 255n; y += 1n)
      encodings.push(littleEndian(y), littleEndian(y + 2n ** 255n));
    // x = 0 with a sign bit: −0.
    encodings.push(littleEndian(1n + 2n ** 255n), littleEndian(p - 1n + 2n ** 255n));
    // y = 2 is on no point of the curve.
    encodings.push(littleEndian(2n));
    for (const raw of encodings) {
      const reason = 'the bytes are not the canonical encoding of a point';
      expect(loadPublicKey('Ed25519', raw)).toEqual({ ok: false, reason });
    }
  });
});

describe('Ed25519 signatures, one answer from every implementation', () => {
  const { scalar, point } = ed25519.utils.getExtendedPublicKey(seed);
  const raw = point.toBytes();
  const small = smallOrderPoints();

  /** A signature made with a chosen R: S = r + k·a, where k hashes the encoding of that R. */
  function signWithR(r: bigint, encodedR: Uint8Array): Uint8Array {
    const k = fromLittleEndian(digestOf('sha512', concat(encodedR, raw, message))) % ORDER;
    return concat(encodedR, littleEndian((r + k * scalar) % ORDER));
  }

  it('accepts an honest signature made by hand', () => {
    const r = 123456789n;
    const signature = signWithR(r, Point.BASE.multiplyUnsafe(r).toBytes());
    expect(answersOf(raw, message, signature)).toEqual([true, true, true, true]);
  });

  it('refuses what only the cofactored equation accepts', () => {
    const r = 123456789n;
    for (const t of small.filter((candidate) => !candidate.is0())) {
      const signature = signWithR(r, Point.BASE.multiplyUnsafe(r).add(t).toBytes());
      expect(ed25519.verify(signature, message, raw, { zip215: false })).toBe(true);
      expect(answersOf(raw, message, signature)).toEqual([false, false, false, false]);
    }
  });

  it('refuses an R of small order although the equation holds', () => {
    const signature = signWithR(0n, Point.ZERO.toBytes());
    expect(ed25519.verify(signature, message, raw)).toBe(true);
    expect(answersOf(raw, message, signature)).toEqual([false, false, false, false]);
    for (const t of small) {
      const other = signWithR(0n, t.toBytes());
      expect(answersOf(raw, message, other)).toEqual([false, false, false, false]);
    }
  });

  it('refuses S + L, and S from L to 2^256 − 1', () => {
    const signature = ed25519.sign(message, seed);
    const s = fromLittleEndian(signature.subarray(32));
    for (const other of [s + ORDER, s + 2n * ORDER, ORDER, ORDER + 1n, 2n ** 256n - 1n]) {
      const forged = concat(signature.subarray(0, 32), littleEndian(other));
      expect(answersOf(raw, message, forged)).toEqual([false, false, false, false]);
    }
  });

  it('refuses an R that is no point or not canonical', () => {
    const p = 2n ** 255n - 19n;
    for (const y of [2n, p, p + 1n, p + 3n, 1n + 2n ** 255n]) {
      const signature = signWithR(0n, littleEndian(y));
      expect(answersOf(raw, message, signature)).toEqual([false, false, false, false]);
    }
  });

  it('agrees on a hundred signatures and on their altered copies', () => {
    for (let run = 0; run < 100; run += 1) {
      const text = sample(`text ${run}`, 100).subarray(run);
      const secret = sample(`secret ${run}`, 32);
      const key = ed25519.getPublicKey(secret);
      const signature = ed25519.sign(text, secret);
      expect(answersOf(key, text, signature)).toEqual([true, true, true, true]);
      const altered = signature.slice();
      const at = run % 64;
      altered[at] = (altered[at] ?? 0) ^ (1 << (run % 8));
      expect(answersOf(key, text, altered)).toEqual([false, false, false, false]);
    }
  });
});
