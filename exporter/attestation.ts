// The quantum attestation: an in-toto statement about manifest.json in a DSSE envelope with two signatures (docs/SPEC.md §8).

import { toBase64, toHex } from '../src/base/encoding.js';
import { canonicalize, type JsonObject } from '../src/base/json.js';
import { NAMES } from '../src/base/names.js';
import { sha3, sha256 } from './derive.js';
import { type AttesterKeys, keyIdOf, type SigningKey } from './keys.js';

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

export interface SignedStatement {
  readonly envelope: JsonObject;
  /** What a time stamp covers: the Ed25519 signature, then the ML-DSA-65 signature (§8.3). */
  readonly datum: Uint8Array;
}

/** The statement of §8.1 about a manifest. */
export function statementOf(
  manifest: Uint8Array,
  bundleId: string,
  keys: AttesterKeys,
  claims?: JsonObject,
): JsonObject {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      {
        name: 'manifest.json',
        digest: { sha256: toHex(sha256(manifest)), sha3_256: toHex(sha3(manifest)) },
      },
    ],
    predicateType: NAMES.attestation,
    predicate: {
      bundle_id: bundleId,
      ...(claims === undefined ? {} : { claims }),
      signers: [keys.ed25519, keys.mlDsa65].map((key) => ({
        algorithm: key.algorithm,
        key_id: keyIdOf(key),
      })),
    },
  };
}

/** Signs canonical payload bytes with both keys. */
export function signStatement(payload: Uint8Array, keys: AttesterKeys): SignedStatement {
  const message = preAuthenticationEncoding(payload);
  const sign = (key: SigningKey) => ({ keyid: keyIdOf(key), bytes: key.sign(message) });
  const signatures = [sign(keys.ed25519), sign(keys.mlDsa65)];
  return {
    envelope: {
      payload: toBase64(payload),
      payloadType: PAYLOAD_TYPE,
      signatures: signatures.map(({ keyid, bytes }) => ({ keyid, sig: toBase64(bytes) })),
    },
    datum: Buffer.concat(signatures.map(({ bytes }) => bytes)),
  };
}

export function payloadOf(statement: JsonObject): Uint8Array {
  return Buffer.from(canonicalize(statement), 'utf8');
}

/** DSSE v1: `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`. */
export function preAuthenticationEncoding(payload: Uint8Array, type = PAYLOAD_TYPE): Uint8Array {
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `, 'utf8'),
    payload,
  ]);
}
