// Tables that break well: the head is repeated on each page (as an artifact, so that it is read out once), a row is moved rather
// than split unless it is higher than a page, numbers stand right and do not wrap, long ids wrap. How wide columns are
// is decided in columns.ts.

import { fitColumns, headStyle, indentOf, PADDING, type Row, type TableSpec } from './columns.js';
import type { Flow } from './flow.js';
import { breakLines, type Line, type Style } from './lines.js';
import type { Part, Struct } from './marks.js';
import { LEADING, STYLES } from './style.js';

/** Above and below a cell. */
const EDGE = 2.5;
/** Rows that stay together at the end of a table. */
const TOGETHER = 3;
/** A table of so many rows stays whole, if it is not high. */
const SHORT = 14;
/** Rows in a body: a longer table has several, so that one is done with while the next is drawn. */
const BODY = 100;

interface LaidRow {
  readonly row: Row;
  readonly lines: readonly (readonly Line[])[];
  readonly count: number;
}

/** Draws a table at the present place, row by row: what it yields is nothing, and pages may be taken at each. */
export function* tableSteps(flow: Flow, spec: TableSpec): Generator<undefined, void, undefined> {
  yield* new TableWriter(flow, spec).steps();
}

/** Draws a table at the present place. */
export function drawTable(flow: Flow, spec: TableSpec): void {
  for (const _ of tableSteps(flow, spec));
}

class TableWriter {
  readonly #flow: Flow;
  readonly #spec: TableSpec;
  readonly #table: Struct;
  readonly #size: number;
  readonly #step: number;
  readonly #widths: readonly number[];
  readonly #head: readonly (readonly Line[])[];
  readonly #foot: Row | undefined;
  #body: Struct;

  constructor(flow: Flow, spec: TableSpec) {
    this.#flow = flow;
    this.#spec = spec;
    this.#foot = spec.foot;
    this.#table = flow.struct('Table');
    this.#body = flow.struct('TBody', this.#table);
    const { size, widths } = fitColumns(flow, spec);
    this.#size = size;
    this.#step = size * 1.34;
    this.#widths = widths;
    this.#head = spec.columns.map(({ label }, i) =>
      breakLines([{ text: label }], this.#inner(i), this.#headStyle(), flow.faces),
    );
  }

