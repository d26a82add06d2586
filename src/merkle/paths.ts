// Inclusion paths in index order (docs/SPEC.md §6.1). Neighbouring paths share their upper part: where it is byte for byte that of
// the path accepted last, hashing it again can only give the same root. Whatever is not shown to be equal takes the plain loop of
// inclusion.ts, so that this accepts exactly what that loop accepts. Memory: one path and the hashes along it.

import { equalBytes } from '../base/encoding.js';
import { HASH_BYTES, type TreeHasher } from './hasher.js';
import {
  areHashes,
  half,
  inclusionPathLength,
  isLeafOf,
  isOdd,
  verifyInclusion,
} from './inclusion.js';

/** The way from a leaf towards the root, level by level: one node more than siblings. */
interface Climb {
  readonly nodes: readonly Uint8Array[];
  /** Undefined where a node is the last of its level and a left child: it has no sibling and moves up unchanged. */
  readonly siblings: readonly (Uint8Array | undefined)[];
  /** Hashes of the path that the siblings took. */
  readonly used: number;
}

export class PathVerifier {
  readonly #hasher: TreeHasher;
  readonly #size: number;
  readonly #rootHash: Uint8Array;
  // The path accepted last: its last leaf, and by level the nodes on its way to the root and their siblings. Of a subtree, none
  // below its own level.
  #last: number | undefined;
  #nodes: (Uint8Array | undefined)[] = [];
  #siblings: (Uint8Array | undefined)[] = [];

  constructor(hasher: TreeHasher, size: number, rootHash: Uint8Array) {
    this.#hasher = hasher;
    this.#size = size;
    this.#rootHash = rootHash;
  }

  /**
   * Verifies one path: quickly if the index is above that of the path accepted last, rightly in any order. False for a path of
   * another length than index and size require. Hashes of an accepted path are kept: the caller must not write to them later.
   * @param level if not 0, the path is that of a perfect subtree: `index` counts subtrees of 2^`level` leaves, `hash` is its node
   */
  verify(index: number, hash: Uint8Array, path: readonly Uint8Array[], level = 0): boolean {
    const first = index * 2 ** level;
    const last = first + 2 ** level - 1;
    if (!isLeafOf(first, this.#size) || !isLeafOf(last, this.#size)) return false;
    if (level + path.length !== inclusionPathLength(first, this.#size)) return false;
    if (hash.length !== HASH_BYTES || !areHashes(path)) return false;
    const start = { index, level, last, hash, path };
    return this.#joinsLast(start) || this.#standsAlone(start);
  }

  /** True if the path leads to the node beside the last path and is the same from there on. */
  #joinsLast({ index, level, last, hash, path }: Start): boolean {
    if (this.#last === undefined || index * 2 ** level <= this.#last) return false;
    const join = levelBelowJoin(this.#last, last);
    const climb = climbFrom(
      this.#hasher,
      index,
      sizeAt(this.#size, level),
      hash,
      path,
      join - level,
    );
    // The two nodes at this level are siblings: each path must hold the other's own hash.
    const node = climb.nodes.at(-1);
    const sibling = path[climb.used];
    if (!isSame(node, this.#siblings[join]) || !isSame(sibling, this.#nodes[join])) return false;
    let at = climb.used + 1;
    for (let above = join + 1; above < this.#siblings.length; above += 1) {
      const shared = this.#siblings[above];
      if (shared === undefined) continue;
      if (!isSame(shared, path[at])) return false;
      at += 1;
    }
    this.#keep(level, last, climb, join + 1);
    this.#siblings[join] = sibling;
    return true;
  }

  #standsAlone({ index, level, last, hash, path }: Start): boolean {
    const size = sizeAt(this.#size, level);
    if (!verifyInclusion(this.#hasher, index, size, hash, path, this.#rootHash)) return false;
    const levels = levelBelowJoin(0, size - 1) + 1;
    this.#nodes = [];
    this.#siblings = [];
    const climb = climbFrom(this.#hasher, index, size, hash, path, levels);
    this.#keep(level, last, climb, level + levels + 1);
    return true;
  }

  /** The way up to the level `to` is that of this path. */
  #keep(level: number, last: number, { nodes, siblings }: Climb, to: number): void {
    this.#last = last;
    for (let at = 0; at < to; at += 1) this.#nodes[at] = nodes[at - level];
    for (let at = 0; at < to - 1; at += 1) this.#siblings[at] = siblings[at - level];
  }
}

/** Where a path begins. */
interface Start {
  readonly index: number;
  readonly level: number;
  /** The last leaf below it. */
  readonly last: number;
  readonly hash: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** Nodes of a tree of `size` leaves at a level: from there on its shape is that of a tree of so many leaves. */
function sizeAt(size: number, level: number): number {
  return Math.ceil(size / 2 ** level);
}

/** Climbs `levels` levels from a leaf, as the loop of inclusion.ts does but one level at a time. The path is long enough. */
function climbFrom(
  hasher: TreeHasher,
  index: number,
  size: number,
  leafHash: Uint8Array,
  path: readonly Uint8Array[],
  levels: number,
): Climb {
  const nodes = [leafHash];
  const siblings: (Uint8Array | undefined)[] = [];
  let used = 0;
  let fn = index;
  let sn = size - 1;
  let node = leafHash;
  for (let level = 0; level < levels; level += 1) {
    const sibling = isOdd(fn) || fn < sn ? path[used] : undefined;
    if (sibling !== undefined) {
      used += 1;
      node = isOdd(fn) ? hasher.nodeHash(sibling, node) : hasher.nodeHash(node, sibling);
    }
    nodes.push(node);
    siblings.push(sibling);
    fn = half(fn);
    sn = half(sn);
  }
  return { nodes, siblings, used };
}

/** The level at which the ancestors of two leaves are siblings; −1 for one leaf and itself. Requires lower <= upper. */
function levelBelowJoin(lower: number, upper: number): number {
  let level = -1;
  for (let a = lower, b = upper; a !== b; a = half(a), b = half(b)) level += 1;
  return level;
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && (a === b || equalBytes(a, b));
}
