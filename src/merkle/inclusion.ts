// Inclusion proofs: RFC 9162 §2.1.3.2, leaf to root. A path carries no directions and no sizes: its shape follows from index and
// size alone, so nothing in it can be read in a second way. Numbers go up to 2^53 − 1, so there are no 32-bit shifts here.

import { equalBytes } from '../base/encoding.js';
import { HASH_BYTES, type TreeHasher } from './hasher.js';

/** Hashes in the path of a leaf. Requires 0 <= index < size, both safe integers. */
export function inclusionPathLength(index: number, size: number): number {
  let length = 0;
  let fn = index;
  for (let sn = size - 1; sn > 0; sn = half(sn)) {
    // A level adds a hash unless the node is the last of it and a left child: then it moves up unchanged.
    if (isOdd(fn) || fn < sn) length += 1;
    fn = half(fn);
  }
  return length;
}

/**
 * Computes the root hash that a path leads to. Undefined if index and size are no leaf of a tree, or the path has another
 * length than they require, or a hash is not of 32 bytes: decided before anything is hashed.
 */
export function rootFromInclusionProof(
  hasher: TreeHasher,
  index: number,
  size: number,
  leafHash: Uint8Array,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  // Step 1.
  if (!isLeafOf(index, size)) return undefined;
  if (path.length !== inclusionPathLength(index, size)) return undefined;
  if (leafHash.length !== HASH_BYTES || !areHashes(path)) return undefined;
  // Steps 2 and 3.
  let fn = index;
  let sn = size - 1;
  let r = leafHash;
  for (const p of path) {
    // Step 4: c, then a with its inner loop, or b.
    if (isOdd(fn) || fn === sn) {
      r = hasher.nodeHash(p, r);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      r = hasher.nodeHash(r, p);
    }
    fn = half(fn);
    sn = half(sn);
  }
  // Step 5: sn is 0 because the length was right; the comparison with the root is the caller's.
  return sn === 0 ? r : undefined;
}

/** Verifies that the leaf is in the tree. False for every malformed input. */
export function verifyInclusion(
  hasher: TreeHasher,
  index: number,
  size: number,
  leafHash: Uint8Array,
  path: readonly Uint8Array[],
  rootHash: Uint8Array,
): boolean {
  const root = rootFromInclusionProof(hasher, index, size, leafHash, path);
  return root !== undefined && equalBytes(root, rootHash);
}

/** True for safe integers with 0 <= index < size. */
export function isLeafOf(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
}

export function areHashes(path: readonly Uint8Array[]): boolean {
  return path.every((hash) => hash.length === HASH_BYTES);
}

export function isOdd(value: number): boolean {
  return value % 2 === 1;
}

/** Right for all safe integers that are not negative; `>> 1` would cut them to 32 bits. */
export function half(value: number): number {
  return Math.floor(value / 2);
}
