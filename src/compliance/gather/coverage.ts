// Where in the period something is known (docs/SPEC.md §11): stretches in which completeness was proven, the gaps between them,
// and the sequences shown. A bundle by record ids proves nothing about its surroundings, however many records it shows.

import { formatTime, type Instant } from '../../base/encoding.js';
import { BOUNDS } from '../bounds.js';
import type { Interval, LedgerSection } from '../model.js';
import { groupsOf, historySection } from './history.js';
import { bundleId, ledgerId } from './labels.js';
import type { Merged } from './merge.js';
import type { Rows } from './rows.js';
import { instantAt, type Shown } from './shown.js';
import {
  apart,
  complement,
  earlier,
  later,
  permille,
  type Stretch,
  united,
  within,
} from './stretches.js';

/** What one ledger proves of the period. */
export interface LedgerCoverage {
  readonly ledger: number;
  readonly proven: readonly Stretch[];
  readonly gaps: readonly Stretch[];
}

/** One for each ledger that counts. */
export function provenOf(merged: Merged, rows: Rows): LedgerCoverage[] {
  return merged.origins.map((_, ledger) => {
    const own = rows.order.filter((row) => merged.table.ledgers[row] === ledger);
    const shown = shownOf(merged, ledger, rows);
    // Ranges are joined only where the trees are shown to be of one history (§13.5).
    const proven = apart(
      groupsOf(merged, ledger).map((group) =>
        provenStretches(
          shown.filter(({ index }) => group.includes(index)),
          own,
          rows,
        ),
      ),
    );
    return { ledger, proven, gaps: complement(proven, rows.period) };
  });
}

/**
 * One section for each ledger.
 * @param coverage undefined after a failure: then no stretch is called proven, or a gap
 */
export function ledgersOf(
  merged: Merged,
  rows: Rows,
  coverage: readonly LedgerCoverage[] | undefined,
): LedgerSection[] {
  return merged.origins.map((origin, ledger) => {
    const inPeriod = rows.inPeriod.filter((row) => merged.table.ledgers[row] === ledger);
    const { proven = [], gaps = [] } = coverage?.[ledger] ?? {};
    const inGaps = countsWithin(inPeriod, rows, gaps);
    const isShown = (sequence: number) => merged.table.rowOf(ledger, sequence) !== undefined;
    const gone = merged.ofErasures[ledger]?.whole(isShown) ?? new Map<number, Instant>();
    const [first, last] = [inPeriod[0], inPeriod.at(-1)];
    return {
      id: ledgerId(ledger),
      origin,
      tree_heads: treeHeads(merged, ledger),
      ...historyOf(merged, ledger),
      records_in_period: inPeriod.length,
      erased_in_period: [...gone.values()].filter((time) => within(time, rows.period)).length,
      ...(first === undefined ? {} : { first: rows.ref(first) }),
      ...(last === undefined ? {} : { last: rows.ref(last) }),
      lanes:
        coverage === undefined
          ? []
          : shownOf(merged, ledger, rows).map((lane) => laneOf(lane, rows)),
      proven: proven.map(intervalOf),
      gaps: gaps.map((gap, i) => ({ ...intervalOf(gap), records: inGaps[i] ?? 0 })),
      proven_permille: coverage === undefined ? 0 : permille(proven, gaps.length, rows.period),
      sequences: sequencesOf(inPeriod, rows, gone),
    };
  });
}

type Lane = Shown & { readonly index: number };

/** Of a period that a later leaf was logged in, no more is complete than the leaves that its bundle has (§13.5). */
function shownOf({ bundles, table }: Merged, ledger: number, rows: Rows): Lane[] {
  const own = rows.order.filter((row) => table.ledgers[row] === ledger);
  return bundles.flatMap(({ shown, transcript }, index): Lane[] => {
    if (shown?.ledger !== ledger) return [];
    const { selection } = shown;
    if (selection.kind !== 'period') return [{ ...shown, index }];
    const size = transcript.bundle.manifest?.tree_head?.tree_size ?? 0;
    const later = own[lowerBound(own.length, (i) => (table.sequences[own[i] ?? 0] ?? 0) >= size)];
    const isOutrun = later !== undefined && instantAt(table, later) <= selection.to;
    return [{ ...shown, complete: shown.complete && !isOutrun, index }];
  });
}

