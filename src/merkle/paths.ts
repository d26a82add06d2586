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
  // The path accepted last: its leaf index, the nodes on its way to the root, and their siblings.
  #index: number | undefined;
  #nodes: Uint8Array[] = [];
  #siblings: (Uint8Array | undefined)[] = [];

  constructor(hasher: TreeHasher, size: number, rootHash: Uint8Array) {
    this.#hasher = hasher;
    this.#size = size;
    this.#rootHash = rootHash;
  }

  /**
   * Verifies one path: quickly if the index is above that of the path accepted last, rightly in any order. False for a path of
   * another length than index and size require. Hashes of an accepted path are kept: the caller must not write to them later.
   */
  verify(index: number, leafHash: Uint8Array, path: readonly Uint8Array[]): boolean {
    if (!isLeafOf(index, this.#size)) return false;
    if (path.length !== inclusionPathLength(index, this.#size)) return false;
    if (leafHash.length !== HASH_BYTES || !areHashes(path)) return false;
    return this.#joinsLast(index, leafHash, path) || this.#standsAlone(index, leafHash, path);
  }

  /** True if the path leads to the node beside the last path and is the same from there on. */
  #joinsLast(index: number, leafHash: Uint8Array, path: readonly Uint8Array[]): boolean {
    if (this.#index === undefined || index <= this.#index) return false;
    const level = levelBelowJoin(this.#index, index);
    const climb = climbFrom(this.#hasher, index, this.#size, leafHash, path, level);
    // The two nodes at this level are siblings: each path must hold the other's own hash.
    const node = climb.nodes[level];
    const sibling = path[climb.used];
    if (!isSame(node, this.#siblings[level]) || !isSame(sibling, this.#nodes[level])) return false;
    let at = climb.used + 1;
    for (let above = level + 1; above < this.#siblings.length; above += 1) {
      const shared = this.#siblings[above];
      if (shared === undefined) continue;
      if (!isSame(shared, path[at])) return false;
      at += 1;
    }
    this.#index = index;
    this.#nodes.splice(0, level + 1, ...climb.nodes);
    this.#siblings.splice(0, level + 1, ...climb.siblings, sibling);
    return true;
  }

  #standsAlone(index: number, leafHash: Uint8Array, path: readonly Uint8Array[]): boolean {
    if (!verifyInclusion(this.#hasher, index, this.#size, leafHash, path, this.#rootHash))
      return false;
    const levels = levelBelowJoin(0, this.#size - 1) + 1;
    const climb = climbFrom(this.#hasher, index, this.#size, leafHash, path, levels);
    this.#index = index;
    this.#nodes = [...climb.nodes];
    this.#siblings = [...climb.siblings];
    return true;
  }
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
