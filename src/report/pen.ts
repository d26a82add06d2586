// Colour, width and rows of the text report. The only file that imports chalk. Colour is a second channel: every mark and every
// verdict is a word as well, so that a print, a log and a colour-blind reader lose nothing.

import { Chalk, type ChalkInstance } from 'chalk';
import type { Outcome } from '../catalogue/codes/code.js';
import type { Status, Verdict } from '../transcript/transcript.js';
import { hang } from './layout.js';
import { MARKS, verdictWord } from './words.js';

export interface TextOptions {
  /** Columns, held between 72 and 140; 100 if absent. */
  readonly width?: number;
  readonly colour?: boolean;
  /** The verdict line and the findings only. */
  readonly quiet?: boolean;
}

const LABEL_WIDTH = 15;

export class Pen {
  readonly width: number;
  readonly quiet: boolean;
  readonly #chalk: ChalkInstance;

  constructor(options: TextOptions) {
    this.width = Math.max(72, Math.min(options.width ?? 100, 140));
    this.quiet = options.quiet ?? false;
    // A level of our own: chalk must not look at the environment.
    this.#chalk = new Chalk({ level: options.colour === true ? 1 : 0 });
  }

  verdict(verdict: Verdict, rest: string): string {
    const paint = { pass: this.#chalk.green, fail: this.#chalk.red, unproven: this.#chalk.yellow };
    return `${paint[verdict].bold(verdictWord(verdict))}  ${rest}`;
  }

  mark(status: Status): string {
    const mark = MARKS[status];
    if (status === 'passed') return this.#chalk.green(mark);
    if (status === 'failed') return this.#chalk.red.bold(mark);
    return status === 'unproven' ? this.#chalk.yellow(mark) : this.faint(mark);
  }

  outcome(outcome: Outcome, text: string): string {
    if (outcome === 'fail') return this.#chalk.red(text);
    return outcome === 'unproven' ? this.#chalk.yellow(text) : text;
  }

  heading(text: string): string {
    return this.#chalk.bold(text);
  }

  faint(text: string): string {
    return this.#chalk.dim(text);
  }

  /** `Label          value`, wrapped under the value. */
  row(label: string, value: string): string[] {
    const lines = hang(label.padEnd(LABEL_WIDTH), value, this.width);
    return lines.map((line, i) =>
      i === 0 ? `${this.faint(line.slice(0, LABEL_WIDTH))}${line.slice(LABEL_WIDTH)}` : line,
    );
  }
}
