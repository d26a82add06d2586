// Content in pieces of bytes: lines joined into pieces, and an entry that measures itself while it is read.

import { createHash } from 'node:crypto';
import { prefixed } from './derive.js';

/** An entry of the zip; its content may be read once. */
export interface Entry {
  readonly path: string;
  readonly content: Iterable<Uint8Array>;
}

const PIECE = 1 << 16;

/** Lines with their LFs, or undefined if there are none: an entry that would be empty is left out (docs/SPEC.md §2). */
export function textOf(lines: Iterable<string>): Iterable<Uint8Array> | undefined {
  const iterator = lines[Symbol.iterator]();
  const first = iterator.next();
  return first.done === true ? undefined : pieces(first.value, iterator);
}

function* pieces(first: string, rest: Iterator<string>): Generator<Uint8Array> {
  let piece = `${first}\n`;
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    if (piece.length > PIECE) {
      yield Buffer.from(piece, 'utf8');
      piece = '';
    }
    piece += `${next.value}\n`;
  }
  yield Buffer.from(piece, 'utf8');
}

export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
}

/** An entry that measures itself while it is read. */
export class Measured implements Entry {
  readonly path: string;
  bytes = 0;
  lines = 0;
  #digest: string | undefined;
  readonly #content: Iterable<Uint8Array>;

  constructor(path: string, content: Iterable<Uint8Array>) {
    this.path = path;
    this.#content = content;
  }

  get digest(): string {
    if (this.#digest === undefined) throw new Error(`${this.path} was not read to its end`);
    return this.#digest;
  }

  get content(): Iterable<Uint8Array> {
    return this.#measure();
  }

  *#measure(): Generator<Uint8Array> {
    const digest = createHash('sha3-256');
    for (const piece of this.#content) {
      this.bytes += piece.length;
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) this.lines += 1;
      digest.update(piece);
      yield piece;
    }
    this.#digest = prefixed(digest.digest());
  }
}
