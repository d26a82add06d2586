// Digests by noble, the only import of @noble/hashes: plain JavaScript that runs wherever JavaScript does, and five to eight
// times slower than node:crypto on small inputs.

import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';
import type { DigestEngine, DigestName, DigestState } from './digest-engine.js';

const algorithms = {
  sha256,
  sha384,
  sha512,
  'sha3-256': sha3_256,
  'sha3-384': sha3_384,
  'sha3-512': sha3_512,
} as const;

export const portableDigests: DigestEngine = {
  isAvailable: () => true,

  digest: (name: DigestName, bytes: Uint8Array) => algorithms[name](bytes),

  start(name: DigestName): DigestState {
    const state = algorithms[name].create();
    return {
      update: (bytes) => {
        state.update(bytes);
      },
      soFar: () => state.clone().digest(),
      digest: () => state.digest(),
    };
  },
};
