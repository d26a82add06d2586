// The inclusion path of one leaf out of a batch proof (docs/SPEC.md §6.1), for the work paper: the recursion root(lo, hi) as the
// format writes it down, noting every sibling on the way. Slower than batch.ts and written apart from it, so that the one is a
// second opinion on the other. The caller has verified the proof; here only the root is computed again.

import type { TreeHasher } from './hasher.js';

/** The sibling of a node on the way from a leaf to the root, leaf end first. It is the root of the leaves [from, to). */
export interface Sibling {
  /** Where the sibling stands: what is hashed first. */
  readonly side: 'left' | 'right';
  readonly from: number;
  readonly to: number;
}

export interface BatchSibling extends Sibling {
  readonly hash: Uint8Array;
  /** Proven leaves below it: none if the proof has the hash itself, else it was computed from them. */
  readonly proven: number;
}

/** The siblings that index and size alone require (RFC 9162 §2.1.3.1), leaf end first. Requires 0 <= index < size. */
export function siblingsOf(index: number, size: number): readonly Sibling[] {
  const siblings: Sibling[] = [];
  let [lo, hi] = [0, size];
  while (hi - lo > 1) {
    const middle = lo + largestPowerOfTwoBelow(hi - lo);
    if (index < middle) {
      siblings.push({ side: 'right', from: middle, to: hi });
      hi = middle;
    } else {
      siblings.push({ side: 'left', from: lo, to: middle });
      lo = middle;
    }
  }
  return siblings.reverse();
}

/** What the recursion takes from: leaves in ascending order, and the hashes of proof/batch.bin. */
export interface BatchInput {
  /** The next proven leaf without taking it; undefined after the last. */
  peek(): Promise<{ readonly sequence: number; readonly leafHash: Uint8Array } | undefined>;
  take(): void;
  /** The next 32 bytes of the proof; undefined at its end. */
  takeHash(): Promise<Uint8Array | undefined>;
}

interface Subtree {
  readonly hash: Uint8Array;
  readonly proven: number;
}

/** Computes the path of `index` and the root; undefined if the proof ends early or the leaf is not among the proven. */
export async function pathFromBatch(
  hasher: TreeHasher,
  index: number,
  size: number,
  input: BatchInput,
): Promise<{ readonly path: readonly BatchSibling[]; readonly root: Uint8Array } | undefined> {
  const path: BatchSibling[] = [];
  let isProven = false;
  const root = async (lo: number, hi: number): Promise<Subtree | undefined> => {
    const next = await input.peek();
    if (next === undefined || next.sequence >= hi) {
      const hash = await input.takeHash();
      return hash && { hash, proven: 0 };
    }
    if (hi - lo === 1) {
      input.take();
      isProven ||= lo === index;
      return { hash: next.leafHash, proven: 1 };
    }
    const middle = lo + largestPowerOfTwoBelow(hi - lo);
    const left = await root(lo, middle);
    const right = left && (await root(middle, hi));
    if (left === undefined || right === undefined) return undefined;
    // A sibling is noted once its subtree is complete: the lower ones come first, since the leaf lies below both.
    if (index >= lo && index < middle) path.push({ ...right, side: 'right', from: middle, to: hi });
    else if (index >= middle && index < hi)
      path.push({ ...left, side: 'left', from: lo, to: middle });
    const proven = left.proven + right.proven;
    return { hash: hasher.nodeHash(left.hash, right.hash), proven };
  };
  const whole = await root(0, size);
  return whole === undefined || !isProven ? undefined : { path, root: whole.hash };
}

function largestPowerOfTwoBelow(n: number): number {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
}
