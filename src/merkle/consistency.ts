// Consistency proofs: RFC 9162 §2.1.4.2. A proof shows that an earlier tree is the beginning of a later one. It is read as two
// roots that follow from one path; the earlier root may be part of the input, because the path leaves it out where it can.

import { equalBytes } from '../base/encoding.js';
import { HASH_BYTES, type TreeHasher } from './hasher.js';
import { areHashes, half, inclusionPathLength, isOdd } from './inclusion.js';

/** Hashes in the proof from a tree of `first` leaves to one of `second`. Requires 0 < first <= second, safe integers. */
export function consistencyPathLength(first: number, second: number): number {
  if (first === second) return 0;
  let fn = first - 1;
  let sn = second - 1;
  while (isOdd(fn)) {
    fn = half(fn);
    sn = half(sn);
  }
  // fn = 0 here means that `first` is a power of two: its root is a node of the later tree and is not repeated.
  return (fn === 0 ? 0 : 1) + inclusionPathLength(fn, sn + 1);
}

/** The two roots that a consistency proof leads to. */
export interface ConsistencyRoots {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

/**
 * Computes both roots from a consistency proof and the earlier root. Undefined unless 0 < first <= second and the path has
 * exactly the length they require: decided before anything is hashed. The caller compares both roots.
 */
export function rootsFromConsistencyProof(
  hasher: TreeHasher,
  first: number,
  second: number,
  firstRoot: Uint8Array,
  path: readonly Uint8Array[],
): ConsistencyRoots | undefined {
  // Any tree continues the empty one: a proof from size 0 would show nothing (docs/SPEC.md §7.3).
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second)) return undefined;
  if (first < 1 || first > second) return undefined;
  if (path.length !== consistencyPathLength(first, second)) return undefined;
  if (firstRoot.length !== HASH_BYTES || !areHashes(path)) return undefined;
  // Equal sizes have an empty path and one root.
  if (first === second) return { first: firstRoot, second: firstRoot };
  let fn = first - 1;
  let sn = second - 1;
  // Step 3.
  while (isOdd(fn)) {
    fn = half(fn);
    sn = half(sn);
  }
  // Steps 2 and 4: an earlier tree of 2^k leaves starts from its own root, any other from the first hash of the path.
  const [start, ...rest] = fn === 0 ? [firstRoot, ...path] : path;
  if (start === undefined) return undefined;
  let fr = start;
  let sr = start;
  for (const c of rest) {
    // Step 5.
    if (isOdd(fn) || fn === sn) {
      fr = hasher.nodeHash(c, fr);
      sr = hasher.nodeHash(c, sr);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      sr = hasher.nodeHash(sr, c);
    }
    fn = half(fn);
    sn = half(sn);
  }
  // Step 6: sn is 0 because the length was right; the comparisons with the roots are the caller's.
  return sn === 0 ? { first: fr, second: sr } : undefined;
}

/** Verifies that the tree of `first` leaves is the beginning of the tree of `second`. False for every malformed input. */
export function verifyConsistency(
  hasher: TreeHasher,
  first: { readonly size: number; readonly rootHash: Uint8Array },
  second: { readonly size: number; readonly rootHash: Uint8Array },
  path: readonly Uint8Array[],
): boolean {
  const roots = rootsFromConsistencyProof(hasher, first.size, second.size, first.rootHash, path);
  return (
    roots !== undefined &&
    equalBytes(roots.first, first.rootHash) &&
    equalBytes(roots.second, second.rootHash)
  );
}
