// Which code computes each algorithm in this build, for people who ask what a verdict rests on.

import { PUBLIC_KEY_BYTES, type SignatureAlgorithm } from './algorithms.js';
import { DIGEST_BYTES, type DigestName, isNativeDigest } from './digest.js';
import { nativeVerifier } from './native.js';

const NODE = 'node:crypto (OpenSSL)';
const PORTABLE: Readonly<Record<SignatureAlgorithm, string>> = {
  Ed25519: '@noble/curves',
  'ML-DSA-44': '@noble/post-quantum',
  'ML-DSA-65': '@noble/post-quantum',
  'ML-DSA-87': '@noble/post-quantum',
};

/** Every digest and signature algorithm; two implementations have to agree about every answer. */
export function implementations(): readonly {
  readonly name: string;
  readonly implementations: readonly string[];
}[] {
  const digests = Object.keys(DIGEST_BYTES) as DigestName[];
  const signatures = Object.keys(PUBLIC_KEY_BYTES) as SignatureAlgorithm[];
  return [
    ...digests.map((name) => ({
      name: name.startsWith('sha3-')
        ? name.toUpperCase()
        : name.toUpperCase().replace('SHA', 'SHA-'),
      implementations: [isNativeDigest(name) ? NODE : '@noble/hashes'],
    })),
    ...signatures.map((name) => ({
      name,
      implementations: isNative(name) ? [PORTABLE[name], NODE] : [PORTABLE[name]],
    })),
    { name: 'RSA, ECDSA', implementations: [NODE] },
  ];
}

function isNative(algorithm: SignatureAlgorithm): boolean {
  // The generator of RFC 8032 §5.1 is 58 66 … 66; for ML-DSA every string of the right length is a key.
  const raw = new Uint8Array(PUBLIC_KEY_BYTES[algorithm]).fill(0x66);
  raw[0] = 0x58;
  return nativeVerifier(algorithm, raw) !== undefined;
}
