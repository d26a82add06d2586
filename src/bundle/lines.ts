// JSON Lines as a stream (docs/SPEC.md §4.1): bytes in chunks to lines, holding one line and one chunk at the most.
// A line's bytes are what is hashed; they are handed on as received, without the LF.

import { LF } from '../base/encoding.js';

export interface Line {
  readonly bytes: Uint8Array;
  /** 1-based. */
  readonly number: number;
  /** What is wrong with the line as such; `bytes` of a line that is too long are empty. */
  readonly fault?: 'blank' | 'unterminated' | 'too long';
}

const NOTHING = new Uint8Array(0);

/** Cuts a stream of chunks into lines. `poll` never waits; `fill` reads one more chunk. */
export class LineReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #maxBytes: number;
  #buffer: Uint8Array = NOTHING;
  #at = 0;
  #number = 0;
  /** The line being read has outgrown the bound: its bytes are dropped until the next LF. */
  #overlong = false;
  #ended = false;
  /** Lines are counted and not handed out; a line may have begun without its LF. */
  #skimming = false;
  #begun = false;

  /** @param maxBytes bound on a line without its LF: a hostile line without an LF must not fill the memory. */
  constructor(chunks: AsyncIterable<Uint8Array>, maxBytes: number) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#maxBytes = maxBytes;
  }

  /** True when no more lines will come. */
  get ended(): boolean {
    return this.#ended && this.#at >= this.#buffer.length && !this.#overlong;
  }

  /** Lines so far. */
  get number(): number {
    return this.#number;
  }

  /** From now on only counts lines, at the speed of the stream. */
  skim(): void {
    this.#skimming = true;
  }

  /** The next line if it is in memory. */
  poll(): Line | undefined {
    if (this.#skimming) return this.#count();
    const end = this.#buffer.indexOf(LF, this.#at);
    if (end >= 0) {
      const bytes = this.#buffer.subarray(this.#at, end);
      this.#at = end + 1;
      return this.#line(bytes, bytes.length === 0 && !this.#overlong ? 'blank' : undefined);
    }
    const rest = this.#buffer.length - this.#at;
    if (rest > this.#maxBytes) {
      this.#overlong = true;
      this.#at = this.#buffer.length;
    }
    if (!this.#ended || (rest === 0 && !this.#overlong)) return undefined;
    const bytes = this.#buffer.subarray(this.#at);
    this.#at = this.#buffer.length;
    return this.#line(bytes, 'unterminated');
  }

  /** Reads one more chunk; false at the end of the stream. */
  async fill(): Promise<boolean> {
    if (this.#ended) return false;
    const { done, value } = await this.#chunks.next();
    if (done === true) {
      this.#ended = true;
      if (this.#begun) this.#number += 1;
      this.#begun = false;
      return false;
    }
    const rest = this.#buffer.subarray(this.#at);
    // A fresh buffer each time: lines that were handed out keep their bytes.
    this.#buffer = rest.length === 0 ? value : Buffer.concat([rest, value]);
    this.#at = 0;
    return true;
  }

  /** The next line, waiting for it; undefined at the end. */
  async next(): Promise<Line | undefined> {
    for (;;) {
      const line = this.poll();
      if (line !== undefined) return line;
      if (!(await this.fill())) return this.poll();
    }
  }

  #count(): undefined {
    let end = this.#buffer.indexOf(LF, this.#at);
    for (; end >= 0; end = this.#buffer.indexOf(LF, this.#at)) {
      this.#number += 1;
      this.#begun = false;
      this.#at = end + 1;
    }
    this.#begun ||= this.#at < this.#buffer.length;
    this.#at = this.#buffer.length;
  }

  #line(bytes: Uint8Array, fault: Line['fault']): Line {
    this.#number += 1;
    if (this.#overlong || bytes.length > this.#maxBytes) {
      this.#overlong = false;
      return { bytes: NOTHING, number: this.#number, fault: 'too long' };
    }
    return fault === undefined
      ? { bytes, number: this.#number }
      : { bytes, number: this.#number, fault };
  }
}
