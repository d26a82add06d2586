import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/base/encoding.js';
import { InternalError } from '../../../src/base/errors.js';
import type { HashName } from '../../../src/crypto/digest.js';
import { BATCH_READ_AHEAD, BatchVerifier } from '../../../src/merkle/batch.js';
import { treeHasher } from '../../../src/merkle/hasher.js';
import * as reference from './reference.js';

const NAMES: readonly HashName[] = ['sha3-256', 'sha256'];

type Run = { readonly root: Uint8Array; readonly left: number } | { readonly short: true };

/** Runs the verifier over a whole entry; `left` is what the caller would find unread. */
function run(
  name: HashName,
  size: number,
  proven: readonly (readonly [number, Uint8Array])[],
  entry: readonly Uint8Array[],
): Run {
  let at = 0;
  const verifier = new BatchVerifier(treeHasher(name), size, () => {
    const hash = entry[at];
    at += 1;
    return hash;
  });
  let refused = false;
  for (const [index, hash] of proven) {
    if (!verifier.leaf(index, hash)) refused = true;
    else if (refused) throw new Error('a leaf was taken after the entry had run short');
  }
  const result = verifier.finish();
  if (!result.ok) {
    expect(result.reason).toBe('too short');
    return { short: true };
  }
  expect(refused).toBe(false);
  return { root: result.root, left: entry.length - at };
}

function isAccepted(outcome: Run, root: Uint8Array): boolean {
  return 'root' in outcome && outcome.left === 0 && Buffer.compare(outcome.root, root) === 0;
}

function leafHashes(name: HashName, size: number): Uint8Array[] {
  return reference.anchorLeaves(size).map((data) => reference.leafHash(name, data));
}

function pick(leaves: readonly Uint8Array[], set: ReadonlySet<number>): [number, Uint8Array][] {
  return leaves.flatMap((leaf, i): [number, Uint8Array][] => (set.has(i) ? [[i, leaf]] : []));
}

