// How large the text of a table is and how wide its columns: each gets what its longest word needs, and all share what is left by
// how much more they could use. A number never wraps; a long word may, rather than make the whole table small.

import type { Column } from '../block.js';
import type { Flow } from './flow.js';
import { type Span, type Style, widthsOf } from './lines.js';

export interface Row {
  readonly cells: readonly (readonly Span[])[];
  /** A place that names the row. */
  readonly place?: string;
}

export interface TableSpec {
  /** A place that names the table. */
  readonly place?: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  /** They are read twice, and may be made while they are read. */
  readonly rows: Iterable<Row>;
  /** Lines that a row has room for, at least. */
  readonly rowLines?: number;
  /** Sums, in semibold under a rule. */
  readonly foot?: Row;
}

/** Left and right of a cell. */
export const PADDING = 3.6;
/** More room for words that stand right of a number. */
const AFTER_NUMBER = 9;
/** Sizes to try, until the columns fit. */
const SIZES = [7.6, 7, 6.4, 5.8] as const;
/** A word wider than this is broken sooner than the table is set smaller. */
const LONGEST_WORD = 96;
const SHORTEST = 46;
/** A column that could use more than this gets no more than the others. */
const WIDEST = 480;
/** Rows of a table that is long, and the smallest size to set it in for the sake of one line a row. */
const LONG = 12;
const SMALLEST_LONG = 6.4;
/** Rows to which the columns of words are fitted; what is longer in a later one wraps. */
const FITTED = 2_000;
/** Of the cells of a long table, those that one line a row is made for; the longest may wrap. */
const HEEDED = 0.96;
/** What a column may get beyond what it can use; more would only part a name from its number. */
const SPARE = 64;

export interface Fit {
  readonly size: number;
  /** With padding. */
  readonly widths: readonly number[];
}

/** What a column wants at the largest size, without padding. */
interface Want {
  /** For its longest word. */
  readonly least: number;
  /** For its cells on one line. */
  readonly most: number;
  /** Of `least`, what must not be taken from it. */
  readonly number: number;
  readonly gap: number;
}

/** The style of the heads of a table set in that size. */
export function headStyle(size: number): Style {
  return { size: size * 0.95, face: 'strong' };
}

/** What words are moved in from the left because a number ends there. */
export function indentOf(columns: readonly Column[], column: number): number {
  const isAfter = columns[column - 1]?.numeric === true && columns[column]?.numeric !== true;
  return isAfter ? AFTER_NUMBER : 0;
}

/** Fits a table into the text block. */
export function fitColumns(flow: Flow, spec: TableSpec): Fit {
  const rows = fittedRows(spec);
  const isLong = rows.length > LONG;
  const wants = measure(flow, { ...spec, rows }, isLong ? HEEDED : 1);
  const room = flow.paper.text - sum(wants, 'gap');
  const fits = (what: 'least' | 'most') => (size: number) =>
    (sum(wants, what) * size) / SIZES[0] <= room;
  const inOneLine = SIZES.filter((size) => size >= SMALLEST_LONG).find(fits('most'));
  const size = (isLong ? inOneLine : undefined) ?? SIZES.find(fits('least')) ?? SIZES[3];
  const scaled = wants.map(({ least, most, number, gap }): Want => {
    const scale = size / SIZES[0];
    return { least: least * scale, most: most * scale, number: number * scale, gap };
  });
  return { size, widths: share(scaled, spec.columns, room) };
}

/** All rows where a number must not wrap, and else the first. */
function fittedRows({ rows, columns }: TableSpec): readonly Row[] {
  const isWhole = columns.some(({ numeric }) => numeric === true);
  const fitted: Row[] = [];
  for (const row of rows) {
    if (!isWhole && fitted.length >= FITTED) break;
    fitted.push(row);
  }
  return fitted;
}

function share(wants: readonly Want[], columns: readonly Column[], room: number): number[] {
  const [least, most, numbers] = [sum(wants, 'least'), sum(wants, 'most'), sum(wants, 'number')];
  if (least > room) {
    // Too many columns for any size: those of words get narrower, and their words are broken.
    const words = Math.max(room - numbers, room / 10) / Math.max(1, least - numbers);
    const all = Math.min(1, room / (numbers + words * (least - numbers)));
    return wants.map((want) => all * (want.number + words * (want.least - want.number)) + want.gap);
  }
  if (most > room) {
    const part = (room - least) / (most - least);
    return wants.map((want) => want.least + part * (want.most - want.least) + want.gap);
  }
  // Everybody has what they can use: columns of words take of the rest.
  const text = columns.filter(({ numeric }) => !numeric).length;
  const spare = Math.min(SPARE, (room - most) / Math.max(1, text));
  return wants.map((want, i) => want.most + want.gap + (columns[i]?.numeric === true ? 0 : spare));
}

/** @param heeded share of the cells that are heeded, the shortest first */
function measure(
  { faces }: Flow,
  { columns, rows, foot, rowLines }: TableSpec & { readonly rows: readonly Row[] },
  heeded: number,
): Want[] {
  const [size] = SIZES;
  return columns.map(({ label, numeric = false, breaks = false }, i) => {
    const head = widthsOf([{ text: label }], headStyle(size), faces);
    const cells = rows.map((row) => widthsOf(row.cells[i] ?? [], { size, face: 'text' }, faces));
    if (foot !== undefined)
      cells.push(widthsOf(foot.cells[i] ?? [], { size, face: 'strong' }, faces));
    const lines = cells.map(({ line }) => line).sort((a, b) => a - b);
    const longest = cells.reduce((most, { word }) => Math.max(most, word), 0);
    const last = Math.ceil((lines.length - 1) * heeded);
    const line = numeric ? (lines.at(-1) ?? 0) : Math.min(lines[last] ?? 0, WIDEST);
    const limit = breaks ? SHORTEST : LONGEST_WORD;
    const least = Math.max(Math.min(head.word, limit), numeric ? line : Math.min(longest, limit));
    // People write into it.
    const room = rowLines !== undefined && longest === 0 ? WIDEST : 0;
    const most = Math.max(
      least,
      line,
      room,
      Math.min(head.line, numeric ? head.word * 1.6 : WIDEST),
    );
    const gap = 2 * PADDING + indentOf(columns, i) + 0.1;
    return { least, most, number: numeric ? line : 0, gap };
  });
}

function sum(wants: readonly Want[], what: keyof Want): number {
  return wants.reduce((total, want) => total + want[what], 0);
}
