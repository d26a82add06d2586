// What several bundles together know of the tree so far: the largest subtrees whose hashes are known. Most of it a bundle computes
// by itself. What only several know together, such as a leaf that one names in a `previous_hash` beside its sibling that another one
// proves, is put together here. Subtrees without a larger one around them are held: one a level, and leaves that erasures name.

import type { TreeHasher } from '../merkle/hasher.js';

export interface Known {
  readonly lo: number;
  readonly hi: number;
  readonly hash: Uint8Array;
  /** Bundles that it comes from. */
  readonly bundles: readonly number[];
  /** False if a bundle that does not count is one of them. */
  readonly counted: boolean;
  /** True if an erasure alone names a leaf of it. */
  readonly isNamed: boolean;
}

export class KnownTree {
  readonly #hasher: TreeHasher;
  readonly #stack: Known[] = [];
  /** The halves of a subtree that nobody has stated yet. */
  #halves: readonly [left: Known, right: Known] | undefined;

  constructor(hasher: TreeHasher) {
    this.#hasher = hasher;
  }

  /** The subtree [lo, hi) as its halves make it; undefined unless both are known. Places come in order. */
  fromHalves(lo: number, hi: number): Known | undefined {
    this.#settle(lo, hi);
    const [left, right] = this.#halves ?? [];
    if (left === undefined || right === undefined || left.lo !== lo || right.hi !== hi)
      return undefined;
    return this.#join(left, right);
  }

  /** Adds what is known about the next place, in order. */
  add(known: Known | undefined): void {
    if (known === undefined) return;
    this.#settle(known.lo, known.hi);
    this.#push(known);
  }

  /** The root of the first `size` leaves; undefined unless it is known. */
  root(size: number): Known | undefined {
    this.#settle(-1, size);
    const last = this.#stack.at(-1);
    if (last?.hi !== size) return undefined;
    let root = last;
    for (const left of this.#stack.slice(0, -1).reverse()) {
      if (left.hi !== root.lo) return undefined;
      root = this.#join(left, root);
    }
    return root.lo === 0 ? root : undefined;
  }

  /** Takes in what ends before a place, and has not been stated. */
  #settle(lo: number, hi: number): void {
    for (let halves = this.#halves; halves !== undefined; halves = this.#halves) {
      const [left, right] = halves;
      if (right.hi > hi || (right.hi === hi && left.lo <= lo)) return;
      this.#push(this.#join(left, right));
    }
  }

  #push(known: Known): void {
    const { lo, hi } = known;
    for (let top = this.#stack.at(-1); top !== undefined && top.lo >= lo; top = this.#stack.at(-1))
      this.#stack.pop();
    const left = this.#stack.at(-1);
    const width = hi - lo;
    const isRight = lo % (2 * width) === width;
    this.#halves = isRight && left?.lo === lo - width && left.hi === lo ? [left, known] : undefined;
    this.#stack.push(known);
  }

  #join(left: Known, right: Known): Known {
    return {
      lo: left.lo,
      hi: right.hi,
      hash: this.#hasher.nodeHash(left.hash, right.hash),
      bundles: [...new Set([...left.bundles, ...right.bundles])],
      counted: left.counted && right.counted,
      isNamed: left.isNamed || right.isNamed,
    };
  }
}
