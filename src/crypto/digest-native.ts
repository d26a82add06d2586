// Digests by node:crypto. A hash of 65 bytes costs the calls around it, not the hashing: `crypto.hash` with a Latin-1 result is
// the cheapest way in (a third of `createHash`, half of `crypto.hash` with a buffer result).

import crypto from 'node:crypto';
import type { DigestEngine, DigestName, DigestState } from './digest-engine.js';

// Node 20.12 and 21.7 brought it; the releases between lack it.
const oneShot = typeof crypto.hash === 'function';

export const nativeDigests: DigestEngine = {
  isAvailable(name: DigestName): boolean {
    try {
      return crypto.createHash(name).digest().length > 0;
    } catch {
      return false;
    }
  },

  digest(name: DigestName, bytes: Uint8Array): Uint8Array {
    if (!oneShot) return new Uint8Array(crypto.createHash(name).update(bytes).digest());
    return bytesOfLatin1(crypto.hash(name, bytes, 'binary'));
  },

  start(name: DigestName): DigestState {
    const state = crypto.createHash(name);
    return {
      update: (bytes) => {
        state.update(bytes);
      },
      soFar: () => new Uint8Array(state.copy().digest()),
      digest: () => new Uint8Array(state.digest()),
    };
  },
};

function bytesOfLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
