// Every finding of a report: what putting the bundles together found, then what verifying each of them found.

import { formatTime, type Instant } from '../../base/encoding.js';
import type { Outcome } from '../../catalogue/codes/code.js';
import { percent } from '../../report/words.js';
import { BOUNDS } from '../bounds.js';
import type { Counts, CoverageSection, ReportFinding } from '../model.js';
import type { BundleFindings } from './bundle-findings.js';
import { historyFindings } from './history.js';
import { bundleId } from './labels.js';
import type { Merged } from './merge.js';
import type { MergedBundle } from './merged.js';
import { make } from './own-finding.js';
import type { Rows } from './rows.js';

export interface AllFindings {
  readonly findings: readonly ReportFinding[];
  readonly outside: number;
  readonly left_out: number;
}

/** What makes the report fail before anything is said of the period: bundles that contradict each other, or fail. */
export function failuresOf(merged: Merged): ReportFinding[] {
  return [...historyFindings(merged, 'fail'), ...notCounted(merged.bundles, 'fail')];
}

/** What the report itself leaves unproven, and notes on putting the bundles together. */
export function remarksOf(
  merged: Merged,
  rows: Rows,
  coverage: CoverageSection,
  counts: Counts,
  untold: number,
  at: Instant,
): ReportFinding[] {
  const empty = make('REPORT_NO_RECORD', [], 'no record of the period is shown');
  return [
    ...notCounted(merged.bundles, 'unproven'),
    ...historyFindings(merged, 'unproven'),
    ...bounds(merged, counts, untold),
    ...gaps(coverage),
    ...historyFindings(merged, 'note'),
    ...stillShown(merged, rows),
    ...twice(merged.bundles),
    ...notOver(rows, at),
    ...(counts.in_period === 0 ? [empty] : []),
  ];
}

/** All findings, sorted: fail, unproven, note; then those of the report itself; then by bundle and check. */
export function findingsOf(
  own: readonly ReportFinding[],
  { findings, outside }: BundleFindings,
  { bundles }: Merged,
): AllFindings {
  const all = [...own, ...findings];
  const order: readonly Outcome[] = ['fail', 'unproven', 'note'];
  return {
    findings: order.flatMap((outcome) => all.filter((found) => found.outcome === outcome)),
    outside,
    left_out: bundles
      .flatMap(({ transcript }) => transcript.checks)
      .reduce((sum, { omitted }) => sum + omitted, 0),
  };
}

function notCounted(
  bundles: readonly MergedBundle[],
  outcome: 'fail' | 'unproven',
): ReportFinding[] {
  return bundles.flatMap(({ shown, transcript: { verdict } }, i) =>
    shown !== undefined || (verdict === 'fail') !== (outcome === 'fail')
      ? []
      : [
          make(
            outcome === 'fail' ? 'REPORT_BUNDLE_FAILED' : 'REPORT_BUNDLE_UNPROVEN',
            [bundleId(i)],
            `${bundleId(i)} is not counted: its verdict is ${verdict}`,
          ),
        ],
  );
}

function bounds(merged: Merged, counts: Counts, untold: number): ReportFinding[] {
  const found: ReportFinding[] = [];
  if (counts.not_merged > 0)
    found.push(
      make(
        'REPORT_BOUND',
        [],
        `${counts.not_merged} records are not counted: a report merges at most ${BOUNDS.records}`,
      ),
    );
  if (merged.erasuresNotFollowed > 0)
    found.push(
      make(
        'REPORT_BOUND',
        [],
        `${merged.erasuresNotFollowed} erasures are not followed: a bundle may bring ${BOUNDS.erasures}`,
      ),
    );
  for (const message of merged.tooMany)
    found.push(make('REPORT_BOUND', [], `not all records are counted: ${message}`));
  if (untold > 0)
    found.push(
      make('REPORT_NOT_TOLD_APART', [], `sealed fields of ${untold} events: too many sets of them`),
    );
  return found;
}

function gaps({
  examined,
  required,
  gaps: found,
  proven_permille,
}: CoverageSection): ReportFinding[] {
  if (!examined || found.length === 0) return [];
  const stretches = found.length === 1 ? 'one stretch is' : `${found.length} stretches are`;
  return [
    make(
      required ? 'REPORT_COMPLETENESS_UNPROVEN' : 'REPORT_PERIOD_GAP',
      [],
      `completeness is proven for ${percent(proven_permille)} of the period; ${stretches} not proven to be complete`,
    ),
  ];
}

function notOver({ period }: Rows, at: Instant): ReportFinding[] {
  if (period.to < at) return [];
  return [
    make(
      'REPORT_PERIOD_NOT_OVER',
      [],
      `the period ends on ${period.lastDay}, and the bundles were verified at ${formatTime(at)}`,
    ),
  ];
}

function stillShown({ stillShown: found, stillShownCount }: Merged, rows: Rows): ReportFinding[] {
  const listed = found.map(({ row, by }) =>
    make(
      'REPORT_ERASED_STILL_SHOWN',
      [bundleId(rows.table.bundles[row] ?? 0)],
      `a bundle still shows what the record at sequence ${by} logs as erased`,
      {
        // A record that was erased as a whole is in no list.
        ...(rows.table.counts(row) ? { record: rows.ref(row) } : {}),
        where: { sequence: rows.table.sequences[row] ?? 0 },
      },
    ),
  );
  const rest = stillShownCount - listed.length;
  return rest === 0
    ? listed
    : [...listed, make('REPORT_ERASED_STILL_SHOWN', [], `the same of ${rest} further erasures`)];
}

function twice(bundles: readonly MergedBundle[]): ReportFinding[] {
  const first = new Map<string, number>();
  return bundles.flatMap(({ transcript }, i) => {
    const { sha256 } = transcript.bundle;
    const before = first.get(sha256);
    if (before === undefined) {
      first.set(sha256, i);
      return [];
    }
    const ids = [bundleId(before), bundleId(i)];
    return [make('REPORT_BUNDLE_TWICE', ids, `${ids.join(' and ')} are the same file`)];
  });
}
