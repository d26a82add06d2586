// One line of the CSV report: its columns, and how it names a record.

import type { RecordRef } from '../model.js';

export const CSV_COLUMNS = [
  ...['section', 'item', 'name', 'kind', 'bucket', 'measure', 'value', 'note'],
  ...['bundle', 'ledger', 'sequence', 'record_id', 'recorded_at', 'type'],
  ...['event_type', 'action', 'outcome', 'data_classification', 'legal_basis', 'actor'],
  ...['record_hash'],
] as const;
export type CsvRow = Partial<
  Record<(typeof CSV_COLUMNS)[number], string | number | boolean | undefined>
>;

/** Lines that name the records behind a number. */
export function* evidence(
  item: string,
  name: string,
  refs: readonly RecordRef[],
): Generator<CsvRow> {
  for (const ref of refs)
    yield { section: 'evidence', item, name, measure: 'record', ...placeCells(ref) };
}

export function placeCells({ ledger, sequence, record_id }: RecordRef): CsvRow {
  return { ledger, sequence, record_id };
}
