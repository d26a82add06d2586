// JSON Lines as a stream (docs/SPEC.md §4.1): bytes in chunks to blocks of whole lines, holding one block and one chunk at the
// most. A line's bytes are what is hashed; they are handed on as received.

import { joined } from '../base/bytes.js';
import { LF } from '../base/encoding.js';

export interface Line {
  /** Without the LF. */
  readonly bytes: Uint8Array;
  /** 1-based. */
  readonly number: number;
  /** What is wrong with the line as such; `bytes` of a line that is too long are empty. */
  readonly fault?: 'blank' | 'unterminated' | 'too long';
}

/** Whole lines in one buffer. It stays as it is while later blocks are read. */
export interface LineBlock {
  /** The lines with their LF, one after the other. */
  readonly bytes: Uint8Array;
  /** Where each line begins, and where the next one would: line i without its LF is [starts[i], starts[i + 1] − 1). */
  readonly starts: Uint32Array;
  /** 1-based number of the first line. */
  readonly first: number;
  /** A line that has no LF, or was dropped for its length, is a block of its own. */
  readonly fault?: 'unterminated' | 'too long';
}

/** Most lines of a block: with the bytes of a chunk it bounds what is held at once. */
const BLOCK_LINES = 1_024;

const NOTHING = new Uint8Array(0);

/** Cuts a stream of chunks into blocks. */
export class LineBlocks {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #maxBytes: number;
  readonly #maxLines: number;
  #buffer: Uint8Array = NOTHING;
  /** The line being read has outgrown the bound: its bytes are dropped until the next LF. */
  #overlong = false;
  #skims = false;
  /** Lines so far. */
  count = 0;

  /** @param maxBytes bound on a line without its LF: a hostile line without an LF must not fill the memory. */
  constructor(chunks: AsyncIterable<Uint8Array>, maxBytes: number, maxLines = BLOCK_LINES) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#maxBytes = maxBytes;
    this.#maxLines = maxLines;
  }

  /** From now on only counts lines, at the speed of the stream. */
  skim(): void {
    this.#skims = true;
  }

  get skims(): boolean {
    return this.#skims;
  }

  /** Lets go of the stream before its end. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  /** The next block; undefined after the last. */
  async next(): Promise<LineBlock | undefined> {
    for (;;) {
      if (this.#skims) this.#countAndDrop();
      const block = this.#cut();
      if (block !== undefined) return block;
      const { done, value } = await this.#chunks.next();
      if (done === true) return this.#last();
      this.#buffer = this.#buffer.length === 0 ? value : joined([this.#buffer, value]);
    }
  }

  /** Whole lines of the buffer, up to one that is too long or has no LF yet. */
  #cut(): LineBlock | undefined {
    const starts = [0];
    let at = 0;
    while (starts.length <= this.#maxLines) {
      const end = this.#buffer.indexOf(LF, at);
      if (end < 0) {
        if (starts.length === 1) this.#drop(this.#buffer.length - at);
        break;
      }
      if (this.#overlong || end - at > this.#maxBytes) {
        if (starts.length > 1) break;
        this.#overlong = false;
        return this.#block(end + 1, [0, 1], 'too long');
      }
      at = end + 1;
      starts.push(at);
    }
    return starts.length === 1 ? undefined : this.#block(at, starts);
  }

  /** Forgets the beginning of a line that has already outgrown the bound. */
  #drop(length: number): void {
    this.#overlong ||= length > this.#maxBytes;
    if (this.#overlong) this.#buffer = NOTHING;
  }

  #last(): LineBlock | undefined {
    const { length } = this.#buffer;
    if (length === 0 && !this.#overlong) return undefined;
    const isLong = this.#overlong || length > this.#maxBytes;
    this.#overlong = false;
    if (this.#skims) {
      this.#buffer = NOTHING;
      this.count += 1;
      return undefined;
    }
    return isLong
      ? this.#block(length, [0, 1], 'too long')
      : this.#block(length, [0, length + 1], 'unterminated');
  }

  #block(end: number, starts: readonly number[], fault?: LineBlock['fault']): LineBlock {
    const bytes = fault === 'too long' ? NOTHING : this.#buffer.subarray(0, end);
    const first = this.count + 1;
    this.#buffer = this.#buffer.subarray(end);
    this.count += starts.length - 1;
    const block = { bytes, starts: Uint32Array.from(starts), first };
    return fault === undefined ? block : { ...block, fault };
  }

  #countAndDrop(): void {
    let at = 0;
    for (let end = this.#buffer.indexOf(LF); end >= 0; end = this.#buffer.indexOf(LF, at)) {
      this.count += 1;
      this.#overlong = false;
      at = end + 1;
    }
    this.#overlong ||= at < this.#buffer.length;
    this.#buffer = NOTHING;
  }
}

/** Lines of a block. */
export function lineCount({ starts }: LineBlock): number {
  return starts.length - 1;
}

/** The line of an index from 0. */
export function lineOf({ bytes, starts, first, fault }: LineBlock, index: number): Line {
  const line = bytes.subarray(starts[index] ?? 0, (starts[index + 1] ?? 1) - 1);
  const number = first + index;
  if (fault !== undefined) return { bytes: line, number, fault };
  return line.length === 0 ? { bytes: line, number, fault: 'blank' } : { bytes: line, number };
}

/** One line after the other, until the caller lets the blocks skim. */
export async function* linesOf(blocks: LineBlocks): AsyncGenerator<Line, void, undefined> {
  for (let block = await blocks.next(); block !== undefined; block = await blocks.next())
    for (let at = 0; at < lineCount(block) && !blocks.skims; at += 1) yield lineOf(block, at);
}
