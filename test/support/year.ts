// A small year of a ledger (scripts/make-year.ts), made once for all tests of a file, and reports over bundles of it.

import { makeYear, YEAR_AT, type YearFiles } from '../../scripts/make-year.js';
import { sourceFromBytes } from '../../src/archive/source.js';
import { parseTime } from '../../src/base/encoding.js';
import { buildReport, type ReportOptions } from '../../src/compliance/build.js';
import type { ComplianceReport } from '../../src/compliance/model.js';
import { BUILT_IN } from '../../src/frameworks/framework.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';

const YEAR_FROM = '2026-01-01';
const YEAR_TO = '2026-12-31';
export const WHOLE = { period: { from: '2026-01-01T00:00:00Z', to: '2026-12-31T23:59:59Z' } };

let made: YearFiles | undefined;

/** The ledger of 300 records, with its keys. */
export function smallYear(): YearFiles {
  made ??= makeYear(300);
  return made;
}

export function instantOf(time: string): bigint {
  const at = parseTime(time);
  if (at === undefined) throw new Error(`not a time: ${time}`);
  return at;
}

/** A report over bundles in memory; all frameworks unless `more` says otherwise. */
export function reportOver(
  bundles: Readonly<Record<string, Uint8Array>>,
  more: Partial<ReportOptions> = {},
): Promise<ComplianceReport> {
  return buildReport({
    bundles: Object.entries(bundles).map(([name, bytes]) => ({
      name,
      source: sourceFromBytes(bytes),
    })),
    trustRoot: loadTrustRoot(Buffer.from(smallYear().trustRoot)),
    frameworks: [...BUILT_IN.values()],
    from: YEAR_FROM,
    to: YEAR_TO,
    at: instantOf(YEAR_AT),
    ...more,
  });
}

/** The same bundle with one bit changed: it fails. */
export function broken(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[300] = (copy[300] ?? 0) ^ 1;
  return copy;
}

/** Parses RFC 4180, every cell quoted. */
export function parseCsv(text: string): Record<string, string>[] {
  const lines = text.split('\r\n').slice(0, -1);
  const cells = (line: string): string[] =>
    [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));
  const [head = [], ...rows] = lines.map(cells);
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
}

/** The rows of a table of the CSV report; the first row is the head, the last the sums if there are any. */
export function csvTable(rows: readonly Record<string, string>[], id: string): string[][] {
  const own = rows.filter(
    ({ table, line }) => table === id && ['head', 'row', 'sum'].includes(line ?? ''),
  );
  const cells = own.map((row) =>
    Object.entries(row).flatMap(([name, cell]) => (name.startsWith('cell_') ? [cell] : [])),
  );
  if (cells[0] === undefined) throw new Error(`no table ${id}`);
  const columns = cells[0].filter((label) => label !== '').length;
  if (cells.some((row) => row.slice(columns).some((cell) => cell !== '')))
    throw new Error(`a row of ${id} is longer than its head`);
  return cells.map((row) => row.slice(0, columns));
}

/** The rows of a table of the HTML report as text; the first row is the head. */
export function htmlTable(html: string, id: string): string[][] {
  const [, table] =
    new RegExp(`<div class="scroll" id="${id}"[^>]*>(<table>.*?</table>)`, 's').exec(html) ?? [];
  if (table === undefined) throw new Error(`no table ${id}`);
  return [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
      cell
        .replace(/<[^>]+>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&apos;', "'")
        .replaceAll('&amp;', '&'),
    ),
  );
}

/** The rows of a Markdown table by its caption; the first row is the head. */
export function markdownTable(text: string, caption: string): string[][] {
  const lines = text.split('\n');
  const at = lines.indexOf(`**${caption}**`);
  if (at < 0) throw new Error(`no table ${caption}`);
  const rows: string[][] = [];
  for (let i = at + 2; (lines[i] ?? '').startsWith('|'); i += 1) {
    if (i === at + 3) continue;
    rows.push(
      (lines[i] ?? '')
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.replace(/^`(.*)`$/, '$1').replace(/\\(?=[!-/:-@[-`{-~])/g, '')),
    );
  }
  return rows;
}

export function numberOf(cell: string | undefined): number {
  return Number((cell ?? 'nothing').replaceAll(',', ''));
}
