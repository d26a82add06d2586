import { describe, expect, it } from 'vitest';
import type { HashName } from '../../../src/crypto/digest.js';
import {
  consistencyPathLength,
  rootsFromConsistencyProof,
  verifyConsistency,
} from '../../../src/merkle/consistency.js';
import { treeHasher } from '../../../src/merkle/hasher.js';
import * as reference from './reference.js';

const NAMES: readonly HashName[] = ['sha3-256', 'sha256'];
const LARGEST = 64;

describe('consistency proofs', () => {
  it.each(NAMES)(
    '%s: all pairs of trees to 64 are linked by their proof and by no spoiled one',
    (name) => {
      const hasher = treeHasher(name);
      const all = reference.anchorLeaves(LARGEST).map((data) => reference.leafHash(name, data));
      const heads = all.map((_, i) => ({
        size: i + 1,
        rootHash: reference.root(name, all.slice(0, i + 1)),
      }));
      for (const second of heads) {
        for (const first of heads.slice(0, second.size)) {
          const path = reference.consistency(name, first.size, all.slice(0, second.size));
          expect(path).toHaveLength(consistencyPathLength(first.size, second.size));
          expect(verifyConsistency(hasher, first, second, path)).toBe(true);
          expect(
            rootsFromConsistencyProof(hasher, first.size, second.size, first.rootHash, path),
          ).toEqual({ first: first.rootHash, second: second.rootHash });
          for (const { how, hashes } of reference.spoiled(path)) {
            const accepted = verifyConsistency(hasher, first, second, hashes);
            const pair = `${first.size} ${second.size}`;
            expect({ pair, how, accepted }).toEqual({ pair, how, accepted: false });
          }
          // Other roots, and the two sizes told wrongly by one.
          const wrong = new Uint8Array(32);
          for (const [a, b] of [
            [{ ...first, rootHash: wrong }, second],
            [first, { ...second, rootHash: wrong }],
            [{ ...first, size: first.size - 1 }, second],
            [{ ...first, size: first.size + 1 }, second],
            [second, first],
          ] as const) {
            if (a === second && first.size === second.size) continue;
            expect(verifyConsistency(hasher, a, b, path)).toBe(false);
          }
          if (first.size < second.size) {
            expect(verifyConsistency(hasher, first, { ...second, size: first.size }, path)).toBe(
              false,
            );
          }
        }
      }
    },
  );

  it('refuses size 0, sizes in the wrong order and what is no size', () => {
    const hasher = treeHasher('sha256');
    const root = new Uint8Array(32);
    const pairs: readonly (readonly [number, number])[] = [
      [0, 0],
      [0, 1],
      [2, 1],
      [-1, 1],
      [1, 2.5],
      [0.5, 1],
      [Number.NaN, Number.NaN],
      [1, Number.POSITIVE_INFINITY],
      [2 ** 53, 2 ** 53],
    ];
    for (const [first, second] of pairs) {
      for (const path of [[], [root]]) {
        expect(rootsFromConsistencyProof(hasher, first, second, root, path)).toBeUndefined();
      }
    }
    expect(rootsFromConsistencyProof(hasher, 3, 3, root, [])).toEqual({
      first: root,
      second: root,
    });
    expect(rootsFromConsistencyProof(hasher, 3, 3, root.subarray(1), [])).toBeUndefined();
  });

  it('computes lengths beyond 32 bits', () => {
    // The lengths by the recursion SUBPROOF of §2.1.4.1 on sizes alone.
    const lengthOf = (m: number, n: number, whole: boolean): number => {
      if (m === n) return whole ? 0 : 1;
      const k = reference.split(n);
      return 1 + (m <= k ? lengthOf(m, k, whole) : lengthOf(m - k, n - k, false));
    };
    const sizes = [
      1,
      2,
      3,
      2 ** 31,
      2 ** 32 - 1,
      2 ** 32,
      2 ** 32 + 1,
      2 ** 40 + 7,
      2 ** 52,
      2 ** 53 - 1,
    ];
    for (const second of sizes) {
      for (const first of sizes.filter((size) => size <= second)) {
        expect(consistencyPathLength(first, second)).toBe(lengthOf(first, second, true));
      }
    }
  });
});
