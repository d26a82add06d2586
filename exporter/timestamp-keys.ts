// Keys of a test time stamp authority, derived from a text seed: public test keys. Signatures are the same in every run (PKCS #1
// v1.5; PSS without salt; ECDSA by RFC 6979; Ed25519; ML-DSA with rnd = 0), PSS with a salt excepted.

import crypto from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import type { ImprintHash } from '../src/x509/algorithms.js';
import { bits, context, integer, NULL, oid, sequence } from './der.js';
import { deriveFrom } from './derive.js';
import { signingKey, spkiOf } from './keys.js';

type Rsa = 'RSA-1024' | 'RSA-2048' | 'RSA-3072';
type Ec = 'P-256' | 'P-384' | 'P-521';
export type AuthorityKeyKind = Rsa | Ec | 'Ed25519' | 'ML-DSA-44' | 'ML-DSA-65' | 'ML-DSA-87';

/** SHA-1 is here to be refused. */
export type SigningHash = ImprintHash | 'sha1';

/** `pssSalt`: RSA signs with PSS and a salt of so many bytes instead of PKCS #1 v1.5. Ignored by other keys. */
export interface SigningOptions {
  readonly hash: SigningHash;
  readonly pssSalt?: number;
}

export interface AuthorityKey {
  readonly kind: AuthorityKeyKind;
  readonly spki: Uint8Array;
  /** The AlgorithmIdentifier of its signatures, for certificates and tokens. */
  algorithm(options: SigningOptions): Uint8Array;
  sign(message: Uint8Array, options: SigningOptions): Uint8Array;
}

const NIST = '2.16.840.1.101.3.4';

const HASH_OIDS: { readonly [Hash in SigningHash]: string } = {
  sha1: '1.3.14.3.2.26',
  sha256: `${NIST}.2.1`,
  sha384: `${NIST}.2.2`,
  sha512: `${NIST}.2.3`,
  'sha3-256': `${NIST}.2.8`,
  'sha3-384': `${NIST}.2.9`,
  'sha3-512': `${NIST}.2.10`,
};

const RSA_OIDS: { readonly [Hash in SigningHash]: string } = {
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
  'sha3-256': `${NIST}.3.14`,
  'sha3-384': `${NIST}.3.15`,
  'sha3-512': `${NIST}.3.16`,
};

const ECDSA_OIDS: { readonly [Hash in SigningHash]: string } = {
  sha1: '1.2.840.10045.4.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
  'sha3-256': `${NIST}.3.10`,
  'sha3-384': `${NIST}.3.11`,
  'sha3-512': `${NIST}.3.12`,
};

const CURVES = {
  'P-256': { curve: p256, oid: '1.2.840.10045.3.1.7' },
  'P-384': { curve: p384, oid: '1.3.132.0.34' },
  'P-521': { curve: p521, oid: '1.3.132.0.35' },
} as const;

const KEY_OIDS = {
  Ed25519: '1.3.101.112',
  'ML-DSA-44': `${NIST}.3.17`,
  'ML-DSA-65': `${NIST}.3.18`,
  'ML-DSA-87': `${NIST}.3.19`,
};

const made = new Map<string, AuthorityKey>();

/** The key of that kind and seed. RSA keys take a moment, so keys are kept. */
export function authorityKey(kind: AuthorityKeyKind, seed: string): AuthorityKey {
  const label = `${kind}/${seed}`;
  const known = made.get(label);
  if (known !== undefined) return known;
  const key = makeKey(kind, label);
  made.set(label, key);
  return key;
}

/** The AlgorithmIdentifier of a hash. */
export function hashIdentifier(hash: SigningHash): Uint8Array {
  return sequence(oid(HASH_OIDS[hash]), ...(hash === 'sha1' ? [NULL] : []));
}

function makeKey(kind: AuthorityKeyKind, label: string): AuthorityKey {
  switch (kind) {
    case 'RSA-1024':
    case 'RSA-2048':
    case 'RSA-3072':
      return rsaKey(kind, label);
    case 'P-256':
    case 'P-384':
    case 'P-521':
      return ecKey(kind, label);
    case 'ML-DSA-87': {
      const { publicKey, secretKey } = ml_dsa87.keygen(deriveFrom('timestamp keys')(label, 32));
      const algorithm = sequence(oid(KEY_OIDS[kind]));
      return {
        kind,
        spki: sequence(algorithm, bits(publicKey)),
        algorithm: () => algorithm,
        sign: (message) => ml_dsa87.sign(message, secretKey, { extraEntropy: false }),
      };
    }
    default: {
      const key = signingKey(kind, deriveFrom('timestamp keys')(label, 32));
      return {
        kind,
        spki: spkiOf(key),
        algorithm: () => sequence(oid(KEY_OIDS[kind])),
        sign: (message) => key.sign(message),
      };
    }
  }
}

