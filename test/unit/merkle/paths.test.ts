import { describe, expect, it } from 'vitest';
import type { HashName } from '../../../src/crypto/digest.js';
import { type TreeHasher, treeHasher } from '../../../src/merkle/hasher.js';
import { verifyInclusion } from '../../../src/merkle/inclusion.js';
import { PathVerifier } from '../../../src/merkle/paths.js';
import * as reference from './reference.js';

interface Proof {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly path: readonly Uint8Array[];
}

interface World {
  readonly size: number;
  readonly root: Uint8Array;
  readonly proofs: readonly Proof[];
}

function worldOf(name: HashName, size: number): World {
  const leaves = reference.anchorLeaves(size).map((data) => reference.leafHash(name, data));
  const proofs = leaves.map((leaf, index) => ({
    index,
    leaf,
    path: reference.path(name, index, leaves),
  }));
  return { size, root: reference.root(name, leaves), proofs };
}

/** A hasher that counts nodes, to show that the short way was taken. */
function counting(name: HashName): { readonly hasher: TreeHasher; readonly nodes: () => number } {
  const inner = treeHasher(name);
  let nodes = 0;
  const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => {
    nodes += 1;
    return inner.nodeHash(left, right);
  };
  return { hasher: { ...inner, nodeHash }, nodes: () => nodes };
}

/** Puts proofs through one verifier and holds each answer to the plain loop. Returns how many were accepted. */
function compare(world: World, proofs: readonly Proof[]): number {
  const hasher = treeHasher('sha256');
  const verifier = new PathVerifier(hasher, world.size, world.root);
  let accepted = 0;
  for (const { index, leaf, path } of proofs) {
    const expected = verifyInclusion(hasher, index, world.size, leaf, path, world.root);
    const answer = verifier.verify(index, leaf, path);
    if (answer !== expected) {
      expect({ size: world.size, index, order: proofs.map((p) => p.index), answer }).toEqual({
        size: world.size,
        index,
        order: proofs.map((p) => p.index),
        answer: expected,
      });
    }
    if (answer) accepted += 1;
  }
  return accepted;
}

