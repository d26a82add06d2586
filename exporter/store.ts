// Where a ledger keeps its lines: in memory, or in a JSON Lines file that is read in pieces, so that a million records need
// no million objects. One index of offsets is all that a file costs in memory.

import { closeSync, openSync, readSync, writeSync } from 'node:fs';

export interface LineStore {
  readonly size: number;
  append(line: string): void;
  read(index: number): string;
  /** Lines [from, to) in order. */
  scan(from: number, to: number): Iterable<string>;
  /** Writes what is held back and lets the file go. */
  close(): void;
}

export class MemoryStore implements LineStore {
  readonly #lines: string[] = [];

  get size(): number {
    return this.#lines.length;
  }

  append(line: string): void {
    this.#lines.push(line);
  }

  read(index: number): string {
    const line = this.#lines[index];
    if (line === undefined) throw new RangeError(`no line ${index}`);
    return line;
  }

  *scan(from: number, to: number): Iterable<string> {
    for (let index = from; index < to; index += 1) yield this.read(index);
  }

  close(): void {}
}

const PIECE = 1 << 20;
const LF = 10;

export class FileStore implements LineStore {
  readonly #descriptor: number;
  /** Offset of each line, and of the end. */
  #offsets = new Float64Array(1024);
  #size = 0;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** Bytes on disk; what is pending comes after. */
  #written = 0;

  private constructor(path: string, flags: string) {
    this.#descriptor = openSync(path, flags);
  }

  /** An empty file to append to. */
  static create(path: string): FileStore {
    return new FileStore(path, 'w+');
  }

  /** An existing file; every line must end in LF. It is read once to find the lines. */
  static open(path: string): FileStore {
    const store = new FileStore(path, 'r+');
    const piece = Buffer.alloc(PIECE);
    for (;;) {
      const count = readSync(store.#descriptor, piece, 0, PIECE, store.#written);
      if (count === 0) break;
      for (let at = piece.indexOf(LF); at >= 0 && at < count; at = piece.indexOf(LF, at + 1)) {
        store.#end(store.#written + at + 1);
      }
      store.#written += count;
    }
    if (store.#offsets[store.#size] !== store.#written)
      throw new Error(`${path}: no LF at its end`);
    return store;
  }

  get size(): number {
    return this.#size;
  }

  append(line: string): void {
    const bytes = Buffer.from(`${line}\n`, 'utf8');
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#end(this.#written + this.#pendingBytes);
    if (this.#pendingBytes >= PIECE) this.#flush();
  }

  read(index: number): string {
    if (index < 0 || index >= this.#size) throw new RangeError(`no line ${index}`);
    return this.#bytes(index, index + 1).toString('utf8', 0, this.#length(index, index + 1) - 1);
  }

  *scan(from: number, to: number): Iterable<string> {
    let next = from;
    while (next < to) {
      let last = next + 1;
      while (last < to && this.#length(next, last + 1) <= PIECE) last += 1;
      const text = this.#bytes(next, last).toString('utf8');
      let at = 0;
      for (; next < last; next += 1) {
        const end = text.indexOf('\n', at);
        yield text.slice(at, end);
        at = end + 1;
      }
    }
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #length(from: number, to: number): number {
    return (this.#offsets[to] ?? 0) - (this.#offsets[from] ?? 0);
  }

  #bytes(from: number, to: number): Buffer {
    this.#flush();
    const bytes = Buffer.alloc(this.#length(from, to));
    const count = readSync(this.#descriptor, bytes, 0, bytes.length, this.#offsets[from] ?? 0);
    if (count !== bytes.length) throw new Error('the ledger file became shorter');
    return bytes;
  }

  #end(offset: number): void {
    this.#size += 1;
    if (this.#size >= this.#offsets.length) {
      const larger = new Float64Array(this.#offsets.length * 2);
      larger.set(this.#offsets);
      this.#offsets = larger;
    }
    this.#offsets[this.#size] = offset;
  }

  #flush(): void {
    for (const bytes of this.#pending) {
      writeSync(this.#descriptor, bytes, 0, bytes.length, this.#written);
      this.#written += bytes.length;
    }
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}
