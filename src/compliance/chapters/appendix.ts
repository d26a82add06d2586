// Appendix A: the records that this report names, and as many more of the period as fit. Every link of the report ends here.

import {
  type Cell,
  type Chapter,
  code,
  type DrawnChapter,
  foreign,
  grouped,
  para,
} from '../../layout/block.js';
import {
  type ComplianceReport,
  type DimensionName,
  type ListedRecords,
  type RecordRow,
  type ReportBody,
  recordsOf,
} from '../model.js';

const TAG = 'sha3-256:';
const SHOWN = ['action', 'outcome', 'actor', 'data_classification', 'legal_basis'] as const;

/** The appendix, with its rows. */
export function appendixChapter(report: ComplianceReport): Chapter {
  const records = recordsOf(report);
  const rows = [...rowsOf(report, records.listed)];
  return { ...appendixOf(report, records), blocks: blocksOf(report, records, rows) };
}

/** The appendix, whose rows are made while it is drawn. */
export function appendixOf(report: ReportBody, records: ListedRecords): DrawnChapter {
  const rows = { [Symbol.iterator]: () => rowsOf(report, records.listed) };
  return {
    id: 'appendix',
    number: 'A',
    title: 'Appendix: records',
    blocks: blocksOf(report, records, rows),
  };
}

function* rowsOf(
  { ledgers }: ReportBody,
  listed: Iterable<RecordRow>,
): Generator<Cell[], void, undefined> {
  for (const row of listed) yield rowOf(row, ledgers.length > 1);
}

function blocksOf<Rows>({ counts }: ReportBody, { count, left_out }: ListedRecords, rows: Rows) {
  return [
    para(
      left_out === 0
        ? `All ${grouped(counts.in_period)} records of the period are listed, and those outside it that this report names.`
        : `${grouped(count)} records are listed: all that this report names, and the first others of the period. ${grouped(left_out)} of the ${grouped(counts.in_period)} records of the period are counted and not listed.`,
      ' Find a record in its bundle by its sequence; its subject is not repeated here.',
    ),
    {
      kind: 'table' as const,
      id: 'table-records',
      caption: 'Records by ledger and sequence',
      columns: [
        { label: 'Record' },
        { label: 'Recorded (UTC)', whole: true },
        { label: 'Record id', breaks: true },
        { label: 'Type', breaks: true },
        { label: 'Action', breaks: true },
        { label: 'Outcome', breaks: true },
        { label: 'Actor', breaks: true },
        { label: 'Class', breaks: true },
        { label: 'Basis', breaks: true },
        { label: 'Record hash' },
        { label: 'Bundle' },
      ],
      rows,
      note: 'Record hash: the first 16 digits of SHA3-256. Bundle: the first that shows it, and how many more. * recorded outside the period, counted nowhere.',
    },
  ];
}

/** The appendix row of a record, without its anchor: the first cell is its sequence. */
function rowOf(row: RecordRow, isOneOfMany: boolean): Cell[] {
  return [
    {
      anchor: row,
      words: `${isOneOfMany ? `${row.ledger}·` : ''}${row.sequence}${row.in_period ? '' : '*'}`,
    },
    { time: row.recorded_at },
    code(row.record_id),
    row.type === 'event' ? valueCell(row, 'event_type') : row.type.replace('_', ' '),
    ...SHOWN.map((name) => (row.type === 'event' ? valueCell(row, name) : '–')),
    { code: row.record_hash.slice(TAG.length, TAG.length + 16), whole: row.record_hash },
    row.showings > 1 ? `${row.bundle} +${row.showings - 1}` : row.bundle,
  ];
}

function valueCell({ values, hidden }: RecordRow, name: DimensionName): Cell {
  const value = values[name];
  if (value !== undefined) return foreign(value);
  return hidden[name] === undefined ? '(absent)' : `(${hidden[name]})`;
}
