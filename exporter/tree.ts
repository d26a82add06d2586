// An append-only Merkle tree (RFC 9162 §2.1) that keeps every complete subtree in one typed array, in the order in which it
// was completed: 32 bytes a node, about 64 bytes a leaf. Any range hash, path or consistency proof of any size follows.

import { hash } from 'node:crypto';
import { HashList } from './hash-list.js';

export type TreeHash = 'sha3-256' | 'sha256';

const HASH = 32;

export class Tree {
  readonly algorithm: TreeHash;
  size = 0;
  readonly #nodes = new HashList();
  readonly #leafInput = new Uint8Array(1 + HASH);
  readonly #nodeInput = new Uint8Array(1 + 2 * HASH).fill(1, 0, 1);

  constructor(algorithm: TreeHash) {
    this.algorithm = algorithm;
  }

  /** Appends the leaf of a 32-byte record hash. */
  append(recordHash: Uint8Array): void {
    this.#leafInput.set(recordHash, 1);
    let node = this.#hash(this.#leafInput);
    this.#nodes.push(node);
    // A leaf at an odd index completes a pair, at 3 mod 4 a quartet as well, and so on.
    for (let level = 0, rest = this.size; rest % 2 === 1; level += 1, rest = (rest - 1) / 2) {
      node = this.#parent(this.#node(level, rest - 1), node);
      this.#nodes.push(node);
    }
    this.size += 1;
  }

  /** The hash of the leaves [from, to), 0 <= from < to <= size. */
  range(from: number, to: number): Uint8Array {
    const width = to - from;
    const level = Math.log2(width);
    if (Number.isInteger(level) && from % width === 0) return this.#node(level, from / width);
    const split = from + splitOf(width);
    return this.#parent(this.range(from, split), this.range(split, to));
  }

  root(size = this.size): Uint8Array {
    return size === 0 ? this.#hash(new Uint8Array(0)) : this.range(0, size);
  }

  /** The inclusion path of a leaf, its sibling first (§2.1.3.1). */
  path(index: number, size = this.size): Uint8Array[] {
    const path: Uint8Array[] = [];
    const walk = (from: number, to: number): void => {
      if (to - from === 1) return;
      const split = from + splitOf(to - from);
      if (index < split) {
        walk(from, split);
        path.push(this.range(split, to));
      } else {
        walk(split, to);
        path.push(this.range(from, split));
      }
    };
    walk(0, size);
    return path;
  }

  /** The consistency proof from an earlier size, 0 < earlier <= size (§2.1.4.1). */
  consistency(earlier: number, size = this.size): Uint8Array[] {
    const proof: Uint8Array[] = [];
    const walk = (from: number, to: number, whole: boolean): void => {
      if (to === earlier) {
        if (!whole) proof.push(this.range(from, to));
        return;
      }
      const split = from + splitOf(to - from);
      if (earlier <= split) {
        walk(from, split, whole);
        proof.push(this.range(split, to));
      } else {
        walk(split, to, false);
        proof.push(this.range(from, split));
      }
    };
    walk(0, size, true);
    return proof;
  }

  /** The batch proof of docs/SPEC.md §6 for ascending leaf indices. */
  *batch(proven: Uint32Array, size = this.size): Generator<Uint8Array> {
    yield* this.#batch(proven, 0, proven.length, 0, size);
  }

  *#batch(
    proven: Uint32Array,
    first: number,
    last: number,
    from: number,
    to: number,
  ): Generator<Uint8Array> {
    if (first === last) {
      yield this.range(from, to);
      return;
    }
    // A range of proven leaves alone takes nothing from the proof.
    if (last - first === to - from) return;
    const split = from + splitOf(to - from);
    const middle = lowerBound(proven, first, last, split);
    yield* this.#batch(proven, first, middle, from, split);
    yield* this.#batch(proven, middle, last, split, to);
  }

  #node(level: number, index: number): Uint8Array {
    return this.#nodes.at(storedIndex(level, index));
  }

  #parent(left: Uint8Array, right: Uint8Array): Uint8Array {
    this.#nodeInput.set(left, 1);
    this.#nodeInput.set(right, 1 + HASH);
    return this.#hash(this.#nodeInput);
  }

  #hash(bytes: Uint8Array): Uint8Array {
    return hash(this.algorithm, bytes, 'buffer');
  }
}

/** The largest power of two below `width` (width > 1). */
export function splitOf(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}

/** Where a subtree stands among all subtrees in their order of completion. */
function storedIndex(level: number, index: number): number {
  // Its last leaf is (index + 1) * 2^level - 1; before that leaf stand all subtrees of the earlier leaves.
  let before = (index + 1) * 2 ** level - 1;
  let stored = 0;
  while (before > 0) {
    stored += before;
    before = Math.floor(before / 2);
  }
  return stored + level;
}

function lowerBound(sorted: Uint32Array, first: number, last: number, value: number): number {
  let [low, high] = [first, last];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
