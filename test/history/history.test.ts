// The comparison of a set against a naive account of what its bundles prove: no contradiction that could be seen is missed, none is
// made up, and heads are grouped only where the proofs show it.

import { describe, expect, it } from 'vitest';
import { Random } from '../support/random.js';
import { checkRandomSet, compared, type Seen } from './compared.js';
import { type BundleOptions, Model } from './model.js';
import { randomSet } from './random-set.js';
import { groupsOf, isContradiction } from './reference.js';

const base = (size: number): string[] => Array.from({ length: size }, (_, i) => `word ${i}`);
const forked = (size: number, at: number): string[] =>
  base(size).map((word, i) => (i < at ? word : `other ${word}`));
const subsets = (size: number): number[][] =>
  Array.from({ length: 2 ** size - 1 }, (_, bits) =>
    [...Array(size).keys()].filter((i) => ((bits + 1) >> i) % 2 === 1),
  );

describe('contradictions', () => {
  it('are found exactly where they can be seen: all pairs of bundles of small ledgers and forks', async () => {
    const size = 4;
    const honest = new Model(base(size));
    let [seen, unseen] = [0, 0];
    for (let at = 0; at < size; at += 1) {
      const fork = new Model(forked(size, at));
      const all = [honest, fork].map((ledger) =>
        [1, 2, 3, 4].flatMap((m) => subsets(m).map((shown) => ({ ledger, size: m, shown }))),
      );
      for (const a of all[0] ?? [])
        for (const b of all[1] ?? []) {
          const expected = isContradiction([a, b]);
          const { failed } = await compared([a, { ...b, batch: true }], 'sha3-256');
          expect(failed, JSON.stringify([at, a.shown, a.size, b.shown, b.size])).toBe(expected);
          if (expected) seen += 1;
          else unseen += 1;
        }
    }
    expect(seen).toBeGreaterThan(100);
    expect(unseen).toBeGreaterThan(100);
  });

  it('are found, with their codes, in random sets of up to five bundles, whatever their order', async () => {
    const random = new Random(7);
    const seen = new Map<Seen, number>();
    for (let round = 0; round < 1_500; round += 1) {
      for (const what of await checkRandomSet(randomSet(random), random, `round ${round}`))
        seen.set(what, (seen.get(what) ?? 0) + 1);
    }
    for (const what of ['tree', 'rules', 'one history', 'hidden fork', 'held', 'told'] as const)
      expect([what, (seen.get(what) ?? 0) > 20]).toEqual([what, true]);
  });
});

describe('heads', () => {
  it('are grouped where one bundle determines the root of another, and only there', async () => {
    const random = new Random(11);
    const counts = { one: 0, several: 0 };
    for (let round = 0; round < 400; round += 1) {
      const size = 2 + random.below(60);
      const hashName = random.pick(['sha3-256', 'sha256'] as const);
      const ledger = new Model(base(size), hashName);
      const set = Array.from({ length: 2 + random.below(4) }, (): BundleOptions => {
        const m = 1 + random.below(size);
        const lines = random.once(3) && m > 1 ? [1 + random.below(m - 1)] : [];
        return { ledger, size: m, shown: random.some(2, m), lines, batch: random.once(2) };
      });
      const expected = groupsOf(set);
      expect((await compared(set, hashName)).groups).toEqual(expected);
      counts[expected.length === 1 ? 'one' : 'several'] += 1;
    }
    expect(Math.min(counts.one, counts.several)).toBeGreaterThan(50);
  });
});
