// The report as one tidy CSV table (RFC 4180): one number or fact a line, told apart by `section`, so that a spreadsheet filters
// it and a script adds it up. A line of section `evidence` names a record that a number rests on; a line of section `record` is a
// row of the appendix. Every cell is quoted, and none can be a formula.

import { csvCell } from '../../report/escape.js';
import type { ComplianceReport } from '../model.js';
import { CSV_COLUMNS, type CsvRow } from './csv-row.js';
import { rowsOf } from './csv-rows.js';

/** Longest cell, in code points: what a spreadsheet cell holds is more. */
const CELL = 4_000;

/** Renders a report as CSV with a header row. */
export function renderReportCsv(report: ComplianceReport): string {
  const lines = [CSV_COLUMNS.map((name) => csvCell(name)).join(',')];
  for (const row of rowsOf(report)) lines.push(cellsOf(row));
  return `${lines.join('\r\n')}\r\n`;
}

function cellsOf(row: CsvRow): string {
  return CSV_COLUMNS.map((name) => csvCell(String(row[name] ?? ''), CELL)).join(',');
}
