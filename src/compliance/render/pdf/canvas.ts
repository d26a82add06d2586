// A rectangle of the page to draw a figure in, with its own origin: text, lines, and the fills that stay apart in grey.

import type { Fill } from '../../chapters/plot-spec.js';
import { sizeOf } from './faces.js';
import type { Flow } from './flow.js';
import type { Hatch, Struct } from './marks.js';

interface Look {
  readonly fill?: number;
  readonly hatch?: Hatch;
}

const LOOKS: Readonly<Record<Fill, Look>> = {
  solid: { fill: 0.18 },
  mid: { fill: 0.58 },
  light: { fill: 0.86 },
  lines: { fill: 1, hatch: 'rising' },
  cross: { fill: 1, hatch: 'cross' },
  dots: { fill: 1, hatch: 'dots' },
  bars: { fill: 1, hatch: 'level' },
  empty: { fill: 1 },
};

interface Named {
  readonly label: string;
  readonly fill: Fill;
}

const LEGEND = { size: 7, line: 12, swatch: 11, gap: 14 } as const;

export class Canvas {
  readonly width: number;
  readonly #flow: Flow;
  readonly #alt: string;
  #figure: Struct | undefined;
  #top = 0;

  constructor(flow: Flow, alt: string) {
    this.#flow = flow;
    this.width = flow.paper.text;
    this.#alt = flow.faces.printable(alt, 2_000);
  }

  get figure(): Struct {
    this.#figure ??= { ...this.#flow.struct('Figure'), alt: this.#alt, box: [0, 0, 0, 0] };
    return this.#figure;
  }

  /** Takes the place below the present line, that many points high. */
  begin(height: number): void {
    this.#top = this.#flow.y;
    const box = [
      this.#flow.paper.left,
      this.#top - 14,
      this.#flow.paper.right,
      this.#top + height,
    ] as const;
    Object.assign(this.figure, { box });
  }

  text(
    text: string,
    x: number,
    y: number,
    size: number,
    align: 'left' | 'right' | 'middle' = 'left',
  ): void {
    const width = align === 'left' ? 0 : this.textWidth(text, size);
    const left = this.#flow.paper.left + x - (align === 'middle' ? width / 2 : width);
    this.#runs(text, left, this.#top + y, size);
  }

  /** Text that reads upwards; `x` is its baseline. */
  upward(text: string, x: number, y: number, size: number): void {
    const mark = { kind: 'text', part: this.figure, face: 'text', size, grey: 0, text } as const;
    this.#flow.mark({ ...mark, x: this.#flow.paper.left + x, y: this.#top + y, upward: true });
  }

  line(x1: number, y1: number, x2: number, y2: number, grey: number, width: number): void {
    const points = this.#points(x1, y1, x2, y2);
    this.#flow.mark({ kind: 'line', part: this.figure, points, grey, width });
  }

  dashed(x1: number, y1: number, x2: number, y2: number): void {
    const points = this.#points(x1, y1, x2, y2);
    this.#flow.mark({ kind: 'line', part: this.figure, points, grey: 0.3, width: 0.7, dash: 2.4 });
  }

  fill(fill: Fill, x: number, y: number, width: number, height: number): void {
    const area = { x: this.#flow.paper.left + x, y: this.#top + y, width, height };
    this.#flow.mark({ kind: 'box', part: this.figure, ...area, ...LOOKS[fill], stroke: 0.15 });
  }

  /** White, for words on a pattern. */
  blank(x: number, y: number, width: number, height: number): void {
    const area = { x: this.#flow.paper.left + x, y: this.#top + y, width, height };
    this.#flow.mark({ kind: 'box', part: this.figure, ...area, fill: 1 });
  }

  textWidth(text: string, size: number): number {
    const { faces } = this.#flow;
    return faces.width(text, 'text', size);
  }

  /** Text cut to a width, with an ellipsis; the table that follows has all of it. */
  shorten(text: string, width: number, size: number): string {
    return this.#flow.faces.shorten(text, 'text', size, width);
  }

  legendHeight(entries: readonly Named[]): number {
    return this.#legendRows(entries).length * LEGEND.line + 5;
  }

  legend(y: number, entries: readonly Named[]): void {
    this.#legendRows(entries).forEach((row, i) => {
      const top = y + i * LEGEND.line;
      for (const { x, label, fill } of row) {
        this.fill(fill, x, top + 1.6, LEGEND.swatch, 7.4);
        this.text(label, x + LEGEND.swatch + 4, top + 8, LEGEND.size);
      }
    });
  }

  #legendRows(entries: readonly Named[]): (Named & { x: number })[][] {
    const rows: (Named & { x: number })[][] = [[]];
    let x = 0;
    for (const { label, fill } of entries) {
      const shown = this.shorten(label, 170, LEGEND.size);
      const width = LEGEND.swatch + 4 + this.textWidth(shown, LEGEND.size);
      if (x > 0 && x + width > this.width) {
        rows.push([]);
        x = 0;
      }
      rows.at(-1)?.push({ label: shown, fill, x });
      x += width + LEGEND.gap;
    }
    return rows;
  }

  #runs(text: string, x: number, y: number, size: number): void {
    const { faces } = this.#flow;
    let at = x;
    for (const run of faces.runs(text, 'text')) {
      const own = { size: sizeOf(run.face, size), grey: 0 };
      this.#flow.mark({ kind: 'text', part: this.figure, x: at, y, ...run, ...own });
      at += faces.runWidth(run, size);
    }
  }

  #points(x1: number, y1: number, x2: number, y2: number): [number, number, number, number] {
    return [this.#flow.paper.left + x1, this.#top + y1, this.#flow.paper.left + x2, this.#top + y2];
  }
}
