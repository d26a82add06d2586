import { describe, expect, it } from 'vitest';
import { pathFromBatch, siblingsOf } from '../../../src/merkle/batch-path.js';
import { treeHasher } from '../../../src/merkle/hasher.js';
import { inclusionPathLength, rootFromInclusionProof } from '../../../src/merkle/inclusion.js';

const hasher = treeHasher('sha256');
const leaves = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, i) => hasher.leafHash(new Uint8Array(32).fill(i)));

/** RFC 9162 §2.1.1, word for word. */
function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (hashes.length === 1 && only !== undefined) return only;
  let k = 1;
  while (2 * k < hashes.length) k *= 2;
  return hasher.nodeHash(rootOf(hashes.slice(0, k)), rootOf(hashes.slice(k)));
}

/** The hashes of a batch proof: subtrees without a proven leaf, from left to right. */
function batchOf(
  all: readonly Uint8Array[],
  proven: ReadonlySet<number>,
  lo: number,
  hi: number,
): Uint8Array[] {
  const inside = [...proven].some((index) => index >= lo && index < hi);
  if (!inside) return [rootOf(all.slice(lo, hi))];
  if (hi - lo === 1) return [];
  let k = 1;
  while (2 * k < hi - lo) k *= 2;
  return [...batchOf(all, proven, lo, lo + k), ...batchOf(all, proven, lo + k, hi)];
}

function inputOf(
  all: readonly Uint8Array[],
  proven: ReadonlySet<number>,
  hashes: readonly Uint8Array[],
) {
  const queue = [...proven]
    .sort((a, b) => a - b)
    .map((sequence) => ({ sequence, leafHash: all[sequence] ?? new Uint8Array(32) }));
  const rest = [...hashes];
  return {
    peek: async () => queue[0],
    take: () => void queue.shift(),
    takeHash: async () => rest.shift(),
  };
}

describe('the path out of a batch proof', () => {
  it('is the inclusion path, for every leaf of every small tree, and its siblings say what is below them', async () => {
    for (let size = 1; size <= 12; size += 1) {
      const all = leaves(size);
      const root = rootOf(all);
      for (let index = 0; index < size; index += 1) {
        expect(siblingsOf(index, size)).toHaveLength(inclusionPathLength(index, size));
        for (let mask = 1; mask < 2 ** size; mask += size > 8 ? 37 : 1) {
          const proven = new Set([...all.keys()].filter((i) => (mask >> i) % 2 === 1));
          if (!proven.has(index)) continue;
          const hashes = batchOf(all, proven, 0, size);
          const found = await pathFromBatch(hasher, index, size, inputOf(all, proven, hashes));
          const path = found?.path ?? [];
          expect(found?.root).toEqual(root);
          expect(path.map(({ side, from, to }) => ({ side, from, to }))).toEqual(
            siblingsOf(index, size),
          );
          for (const { from, to, hash, proven: below } of path) {
            expect(hash).toEqual(rootOf(all.slice(from, to)));
            expect(below).toBe([...proven].filter((i) => i >= from && i < to).length);
          }
          const leaf = all[index] ?? new Uint8Array(32);
          const steps = path.map(({ hash }) => hash);
          expect(rootFromInclusionProof(hasher, index, size, leaf, steps)).toEqual(root);
        }
      }
    }
  });

  it('is undefined if the proof ends early or the leaf is not proven', async () => {
    const all = leaves(6);
    const proven = new Set([1, 4]);
    const hashes = batchOf(all, proven, 0, 6);
    const short = inputOf(all, proven, hashes.slice(0, -1));
    expect(await pathFromBatch(hasher, 1, 6, short)).toBeUndefined();
    expect(await pathFromBatch(hasher, 0, 6, inputOf(all, proven, hashes))).toEqual(undefined);
  });

  it('has the siblings of a tree as large as numbers go', () => {
    const size = Number.MAX_SAFE_INTEGER;
    for (const index of [0, 2 ** 52, size - 1])
      expect(siblingsOf(index, size)).toHaveLength(inclusionPathLength(index, size));
  });
});
