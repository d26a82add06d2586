// JSON Lines as a stream (docs/SPEC.md §4.1): bytes in chunks to blocks of whole lines, which lie in the chunks as these came; only a
// line that two chunks share is copied. A line's bytes are what is hashed; they are handed on as received.

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

/** Whole lines where they lie in a chunk, with their LF, one after the other. Good until the block is done. */
export interface LineBlock {
  /** The first line, if it began in an earlier chunk; else empty. */
  readonly seam: Uint8Array;
  /** All the others. */
  readonly bytes: Uint8Array;
  /** Where each line begins in both, and where the next one would: line i without its LF is [starts[i], starts[i + 1] − 1). */
  readonly starts: Uint32Array;
  /** 1-based number of the first line. */
  readonly first: number;
  /** A line that has no LF, or was dropped for its length, is a block of its own. */
  readonly fault?: 'unterminated' | 'too long';
  /** Chunks that nobody needs once this block is done. */
  readonly spent: readonly Uint8Array[];
}

/** Most lines of a block: with the bytes of a chunk it bounds what is held at once. */
const BLOCK_LINES = 1_024;

const NOTHING = new Uint8Array(0);

/** Cuts a stream of chunks into blocks. */
export class LineBlocks {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #maxBytes: number;
  readonly #maxLines: number;
  /** The chunk at hand, and what is left of it. */
  #chunk: Uint8Array = NOTHING;
  #rest: Uint8Array = NOTHING;
  /** A copy of the line that began in earlier chunks, in pieces. */
  #begun: Uint8Array[] = [];
  #begunBytes = 0;
  /** The line being read has outgrown the bound: its bytes are dropped until the next LF. */
  #overlong = false;
  #spent: Uint8Array[] = [];
  /** Where the lines of the next block begin: one piece of memory, so that a line leaves nothing to collect. */
  readonly #starts: Uint32Array;
  #skims = false;
  /** Lines so far. */
  count = 0;

  /** @param maxBytes bound on a line without its LF: a hostile line without an LF must not fill the memory. */
  constructor(chunks: AsyncIterable<Uint8Array>, maxBytes: number, maxLines = BLOCK_LINES) {
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#maxBytes = maxBytes;
    this.#maxLines = maxLines;
    this.#starts = new Uint32Array(maxLines + 1);
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
      this.#chunk = value;
      this.#rest = value;
    }
  }

  /** Whole lines of the chunk, up to one that is too long or goes on in the next chunk. */
  #cut(): LineBlock | undefined {
    if (this.#rest.length === 0) return undefined;
    const begun = this.#begunBytes;
    const starts = this.#starts;
    let lines = 0;
    let at = 0;
    let end = this.#rest.indexOf(LF);
    for (; end >= 0 && lines < this.#maxLines; end = this.#rest.indexOf(LF, at)) {
      const length = end - at + (lines === 0 ? begun : 0);
      if (this.#overlong || length > this.#maxBytes) {
        if (lines === 0) return this.#tooLong(end + 1);
        break;
      }
      at = end + 1;
      lines += 1;
      starts[lines] = begun + at;
    }
    // The line that began earlier ends with the first LF.
    const seamEnd = begun > 0 && lines > 0 ? (starts[1] ?? 0) - begun : 0;
    const seam = seamEnd > 0 ? this.#whole(this.#rest.subarray(0, seamEnd)) : NOTHING;
    const bytes = this.#rest.subarray(seamEnd, at);
    this.#rest = this.#rest.subarray(at);
    if (end < 0) this.#begin();
    return lines === 0 ? undefined : this.#block(seam, bytes, starts.slice(0, lines + 1));
  }

  /** Copies the beginning of a line that goes on in the next chunk; one that has outgrown the bound is forgotten. */
  #begin(): void {
    this.#overlong ||= this.#begunBytes + this.#rest.length > this.#maxBytes;
    if (this.#overlong) this.#whole();
    else if (this.#rest.length > 0) {
      this.#begun.push(new Uint8Array(this.#rest));
      this.#begunBytes += this.#rest.length;
    }
    this.#rest = NOTHING;
    this.#spent.push(this.#chunk);
  }

  /** What began, with its end; nothing has begun any more. */
  #whole(end: Uint8Array = NOTHING): Uint8Array {
    const line = joined([...this.#begun, end]);
    this.#begun = [];
    this.#begunBytes = 0;
    return line;
  }

  #tooLong(next: number): LineBlock {
    this.#overlong = false;
    this.#whole();
    this.#rest = this.#rest.subarray(next);
    return this.#block(NOTHING, NOTHING, Uint32Array.of(0, 1), 'too long');
  }

  #last(): LineBlock | undefined {
    const line = this.#whole();
    if (line.length === 0 && !this.#overlong) return undefined;
    const isLong = this.#overlong;
    this.#overlong = false;
    if (this.#skims) {
      this.count += 1;
      return undefined;
    }
    return isLong
      ? this.#block(NOTHING, NOTHING, Uint32Array.of(0, 1), 'too long')
      : this.#block(line, NOTHING, Uint32Array.of(0, line.length + 1), 'unterminated');
  }

  #block(
    seam: Uint8Array,
    bytes: Uint8Array,
    starts: Uint32Array,
    fault?: LineBlock['fault'],
  ): LineBlock {
    const first = this.count + 1;
    const spent = this.#spent;
    this.#spent = [];
    this.count += starts.length - 1;
    const block = { seam, bytes, starts, first, spent };
    return fault === undefined ? block : { ...block, fault };
  }

  #countAndDrop(): void {
    this.#overlong ||= this.#begunBytes > 0;
    this.#whole();
    let at = 0;
    for (let end = this.#rest.indexOf(LF); end >= 0; end = this.#rest.indexOf(LF, at)) {
      this.count += 1;
      this.#overlong = false;
      at = end + 1;
    }
    this.#overlong ||= at < this.#rest.length;
    this.#rest = NOTHING;
  }
}

/** Lines of a block. */
export function lineCount({ starts }: LineBlock): number {
  return starts.length - 1;
}

/** The line of an index from 0. */
export function lineOf({ seam, bytes, starts, first, fault }: LineBlock, index: number): Line {
  const [from, to] = [starts[index] ?? 0, (starts[index + 1] ?? 1) - 1];
  const line =
    from < seam.length
      ? seam.subarray(from, to)
      : bytes.subarray(from - seam.length, to - seam.length);
  const number = first + index;
  if (fault !== undefined) return { bytes: line, number, fault };
  return line.length === 0 ? { bytes: line, number, fault: 'blank' } : { bytes: line, number };
}

/** One line after the other, until the caller lets the blocks skim. */
export async function* linesOf(blocks: LineBlocks): AsyncGenerator<Line, void, undefined> {
  for (let block = await blocks.next(); block !== undefined; block = await blocks.next())
    for (let at = 0; at < lineCount(block) && !blocks.skims; at += 1) yield lineOf(block, at);
}
