// What a document for people is made of, whatever it is rendered to. Our own words are strings; text that came from a bundle or
// from the operator is wrapped as foreign, and a renderer escapes it for its format. Nothing here knows a format.

import { grouped } from '../report/words.js';
import type { PlotSpec } from './plot-spec.js';

export { grouped };

/** A record that a claim rests on. Every record named anywhere in a report is listed in `records.listed`. */
export interface RecordRef {
  /** `L1`, `L2`, …: a member of `ledgers`. */
  readonly ledger: string;
  readonly sequence: number;
  readonly record_id: string;
}

export type Inline =
  | string
  /** Foreign text: a bundle's or the operator's. */
  | { readonly foreign: string }
  /** Foreign or own text to be read character by character: digests, ids, codes. `whole`: all of it, where it is cut for people. */
  | { readonly code: string; readonly whole?: string }
  /** A moment, RFC 3339 in UTC: people read it to the second. */
  | { readonly time: string }
  /** Records that the words before rest on; `of` how many there are in all. */
  | { readonly refs: readonly RecordRef[]; readonly of?: number }
  /** A bundle of the report, by its id: `B1`. */
  | { readonly bundle: string }
  /** A record's own line in the appendix. */
  | { readonly anchor: RecordRef; readonly words: string }
  /** Our own words that lead to a place in the report. */
  | { readonly words: string; readonly to: string };

export type Cell = number | Inline | readonly Inline[];

export interface Column {
  readonly label: string;
  /** The label is text of a bundle. */
  readonly foreign?: boolean;
  /** Numbers stand right. */
  readonly numeric?: boolean;
  /** Long words may be broken anywhere. */
  readonly breaks?: boolean;
  /** Not a count of records. */
  readonly exact?: boolean;
  /** Stays on one line. */
  readonly whole?: boolean;
}

export interface Table {
  readonly kind: 'table';
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
  /** Sums. */
  readonly foot?: readonly Cell[];
  /** People write into its cells: rows are high. */
  readonly toFillIn?: true;
  /** Said under the table: what is left out, what is not told. */
  readonly note?: string;
}

export interface Plot {
  readonly kind: 'plot';
  readonly id: string;
  readonly title: string;
  /** What a reader who cannot see it needs to know; the numbers stand in the table that follows. */
  readonly description: string;
  readonly spec: PlotSpec;
}

export type Block =
  | { readonly kind: 'para'; readonly text: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [string, readonly Inline[]])[] }
  | { readonly kind: 'heading'; readonly level: 3 | 4; readonly id: string; readonly text: Inline }
  | {
      readonly kind: 'callout';
      readonly tone: 'sound' | 'open' | 'wrong';
      readonly title: string;
      readonly text: readonly Inline[];
    }
  | Table
  | Plot;

export interface Chapter {
  readonly id: string;
  /** `1`, `2`, …, `A`. */
  readonly number: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A chapter whose tables may have rows that are made while they are drawn, more than anybody holds; they may be read more than once. */
export interface DrawnChapter extends Omit<Chapter, 'blocks'> {
  readonly blocks: readonly DrawnBlock[];
}

export interface DrawnTable extends Omit<Table, 'rows'> {
  readonly rows: Iterable<readonly Cell[]>;
}

export type DrawnBlock = Exclude<Block, Table> | DrawnTable;

export function isList(cell: Cell): cell is readonly Inline[] {
  return Array.isArray(cell);
}

/** The place of a record in the appendix: every link to a record leads there. */
export function recordPlace({ ledger, sequence }: RecordRef): string {
  return `r-${ledger}-${sequence}`;
}

/** How a record is called in running text: by its sequence, and by its ledger where there are several. */
export function recordName({ ledger, sequence }: RecordRef, isOneLedger: boolean): string {
  return isOneLedger ? String(sequence) : `${ledger}·${sequence}`;
}

/** The record whose place a table row is; its first cell says so. */
export function anchorOf([cell]: readonly Cell[]): RecordRef | undefined {
  return typeof cell === 'object' && !isList(cell) && 'anchor' in cell ? cell.anchor : undefined;
}

export function para(...text: readonly Inline[]): Block {
  return { kind: 'para', text };
}

export function heading(level: 3 | 4, id: string, text: Inline): Block {
  return { kind: 'heading', level, id, text };
}

export function foreign(text: string): Inline {
  return { foreign: text };
}

export function code(text: string): Inline {
  return { code: text };
}

/** Links to the records behind a number. */
export function behind({
  records,
  examples,
}: {
  readonly records: number;
  readonly examples: readonly RecordRef[];
}): Inline {
  return { refs: examples, of: records };
}

/** `91.3 %`; `<0.1 %` for a little, and 100 only for all. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  if (part === whole) return '100 %';
  const permille = Math.floor((part * 1000) / whole);
  if (part > 0 && permille === 0) return '<0.1 %';
  return `${(permille / 10).toFixed(1)} %`;
}

/** `2026-03-31 23:59:59`: to the second, UTC by the words around it. */
export function timeWords(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}

/** `1 event`, `12,345 events`. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
