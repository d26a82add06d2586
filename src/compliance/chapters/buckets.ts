// The buckets that plots and tables over time count by, each marked where records may be missing in it: a reader must not take a
// month without evidence for a quiet one.

import type { ComplianceReport, Interval } from '../model.js';
import type { PlotBucket } from './plot-spec.js';

/** Stands after the label of a bucket that touches a gap. */
export const GAP_MARK = '†';
export const GAP_NOTE = `${GAP_MARK} touches a stretch that is not proven to be complete: records may be missing, and its numbers may be too low.`;

/** One for each bucket of the period. Where no bundle counts, all of it is a gap. */
export function plotBuckets({ period, ledgers }: ComplianceReport): readonly PlotBucket[] {
  const gaps = ledgers.length === 0 ? [period] : ledgers.flatMap((ledger) => ledger.gaps);
  return period.buckets.map((bucket) => {
    const gap = gaps.some((stretch) => overlap(stretch, bucket));
    return { label: gap ? `${bucket.label}${GAP_MARK}` : bucket.label, gap };
  });
}

function overlap(a: Interval, b: Interval): boolean {
  return Date.parse(a.from) <= Date.parse(b.to) && Date.parse(a.to) >= Date.parse(b.from);
}
