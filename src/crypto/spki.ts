// SubjectPublicKeyInfo of the four algorithms: exact DER or refusal. The encodings have no freedom (fixed lengths, parameters
// absent), so a prefix comparison is a whole parser, and BER variants, NULL parameters and private keys are all refused by it.

import { bytesOfHex } from '../base/bytes.js';
import { concat, equalBytes } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { PUBLIC_KEY_BYTES, type SignatureAlgorithm, SPKI_PREFIX } from './algorithms.js';

export interface RawPublicKey {
  readonly algorithm: SignatureAlgorithm;
  readonly raw: Uint8Array;
}

const ALGORITHMS: readonly SignatureAlgorithm[] = [
  ...(['Ed25519', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const),
];
const PREFIX_BYTES = new Map(
  ALGORITHMS.map((algorithm) => [algorithm, bytesOfHex(SPKI_PREFIX[algorithm])]),
);

/** Parses an SPKI; undefined for anything but the one DER form of a known algorithm. Does not check the key itself. */
export function parseSpki(der: Uint8Array): RawPublicKey | undefined {
  for (const algorithm of ALGORITHMS) {
    const prefix = prefixOf(algorithm);
    if (der.length !== prefix.length + PUBLIC_KEY_BYTES[algorithm]) continue;
    if (!equalBytes(der.subarray(0, prefix.length), prefix)) continue;
    return { algorithm, raw: der.slice(prefix.length) };
  }
  return undefined;
}

/** The SPKI DER of a raw public key, which must have the algorithm's length. */
export function spkiOf(algorithm: SignatureAlgorithm, raw: Uint8Array): Uint8Array {
  if (raw.length !== PUBLIC_KEY_BYTES[algorithm])
    throw new InternalError(`a public key of ${raw.length} bytes cannot be ${algorithm}`);
  return concat(prefixOf(algorithm), raw);
}

function prefixOf(algorithm: SignatureAlgorithm): Uint8Array {
  const prefix = PREFIX_BYTES.get(algorithm);
  if (prefix === undefined) throw new InternalError(`no SPKI prefix for ${algorithm}`);
  return prefix;
}
