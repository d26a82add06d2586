// The picture of a tree against a naive reference: every node of a small tree by the recursion of RFC 9162, every hash counted one by one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutPlot } from '../../../src/layout/plot-layout.js';
import type { TreePlot } from '../../../src/layout/plot-spec.js';
import { givenHashes, growTree, type TreeNode } from '../../../src/layout/tree-nodes.js';

const RULER = {
  width: (text: string, size: number) => text.length * size * 0.54,
  shorten: (text: string) => text,
};

/** Leaves of a tree of up to 70, as a set and as ranges. */
const trees = fc
  .tuple(fc.integer({ min: 1, max: 70 }), fc.array(fc.boolean(), { minLength: 70, maxLength: 70 }))
  .map(([size, flags]) => {
    const shown = flags.slice(0, size).flatMap((is, i) => (is ? [i] : []));
    const leaves = shown.length === 0 ? [0] : shown;
    const ranges: { from: number; to: number; leaves: number }[] = [];
    for (const at of leaves) {
      const last = ranges.at(-1);
      if (last !== undefined && last.to + 1 === at)
        Object.assign(last, { to: at, leaves: last.leaves + 1 });
      else ranges.push({ from: at, to: at, leaves: 1 });
    }
    const spec: TreePlot = { kind: 'tree', size, ranges };
    return { spec, leaves: new Set(leaves) };
  });

/** The hashes that a proof needs: of every subtree without a shown leaf whose sibling has one. */
function hashesOf(from: number, to: number, leaves: ReadonlySet<number>): number {
  const hits = Array.from({ length: to - from }, (_, i) => leaves.has(from + i));
  if (!hits.includes(true)) return 1;
  if (to - from === 1) return 0;
  const split = 2 ** (Math.ceil(Math.log2(to - from)) - 1);
  return hashesOf(from, from + split, leaves) + hashesOf(from + split, to, leaves);
}

function endsOf(node: TreeNode): readonly TreeNode[] {
  return node.children === undefined ? [node] : node.children.flatMap(endsOf);
}

it('counts the hashes of a proof as the recursion does', () => {
  fc.assert(
    fc.property(trees, ({ spec, leaves }) => {
      expect(givenHashes(spec)).toBe(hashesOf(0, spec.size, leaves));
    }),
  );
});

it('shows every leaf in one column, each as what it is, and opens no more than there is room for', () => {
  fc.assert(
    fc.property(trees, fc.integer({ min: 1, max: 40 }), ({ spec, leaves }, most) => {
      const { root, columns, isPart } = growTree(spec, most);
      const ends = endsOf(root);
      expect(columns).toBe(ends.length);
      expect(columns).toBeLessThanOrEqual(Math.max(1, most));
      expect(ends.map(({ from }) => from)).toEqual([
        0,
        ...ends.slice(0, -1).map(({ to }) => to + 1),
      ]);
      expect(ends.at(-1)?.to).toBe(spec.size - 1);
      for (const { from, to, kind } of ends) {
        const hits = Array.from({ length: to - from + 1 }, (_, i) => leaves.has(from + i));
        expect(kind).toBe(!hits.includes(true) ? 'given' : hits.includes(false) ? 'part' : 'shown');
      }
      expect(isPart).toBe(ends.some(({ kind }) => kind === 'part'));
    }),
  );
});

describe.each([180, 200, 400, 483.28])('on a sheet of %i', (width) => {
  it.each([
    ['one leaf', 1, [[0, 0, 1]]],
    ['two records', 13, [[4, 5, 2]]],
    ['two records of two million', 2_000_000, [[1_234_567, 1_234_568, 2]]],
    ['two million records', 2_400_000, [[131, 2_000_130, 2_000_000]]],
    [
      'scattered',
      2_000_000,
      Array.from({ length: 64 }, (_, i) => [i * 30_000, i * 30_000 + 900, 40]),
    ],
  ] as const)('%s: stays on it, with few marks', (_, size, ranges) => {
    const spec: TreePlot = {
      kind: 'tree',
      size,
      ranges: ranges.map(([from = 0, to = 0, leaves = 0]) => ({ from, to, leaves })),
    };
    const { height, marks } = layOutPlot(spec, RULER, width);
    expect(height).toBeLessThan(400);
    expect(marks.length).toBeLessThan(300);
    for (const mark of marks) {
      const [left, right, low] =
        mark.kind === 'box'
          ? [mark.x, mark.x + mark.width, mark.y + mark.height]
          : mark.kind === 'line'
            ? [
                Math.min(mark.points[0], mark.points[2]),
                Math.max(mark.points[0], mark.points[2]),
                mark.points[3],
              ]
            : [mark.x, mark.x, mark.y];
      expect(left).toBeGreaterThanOrEqual(-0.01);
      expect(right).toBeLessThanOrEqual(width + 0.01);
      expect(low).toBeLessThanOrEqual(height);
    }
  });
});
