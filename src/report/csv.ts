// CSV (RFC 4180) for working papers: a row for each check, and a row for each finding beneath it; a row for each framework that
// was asked for, and a row for each gap and each record behind it. Every cell is quoted and no
// cell can be a formula.

import type { Run } from '../transcript/run.js';
import type { Transcript, TranscriptCheck, TranscriptFinding } from '../transcript/transcript.js';
import { csvCell } from './escape.js';
import { detailOf } from './sample.js';
import { gapsOf, outcomeOf } from './text-frameworks.js';

const COLUMNS = [
  ...['bundle', 'sha256', 'verdict', 'at', 'section', 'check', 'title', 'needed', 'status'],
  ...['because', 'examined', 'counts', 'code', 'outcome', 'entry', 'line', 'pointer', 'sequence'],
  ...['record_id', 'offset', 'message', 'expected', 'actual', 'remedy'],
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string | number | boolean | undefined>>;

/** Renders a run as CSV with a header row. */
export function renderCsv(run: Run): string {
  const { transcripts, unread, skipped } = run;
  const rows = [
    ...transcripts.flatMap(rowsOf),
    ...run.history.flatMap(setRows),
    ...unread.map(
      ({ name, code, message }): Row => ({ bundle: name, verdict: 'not read', code, message }),
    ),
    ...skipped.map(
      ({ name, because }): Row => ({ bundle: name, verdict: 'skipped', message: because }),
    ),
  ];
  const lines = [COLUMNS.map((name) => csvCell(name)), ...rows.map(cellsOf)];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** A row for each check over the bundles of a ledger, and one for each finding beneath it. */
function setRows({ ledger, checks }: Run['history'][number]): Row[] {
  return checks.flatMap(({ id, title, status, examined, counts, findings }) => {
    const row = { bundle: ledger, section: '13.5', check: id, title, status, examined, counts };
    return [
      row,
      ...findings.map(({ code, outcome, where, message, expected, actual, remedy }) => ({
        ...{ ...row, code, outcome, sequence: where.sequence, message, expected, actual, remedy },
      })),
    ];
  });
}

function rowsOf({ bundle, verdict, at, checks, sample, frameworks = [] }: Transcript): Row[] {
  const common = { bundle: bundle.name, sha256: bundle.sha256, verdict, at };
  return [
    ...checks.flatMap((check) => [
      checkRow(check),
      ...check.findings.map((finding) => ({ ...checkRow(check), ...findingRow(finding) })),
    ]),
    ...(sample?.rows ?? []).map(sampleRow),
    ...frameworks.flatMap(frameworkRows),
  ].map((row) => ({ ...common, ...row }));
}

/** A row for each id of the auditor's list, in the order of the list. */
function sampleRow(row: NonNullable<Transcript['sample']>['rows'][number]): Row {
  const { record_id, sequence, state } = row;
  const code = row.codes?.join(' ');
  return { check: 'sample', status: state, sequence, record_id, code, message: detailOf(row) };
}

function frameworkRows(result: NonNullable<Transcript['frameworks']>[number]): Row[] {
  const head = { check: `framework ${result.id}`, title: result.name, status: outcomeOf(result) };
  const gaps = gapsOf(result).map((message) => ({ ...head, message }));
  if (result.state === 'not examined') return [head];
  const { events, fields, retention, lints } = result;
  const behind = [
    ...fields.map((field) => ({ ...field, message: `field ${field.field} is missing` })),
    ...(retention.years === undefined
      ? []
      : [{ ...retention, message: `no policy shown that keeps it for ${retention.years} years` }]),
    ...lints,
  ].flatMap(({ message, examples }) =>
    examples.map(({ sequence, record_id }) => ({ ...head, sequence, record_id, message })),
  );
  return [{ ...head, examined: events.selected, counts: 'selected events' }, ...gaps, ...behind];
}

function checkRow(check: TranscriptCheck): Row {
  const { section, id, title, needed, status, because, examined, counts } = check;
  return { section, check: id, title, needed, status, because, examined, counts };
}

function findingRow({
  code,
  outcome,
  where,
  message,
  expected,
  actual,
  remedy,
}: TranscriptFinding): Row {
  const { entry, line, pointer, sequence, record_id, offset } = where;
  const place = { entry, line, pointer, sequence, record_id, offset };
  return { code, outcome, ...place, message, expected, actual, remedy };
}

function cellsOf(row: Row): string[] {
  return COLUMNS.map((name) => csvCell(String(row[name] ?? '')));
}