describe('paths in index order', () => {
  const worlds = Array.from({ length: 64 }, (_, i) => worldOf('sha256', i + 1));

  it('all trees to 64: every pair of leaves, in either order, is accepted', () => {
    for (const world of worlds) {
      for (const first of world.proofs) {
        for (const second of world.proofs) {
          expect(compare(world, [first, second])).toBe(2);
        }
      }
    }
  });

  it('all trees to 10: every subset of leaves is accepted', () => {
    for (const world of worlds.slice(0, 10)) {
      for (let mask = 0; mask < 2 ** world.size; mask += 1) {
        const some = world.proofs.filter(({ index }) => (mask >> index) % 2 === 1);
        expect(compare(world, some)).toBe(some.length);
      }
    }
  });

  it('all trees to 20: after any path, every spoiled path is refused and a good one still accepted', () => {
    for (const world of worlds.slice(0, 20)) {
      for (const first of world.proofs) {
        for (const second of world.proofs) {
          const bad: Proof[] = reference
            .spoiled(second.path)
            .map(({ hashes }) => ({ ...second, path: hashes }));
          bad.push(
            { ...second, leaf: new Uint8Array(32) },
            { ...second, leaf: second.leaf.subarray(1) },
          );
          expect(compare(world, [first, ...bad, second])).toBe(2);
        }
      }
    }
  });

  it('all trees to 20: a path under another index is refused, next to its own or not', () => {
    for (const world of worlds.slice(0, 20)) {
      for (const first of world.proofs) {
        const moved = world.proofs.flatMap((proof) =>
          world.proofs
            .filter((other) => other !== proof)
            .map((other) => ({ ...proof, index: other.index })),
        );
        expect(compare(world, [first, ...moved])).toBe(1);
      }
    }
  });

  it('refuses indices outside the tree', () => {
    for (const world of worlds.slice(0, 9)) {
      const [first] = world.proofs;
      const last = world.proofs.at(-1);
      if (first === undefined || last === undefined) throw new Error('a world without leaves');
      const outside = [world.size, world.size + 1, -1, 0.5, Number.NaN, 2 ** 53].map((index) => ({
        ...last,
        index,
      }));
      expect(compare(world, [...outside, first, ...outside])).toBe(1);
    }
  });

  it('random corruption of long runs: the same answers as the plain loop', () => {
    const next = reference.random(20260323);
    const sizes = [1, 2, 3, 31, 32, 33, 100, 127, 129];
    const some = sizes.map((size) => worldOf('sha256', size));
    for (let round = 0; round < 500; round += 1) {
      const world = some[round % some.length] ?? worldOf('sha256', 1);
      const gap = 1 + next(6);
      const proofs = world.proofs
        .filter(() => next(gap) === 0)
        .map((proof): Proof => {
          if (next(4) !== 0) return proof;
          const kind = next(5);
          if (kind === 0) return { ...proof, leaf: new Uint8Array(32).fill(next(256)) };
          if (kind === 1) return { ...proof, index: next(world.size) };
          const all = reference.spoiled(proof.path);
          return { ...proof, path: all[next(all.length)]?.hashes ?? [] };
        });
      compare(world, proofs);
    }
  });

  it('a forged run that shares a forged upper part is refused from its first path on', () => {
    // Every path is consistent with its neighbours, but all of them with another root.
    const real = worldOf('sha256', 16);
    const leaves = reference.anchorLeaves(16).map((data) => reference.leafHash('sha256', data));
    const forged = leaves.with(9, new Uint8Array(32));
    const proofs = forged.map((leaf, index) => ({
      index,
      leaf,
      path: reference.path('sha256', index, forged),
    }));
    expect(compare(real, proofs)).toBe(0);
    // After a good path, a path whose upper part alone is another's.
    for (const good of real.proofs) expect(compare(real, [good, ...proofs])).toBe(1);
  });

  it('takes about one node hash a record on a whole tree of any shape, with the same or with equal bytes', () => {
    for (const size of [256, 255, 129, 133, 65]) {
      const world = worldOf('sha256', size);
      for (const copy of [(hash: Uint8Array) => hash, (hash: Uint8Array) => hash.slice()]) {
        const { hasher, nodes } = counting('sha256');
        const verifier = new PathVerifier(hasher, world.size, world.root);
        for (const { index, leaf, path } of world.proofs) {
          expect(verifier.verify(index, leaf, path.map(copy))).toBe(true);
        }
        // One a record, and two climbs of at most 9 levels for the first path.
        expect(nodes()).toBeLessThan(size + 2 * 9);
      }
    }
  });

  it('works beyond 32 bits', () => {
    const hasher = treeHasher('sha256');
    // A tree of 2^40 equal leaves: one hash a level is enough to prove any of them.
    const levels: Uint8Array[] = [new Uint8Array(32).fill(1)];
    for (let i = 0; i < 40; i += 1) {
      const below = levels.at(-1) ?? new Uint8Array(32);
      levels.push(hasher.nodeHash(below, below));
    }
    const root = levels[40] ?? new Uint8Array(32);
    const path = levels.slice(0, 40);
    const leaf = levels[0] ?? new Uint8Array(32);
    const indices = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 39 + 1, 2 ** 40 - 1];
    const { hasher: counted, nodes } = counting('sha256');
    const verifier = new PathVerifier(counted, 2 ** 40, root);
    for (const index of indices) {
      expect(verifier.verify(index, leaf, path)).toBe(true);
      expect(verifier.verify(index, leaf, path.with(39, leaf))).toBe(false);
      expect(verifier.verify(index, leaf, path.with(0, root))).toBe(false);
    }
    expect(verifier.verify(2 ** 40, leaf, path)).toBe(false);
    expect(nodes()).toBeGreaterThan(0);
  });
});
