// The comparison of a set against a naive account of what its bundles prove: no contradiction that could be seen is missed, none is
// made up, and heads are grouped only where the proofs show it.

import { describe, expect, it } from 'vitest';
import { compareBundles } from '../../src/history/history.js';
import { type BundleOptions, bundleOf, determines, isContradiction, Model } from './model.js';

/** A generator of whole numbers below a bound; the same numbers for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const base = (size: number): string[] => Array.from({ length: size }, (_, i) => `word ${i}`);
const forked = (size: number, at: number): string[] =>
  base(size).map((word, i) => (i < at ? word : `other ${word}`));
const subsets = (size: number): number[][] =>
  Array.from({ length: 2 ** size - 1 }, (_, bits) =>
    [...Array(size).keys()].filter((i) => ((bits + 1) >> i) % 2 === 1),
  );

async function failed(set: readonly BundleOptions[]): Promise<boolean> {
  const { checks } = await compareBundles(
    { origin: 'ledger', hashName: 'sha3-256', bundles: set.map(bundleOf) },
    1_000,
  );
  return checks.some(({ status }) => status === 'failed');
}

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
          expect(
            await failed([a, { ...b, batch: true }]),
            JSON.stringify([at, a.shown, a.size, b.shown, b.size]),
          ).toBe(expected);
          if (expected) seen += 1;
          else unseen += 1;
        }
    }
    expect(seen).toBeGreaterThan(100);
    expect(unseen).toBeGreaterThan(100);
  });

  it('are found in sets of up to five bundles with stubs, lines and both kinds of proof', async () => {
    const random = numbers(7);
    let [seen, unseen, hidden] = [0, 0, 0];
    for (let round = 0; round < 1_500; round += 1) {
      const size = 2 + random(40);
      const ledgers = [new Model(base(size)), new Model(forked(size, random(size)))];
      if (random(3) === 0) ledgers.push(new Model(forked(size, random(size)).map((w) => `${w}!`)));
      const set = Array.from({ length: 2 + random(4) }, (): BundleOptions => {
        const ledger = ledgers[random(3) === 0 ? random(ledgers.length) : 0] as Model;
        const m = 1 + random(size);
        const some = (count: number): number[] =>
          [...new Set(Array.from({ length: count }, () => random(m)))].sort((a, b) => a - b);
        const lines = random(3) === 0 ? some(3).filter((line) => line > 0) : [];
        const shown = some(1 + random(4));
        return { ledger, size: m, shown, stubs: some(random(3)), lines, batch: random(2) === 0 };
      });
      const expected = isContradiction(set);
      expect(await failed(set), JSON.stringify(set.map(({ ledger: _, ...rest }) => rest))).toBe(
        expected,
      );
      if (expected) seen += 1;
      else if (new Set(set.map(({ ledger }) => ledger)).size > 1) hidden += 1;
      else unseen += 1;
    }
    expect(Math.min(seen, unseen, hidden)).toBeGreaterThan(50);
  });
});

describe('heads', () => {
  it('are grouped where one bundle determines the root of another, and only there', async () => {
    const random = numbers(11);
    const counts = { one: 0, several: 0 };
    for (let round = 0; round < 400; round += 1) {
      const size = 2 + random(60);
      const ledger = new Model(base(size));
      const set = Array.from({ length: 2 + random(4) }, (): BundleOptions => {
        const m = 1 + random(size);
        const shown = [...new Set([random(m), random(m)])].sort((a, b) => a - b);
        const lines = random(3) === 0 && m > 1 ? [1 + random(m - 1)] : [];
        return { ledger, size: m, shown, lines, batch: random(2) === 0 };
      });
      const { groups, heads } = await compareBundles(
        { origin: 'ledger', hashName: 'sha3-256', bundles: set.map(bundleOf) },
        1_000,
      );
      // Reachability by definition: a chain of bundles, each of which determines the root of the one before.
      const sizes = [...new Set(set.map(({ size: m }) => m))].sort((a, b) => a - b);
      const direct = (a: number, b: number): boolean =>
        a === b || (a < b && set.some((one) => one.size === b && determines(one, a)));
      const reaches = (a: number, b: number): boolean =>
        direct(a, b) ||
        sizes.some((via) => a < via && via < b && direct(a, via) && reaches(via, b));
      const tops = sizes.filter((top) => !sizes.some((more) => more > top && reaches(top, more)));
      const expected = tops.map((top) => sizes.filter((one) => reaches(one, top)));
      expect(groups.map((group) => group.map((at) => heads[at]?.treeSize))).toEqual(expected);
      counts[expected.length === 1 ? 'one' : 'several'] += 1;
    }
    expect(Math.min(counts.one, counts.several)).toBeGreaterThan(50);
  });
});
