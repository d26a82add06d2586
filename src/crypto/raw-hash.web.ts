// noble's hashes as noble's author's RSA takes them.

import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';
import type { DigestName } from './digest-engine.js';

const HASHES = {
  sha256,
  sha384,
  sha512,
  'sha3-256': sha3_256,
  'sha3-384': sha3_384,
  'sha3-512': sha3_512,
} as const;

export function rawHash(name: DigestName): (typeof HASHES)[DigestName] {
  return HASHES[name];
}
