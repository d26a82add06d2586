// AlgorithmIdentifiers of tokens and certificates (RFC 5280 §4.1.1.2) and the allow-list of docs/SPEC.md §8.5: SHA-2 and SHA-3
// from 256 bits, RSA PKCS #1 v1.5 and PSS, ECDSA, Ed25519, ML-DSA. What is not in these tables, SHA-1 above all, is refused.

import { equalBytes } from '../base/encoding.js';
import type { DigestName } from '../crypto/digest.js';
import { type Element, TAG } from './der.js';
import { Fields, integerOf, oidOf, onlyItem } from './fields.js';

/** Hashes that an imprint, a message digest and a signature may use. */
export type ImprintHash = DigestName;

type MlDsa = 'ML-DSA-44' | 'ML-DSA-65' | 'ML-DSA-87';

/** How a signature is made; for Ed25519 and ML-DSA the key says it all. */
export type Scheme =
  | { readonly kind: 'PKCS #1 v1.5' | 'ECDSA'; readonly hash: ImprintHash }
  | { readonly kind: 'PSS'; readonly hash: ImprintHash; readonly saltLength: number }
  | { readonly kind: 'Ed25519' | MlDsa };

export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: Element | undefined;
}

/** Names as reports print them. */
export const HASH_NAMES = {
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
  'sha3-256': 'SHA3-256',
  'sha3-384': 'SHA3-384',
  'sha3-512': 'SHA3-512',
} as const satisfies { readonly [Hash in ImprintHash]: string };

const NIST = '2.16.840.1.101.3.4';

/** NIST Computer Security Objects Register, hash functions. */
const HASHES = new Map<string, ImprintHash>([
  [`${NIST}.2.1`, 'sha256'],
  [`${NIST}.2.2`, 'sha384'],
  [`${NIST}.2.3`, 'sha512'],
  [`${NIST}.2.8`, 'sha3-256'],
  [`${NIST}.2.9`, 'sha3-384'],
  [`${NIST}.2.10`, 'sha3-512'],
]);

/** RFC 8017 appendix A.2.4, RFC 5758 §3.2, RFC 9688 §3. */
const WITH_HASH = new Map<string, readonly ['PKCS #1 v1.5' | 'ECDSA', ImprintHash]>([
  ['1.2.840.113549.1.1.11', ['PKCS #1 v1.5', 'sha256']],
  ['1.2.840.113549.1.1.12', ['PKCS #1 v1.5', 'sha384']],
  ['1.2.840.113549.1.1.13', ['PKCS #1 v1.5', 'sha512']],
  [`${NIST}.3.14`, ['PKCS #1 v1.5', 'sha3-256']],
  [`${NIST}.3.15`, ['PKCS #1 v1.5', 'sha3-384']],
  [`${NIST}.3.16`, ['PKCS #1 v1.5', 'sha3-512']],
  ['1.2.840.10045.4.3.2', ['ECDSA', 'sha256']],
  ['1.2.840.10045.4.3.3', ['ECDSA', 'sha384']],
  ['1.2.840.10045.4.3.4', ['ECDSA', 'sha512']],
  [`${NIST}.3.10`, ['ECDSA', 'sha3-256']],
  [`${NIST}.3.11`, ['ECDSA', 'sha3-384']],
  [`${NIST}.3.12`, ['ECDSA', 'sha3-512']],
]);

/** RFC 8410 §3, RFC 9881 §2: the key's own algorithm, parameters absent. */
const BY_KEY = new Map<string, 'Ed25519' | MlDsa>([
  ['1.3.101.112', 'Ed25519'],
  [`${NIST}.3.17`, 'ML-DSA-44'],
  [`${NIST}.3.18`, 'ML-DSA-65'],
  [`${NIST}.3.19`, 'ML-DSA-87'],
]);

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

/** Reads an AlgorithmIdentifier; undefined if the element is not one. */
export function algorithmOf(element: Element | undefined): AlgorithmIdentifier | undefined {
  const fields = new Fields(element);
  const oid = oidOf(fields.take(TAG.oid));
  const parameters = fields.any();
  return oid === undefined || !fields.done ? undefined : { oid, parameters };
}

/** The hash that an identifier names; undefined if it is not allowed. Parameters: absent or NULL (RFC 5754 §2). */
export function hashOf(algorithm: AlgorithmIdentifier): ImprintHash | undefined {
  return isAbsentOrNull(algorithm) ? HASHES.get(algorithm.oid) : undefined;
}

/** The algorithm of a key that names its signature algorithm as well (Ed25519, ML-DSA). */
export function keyAlgorithmOf(algorithm: AlgorithmIdentifier): 'Ed25519' | MlDsa | undefined {
  return algorithm.parameters === undefined ? BY_KEY.get(algorithm.oid) : undefined;
}

/**
 * The scheme that an identifier names; undefined if it is not allowed. `digest` is the SignerInfo's digest algorithm, which the
 * plain rsaEncryption of CMS leaves the hash to (RFC 3370 §3.2); certificates have none.
 */
export function schemeOf(algorithm: AlgorithmIdentifier, digest?: ImprintHash): Scheme | undefined {
  const kind = keyAlgorithmOf(algorithm);
  if (kind !== undefined) return { kind };
  if (algorithm.oid === RSASSA_PSS) return pssOf(algorithm.parameters);
  if (algorithm.oid === RSA_ENCRYPTION && digest !== undefined && isAbsentOrNull(algorithm))
    return { kind: 'PKCS #1 v1.5', hash: digest };
  const known = WITH_HASH.get(algorithm.oid);
  if (known === undefined || !isAbsentOrNull(algorithm)) return undefined;
  const [name, hash] = known;
  // RFC 5758 §3.2: for ECDSA the parameters are absent.
  if (name === 'ECDSA' && algorithm.parameters !== undefined) return undefined;
  return { kind: name, hash };
}

/** RSASSA-PSS-params (RFC 8017 appendix A.2.3). The defaults are SHA-1, so hash and mask generation must be stated. */
function pssOf(parameters: Element | undefined): Scheme | undefined {
  const fields = new Fields(parameters);
  const hash = algorithmOf(onlyItem(fields.take(TAG.context[0])));
  const mask = algorithmOf(onlyItem(fields.take(TAG.context[1])));
  const saltField = fields.optional(TAG.context[2]);
  const trailerField = fields.optional(TAG.context[3]);
  if (!fields.done || hash === undefined || mask?.oid !== MGF1) return undefined;
  const maskHash = algorithmOf(mask.parameters);
  const name = hashOf(hash);
  const salt = saltField === undefined ? 20n : integerOf(onlyItem(saltField));
  // One hash for both (RFC 8017 §8.1 recommends it): no interface of Node takes two.
  if (name === undefined || maskHash === undefined || hashOf(maskHash) !== name) return undefined;
  // No salt is longer than the largest modulus; trailer field 1 is the only one there is.
  if (salt === undefined || salt < 0n || salt > 2048n) return undefined;
  if (trailerField !== undefined && integerOf(onlyItem(trailerField)) !== 1n) return undefined;
  return { kind: 'PSS', hash: name, saltLength: Number(salt) };
}

function isAbsentOrNull({ parameters }: AlgorithmIdentifier): boolean {
  return parameters === undefined || equalBytes(parameters.raw, Uint8Array.of(TAG.null, 0));
}
