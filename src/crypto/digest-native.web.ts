// Digests where there is no Node: noble's, with the Web Crypto API as a second opinion on some of them. It has no running digest and
// answers later, so that it cannot be the first.

import { equalBytes, toHex } from '../base/encoding.js';
import type { DigestEngine, DigestName } from './digest-engine.js';
import { portableDigests } from './digest-portable.js';
import { holdAgainst, opinionsPending } from './opinions.js';
import { mayDigest, webDigest } from './web-crypto.web.js';

/** Bytes of a message, and messages in flight, that a second opinion is asked for: it must not cost more than the first. */
const MOST_BYTES = 1_048_576;
const MOST_PENDING = 64;

export const nativeDigests: DigestEngine = {
  isAvailable: () => true,

  digest(name: DigestName, bytes: Uint8Array): Uint8Array {
    const digest = portableDigests.digest(name, bytes);
    if (bytes.length <= MOST_BYTES && opinionsPending() < MOST_PENDING && mayDigest(name)) {
      const isSame = (theirs: Uint8Array): boolean => equalBytes(theirs, digest);
      holdAgainst('digests', () => `the ${name} ${toHex(digest)}`, isSame, webDigest(name, bytes));
    }
    return digest;
  },

  start: (name: DigestName) => portableDigests.start(name),
};
