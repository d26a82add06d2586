// The second implementation in a browser: its Web Crypto API. What it can do is found by trying: ML-DSA and SHA-3 are new to it, and
// a page that did not come over a secure way has none. Every function resolves to undefined where it has no opinion.

import { base64UrlOf } from '../base/bytes.web.js';
import type { SignatureAlgorithm } from './algorithms.js';
import type { DigestName } from './digest-engine.js';

/** Names of Web Crypto; those of SHA-3 and ML-DSA as in the WICG's "Modern Algorithms in the Web Cryptography API". */
const DIGESTS: Readonly<Record<DigestName, string>> = {
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
  'sha3-256': 'SHA3-256',
  'sha3-384': 'SHA3-384',
  'sha3-512': 'SHA3-512',
};

type Subtle = typeof crypto.subtle;
/** Its declaration knows the algorithms of its day. */
type Loose = {
  importKey(
    format: string,
    key: unknown,
    algorithm: unknown,
    extractable: boolean,
    uses: readonly string[],
  ): Promise<unknown>;
  verify(algorithm: unknown, key: unknown, signature: unknown, data: unknown): Promise<boolean>;
};

const unknown = new Set<string>();

/** @returns undefined also for an algorithm that was refused before: then nothing is copied for it */
export async function webDigest(
  name: DigestName,
  bytes: Uint8Array,
): Promise<Uint8Array | undefined> {
  const algorithm = DIGESTS[name];
  const subtle = subtleOf();
  if (subtle === undefined) return undefined;
  try {
    return new Uint8Array(await subtle.digest(algorithm, bytes));
  } catch {
    unknown.add(algorithm);
    return undefined;
  }
}

export function mayDigest(name: DigestName): boolean {
  return subtleOf() !== undefined && !unknown.has(DIGESTS[name]);
}

/** Ed25519, ML-DSA-44 or ML-DSA-65, under a raw key. */
export function webVerify(
  algorithm: SignatureAlgorithm,
  raw: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  const format = algorithm === 'Ed25519' ? 'raw' : 'raw-public';
  return answer(format, raw, { name: algorithm }, { name: algorithm }, message, signature);
}

/** RSA with modulus and exponent as octets. @param saltLength of PSS; undefined for PKCS #1 v1.5 */
export function webVerifyRsa(
  { n, e }: { readonly n: Uint8Array; readonly e: Uint8Array },
  hash: DigestName,
  saltLength: number | undefined,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  const name = saltLength === undefined ? 'RSASSA-PKCS1-v1_5' : 'RSA-PSS';
  const key = { kty: 'RSA', n: base64UrlOf(n), e: base64UrlOf(e), ext: true };
  const taken = { name, hash: DIGESTS[hash] };
  const asked = saltLength === undefined ? { name } : { name, saltLength };
  return answer('jwk', key, taken, asked, message, signature);
}

/** ECDSA. @param point uncompressed @param signature r and s, each as long as the field */
export function webVerifyEcdsa(
  namedCurve: string,
  point: Uint8Array,
  hash: DigestName,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  const asked = { name: 'ECDSA', hash: DIGESTS[hash] };
  return answer('raw', point, { name: 'ECDSA', namedCurve }, asked, message, signature);
}

async function answer(
  format: string,
  key: unknown,
  taken: unknown,
  asked: unknown,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  const subtle = subtleOf() as Loose | undefined;
  if (subtle === undefined) return undefined;
  // Copies: the caller's bytes may be a view of a buffer that is read into again before the key is there.
  const [data, bytes] = [new Uint8Array(message), new Uint8Array(signature)];
  try {
    const imported = await subtle.importKey(format, key, taken, false, ['verify']);
    return await subtle.verify(asked, imported, bytes, data);
  } catch {
    return undefined;
  }
}

function subtleOf(): Subtle | undefined {
  return typeof crypto === 'undefined' ? undefined : crypto.subtle;
}
