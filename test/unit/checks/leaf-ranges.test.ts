// Ranges of leaves against a naive reference: all ranges first, then the nearest two joined until there are few enough.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type LeafRange, LeafRanges, RANGES } from '../../../src/checks/leaf-ranges.js';

const leaves = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { maxLength: 400 });

function placed(steps: readonly (readonly [number, boolean])[]): { at: number; shown: boolean }[] {
  let at = -1;
  return steps.map(([gap, shown]) => {
    at += 1 + Math.max(0, gap - 4);
    return { at, shown };
  });
}

it('has every leaf in one range, and as many ranges as there are, up to the bound', () => {
  fc.assert(
    fc.property(leaves, (steps) => {
      const all = placed(steps);
      const ranges = new LeafRanges();
      for (const { at, shown } of all) ranges.add(at, 1, shown ? 1 : 0);
      const inside = ({ from, to }: LeafRange) => all.filter(({ at }) => at >= from && at <= to);
      for (const range of ranges.all) {
        expect(range.leaves).toBe(inside(range).length);
        expect(range.records).toBe(inside(range).filter(({ shown }) => shown).length);
      }
      const sum = ranges.all.reduce((total, one) => total + one.leaves, 0);
      expect(sum).toBe(all.length);
      const apart = all.filter(({ at }, i) => i === 0 || all[i - 1]?.at !== at - 1).length;
      expect(ranges.all.length).toBe(Math.min(apart, RANGES));
    }),
    { numRuns: 200 },
  );
});

it('takes leaves in a row at once as one by one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 6 })), {
        maxLength: 150,
      }),
      (rows) => {
        const [whole, single] = [new LeafRanges(), new LeafRanges()];
        let at = 0;
        for (const [gap, length] of rows) {
          at += gap;
          whole.add(at, length, length);
          for (let i = 0; i < length; i += 1) single.add(at + i, 1, 1);
          at += length;
        }
        expect(whole.all).toEqual(single.all);
      },
    ),
    { numRuns: 100 },
  );
});

it('joins the nearest, the first of equals', () => {
  const ranges = new LeafRanges();
  for (let i = 0; i < RANGES; i += 1) ranges.add(i * 10, 1, 1);
  ranges.add(RANGES * 10 - 7, 1, 0);
  expect(ranges.all).toHaveLength(RANGES);
  expect(ranges.all.at(-1)).toEqual({
    from: RANGES * 10 - 10,
    to: RANGES * 10 - 7,
    leaves: 2,
    records: 1,
  });
});
