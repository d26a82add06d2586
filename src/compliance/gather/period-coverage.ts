// How much of the period the report can speak for (docs/MANUAL.md §8): a moment is covered only where every ledger that counts
// proves that no record is missing. What is not covered is said with every number that depends on it.

import { formatTime, type Instant } from '../../base/encoding.js';
import type { CoverageSection } from '../model.js';
import type { LedgerCoverage } from './coverage.js';
import type { Period } from './period.js';
import { complement, permille, type Stretch, united } from './stretches.js';

/**
 * The covered part of the period over all ledgers.
 * @param ledgers what each proves; undefined after a failure, when nothing is called proven
 */
export function coverageOf(
  ledgers: readonly LedgerCoverage[] | undefined,
  period: Period,
  required: boolean,
): CoverageSection {
  if (ledgers === undefined)
    return { examined: false, required, proven_permille: 0, gaps: [], buckets: [] };
  const gaps = ledgers.length === 0 ? [period] : united(ledgers.flatMap((ledger) => ledger.gaps));
  const ends = period.starts.map((start) => BigInt(start) * 1_000_000_000n);
  return {
    examined: true,
    required,
    proven_permille: permille(complement(gaps, period), gaps.length, period),
    gaps: gaps.map(({ from, to }) => ({ from: formatTime(from), to: formatTime(to) })),
    buckets: ends.map((from, i) => {
      const to = (ends[i + 1] ?? period.to + 1n) - 1n;
      return permilleOf(gaps, from, to);
    }),
  };
}

/** Thousandths of a bucket that are covered; below 1000 as soon as a nanosecond is not. */
function permilleOf(gaps: readonly Stretch[], from: Instant, to: Instant): number {
  const inside = gaps
    .map((gap) => ({ from: gap.from > from ? gap.from : from, to: gap.to < to ? gap.to : to }))
    .filter((gap) => gap.from <= gap.to);
  return permille(complement(inside, { from, to }), inside.length, { from, to });
}
