// The batch proof (docs/SPEC.md §6.1): one root from many leaves, as a stream. It is the recursion root(lo, hi) of the format with
// its stack made explicit, so that leaves may arrive one by one; memory is one frame a level. Not here: whether the entry was
// consumed exactly, and whether the root is the tree head's.

import { InternalError } from '../base/errors.js';
import type { TreeHasher } from './hasher.js';

export type BatchResult =
  | { readonly ok: true; readonly root: Uint8Array }
  /** The entry ended before the root was complete. */
  | { readonly ok: false; readonly reason: 'too short' };

/** A subtree [lo, hi) on the way to the root. Its left half ends at `middle`; `left` is that half's hash once known. */
interface Frame {
  readonly lo: number;
  readonly hi: number;
  readonly middle: number;
  left: Uint8Array | undefined;
}

/** Told of every subtree [lo, hi) whose hash is known, in the order in which they end, a subtree after its parts. */
export type OnSubtree = (lo: number, hi: number, hash: Uint8Array, isTaken: boolean) => void;

/**
 * Most hashes that one call of `leaf` or `finish` takes: the right siblings of one leaf and the left siblings of the next.
 * The caller has this many buffered before each call, or the entry is at its end.
 */
export const BATCH_READ_AHEAD = 128;

export class BatchVerifier {
  readonly #hasher: TreeHasher;
  readonly #takeHash: (lo: number, hi: number) => Uint8Array | undefined;
  readonly #onSubtree: OnSubtree | undefined;
  readonly #frames: Frame[] = [];
  readonly #size: number;
  // The subtree [lo, hi) whose hash is wanted next.
  #lo = 0;
  #hi: number;
  #root: Uint8Array | undefined;
  #short = false;

  /**
   * Starts a proof for a tree of `treeSize` leaves, a safe integer of at least 1. `takeHash` gives the next 32 bytes of the
   * entry, or undefined at its end; they are the hash of the subtree [lo, hi).
   */
  constructor(
    hasher: TreeHasher,
    treeSize: number,
    takeHash: (lo: number, hi: number) => Uint8Array | undefined,
    onSubtree?: OnSubtree,
  ) {
    if (!Number.isSafeInteger(treeSize) || treeSize < 1)
      throw new InternalError('a batch proof needs a tree of at least one leaf');
    this.#hasher = hasher;
    this.#size = treeSize;
    this.#hi = treeSize;
    this.#takeHash = takeHash;
    this.#onSubtree = onSubtree;
  }

  /**
   * Adds a proven leaf. Indices ascend strictly and are below the tree size. False once the entry has run short.
   * @throws {InternalError} for an index out of order or range: the caller has refused such leaves before.
   */
  leaf(index: number, leafHash: Uint8Array): boolean {
    return this.subtree(index, 0, leafHash);
  }

  /**
   * Adds the leaves of a perfect subtree, all of them proven: 2^`level` from `index` · 2^`level`. It is a node of the tree, since RFC 9162
   * splits a tree at powers of two.
   * @throws {InternalError} as `leaf`
   */
  subtree(index: number, level: number, hash: Uint8Array): boolean {
    if (this.#short) return false;
    const width = 2 ** level;
    const first = index * width;
    const isNext = first >= this.#lo && first + width <= this.#size && this.#root === undefined;
    if (!isNext || !Number.isSafeInteger(first))
      throw new InternalError(`leaf ${first} of a batch proof is out of order or range`);
    if (!this.until(first)) return false;
    while (this.#hi - this.#lo > width) this.#open();
    this.#complete(hash, false);
    return true;
  }

  /** Takes the hashes of every subtree before a leaf index. False once the entry has run short. */
  until(index: number): boolean {
    while (this.#lo < index && this.#root === undefined) {
      // No proven leaf in [lo, hi): the entry has its hash.
      if (this.#hi > index) this.#open();
      else if (!this.#takeOne()) return false;
    }
    return !this.#short;
  }

  /** Takes the hashes after the last leaf and gives the root, or says that the entry was too short. */
  finish(): BatchResult {
    while (this.#root === undefined) {
      if (this.#short || !this.#takeOne()) return { ok: false, reason: 'too short' };
    }
    return { ok: true, root: this.#root };
  }

  #takeOne(): boolean {
    const hash = this.#takeHash(this.#lo, this.#hi);
    if (hash === undefined) {
      this.#short = true;
      return false;
    }
    this.#complete(hash, true);
    return true;
  }

  /** Wants the left half of the wanted subtree first. */
  #open(): void {
    const [lo, hi] = [this.#lo, this.#hi];
    const middle = lo + largestPowerOfTwoBelow(hi - lo);
    this.#frames.push({ lo, hi, middle, left: undefined });
    this.#hi = middle;
  }

  /** Hands the hash of the wanted subtree upwards, then wants the right half of the nearest open frame. */
  #complete(hash: Uint8Array, isTaken: boolean): void {
    let value = hash;
    this.#onSubtree?.(this.#lo, this.#hi, value, isTaken);
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      if (frame.left === undefined) {
        frame.left = value;
        this.#lo = frame.middle;
        this.#hi = frame.hi;
        return;
      }
      value = this.#hasher.nodeHash(frame.left, value);
      this.#frames.pop();
      this.#onSubtree?.(frame.lo, frame.hi, value, false);
    }
    this.#root = value;
  }
}

/** RFC 9162 §2.1.1: the largest power of two smaller than n, for n >= 2. */
function largestPowerOfTwoBelow(n: number): number {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
}
