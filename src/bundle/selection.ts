// A selection (docs/SPEC.md §3.6): what the exporter chose, or what the auditor asked for. One of three forms.

import { type Instant, parseTime } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import type { DocumentOf } from '../base/schema.js';
import type { LedgerRecord } from './record.js';

/** As it stands in a manifest, a decision or the auditor's own file. */
export type SelectionDocument = DocumentOf<'selection'>;

export type Selection =
  | { readonly kind: 'record_ids'; readonly recordIds: ReadonlySet<string> }
  /** Half-open: `from` ≤ sequence < `to`. */
  | { readonly kind: 'sequence'; readonly from: number; readonly to: number }
  /** Closed at both ends, over `recorded_at`. */
  | { readonly kind: 'period'; readonly from: Instant; readonly to: Instant };

/** The typed form of a selection that has passed its schema. Sorting and ranges are judged by the caller. */
export function toSelection({ record_ids, sequence, period }: SelectionDocument): Selection {
  if (record_ids !== undefined) return { kind: 'record_ids', recordIds: new Set(record_ids) };
  if (sequence !== undefined) return { kind: 'sequence', from: sequence.from, to: sequence.to };
  const from = period === undefined ? undefined : parseTime(period.from);
  const to = period === undefined ? undefined : parseTime(period.to);
  if (from === undefined || to === undefined)
    throw new InternalError('a selection passed its schema without a form');
  return { kind: 'period', from, to };
}

/** True if a record is of the selection, and not only shown in addition. */
export function isSelected(
  selection: Selection,
  { sequence, recordId, recordedAt }: Pick<LedgerRecord, 'sequence' | 'recordId' | 'recordedAt'>,
): boolean {
  if (selection.kind === 'sequence') return sequence >= selection.from && sequence < selection.to;
  if (selection.kind === 'record_ids') return selection.recordIds.has(recordId);
  return recordedAt >= selection.from && recordedAt <= selection.to;
}

/** True for a range or a period that ends before it begins: nothing can be complete in it. */
export function isBackwards(selection: Selection): boolean {
  if (selection.kind === 'sequence') return selection.from >= selection.to;
  return selection.kind === 'period' && selection.from > selection.to;
}

/** True if both select the same: ids as a set, times as instants (§11.2). */
export function equalSelection(a: Selection, b: Selection): boolean {
  if (a.kind === 'record_ids' && b.kind === 'record_ids') {
    return (
      a.recordIds.size === b.recordIds.size && [...a.recordIds].every((id) => b.recordIds.has(id))
    );
  }
  if (a.kind === 'record_ids' || b.kind === 'record_ids') return false;
  return a.kind === b.kind && a.from === b.from && a.to === b.to;
}

/** One line for people. */
export function describeSelection(selection: SelectionDocument): string {
  if (selection.record_ids !== undefined) {
    const [first, ...rest] = selection.record_ids;
    return `${selection.record_ids.length} record id(s): ${first}${rest.length === 0 ? '' : ', …'}`;
  }
  if (selection.sequence !== undefined) {
    return `sequence ${selection.sequence.from} to ${selection.sequence.to - 1}`;
  }
  return `recorded from ${selection.period?.from} to ${selection.period?.to}`;
}
