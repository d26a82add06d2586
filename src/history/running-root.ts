// The root of every tree that a stream of subtrees passes: the stream tiles its tree from the first leaf on, so at each place where
// one of its subtrees ends, the largest perfect ones before it make the root (RFC 9162 §2.1.1). One hash a level is held.

import { digestOf } from '../crypto/digest.js';
import type { TreeHasher } from '../merkle/hasher.js';

export class RunningRoot {
  readonly #hasher: TreeHasher;
  readonly #stack: { readonly lo: number; readonly hi: number; readonly hash: Uint8Array }[] = [];

  constructor(hasher: TreeHasher) {
    this.#hasher = hasher;
  }

  /** The next perfect subtree [lo, hi); it takes the place of its parts. */
  add(lo: number, hi: number, hash: Uint8Array): void {
    for (let top = this.#stack.at(-1); top !== undefined && top.lo >= lo; top = this.#stack.at(-1))
      this.#stack.pop();
    this.#stack.push({ lo, hi, hash });
  }

  /** The root of the tree of `size` leaves, as the subtrees so far determine it; undefined if they do not. */
  at(size: number): Uint8Array | undefined {
    // RFC 9162 §2.1.1: the root of the empty tree, with which every tree begins.
    if (size === 0) return digestOf(this.#hasher.name, new Uint8Array(0));
    const last = this.#stack.at(-1);
    if (last === undefined || last.hi !== size) return undefined;
    return this.#stack
      .slice(0, -1)
      .reduceRight((right, { hash }) => this.#hasher.nodeHash(hash, right), last.hash);
  }

  /** Hashes held. */
  get held(): number {
    return this.#stack.length;
  }
}