function provenStretches(
  shown: readonly Shown[],
  own: Uint32Array,
  rows: Rows,
): readonly Stretch[] {
  const { period } = rows;
  const stretches = shown.flatMap(({ complete, selection }): Stretch[] =>
    complete && selection.kind === 'period' ? [selection] : [],
  );
  // Ranges of sequences without a missing leaf, joined where they touch: between the times of their first and last record no
  // record is missing, since the ledger's clock does not run back. At those times themselves an earlier one could stand.
  for (const { from, to } of joined(shown.flatMap(({ range }) => range ?? []))) {
    const sequenceAt = (i: number): number => rows.table.sequences[own[i] ?? 0] ?? 0;
    const low = lowerBound(own.length, (i) => sequenceAt(i) >= from);
    const high = lowerBound(own.length, (i) => sequenceAt(i) > to) - 1;
    const [first, last] = [own[low], own[high]];
    if (first === undefined || last === undefined || high < low) continue;
    stretches.push({
      from: from === 0 ? period.from : instantAt(rows.table, first) + 1n,
      to: instantAt(rows.table, last) - 1n,
    });
  }
  const cut = stretches
    .map(({ from, to }) => ({ from: later(from, period.from), to: earlier(to, period.to) }))
    .filter(({ from, to }) => from <= to);
  return united(cut);
}

function joined(
  ranges: readonly { readonly from: number; readonly to: number }[],
): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

function laneOf(lane: Lane, { period }: Rows): LedgerSection['lanes'][number] {
  const { selection, complete, first, last, index, inPeriod } = lane;
  const isProvenPeriod = selection.kind === 'period' && complete;
  const from = isProvenPeriod ? later(selection.from, period.from) : first;
  const to = isProvenPeriod ? earlier(selection.to, period.to) : last;
  return {
    bundle: bundleId(index),
    selection: selection.kind,
    complete: complete && selection.kind !== 'record_ids',
    ...(from === undefined || to === undefined || from > to
      ? {}
      : { extent: intervalOf({ from, to }) }),
    records: inPeriod,
  };
}

function historyOf(merged: Merged, ledger: number): Pick<LedgerSection, 'history'> {
  const history = historySection(merged, ledger);
  return history === undefined ? {} : { history };
}

/** Verified tree heads of a ledger, ascending in size. */
function treeHeads({ bundles }: Merged, ledger: number): LedgerSection['tree_heads'] {
  const heads = new Map<string, { tree_size: number; root_hash: string; bundles: string[] }>();
  bundles.forEach(({ shown, transcript }, index) => {
    const head = transcript.bundle.manifest?.tree_head;
    if (shown?.ledger !== ledger || head === undefined) return;
    const key = `${head.tree_size} ${head.root_hash}`;
    const known = heads.get(key) ?? { ...head, bundles: [] };
    known.bundles.push(bundleId(index));
    heads.set(key, known);
  });
  return [...heads.values()].sort(
    (a, b) => a.tree_size - b.tree_size || (a.root_hash < b.root_hash ? -1 : 1),
  );
}

function sequencesOf(
  inPeriod: Uint32Array,
  rows: Rows,
  gone: ReadonlyMap<number, Instant>,
): LedgerSection['sequences'] {
  const { sequences } = rows.table;
  const erased = [...gone.keys()].sort((a, b) => a - b);
  const holes: LedgerSection['sequences']['holes'][number][] = [];
  let [runs, missing, left, at] = [0, 0, 0, 0];
  let before: number | undefined;
  for (const row of inPeriod) {
    const sequence = sequences[row] ?? 0;
    let from = before === undefined ? sequence : (sequences[before] ?? 0) + 1;
    const missingBefore = missing;
    while ((erased[at] ?? sequence) < from) at += 1;
    // A record erased as a whole is accounted for: it ends a hole, and another may begin after it.
    for (; from < sequence; from += 1) {
      const end = Math.min(erased[at] ?? sequence, sequence);
      if (from < end && before !== undefined) {
        missing += end - from;
        if (holes.length < BOUNDS.holes)
          holes.push({ from, to: end - 1, after: rows.ref(before), before: rows.ref(row) });
        else left += 1;
      }
      from = end;
      if (end < sequence) at += 1;
    }
    if (before === undefined || missing > missingBefore) runs += 1;
    before = row;
  }
  const [first, last] = [inPeriod[0], inPeriod.at(-1)];
  return {
    ...(first === undefined || last === undefined
      ? {}
      : { from: sequences[first] ?? 0, to: sequences[last] ?? 0 }),
    runs,
    missing,
    holes,
    holes_left_out: left,
  };
}

/** How many records of the period stand in each of some ascending stretches. */
function countsWithin(inPeriod: Uint32Array, rows: Rows, stretches: readonly Stretch[]): number[] {
  const counts = stretches.map(() => 0);
  if (stretches.length === 0) return counts;
  for (const row of inPeriod) {
    const time = instantAt(rows.table, row);
    const at = lowerBound(stretches.length, (i) => (stretches[i]?.from ?? 0n) > time) - 1;
    const stretch = stretches[at];
    if (stretch !== undefined && within(time, stretch)) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** The first index below `size` for which a rising condition holds, or `size`. */
function lowerBound(size: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function intervalOf({ from, to }: Stretch): Interval {
  return { from: formatTime(from), to: formatTime(to) };
}
