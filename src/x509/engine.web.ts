// RSA and ECDSA of time stamp authorities where there is no Node: noble's curves, and its author's RSA, the only import of that.
// The Web Crypto API is asked as well; its answers are waited for at the end of the run (crypto/opinions.ts).

import { p256, p384, p521 } from '@noble/curves/nist.js';
import * as rsa from 'micro-rsa-dsa-dh/rsa.js';
import { bytesOfHex, hexOf } from '../base/bytes.web.js';
import { digestOf } from '../crypto/digest.js';
import { holdAgainst } from '../crypto/opinions.js';
import { rawHash } from '../crypto/raw-hash.web.js';
import { webVerifyEcdsa, webVerifyRsa } from '../crypto/web-crypto.web.js';
import { algorithmOf, type Scheme, schemeOf } from './algorithms.js';
import { decodeDer, type Element, TAG } from './der.js';
import { Fields, octetsOfBits, oidOf } from './fields.js';

type Hashed = Extract<Scheme, { readonly hash: unknown }>;

export type EngineKey =
  | {
      readonly kind: 'RSA';
      readonly n: bigint;
      readonly e: bigint;
      /** The only scheme that an RSASSA-PSS key allows, if it says so (RFC 4055 §3.3); null: one that nobody uses. */
      readonly only?: Hashed | null;
    }
  | { readonly kind: 'EC'; readonly curve: keyof typeof CURVES; readonly point: Uint8Array };

const CURVES = { 'P-256': p256, 'P-384': p384, 'P-521': p521 } as const;
/** RFC 5480 §2.1.1.1. */
const NAMED: Readonly<Record<string, keyof typeof CURVES>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};

/** RFC 8017 §9.2, note 1: the hash with its DigestInfo. */
const PKCS1 = {
  sha256: rsa.PKCS1_SHA256,
  sha384: rsa.PKCS1_SHA384,
  sha512: rsa.PKCS1_SHA512,
  'sha3-256': rsa.PKCS1_SHA3_256,
  'sha3-384': rsa.PKCS1_SHA3_384,
  'sha3-512': rsa.PKCS1_SHA3_512,
} as const;

export function importKey(spki: Uint8Array): EngineKey | undefined {
  const decoded = decodeDer(spki);
  const fields = new Fields(decoded.ok ? decoded.element : undefined);
  const algorithm = algorithmOf(fields.take(TAG.sequence));
  const bits = octetsOfBits(fields.take(TAG.bitString));
  if (!fields.done || algorithm === undefined || bits === undefined) return undefined;
  switch (algorithm.oid) {
    case '1.2.840.113549.1.1.1':
      return rsaKey(bits);
    case '1.2.840.113549.1.1.10': {
      const key = rsaKey(bits);
      if (key === undefined || algorithm.parameters === undefined) return key;
      const scheme = schemeOf(algorithm);
      return { ...key, only: scheme?.kind === 'PSS' ? scheme : null };
    }
    case '1.2.840.10045.2.1': {
      const curve = NAMED[oidOf(algorithm.parameters) ?? ''];
      return curve === undefined ? undefined : ecKey(curve, bits);
    }
    default:
      return undefined;
  }
}

/** RSAPublicKey (RFC 8017 appendix A.1.1). */
function rsaKey(bits: Uint8Array): Extract<EngineKey, { kind: 'RSA' }> | undefined {
  const decoded = decodeDer(bits);
  const fields = new Fields(decoded.ok ? decoded.element : undefined);
  const n = positive(fields.take(TAG.integer));
  const e = positive(fields.take(TAG.integer));
  return !fields.done || n === undefined || e === undefined ? undefined : { kind: 'RSA', n, e };
}

function positive(element: Element | undefined): bigint | undefined {
  if (element === undefined || ((element.content[0] ?? 0) & 0x80) !== 0) return undefined;
  const value = BigInt(`0x${hexOf(element.content)}`);
  return value === 0n ? undefined : value;
}

/** A point of the curve, and not the one at infinity. */
function ecKey(curve: keyof typeof CURVES, bits: Uint8Array): EngineKey | undefined {
  try {
    return { kind: 'EC', curve, point: CURVES[curve].Point.fromBytes(bits).toBytes(false) };
  } catch {
    return undefined;
  }
}

export function rsaNumbers(
  key: EngineKey,
): { readonly bits: number; readonly exponent: bigint } | undefined {
  return key.kind === 'RSA' ? { bits: key.n.toString(2).length, exponent: key.e } : undefined;
}

export function verifyBy(
  key: EngineKey,
  scheme: Scheme,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    if (key.kind === 'RSA' && 'hash' in scheme) return verifyRsa(key, scheme, message, signature);
    if (key.kind === 'EC' && scheme.kind === 'ECDSA')
      return verifyEcdsa(key, scheme, message, signature);
    return false;
  } catch {
    // noble throws on some malformed input, such as a DER that is not one.
    return false;
  }
}

function verifyRsa(
  key: Extract<EngineKey, { kind: 'RSA' }>,
  scheme: Hashed,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { n, e, only } = key;
  if (only === null || (only !== undefined && !isAllowed(scheme, only))) return false;
  const saltLength = scheme.kind === 'PSS' ? scheme.saltLength : undefined;
  const answer = attempt(() => {
    if (saltLength === undefined) return PKCS1[scheme.hash].verify({ n, e }, message, signature);
    const hash = rawHash(scheme.hash);
    return rsa.PSS(hash, rsa.mgf1(hash), saltLength).verify({ n, e }, message, signature);
  });
  const numbers = { n: octets(n), e: octets(e) };
  holdAgainst<boolean>(
    'signatures',
    () => `a signature of RSA ${scheme.kind} with ${scheme.hash}`,
    (theirs) => theirs === answer,
    webVerifyRsa(numbers, scheme.hash, saltLength, message, signature),
  );
  return answer;
}

/** RFC 4055 §3.3: the hashes of the key, and a salt that is not shorter. */
function isAllowed(scheme: Hashed, only: Hashed): boolean {
  if (scheme.kind !== 'PSS' || only.kind !== 'PSS') return false;
  return scheme.hash === only.hash && scheme.saltLength >= only.saltLength;
}

function verifyEcdsa(
  { curve, point }: Extract<EngineKey, { kind: 'EC' }>,
  { hash }: Hashed,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const ecdsa = CURVES[curve];
  // RFC 3279 §2.2.3; what is not this DER is refused by a throw.
  const pair = ecdsa.Signature.fromBytes(signature, 'der');
  const digest = digestOf(hash, message);
  const answer = attempt(() =>
    ecdsa.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' }),
  );
  holdAgainst<boolean>(
    'signatures',
    () => `a signature of ECDSA ${curve} with ${hash}`,
    (theirs) => theirs === answer,
    webVerifyEcdsa(curve, point, hash, message, pair.toBytes('compact')),
  );
  return answer;
}

/** A throw is a refusal. */
function attempt(verify: () => boolean): boolean {
  try {
    return verify();
  } catch {
    return false;
  }
}

function octets(value: bigint): Uint8Array {
  const hex = value.toString(16);
  return bytesOfHex(hex.length % 2 === 0 ? hex : `0${hex}`);
}
