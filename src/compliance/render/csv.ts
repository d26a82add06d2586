// The report as CSV (RFC 4180): cover, chapters and tables of the other formats, one line for each of theirs. The first columns say
// where a line belongs; the cells follow. A spreadsheet filters by `table`, a script reads the lines `head`, `row` and `sum` of one.
// Numbers are not grouped, times and hashes are whole. Every cell is quoted, and none can be a formula.

import { type Block, type Cell, type Inline, isList, recordName } from '../../layout/block.js';
import { csvCell } from '../../report/escape.js';
import { coverFacts } from '../chapters/cover.js';
import { chaptersOf } from '../chapters.js';
import type { ComplianceReport } from '../model.js';

/** Longest cell, in code points: what a spreadsheet cell holds is more. */
const CELL = 4_000;
/** Every line has as many fields as the first: at least so many for cells. */
const CELLS = 12;

type Line = readonly [line: string, ...cells: readonly (string | number)[]];

/** Renders a report as CSV with a header row. */
export function renderReportCsv(report: ComplianceReport): string {
  const isOneLedger = report.ledgers.length <= 1;
  const lines = [
    ['', '', 'title', report.title],
    ['', '', 'period', report.period.from, report.period.to],
    ...csvLines({ kind: 'facts', rows: coverFacts(report) }, isOneLedger).map((line) => [
      ...['', 'cover'],
      ...line,
    ]),
    ...chaptersOf(report).flatMap(({ number, title, blocks }) => [
      [number, '', 'chapter', title],
      ...blocks.flatMap((block) => {
        const id = 'id' in block ? block.id : '';
        return csvLines(block, isOneLedger).map((line) => [number, id, ...line]);
      }),
    ]),
  ];
  const width = lines.reduce((most, { length }) => Math.max(most, length), 3 + CELLS);
  const head = [
    ...['chapter', 'table', 'line'],
    ...Array.from({ length: width - 3 }, (_, i) => `cell_${i + 1}`),
  ];
  return [head, ...lines]
    .map((cells) => {
      const padded = Array.from({ length: width }, (_, i) => csvCell(String(cells[i] ?? ''), CELL));
      return `${padded.join(',')}\r\n`;
    })
    .join('');
}

/** The lines of one block: what kind each is, and its cells. */
export function csvLines(block: Block, isOneLedger: boolean): Line[] {
  const words = (text: readonly Inline[]): string =>
    text.map((part) => inline(part, isOneLedger)).join('');
  const cell = (value: Cell): string | number => {
    if (typeof value === 'number') return value;
    return words(isList(value) ? value : [value]);
  };
  switch (block.kind) {
    case 'para':
      return [['text', words(block.text)]];
    case 'heading':
      return [['heading', inline(block.text, isOneLedger)]];
    case 'list':
      return block.items.map((item) => ['item', words(item)]);
    case 'facts':
      return block.rows.map(([term, text]) => ['fact', term, words(text)]);
    case 'callout':
      return [['verdict', block.title, words(block.text)]];
    case 'plot':
      return [];
    case 'table':
      return [
        ['caption', block.caption],
        ['head', ...block.columns.map(({ label }) => label)],
        ...block.rows.map((row): Line => ['row', ...row.map(cell)]),
        ...(block.foot === undefined ? [] : [['sum', ...block.foot.map(cell)] as const]),
        ...(block.note === undefined ? [] : [['note', block.note] as const]),
      ];
  }
}

function inline(part: Inline, isOneLedger: boolean): string {
  if (typeof part === 'string') return part;
  if ('foreign' in part) return part.foreign;
  if ('code' in part) return part.whole ?? part.code;
  if ('time' in part) return part.time;
  if ('words' in part) return part.words;
  if ('bundle' in part) return part.bundle;
  const { refs, of = refs.length } = part;
  const more = of > refs.length ? ` and ${of - refs.length} more` : '';
  return `${refs.map((ref) => recordName(ref, isOneLedger)).join(', ')}${more}`;
}
