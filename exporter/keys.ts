// Keys of a ledger, its attester, its recorder and some witnesses, all derived from a text seed: public test keys, worth
// nothing. Signing is deterministic (RFC 8032; FIPS 204 with rnd = 0), so that a bundle has the same bytes in every run.

import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa44, ml_dsa65 } from '@noble/post-quantum/ml-dsa.js';
import { toBase64, toHex } from '../src/base/encoding.js';
import { deriveFrom, sha256 } from './derive.js';

export interface SigningKey {
  readonly algorithm: 'Ed25519' | 'ML-DSA-44' | 'ML-DSA-65';
  /** Raw bytes as RFC 8032 and FIPS 204 encode them. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** A key of a signed note: `type` 1 and 6 for a ledger, 4 and 6 for a witness (C2SP signed-note). */
export interface NoteKey {
  readonly name: string;
  readonly type: 1 | 4 | 6;
  readonly key: SigningKey;
}

/** The hybrid key set that signs a ledger's checkpoints (docs/SPEC.md §7.2). */
export interface LedgerKeys {
  readonly origin: string;
  readonly ed25519: NoteKey;
  readonly mlDsa44: NoteKey;
}

/** The hybrid key pair that signs attestations (§8.2). */
export interface AttesterKeys {
  readonly name: string;
  readonly ed25519: SigningKey;
  readonly mlDsa65: SigningKey;
}

export interface TestKeys {
  readonly ledger: LedgerKeys;
  readonly attester: AttesterKeys;
  readonly recorder: { readonly name: string; readonly key: SigningKey };
  /** Three witnesses; the second signs with ML-DSA-44. */
  readonly witnesses: readonly NoteKey[];
}

export const TEST_ORIGIN = 'ledger.softqcos.example/acme';

/** Derives every key from `seed`. */
export function testKeys(seed: string, origin = TEST_ORIGIN): TestKeys {
  const derive = deriveFrom(`keys/${seed}`);
  const make = (label: string, algorithm: SigningKey['algorithm']): SigningKey =>
    signingKey(algorithm, derive(`${label}/${algorithm}`, 32));
  const witness = (number: number, type: 4 | 6): NoteKey => ({
    name: `witness${number}.example/w`,
    type,
    key: make(`witness${number}`, type === 4 ? 'Ed25519' : 'ML-DSA-44'),
  });
  return {
    ledger: {
      origin,
      ed25519: { name: origin, type: 1, key: make('ledger', 'Ed25519') },
      mlDsa44: { name: origin, type: 6, key: make('ledger', 'ML-DSA-44') },
    },
    attester: {
      name: 'Test export service',
      ed25519: make('attester', 'Ed25519'),
      mlDsa65: make('attester', 'ML-DSA-65'),
    },
    recorder: { name: 'Test application', key: make('recorder', 'ML-DSA-65') },
    witnesses: [witness(1, 4), witness(2, 6), witness(3, 4)],
  };
}

/** A key from its 32-byte seed. */
export function signingKey(algorithm: SigningKey['algorithm'], seed: Uint8Array): SigningKey {
  if (algorithm === 'Ed25519') {
    return {
      algorithm,
      publicKey: ed25519.getPublicKey(seed),
      sign: (message) => ed25519.sign(message, seed),
    };
  }
  const scheme = algorithm === 'ML-DSA-44' ? ml_dsa44 : ml_dsa65;
  const { publicKey, secretKey } = scheme.keygen(seed);
  return {
    algorithm,
    publicKey,
    sign: (message) => scheme.sign(message, secretKey, { extraEntropy: false }),
  };
}

/** C2SP signed-note: the first four bytes of SHA-256(name || LF || type || public key). */
export function noteKeyId({ name, type, key }: NoteKey): Uint8Array {
  return sha256(
    Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Uint8Array.of(type), key.publicKey]),
  ).subarray(0, 4);
}

/** C2SP signed-note: `name+hex(key id)+base64(type || public key)`. */
export function vkeyOf(key: NoteKey): string {
  const material = Buffer.concat([Uint8Array.of(key.type), key.key.publicKey]);
  return `${key.name}+${toHex(noteKeyId(key))}+${toBase64(material)}`;
}

/** DER of SubjectPublicKeyInfo without its public key: RFC 8410 §4 (Ed25519), RFC 9881 §4 (ML-DSA). */
const SPKI_PREFIX = {
  Ed25519: '302a300506032b6570032100',
  'ML-DSA-44': '30820532300b06096086480165030403110382052100',
  'ML-DSA-65': '308207b2300b0609608648016503040312038207a100',
} as const;

/** SubjectPublicKeyInfo in DER. */
export function spkiOf({ algorithm, publicKey }: SigningKey): Uint8Array {
  return Buffer.concat([Buffer.from(SPKI_PREFIX[algorithm], 'hex'), publicKey]);
}

/** The `key_id` of §8.1: lower-case hex SHA-256 of the SPKI DER. */
export function keyIdOf(key: SigningKey): string {
  return toHex(sha256(spkiOf(key)));
}
