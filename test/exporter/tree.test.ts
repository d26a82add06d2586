// The exporter's tree against a naive recursion over the definitions of RFC 9162 §2.1, for every small size.

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { splitOf, Tree } from '../../exporter/tree.js';
import { toHex } from '../../src/base/encoding.js';

const SIZES = 40;
const data = Array.from({ length: SIZES }, (_, index) => new Uint8Array(32).fill(index));
const sha3 = (...parts: Uint8Array[]): Buffer =>
  createHash('sha3-256').update(Buffer.concat(parts)).digest();

function naive(leaves: readonly Uint8Array[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha3();
  if (leaves.length === 1) return sha3(Uint8Array.of(0), first);
  const split = splitOf(leaves.length);
  return sha3(Uint8Array.of(1), naive(leaves.slice(0, split)), naive(leaves.slice(split)));
}

function naivePath(index: number, leaves: readonly Uint8Array[]): Buffer[] {
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  return index < split
    ? [...naivePath(index, leaves.slice(0, split)), naive(leaves.slice(split))]
    : [...naivePath(index - split, leaves.slice(split)), naive(leaves.slice(0, split))];
}

function naiveConsistency(earlier: number, leaves: readonly Uint8Array[], whole = true): Buffer[] {
  if (earlier === leaves.length) return whole ? [] : [naive(leaves)];
  const split = splitOf(leaves.length);
  return earlier <= split
    ? [...naiveConsistency(earlier, leaves.slice(0, split), whole), naive(leaves.slice(split))]
    : [
        ...naiveConsistency(earlier - split, leaves.slice(split), false),
        naive(leaves.slice(0, split)),
      ];
}

function naiveBatch(proven: ReadonlySet<number>, from: number, to: number): Buffer[] {
  if (![...proven].some((s) => s >= from && s < to)) return [naive(data.slice(from, to))];
  if (to - from === 1) return [];
  const split = from + splitOf(to - from);
  return [...naiveBatch(proven, from, split), ...naiveBatch(proven, split, to)];
}

const tree = new Tree('sha3-256');
for (const leaf of data) tree.append(leaf);
const hexes = (hashes: Iterable<Uint8Array>): string[] => [...hashes].map(toHex);

test('roots, paths and consistency proofs of every size', () => {
  for (let size = 1; size <= SIZES; size += 1) {
    const leaves = data.slice(0, size);
    expect(toHex(tree.root(size))).toBe(toHex(naive(leaves)));
    for (let index = 0; index < size; index += 1) {
      expect(hexes(tree.path(index, size))).toEqual(hexes(naivePath(index, leaves)));
      const earlier = index + 1;
      expect(hexes(tree.consistency(earlier, size))).toEqual(
        hexes(naiveConsistency(earlier, leaves)),
      );
    }
  }
});

test('batch proofs of every set of leaves of small trees', () => {
  for (let size = 1; size <= 8; size += 1) {
    for (let set = 0; set < 2 ** size; set += 1) {
      const proven = Array.from({ length: size }, (_, i) => i).filter((i) => (set >> i) & 1);
      expect(hexes(tree.batch(Uint32Array.from(proven), size))).toEqual(
        hexes(naiveBatch(new Set(proven), 0, size)),
      );
    }
  }
});

test('the anchors of the format', () => {
  expect(toHex(tree.root(7))).toBe(
    'a207e0b7c1444a63438abacfd9e03219874d3fa65e0e620415eca501bcfe0a41',
  );
  const batch = hexes(tree.batch(Uint32Array.of(3, 4, 10), 13));
  expect(batch).toHaveLength(7);
  expect(batch[0]).toBe('9384262110967d219f4f664a14b51593433629bef87d7d901bd3ff0021cb8af8');
});
