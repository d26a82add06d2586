// Lines of proof/paths.jsonl in a row, of which it is known what they prove together: all of a run, or a part of it.

import { InternalError, type Location } from '../base/errors.js';
import type { SideLine } from './ascending.js';
import { PATHS } from './layout.js';
import { type LineBlock, lineOf } from './lines.js';
import type { PathRun } from './run.js';
import { PATH_LINES } from './side-lines.js';

export class PathLines {
  readonly run: PathRun;
  readonly #block: LineBlock;
  readonly #from: number;
  readonly lines: number;

  constructor(run: PathRun, block: LineBlock, from = 0, lines = run.lines) {
    this.run = run;
    this.#block = block;
    this.#from = from;
    this.lines = lines;
  }

  get sequence(): number {
    return this.run.first + this.#from;
  }

  get last(): number {
    return this.sequence + this.lines - 1;
  }

  /** `lines` of them from an index. */
  part(from: number, lines: number): PathLines {
    return new PathLines(this.run, this.#block, this.#from + from, lines);
  }

  /** 32 bytes a line: what the leaf of each must be. */
  get leafHashes(): Uint8Array {
    return this.run.leafHashes.subarray(32 * this.#from, 32 * (this.#from + this.lines));
  }

  /** Where the line of an index is, without reading it. */
  where(index: number): Location {
    const line = this.#block.first + this.run.at + this.#from + index;
    return { entry: PATHS.paths, line, sequence: this.sequence + index };
  }

  /** The line of an index, read as any other. */
  line(index: number): SideLine<readonly Uint8Array[]> {
    const { item } = PATH_LINES.read(lineOf(this.#block, this.run.at + this.#from + index));
    if (item === undefined) throw new InternalError('a line of a run cannot be read');
    return item;
  }
}
