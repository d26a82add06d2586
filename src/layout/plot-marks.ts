// A plot as marks: laid out once, painted by the HTML page as SVG and by the PDF as vectors. Lengths are points on a sheet as wide
// as the text of an A4 page, from its top left corner; the HTML page scales the sheet. What a text measures is the painter's word.

import type { Fill } from './plot-spec.js';

/** Width of a plot on paper; a page may ask for another. */
export const PLOT_WIDTH = 483.28;
export const LABEL = 6.4;
export const NAME = 7.2;

export type Anchor = 'start' | 'middle' | 'end';
export type Tone = 'ink' | 'grid';

export type PlotMark =
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      /** `blank`: white, for words on a pattern. `gap`: an outline of dashes around what is not known. */
      readonly fill: Fill | 'blank' | 'gap';
    }
  | {
      readonly kind: 'line';
      readonly points: readonly [x1: number, y1: number, x2: number, y2: number];
      readonly tone: Tone;
      readonly width: number;
      readonly dashed: boolean;
    }
  | {
      /** Black on white whatever the colours around it. */
      readonly kind: 'code';
      readonly x: number;
      readonly y: number;
      readonly squares: readonly (readonly boolean[])[];
      readonly square: number;
      /** Squares of the white border. */
      readonly quiet: number;
      /** Border included. */
      readonly width: number;
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly x: number;
      /** Of the baseline; the line on which text reads upwards if `upward`. */
      readonly y: number;
      readonly size: number;
      readonly anchor: Anchor;
      readonly upward: boolean;
    };

/** What a painter knows of its typeface. */
export interface Ruler {
  width(text: string, size: number): number;
  /** Cut to a width, with an ellipsis; the table that follows has all of it. */
  shorten(text: string, width: number, size: number): string;
}

/** The dark stretches of a code, row by row: where each begins and how long it is. */
export function darkOf({
  x: left,
  y: top,
  squares,
  square,
  quiet,
}: Extract<PlotMark, { kind: 'code' }>) {
  return squares.flatMap((row, y) => {
    const begins = row.flatMap((dark, x) => (dark && row[x - 1] !== true ? [x] : []));
    return begins.map((x) => {
      const end = row.indexOf(false, x);
      const length = (end === -1 ? row.length : end) - x;
      return {
        x: left + (quiet + x) * square,
        y: top + (quiet + y) * square,
        width: length * square,
      };
    });
  });
}

interface Named {
  readonly label: string;
  readonly fill: Fill;
}

const LEGEND = { size: 7, line: 12, swatch: 11, gap: 14 } as const;

/** Collects the marks of one plot. */
export class Sheet {
  readonly marks: PlotMark[] = [];
  readonly ruler: Ruler;
  readonly width: number;

  constructor(ruler: Ruler, width: number = PLOT_WIDTH) {
    this.ruler = ruler;
    this.width = width;
  }

  text(text: string, x: number, y: number, size: number, anchor: Anchor = 'start'): void {
    this.marks.push({ kind: 'text', text, x, y, size, anchor, upward: false });
  }

  upward(text: string, x: number, y: number, size: number): void {
    this.marks.push({ kind: 'text', text, x, y, size, anchor: 'start', upward: true });
  }

  line(x1: number, y1: number, x2: number, y2: number, tone: Tone, width: number): void {
    this.marks.push({ kind: 'line', points: [x1, y1, x2, y2], tone, width, dashed: false });
  }

  dashed(x1: number, y1: number, x2: number, y2: number): void {
    const points = [x1, y1, x2, y2] as const;
    this.marks.push({ kind: 'line', points, tone: 'ink', width: 0.7, dashed: true });
  }

  box(fill: Fill | 'gap', x: number, y: number, width: number, height: number): void {
    this.marks.push({ kind: 'box', x, y, width, height, fill });
  }

  /** Words in the middle of a box, on white, so that no pattern runs through them; nothing where there is no room. */
  plate(text: string, x: number, y: number, width: number, height: number): void {
    const own = this.ruler.width(text, LABEL);
    if (own + 8 > width) return;
    const middle = x + width / 2;
    const area = { x: middle - own / 2 - 2, y: y + 1.2, width: own + 4, height: height - 2.4 };
    this.marks.push({ kind: 'box', ...area, fill: 'blank' });
    this.text(text, middle, y + height / 2 + 2.3, LABEL, 'middle');
  }

  /** Names of fills from the top left corner, in as many lines as they need. Returns their height. */
  legend(entries: readonly Named[]): number {
    let [x, line] = [0, 0];
    for (const { label, fill } of entries) {
      const shown = this.ruler.shorten(label, 170, LEGEND.size);
      const width = LEGEND.swatch + 4 + this.ruler.width(shown, LEGEND.size);
      if (x > 0 && x + width > this.width) [x, line] = [0, line + 1];
      const top = line * LEGEND.line;
      this.box(fill, x, top + 1.6, LEGEND.swatch, 7.4);
      this.text(shown, x + LEGEND.swatch + 4, top + 8, LEGEND.size);
      x += width + LEGEND.gap;
    }
    return (line + 1) * LEGEND.line + 5;
  }
}
