// The buckets that plots and tables over time count by, each marked where records may be missing in it: a reader must not take a
// month without evidence for a quiet one.

import type { PlotBucket } from '../../layout/plot-spec.js';
import type { ReportBody } from '../model.js';

/** Stands after the label of a bucket that touches a gap. */
export const GAP_MARK = '†';
export const GAP_NOTE = `${GAP_MARK} touches a stretch that is not proven to be complete: records may be missing, and its numbers may be too low.`;

/** One for each bucket of the period. After a failure nothing is known of any. */
export function plotBuckets({ period, coverage }: ReportBody): readonly PlotBucket[] {
  return period.buckets.map(({ label }, i) => {
    const gap = coverage.buckets[i] !== 1000;
    return { label: gap ? `${label}${GAP_MARK}` : label, gap };
  });
}