  *steps(): Generator<undefined, void, undefined> {
    const flow = this.#flow;
    const rest = this.#laidRows();
    // The rows that come next, laid out; the first of them decide whether the table stays whole.
    const next = take(rest, SHORT + 1);
    const caption = this.#caption(next);
    if (this.#spec.place !== undefined) flow.place(this.#spec.place);
    if (caption.length > 0) {
      const part = flow.struct('Caption', this.#table);
      for (const line of caption) {
        flow.line(line, flow.paper.left, flow.y, STYLES.caption, part);
        flow.y += STYLES.caption.size * LEADING;
      }
      flow.y += 2.5;
    }
    this.#drawHead(flow.struct('TR', flow.struct('THead', this.#table)));
    for (let drawn = 0; ; drawn += 1) {
      const row = next.shift();
      if (row === undefined) break;
      next.push(...take(rest, 1));
      // The last rows do not stand alone at the head of a page.
      const after = next.length < TOGETHER ? next : [];
      const height = after.reduce((sum, one) => sum + this.#height(one), 0);
      if (drawn > 0 && drawn % BODY === 0) {
        flow.end(this.#body);
        this.#body = flow.struct('TBody', this.#table);
      }
      flow.end(this.#drawRow(row, height));
      yield;
    }
    this.#rule(0.7, 0);
    flow.y += 10;
  }

  *#laidRows(): Generator<LaidRow, void, undefined> {
    for (const row of this.#spec.rows) yield this.#layOut(row);
    if (this.#foot !== undefined) yield this.#layOut(this.#foot);
  }

  /** A short table stays whole; of a longer one caption and head are not left alone at the foot of a page. */
  #caption(rows: readonly LaidRow[]): readonly Line[] {
    const flow = this.#flow;
    const lines = breakLines(
      [{ text: this.#spec.caption, prose: true }],
      flow.paper.text,
      STYLES.caption,
      flow.faces,
    );
    const above = lines.length * STYLES.caption.size * LEADING + 2.5 + this.#headHeight();
    const heights = rows.map((row) => this.#height(row));
    const sum = (count: number): number => heights.slice(0, count).reduce((a, b) => a + b, 0);
    const page = flow.paper.bottom - flow.paper.top;
    const whole = above + sum(SHORT);
    const least = above + sum(TOGETHER);
    flow.need(Math.min(rows.length <= SHORT && whole < page / 2.6 ? whole : least, page));
    return lines;
  }

  #drawRow(laid: LaidRow, after: number): Struct {
    const flow = this.#flow;
    const height = this.#height(laid);
    const page = flow.paper.bottom - flow.paper.top - this.#headHeight();
    const wanted = height + (height + after <= page ? after : 0);
    if (flow.room < wanted && (height <= page || flow.room < page / 4)) this.#nextPage();
    if (laid.row.place !== undefined) flow.place(laid.row.place);
    const tr = flow.struct('TR', this.#body);
    const parts = this.#spec.columns.map(
      (_, i): Struct =>
        i === 0 ? { type: 'TH', parent: tr, scope: 'Row' } : { type: 'TD', parent: tr },
    );
    for (let from = 0; from < laid.count; ) {
      const fits = Math.max(1, Math.floor((flow.room - 2 * EDGE) / this.#step));
      const to = Math.min(laid.count, from + fits);
      this.#drawPart(laid, parts, from, to);
      from = to;
      if (from < laid.count) this.#nextPage();
    }
    return tr;
  }

  /** Lines `from` to `to` of a row: all of them, unless the row is higher than a page. */
  #drawPart({ row, lines }: LaidRow, parts: readonly Struct[], from: number, to: number): void {
    const flow = this.#flow;
    const isSum = row === this.#foot;
    this.#rule(isSum ? 0.7 : 0.3, isSum ? 0 : 0.72);
    let x: number = flow.paper.left;
    this.#spec.columns.forEach(({ numeric }, i) => {
      const width = this.#widths[i] ?? 0;
      const part = parts[i] ?? this.#body;
      if (from === 0) flow.mark({ kind: 'none', part });
      (lines[i] ?? []).slice(from, to).forEach((line, at) => {
        const left =
          numeric === true ? x + width - PADDING - line.width : x + PADDING + this.#indent(i);
        flow.line(line, left, flow.y + EDGE + at * this.#step, this.#style(row), part);
      });
      x += width;
    });
    flow.y += (to - from) * this.#step + 2 * EDGE;
  }

  #drawHead(row: Struct | undefined): void {
    const flow = this.#flow;
    this.#rule(0.7, 0);
    const style = this.#headStyle();
    const rows = Math.max(...this.#head.map(({ length }) => length));
    let x: number = flow.paper.left;
    this.#head.forEach((lines, i) => {
      const width = this.#widths[i] ?? 0;
      const part: Part =
        row === undefined ? 'pagination' : { type: 'TH', parent: row, scope: 'Column' };
      if (typeof part !== 'string') flow.mark({ kind: 'none', part });
      // Heads of one line stand at the foot of the head row.
      lines.forEach((line, at) => {
        const right = this.#spec.columns[i]?.numeric === true;
        const left = right ? x + width - PADDING - line.width : x + PADDING + this.#indent(i);
        const top = flow.y + EDGE + (rows - lines.length + at) * style.size * 1.3;
        flow.line(line, left, top, style, part);
      });
      x += width;
    });
    flow.y += this.#headHeight();
    this.#rule(0.5, 0);
  }

  #nextPage(): void {
    this.#rule(0.3, 0.72);
    this.#flow.newPage();
    this.#drawHead(undefined);
  }

  #rule(width: number, grey: number): void {
    const { left } = this.#flow.paper;
    const right = left + this.#widths.reduce((sum, own) => sum + own, 0);
    this.#flow.rule(this.#flow.y, width, grey, left, right);
  }

  #layOut(row: Row): LaidRow {
    const lines = this.#spec.columns.map((_, i) =>
      breakLines(row.cells[i] ?? [], this.#inner(i), this.#style(row), this.#flow.faces),
    );
    return {
      row,
      lines,
      count: Math.max(this.#spec.rowLines ?? 1, ...lines.map(({ length }) => length)),
    };
  }

  #height({ count }: LaidRow): number {
    return count * this.#step + 2 * EDGE;
  }

  #headHeight(): number {
    const rows = Math.max(...this.#head.map(({ length }) => length));
    return rows * this.#headStyle().size * 1.3 + 2 * EDGE;
  }

  #headStyle(): Style {
    return headStyle(this.#size);
  }

  #style(row: Row): Style {
    return { size: this.#size, face: row === this.#foot ? 'strong' : 'text' };
  }

  #inner(column: number): number {
    return (this.#widths[column] ?? 0) - 2 * PADDING - this.#indent(column);
  }

  #indent(column: number): number {
    return indentOf(this.#spec.columns, column);
  }
}

/** The next of a sequence, at most so many. */
function take<T>(from: Iterator<T>, most: number): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const { value, done } = from.next();
    if (done === true) break;
    taken.push(value);
  }
  return taken;
}
