// Digests: one interface, two engines (docs/SPEC.md §1.1). node:crypto is used for every algorithm it knows; noble stands in
// for one it does not know (builds of Node without SHA-3) and is the reference in the tests. Without Node it is the other way round (digest-native.web.ts). Not here: what is hashed, and why.

import { concat } from '../base/encoding.js';
import { work } from '../base/work.js';
import type { DigestEngine, DigestName, DigestState, HashName } from './digest-engine.js';
import { nativeDigests } from './digest-native.js';
import { portableDigests } from './digest-portable.js';

export { DIGEST_BYTES, type DigestName, type HashName } from './digest-engine.js';

const engines: { readonly [Name in DigestName]: DigestEngine } = {
  sha256: engineFor('sha256'),
  sha384: engineFor('sha384'),
  sha512: engineFor('sha512'),
  'sha3-256': engineFor('sha3-256'),
  'sha3-384': engineFor('sha3-384'),
  'sha3-512': engineFor('sha3-512'),
};

function engineFor(name: DigestName): DigestEngine {
  return nativeDigests.isAvailable(name) ? nativeDigests : portableDigests;
}

/** True if node:crypto computes this digest here, and not its stand-in. */
export function isNativeDigest(name: DigestName): boolean {
  return engines[name] === nativeDigests;
}

/** Computes the digest of `bytes`. The bytes are not kept. */
export function digestOf(name: DigestName, bytes: Uint8Array): Uint8Array {
  work.digests += 1;
  work.digestedBytes += bytes.length;
  return engines[name].digest(name, bytes);
}

/** Computes the 32-byte hash of the parts joined: `H(a || b || …)`. */
export function hash(name: HashName, ...parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  return digestOf(name, parts.length === 1 && first !== undefined ? first : concat(...parts));
}

/** Computes a digest as a stream, so that an entry need not be held whole. */
export class RunningDigest {
  readonly #state: DigestState;

  constructor(name: DigestName) {
    work.digests += 1;
    this.#state = engines[name].start(name);
  }

  update(bytes: Uint8Array): void {
    work.digestedBytes += bytes.length;
    this.#state.update(bytes);
  }

  /** The digest of the bytes so far: of many beginnings of one stream, each byte is hashed once. */
  soFar(): Uint8Array {
    work.digests += 1;
    return this.#state.soFar();
  }

  /** Ends the stream. May be called once. */
  digest(): Uint8Array {
    return this.#state.digest();
  }
}