function ecKey(kind: Ec, label: string): AuthorityKey {
  const { curve, oid: curveOid } = CURVES[kind];
  const seed = deriveFrom('timestamp keys')(label, curve.lengths.seed ?? 0);
  const { secretKey } = curve.keygen(seed);
  const point = curve.getPublicKey(secretKey, false);
  const algorithm = sequence(oid('1.2.840.10045.2.1'), oid(curveOid));
  return {
    kind,
    spki: sequence(algorithm, bits(point)),
    algorithm: ({ hash }) => sequence(oid(ECDSA_OIDS[hash])),
    sign: (message, { hash }) =>
      curve.sign(crypto.createHash(hash).update(message).digest(), secretKey, {
        prehash: false,
        lowS: false,
        format: 'der',
      }),
  };
}

function rsaKey(kind: Rsa, label: string): AuthorityKey {
  const key = crypto.createPrivateKey({ key: rsaJwk(Number(kind.slice(4)), label), format: 'jwk' });
  return {
    kind,
    spki: crypto.createPublicKey(key).export({ format: 'der', type: 'spki' }),
    algorithm: ({ hash, pssSalt }) =>
      pssSalt === undefined ? sequence(oid(RSA_OIDS[hash]), NULL) : pssIdentifier(hash, pssSalt),
    sign: (message, { hash, pssSalt }) => {
      const padding =
        pssSalt === undefined
          ? crypto.constants.RSA_PKCS1_PADDING
          : crypto.constants.RSA_PKCS1_PSS_PADDING;
      return crypto.sign(hash, message, { key, padding, saltLength: pssSalt ?? 0 });
    },
  };
}

/** RFC 8017 appendix A.2.3. */
function pssIdentifier(hash: SigningHash, salt: number): Uint8Array {
  const identifier = hashIdentifier(hash);
  const mask = sequence(oid('1.2.840.113549.1.1.8'), identifier);
  const parameters = [context(0, identifier), context(1, mask)];
  // DER leaves a default out, and 20 is the default.
  if (salt !== 20) parameters.push(context(2, integer(salt)));
  return sequence(oid('1.2.840.113549.1.1.10'), sequence(...parameters));
}

/** Two primes from the seed, the smallest above a derived start that fit the exponent. */
function rsaJwk(modulusBits: number, label: string): crypto.JsonWebKey {
  const e = 65_537n;
  const p = primeFrom(`${label}/p`, modulusBits / 2, e);
  const q = primeFrom(`${label}/q`, modulusBits / 2, e);
  const d = inverse(e, (p - 1n) * (q - 1n));
  const text = (value: bigint): string => {
    const hex = value.toString(16);
    return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString(
      'base64url',
    );
  };
  return {
    kty: 'RSA',
    n: text(p * q),
    e: text(e),
    d: text(d),
    p: text(p),
    q: text(q),
    dp: text(d % (p - 1n)),
    dq: text(d % (q - 1n)),
    qi: text(inverse(q, p)),
  };
}

function primeFrom(label: string, primeBits: number, e: bigint): bigint {
  const start = deriveFrom('timestamp keys')(label, primeBits / 8);
  // The two highest bits make the product as long as it must be; the lowest makes it odd.
  let candidate =
    BigInt(`0x${Buffer.from(start).toString('hex')}`) | (3n << BigInt(primeBits - 2)) | 1n;
  const hasFactor = (prime: bigint): boolean => candidate % prime === 0n;
  while (SMALL_PRIMES.some(hasFactor) || candidate % e === 1n || !crypto.checkPrimeSync(candidate))
    candidate += 2n;
  return candidate;
}

const SMALL_PRIMES = [
  3n,
  5n,
  7n,
  11n,
  13n,
  17n,
  19n,
  23n,
  29n,
  31n,
  37n,
  41n,
  43n,
  47n,
  53n,
  59n,
  61n,
];

/** The inverse of a modulo m, by Euclid. */
function inverse(a: bigint, m: bigint): bigint {
  let [r, next, x, nextX] = [m, a % m, 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [x, nextX] = [nextX, x - quotient * nextX];
  }
  return ((x % m) + m) % m;
}
