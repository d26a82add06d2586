// Colour, width and rows of the text report. Colour is a second channel: every mark and every verdict is a word as well, so that a
// print, a log and a colour-blind reader lose nothing.

import type { Outcome } from '../catalogue/codes/code.js';
import type { Status, Verdict } from '../transcript/transcript.js';
import { plainText } from './escape.js';
import { hang } from './layout.js';
import { MARKS, verdictWord } from './words.js';

export interface TextOptions {
  /** Columns, held between 40 and 140; 100 if absent. */
  readonly width?: number;
  readonly colour?: boolean;
  /** The verdict line and the findings only. */
  readonly quiet?: boolean;
  /** A page for each bundle of many, also for one that passed. */
  readonly verbose?: boolean;
  /** `, no record rec_x (exit 3)`: what a verb says behind the verdict, where its exit code is another than that of the verdict. */
  readonly remark?: string;
}

const LABEL_WIDTH = 15;

/** ECMA-48 §8.3.117 (SGR): what begins and what ends a way of writing. */
const SGR = {
  bold: [1, 22],
  faint: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
} as const;

export class Pen {
  readonly width: number;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly #colour: boolean;

  constructor(options: TextOptions) {
    this.width = Math.max(40, Math.min(options.width ?? 100, 140));
    this.quiet = options.quiet ?? false;
    this.verbose = options.verbose ?? false;
    this.#colour = options.colour ?? false;
  }

  /** `PASS  rest`, or `PASS, 2 framework gaps (exit 4)  rest`. */
  verdict(verdict: Verdict, rest: string, remark = ''): string {
    return `${this.paint(verdict, `${verdictWord(verdict)}${remark}`)}  ${rest}`;
  }

  /** What could forge any line below it stands above all of them. */
  cautions(environment: readonly string[]): string[] {
    return environment.flatMap((text) => hang('caution  ', plainText(text), this.width));
  }

  paint(verdict: Verdict, text: string): string {
    const colour = ({ pass: 'green', fail: 'red', unproven: 'yellow' } as const)[verdict];
    return this.#as(colour, this.#as('bold', text));
  }

  mark(status: Status): string {
    const mark = MARKS[status];
    if (status === 'passed') return this.#as('green', mark);
    if (status === 'failed') return this.#as('red', this.#as('bold', mark));
    return status === 'unproven' ? this.#as('yellow', mark) : this.faint(mark);
  }

  outcome(outcome: Outcome, text: string): string {
    if (outcome === 'fail') return this.#as('red', text);
    return outcome === 'unproven' ? this.#as('yellow', text) : text;
  }

  heading(text: string): string {
    return this.#as('bold', text);
  }

  faint(text: string): string {
    return this.#as('faint', text);
  }

  #as(way: keyof typeof SGR, text: string): string {
    const [on, off] = SGR[way];
    return this.#colour && text !== '' ? `\u{1B}[${on}m${text}\u{1B}[${off}m` : text;
  }

  /** `Label          value`, wrapped under the value. */
  row(label: string, value: string): string[] {
    const lines = hang(label.padEnd(LABEL_WIDTH), value, this.width);
    return lines.map((line, i) =>
      i === 0 ? `${this.faint(line.slice(0, LABEL_WIDTH))}${line.slice(LABEL_WIDTH)}` : line,
    );
  }
}
