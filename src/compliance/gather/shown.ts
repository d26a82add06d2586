// What one counted bundle shows of its ledger, read off its rows while they still stand together: which part of the period it
// speaks about, and between which sequences no leaf is missing (docs/SPEC.md §11.1).

import { formatTime, type Instant } from '../../base/encoding.js';
import type { Selection } from '../../bundle/selection.js';
import { bucketAt, type Period } from './period.js';
import type { RecordTable } from './table.js';

/** What a counted bundle shows of its ledger. Instants are of `recorded_at`. */
export interface Shown {
  readonly ledger: number;
  readonly selection: Selection;
  readonly complete: boolean;
  /** Of the records in the period. */
  readonly first: Instant | undefined;
  readonly last: Instant | undefined;
  readonly inPeriod: number;
  /** Sequences between which no leaf is missing, both ends included; undefined if that is not proven. */
  readonly range: { readonly from: number; readonly to: number } | undefined;
}

/** What the rows from `start` on show, while they still stand together, in ascending sequence. */
export function shownOf(
  table: RecordTable,
  start: number,
  period: Period,
  head: Pick<Shown, 'ledger' | 'selection' | 'complete'>,
): Shown {
  const { selection, complete } = head;
  let first: Instant | undefined;
  let last: Instant | undefined;
  let inPeriod = 0;
  let below = 0;
  let above: number | undefined;
  let end = -1;
  for (let row = start; row < table.length; row += 1) {
    const sequence = table.sequences[row] ?? 0;
    const time = instantAt(table, row);
    if (bucketAt(period, table.seconds[row] ?? 0) >= 0) {
      inPeriod += 1;
      first ??= time;
      last = time;
    }
    if (selection.kind !== 'period') continue;
    if (time < selection.from) below = sequence;
    if (time <= selection.to) end = sequence;
    else above ??= sequence;
  }
  const proven = { ...head, first, last, inPeriod };
  if (!complete || selection.kind === 'record_ids') return { ...proven, range: undefined };
  // §11.1: no leaf is missing from the neighbour below the period to the one above; where there is none, the tree ends.
  const range =
    selection.kind === 'sequence'
      ? { from: selection.from, to: selection.to - 1 }
      : { from: below, to: above ?? end };
  return { ...proven, range };
}

/** `recorded_at` of a row. */
export function instantAt(table: RecordTable, row: number): Instant {
  return BigInt(table.seconds[row] ?? 0) * 1_000_000_000n + BigInt(table.nanos[row] ?? 0);
}

/** `recorded_at` of a row as its record writes it. */
export function timeTextAt(table: RecordTable, row: number): string {
  const whole = formatTime(BigInt(table.seconds[row] ?? 0) * 1_000_000_000n).slice(0, -1);
  const digits = table.digits[row] ?? 0;
  if (digits === 0) return `${whole}Z`;
  return `${whole}.${String(table.nanos[row] ?? 0)
    .padStart(9, '0')
    .slice(0, digits)}Z`;
}
