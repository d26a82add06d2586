import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/base/encoding.js';
import { InternalError } from '../../../src/base/errors.js';
import type { HashName } from '../../../src/crypto/digest.js';
import { treeHasher } from '../../../src/merkle/hasher.js';
import {
  inclusionPathLength,
  rootFromInclusionProof,
  verifyInclusion,
} from '../../../src/merkle/inclusion.js';
import * as reference from './reference.js';

const NAMES: readonly HashName[] = ['sha3-256', 'sha256'];

/** Root of the anchor leaves by our own leaf and node hashes alone. */
function foldedRoot(name: HashName, size: number): string {
  const hasher = treeHasher(name);
  const fold = (leaves: readonly Uint8Array[]): Uint8Array => {
    const [first] = leaves;
    if (first === undefined) throw new Error('no leaves');
    if (leaves.length === 1) return first;
    const k = reference.split(leaves.length);
    return hasher.nodeHash(fold(leaves.slice(0, k)), fold(leaves.slice(k)));
  };
  return toHex(fold(reference.anchorLeaves(size).map(hasher.leafHash)));
}

describe('leaf and node hashes', () => {
  it('give the published roots', () => {
    const sha3: Record<number, string> = {
      1: 'dc33296e4d20f0ef35ff9fd449e23ebbaa5a049a17779db3c2fe194b499aaf74',
      2: '9384262110967d219f4f664a14b51593433629bef87d7d901bd3ff0021cb8af8',
      3: 'fee2936ac84c975d74c52a2d2bf1d4a6aa06d7e32ca8767aef2a6b40759333f7',
      7: 'a207e0b7c1444a63438abacfd9e03219874d3fa65e0e620415eca501bcfe0a41',
      8: 'd72f93e9e93638d892abf35c81e86f444fd10c0ad04d838b77bb74bd4338f4fc',
      13: '9cd69e56b47a41a3806250c36d280352637dd0ceef1e6c3f748875127314f636',
    };
    for (const [size, root] of Object.entries(sha3)) {
      expect(foldedRoot('sha3-256', Number(size))).toBe(root);
    }
    expect(foldedRoot('sha256', 7)).toBe(
      '7318881c41fce3c1de3640df8e8c110c93f43f686b74204a9d1ad5b8c71c2047',
    );
    expect(foldedRoot('sha256', 13)).toBe(
      'cebcf8c0a77418c03d4694b0e14ccebed8416ff87d3ad4da873423948f8622fd',
    );
    expect(toHex(treeHasher('sha3-256').leafHash(new Uint8Array(0)))).toBe(
      '5d53469f20fef4f8eab52b88044ede69c77a6a68a60728609fc4a65ff531e7d0',
    );
  });

  it('never give a leaf and a node the same hash', () => {
    const hasher = treeHasher('sha3-256');
    const [a, b] = [hasher.leafHash(Uint8Array.of(1)), hasher.leafHash(Uint8Array.of(2))];
    expect(hasher.leafHash(new Uint8Array([...a, ...b]))).not.toEqual(hasher.nodeHash(a, b));
  });

  it('give results that later calls do not write to', () => {
    const hasher = treeHasher('sha256');
    const [a, b] = [hasher.leafHash(Uint8Array.of(1)), hasher.leafHash(Uint8Array.of(2))];
    const node = hasher.nodeHash(a, b);
    const before = toHex(node);
    hasher.nodeHash(b, a);
    hasher.nodeHash(node, node);
    expect(toHex(node)).toBe(before);
  });
});

describe('a node of anything but two hashes', () => {
  it('is our own error', () => {
    const hasher = treeHasher('sha256');
    const good = new Uint8Array(32);
    for (const bad of [good.subarray(1), new Uint8Array(33), new Uint8Array(0)]) {
      expect(() => hasher.nodeHash(bad, good)).toThrow(InternalError);
      expect(() => hasher.nodeHash(good, bad)).toThrow(InternalError);
    }
  });
});