describe('batch proofs', () => {
  it('give the published proof of 13 leaves', () => {
    const leaves = leafHashes('sha3-256', 13);
    const set = new Set([3, 4, 10]);
    const entry = reference.batch('sha3-256', set, leaves);
    expect(entry).toHaveLength(7);
    expect(toHex(entry[0] ?? new Uint8Array(0))).toBe(
      '9384262110967d219f4f664a14b51593433629bef87d7d901bd3ff0021cb8af8',
    );
    expect(toHex(entry[6] ?? new Uint8Array(0))).toBe(
      'e69f9605a35156495a961ee3c77522db74f1b891fcdd92c2d772cbdbfbfeff8c',
    );
    const root = '9cd69e56b47a41a3806250c36d280352637dd0ceef1e6c3f748875127314f636';
    const outcome = run('sha3-256', 13, pick(leaves, set), entry);
    expect('root' in outcome && toHex(outcome.root)).toBe(root);
    expect('root' in outcome && outcome.left).toBe(0);
  });

  it.each(NAMES)(
    '%s: every subset of every tree to 10 proves itself and no spoiled one does',
    (name) => {
      const all = leafHashes(name, 10);
      for (let size = 1; size <= 10; size += 1) {
        const leaves = all.slice(0, size);
        const root = reference.root(name, leaves);
        for (let mask = 0; mask < 2 ** size; mask += 1) {
          const set = new Set([...leaves.keys()].filter((i) => (mask >> i) % 2 === 1));
          const proven = pick(leaves, set);
          const entry = reference.batch(name, set, leaves);
          expect(run(name, size, proven, entry)).toEqual({ root, left: 0 });
          // A short entry and a long one are told apart from a wrong one.
          if (entry.length > 0) {
            expect(run(name, size, proven, entry.slice(0, -1))).toEqual({ short: true });
          }
          expect(run(name, size, proven, [...entry, root])).toEqual({ root, left: 1 });
          for (const { how, hashes } of reference.spoiled(entry)) {
            // The entry is read in pieces of 32 bytes: others cannot arise.
            if (hashes.some((hash) => hash.length !== 32)) continue;
            const accepted = isAccepted(run(name, size, proven, hashes), root);
            expect({ size, mask, how, accepted }).toEqual({ size, mask, how, accepted: false });
          }
          // A leaf altered, left out, or moved to a neighbouring index.
          proven.forEach(([index, leaf], at) => {
            const altered = leaf.slice();
            altered[31] = (altered[31] ?? 0) ^ 1;
            expect(
              isAccepted(run(name, size, proven.with(at, [index, altered]), entry), root),
            ).toBe(false);
            expect(isAccepted(run(name, size, proven.toSpliced(at, 1), entry), root)).toBe(false);
            if (index + 1 < size && !set.has(index + 1)) {
              const moved = proven.with(at, [index + 1, leaf]);
              expect(isAccepted(run(name, size, moved, entry), root)).toBe(false);
            }
          });
        }
      }
    },
  );

  it('agrees with the reference on random subsets of larger trees', () => {
    const next = reference.random(9162);
    const all = leafHashes('sha256', 300);
    for (let round = 0; round < 300; round += 1) {
      const size = 11 + next(290);
      const leaves = all.slice(0, size);
      const density = 1 + next(20);
      const set = new Set([...leaves.keys()].filter(() => next(density) === 0));
      const entry = reference.batch('sha256', set, leaves);
      const root = reference.root('sha256', leaves);
      const proven = pick(leaves, set);
      expect(run('sha256', size, proven, entry)).toEqual({ root, left: 0 });
      if (entry.length === 0) continue;
      const at = next(entry.length);
      const flipped = (entry[at] ?? root).slice();
      const byte = next(32);
      flipped[byte] = (flipped[byte] ?? 0) ^ (1 << next(8));
      expect(isAccepted(run('sha256', size, proven, entry.with(at, flipped)), root)).toBe(false);
      expect(run('sha256', size, proven, entry.toSpliced(at, 1))).toEqual({ short: true });
    }
  });

  it('never takes more hashes in one call than it says, in the largest tree', () => {
    const size = Number.MAX_SAFE_INTEGER;
    let taken = 0;
    let most = 0;
    let total = 0;
    const verifier = new BatchVerifier(treeHasher('sha256'), size, () => {
      taken += 1;
      total += 1;
      return new Uint8Array(32).fill(taken);
    });
    const call = (act: () => void): void => {
      taken = 0;
      act();
      most = Math.max(most, taken);
    };
    // From a leaf whose siblings are all on its right to one whose siblings are all on its left, and back.
    for (const index of [0, 2 ** 52 - 1, 2 ** 52, size - 2, size - 1]) {
      call(() => expect(verifier.leaf(index, new Uint8Array(32))).toBe(true));
    }
    call(() => expect(verifier.finish().ok).toBe(true));
    expect(most).toBeLessThanOrEqual(BATCH_READ_AHEAD);
    expect(most).toBeGreaterThan(64);
    expect(total).toBeGreaterThan(150);
  });

  it('a million records of a hundred million need a few dozen hashes, as many as the recursion says', () => {
    const leaf = new Uint8Array(32);
    const size = 100_000_000;
    const length = 1_000_000;
    for (const from of [0, 12_345_678, 40_000_000, 99_000_000]) {
      const to = from + length;
      const expected = (lo: number, hi: number): number => {
        if (to <= lo || hi <= from) return 1;
        if (from <= lo && hi <= to) return 0;
        const k = reference.split(hi - lo);
        return expected(lo, lo + k) + expected(lo + k, hi);
      };
      let taken = 0;
      const hasher = { ...treeHasher('sha256'), nodeHash: (left: Uint8Array) => left };
      const verifier = new BatchVerifier(hasher, size, () => {
        taken += 1;
        return leaf;
      });
      for (let index = from; index < to; index += 1) verifier.leaf(index, leaf);
      expect(verifier.finish().ok).toBe(true);
      expect(taken).toBe(expected(0, size));
      expect(taken).toBeLessThan(54);
    }
  });

  it('an index out of order or range is our own error', () => {
    const make = () => new BatchVerifier(treeHasher('sha256'), 4, () => new Uint8Array(32));
    const leaf = new Uint8Array(32);
    for (const index of [4, 5, -1, 0.5, Number.NaN, 2 ** 53]) {
      expect(() => make().leaf(index, leaf)).toThrow(InternalError);
    }
    for (const [first, second] of [
      [1, 1],
      [1, 0],
      [3, 3],
      [3, 0],
    ] as const) {
      const verifier = make();
      verifier.leaf(first, leaf);
      expect(() => verifier.leaf(second, leaf)).toThrow(InternalError);
    }
    for (const size of [0, -1, 1.5, 2 ** 53]) {
      expect(() => new BatchVerifier(treeHasher('sha256'), size, () => undefined)).toThrow(
        InternalError,
      );
    }
  });

  it('stays short once it has run short', () => {
    let calls = 0;
    const verifier = new BatchVerifier(treeHasher('sha256'), 8, () => {
      calls += 1;
      return undefined;
    });
    expect(verifier.leaf(3, new Uint8Array(32))).toBe(false);
    expect(verifier.leaf(4, new Uint8Array(32))).toBe(false);
    expect(verifier.finish()).toEqual({ ok: false, reason: 'too short' });
    expect(calls).toBe(1);
  });
});
