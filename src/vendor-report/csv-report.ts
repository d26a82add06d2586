// A vendor's compliance report as CSV (docs/SPEC.md §10.2). No headings, delimiter or encoding are published for it, so nothing
// of it is compared with a record: it is read strictly, counted and described, and what looks like an id or a time is named as
// not compared rather than guessed at.

import { readCsv } from './csv.js';

export interface CsvReport {
  /** The cells of the first line, taken as headings. */
  readonly headings: readonly string[];
  /** Lines after the first. */
  readonly rows: number;
  /** Headings that read like an id or a time. */
  readonly recognised: readonly string[];
  /** Cells that a spreadsheet would run, and where the first of them stands. */
  readonly formulas: number;
  readonly firstFormula: { readonly line: number; readonly column: number } | undefined;
}

/** Headings that other exports use for ids and times; a guess, and never acted on. */
const ID_OR_TIME =
  /^(?:(?:record|event|entry|audit|log|attestation)[ _-]?id|id|uuid|timestamp|time|date|(?:created|recorded|occurred|logged|event)[ _-]?(?:at|time|date))$/i;
/** What a spreadsheet takes for a formula; a plain signed number is none. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
const NUMBER = /^\s*[+-]?\d+(?:[.,]\d+)*\s*$/;

/** Parses a report as CSV (RFC 4180). Never throws. */
export function parseCsvReport(
  bytes: Uint8Array,
):
  | { readonly ok: true; readonly report: CsvReport }
  | { readonly ok: false; readonly reason: string } {
  let headings: readonly string[] | undefined;
  let rows = 0;
  let formulas = 0;
  let firstFormula: CsvReport['firstFormula'];
  const fault = readCsv(bytes, (cells, line) => {
    if (headings === undefined) headings = cells;
    else rows += 1;
    for (const [index, cell] of cells.entries()) {
      if (!FORMULA.test(cell) || NUMBER.test(cell)) continue;
      formulas += 1;
      firstFormula ??= { line, column: index + 1 };
    }
  });
  if (fault !== undefined) return { ok: false, reason: `line ${fault.line}: ${fault.reason}` };
  if (headings === undefined) return { ok: false, reason: 'the report has no line' };
  const recognised = headings.filter((name) => ID_OR_TIME.test(name.trim()));
  return { ok: true, report: { headings, rows, recognised, formulas, firstFormula } };
}