describe('inclusion proofs', () => {
  it.each(NAMES)('%s: all leaves of all trees to 64 prove themselves and nothing else', (name) => {
    const hasher = treeHasher(name);
    const all = reference.anchorLeaves(64).map((data) => reference.leafHash(name, data));
    for (let size = 1; size <= 64; size += 1) {
      const leaves = all.slice(0, size);
      const root = reference.root(name, leaves);
      leaves.forEach((leaf, index) => {
        const path = reference.path(name, index, leaves);
        expect(path).toHaveLength(inclusionPathLength(index, size));
        expect(rootFromInclusionProof(hasher, index, size, leaf, path)).toEqual(root);
        const accepts = (i: number, n: number, hash: Uint8Array, p: readonly Uint8Array[]) =>
          verifyInclusion(hasher, i, n, hash, p, root);
        expect(accepts(index, size, leaf, path)).toBe(true);
        for (const { how, hashes } of reference.spoiled(path)) {
          expect({ size, index, how, accepted: accepts(index, size, leaf, hashes) }).toEqual({
            size,
            index,
            how,
            accepted: false,
          });
        }
        // A wrong length is refused as such, before any hashing.
        for (const p of [[...path, root], path.slice(1)]) {
          if (p.length === path.length) continue;
          expect(rootFromInclusionProof(hasher, index, size, leaf, p)).toBeUndefined();
        }
        // Every other leaf of the tree, at this place and with this path.
        const other = leaves[(index + 1) % size];
        if (other !== undefined && size > 1) expect(accepts(index, size, other, path)).toBe(false);
        // Every other place for this leaf and path.
        for (let i = 0; i < size; i += 1) {
          if (i !== index) expect(accepts(i, size, leaf, path)).toBe(false);
        }
        expect(verifyInclusion(hasher, index, size, leaf, path, leaf)).toBe(size === 1);
      });
    }
  });

  it('refuses what is no leaf of a tree', () => {
    const hasher = treeHasher('sha256');
    const leaf = new Uint8Array(32);
    const noLeaves: readonly (readonly [number, number])[] = [
      [0, 0],
      [1, 1],
      [-1, 1],
      [0, -1],
      [0.5, 2],
      [0, 1.5],
      [Number.NaN, 1],
      [0, Number.NaN],
      [0, Number.POSITIVE_INFINITY],
      [0, 2 ** 53],
    ];
    for (const [index, size] of noLeaves) {
      expect(rootFromInclusionProof(hasher, index, size, leaf, [])).toBeUndefined();
    }
    expect(rootFromInclusionProof(hasher, 0, 1, leaf, [])).toEqual(leaf);
    expect(rootFromInclusionProof(hasher, 0, 1, leaf.subarray(1), [])).toBeUndefined();
  });

  it('computes lengths and roots beyond 32 bits', () => {
    const hasher = treeHasher('sha256');
    const largest = Number.MAX_SAFE_INTEGER;
    // 2^53 − 1 leaves: the left half is 2^52, the right half one leaf short of it.
    expect(inclusionPathLength(0, largest)).toBe(53);
    expect(inclusionPathLength(2 ** 52 - 1, largest)).toBe(53);
    expect(inclusionPathLength(largest - 1, largest)).toBe(52);
    expect(inclusionPathLength(0, 2 ** 32 + 1)).toBe(33);
    expect(inclusionPathLength(2 ** 32, 2 ** 32 + 1)).toBe(1);
    expect(inclusionPathLength(2 ** 31, 2 ** 32)).toBe(32);

    const next = reference.random(53);
    const sizes = [largest, 2 ** 52 + 1, 2 ** 40, 2 ** 33 + 5, 2 ** 32 + 1, 2 ** 32, 2 ** 31 + 1];
    for (const size of sizes) {
      const indices = [0, 1, size - 1, size - 2, Math.floor(size / 2), Math.floor(size / 3)];
      for (const index of indices) {
        // The recursion of §2.1.3.1 on intervals: for each level from the root, on which side the sibling lies.
        const sides: ('left' | 'right')[] = [];
        let [lo, hi] = [0, size];
        while (hi - lo > 1) {
          const middle = lo + reference.split(hi - lo);
          sides.unshift(index < middle ? 'right' : 'left');
          if (index < middle) hi = middle;
          else lo = middle;
        }
        const path = sides.map(() => new Uint8Array(32).fill(next(256)));
        const leaf = new Uint8Array(32).fill(next(256));
        let expected: Uint8Array = leaf;
        sides.forEach((side, at) => {
          const hash = path[at] ?? leaf;
          expected =
            side === 'left' ? hasher.nodeHash(hash, expected) : hasher.nodeHash(expected, hash);
        });
        expect(rootFromInclusionProof(hasher, index, size, leaf, path)).toEqual(expected);
      }
    }
  });
});
