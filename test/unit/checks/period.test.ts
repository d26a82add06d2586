// Completeness of a period against the definition of docs/SPEC.md §11.1, read naively, over all small ledgers.

import { describe, expect, it } from 'vitest';
import { type Leaf, RecordLeaf, StubLeaf } from '../../../src/bundle/leaf.js';
import type { LeafBatch } from '../../../src/bundle/leaf-batch.js';
import type { LedgerRecord } from '../../../src/bundle/record.js';
import { PeriodCheck } from '../../../src/checks/period.js';

/** What the bundle holds at an index: a record before, in or after the period, an erased stub, a link stub, or nothing. */
type Kind = 'before' | 'in' | 'after' | 'erased' | 'link' | 'absent';
const TIME = { before: 0n, in: 5n, after: 9n } as const;
const PERIOD = { from: 5n, to: 5n };

function leafOf(sequence: number, kind: Kind): Leaf | undefined {
  const common = { sequence, recordHash: new Uint8Array(32), where: { sequence } };
  if (kind === 'absent') return undefined;
  if (kind === 'erased' || kind === 'link')
    return new StubLeaf({ ...common, reason: kind, erasure: undefined });
  const record = { ...common, recordedAt: TIME[kind] } as LedgerRecord;
  const line = { bytes: new Uint8Array(0), number: sequence + 1 };
  return new RecordLeaf(line, sequence, common.recordHash, record);
}

function batchOf(kinds: readonly Kind[]): LeafBatch {
  const leaves = kinds.flatMap((kind, sequence) => leafOf(sequence, kind) ?? []);
  return { leaves, findings: [], faults: [], orphans: [] };
}

function run(kinds: readonly Kind[], headIsLater: boolean): Set<string> {
  const check = new PeriodCheck(PERIOD, kinds.length, () => headIsLater);
  check.see(batchOf(kinds));
  const { kept } = check.done().tally('completeness/selection');
  return new Set(kept.map(({ finding }) => finding.code));
}

/** The definition, one clause after the other, over the whole ledger at once. */
function naive(kinds: readonly Kind[], headIsLater: boolean): Set<string> {
  const codes = new Set<string>();
  const inside = kinds.flatMap((kind, index) => (kind === 'in' ? [index] : []));
  const above = kinds.indexOf('after');
  const belowErased = (index: number): number =>
    kinds[index] === 'erased' ? belowErased(index - 1) : index;
  if (inside.length === 0 && above < 0) {
    const highest = kinds.findLastIndex((kind) => kind !== 'absent');
    // §11.1 (5): with its lower neighbour, an empty period at the end of the tree lacks only what comes after it.
    const isShown = kinds[belowErased(highest)] !== 'absent' && highest === kinds.length - 1;
    return new Set([isShown ? 'PERIOD_END_UNPROVEN' : 'PERIOD_NEIGHBOUR_NOT_SHOWN']);
  }
  let first = inside[0] ?? above;
  let last = inside.at(-1) ?? above - 1;
  for (let i = first; i <= last; i += 1)
    if (kinds[i] !== 'in' && kinds[i] !== 'erased') codes.add('PERIOD_GAP');
  while (kinds[first - 1] === 'erased') first -= 1;
  while (kinds[last + 1] === 'erased') last += 1;
  const neighbour = (kind: Kind | undefined, hidden: string) => {
    if (kind === 'link') codes.add(hidden);
    if (kind === 'absent') codes.add('PERIOD_NEIGHBOUR_NOT_SHOWN');
  };
  // §11.1 (5): of an empty period, a stub right above the shown lower neighbour hides what could be its first record.
  const hides = inside.length === 0 && kinds[belowErased(first - 2)] === 'before';
  if (first > 0)
    neighbour(kinds[first - 1], hides ? 'PERIOD_NEIGHBOUR_HIDDEN' : 'PERIOD_NEIGHBOUR_NOT_SHOWN');
  if (last < kinds.length - 1) neighbour(kinds[last + 1], 'PERIOD_NEIGHBOUR_HIDDEN');
  else if (!headIsLater) codes.add('PERIOD_END_UNPROVEN');
  return codes;
}

/** All ledgers of a size whose clock does not run back. */
function* ledgers(size: number, earliest = 0): Generator<Kind[]> {
  if (size === 0) {
    yield [];
    return;
  }
  const timed = ['before', 'in', 'after'] as const;
  for (const kind of ['erased', 'link', 'absent', ...timed.slice(earliest)] as const) {
    const index = timed.indexOf(kind as (typeof timed)[number]);
    for (const rest of ledgers(size - 1, Math.max(earliest, index))) yield [kind, ...rest];
  }
}

describe('completeness of a period', () => {
  it('agrees with the definition on every ledger of up to six leaves', () => {
    let tried = 0;
    for (let size = 1; size <= 6; size += 1) {
      for (const kinds of ledgers(size)) {
        for (const headIsLater of [true, false]) {
          const expected = [...naive(kinds, headIsLater)].sort();
          const actual = [...run(kinds, headIsLater)].sort();
          if (expected.join() !== actual.join())
            expect({ kinds, headIsLater, actual }).toEqual({
              kinds,
              headIsLater,
              actual: expected,
            });
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(20_000);
  });

  it('counts the leaves of the run, proven erasures included', () => {
    const check = new PeriodCheck(PERIOD, 5, () => true);
    check.see(batchOf(['before', 'erased', 'in', 'in', 'after']));
    const id = 'completeness/selection';
    expect(check.findings.tally(id)).toMatchObject({ examined: 3, kept: [] });
    expect(check.done().tally(id)).toMatchObject({ examined: 0, kept: [] });
  });
});
