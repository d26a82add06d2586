// How far a run is: one line on standard error for somebody who sits before it, where that is a terminal, nobody asked for quiet and no
// CI system reads along; and only once a run has taken a while. Nothing of a result depends on it.

import type { BundleSource } from '../archive/source.js';
import { plainText } from '../report/escape.js';
import { statusOf } from './files.js';
import type { Io, StatusLine } from './io.js';

/** A shorter run needs no line. */
const LONG_MS = 2_000;
/** Between two looks of the line. */
const EVERY_MS = 100;

/** What of a bundle has been read, by all who opened it. */
interface Reading {
  readonly size: number;
  openings: number;
  /** Bytes of content, digests apart. */
  content: number;
}

export class Progress {
  readonly #io: Io;
  readonly #isOn: boolean;
  readonly #readings = new Map<string, Reading>();
  #line: StatusLine | undefined;
  #begun: number;
  #drawn: number;
  #verb = 'verifying';
  #total = 0;
  #done = 0;
  /** Bundles that were opened, and bundles in all. */
  #opened = 0;
  #bundles = 0;
  #ended = false;

  constructor(io: Io, quiet: boolean) {
    const { env, stderr } = io;
    this.#io = io;
    this.#isOn = stderr.terminal && !quiet && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb';
    this.#begun = io.now();
    this.#drawn = this.#begun;
  }

  /** Says what will be read, and how often. */
  async over(paths: readonly string[], passes: number): Promise<void> {
    if (!this.#isOn) return;
    this.#bundles = paths.length;
    let bytes = 0;
    for (const path of paths) bytes += (await statusOf(path)).bytes ?? 0;
    this.#total = passes * bytes;
  }

  /** From now on bundles are held against each other: each is read twice more. */
  compare(sizes: readonly number[]): void {
    this.#again('comparing');
    this.#bundles = sizes.length;
    this.#total = 2 * sizes.reduce((sum, size) => sum + size, 0);
  }

  /** The same source, whose reading is seen. */
  async reading(path: string, source: BundleSource): Promise<BundleSource> {
    if (!this.#isOn) return source;
    const { size } = source;
    const reading = this.#readings.get(path) ?? { size, openings: 0, content: 0 };
    this.#readings.set(path, reading);
    if (reading.openings === 0) this.#opened += 1;
    // A verification reads the content, then the whole file for its digest; whoever comes later makes sure of the digest first.
    const isFirst = reading.openings === 0 && this.#verb === 'verifying';
    reading.openings += 1;
    let read = 0;
    const tick = async (bytes: number): Promise<void> => {
      const before = contentOf(read, size, isFirst);
      read += bytes;
      this.#done += contentOf(read, size, isFirst) - before;
      await this.#draw(() => `${this.#count()}${plainText(path)}`);
    };
    await tick(0);
    return {
      size,
      read: async (offset, length, into) => {
        await tick(length);
        return source.read(offset, length, into);
      },
    };
  }

  /** Says that so many of so many steps are done. */
  async step(what: string, done: number, total: number): Promise<void> {
    if (!this.#isOn) return;
    if (what !== this.#verb) this.#again(what);
    this.#done = done;
    this.#total = total;
    await this.#draw(() => `${done} of ${total}`);
  }

  /** Takes the line away: what is printed now is the result. */
  end(): void {
    this.#ended = true;
    this.#line?.end();
    this.#line = undefined;
  }

  #again(verb: string): void {
    this.#verb = verb;
    this.#begun = this.#io.now();
    this.#done = 0;
    this.#opened = 0;
    this.#readings.clear();
  }

  #count(): string {
    return this.#bundles > 1 ? `${this.#opened} of ${this.#bundles}: ` : '';
  }

  async #draw(what: () => string): Promise<void> {
    const now = this.#io.now();
    if (this.#ended || now - this.#drawn < (this.#line === undefined ? LONG_MS : EVERY_MS)) return;
    this.#drawn = now;
    this.#line ??= await this.#io.statusLine?.();
    const width = (this.#io.stderr.columns ?? 0) || 80;
    // Two columns are for what turns, and one stays free.
    this.#line?.show(fitted(`${this.#share(now)}${this.#verb} ${what()}`, width - 3));
    // A signal is heard between two tasks alone, and reading makes none.
    await new Promise((heard) => setImmediate(heard));
  }

  /** `41 %, about 2 min left: `. */
  #share(now: number): string {
    if (this.#total <= 0) return '';
    const share = Math.min(this.#done / this.#total, 0.99);
    const percent = `${Math.floor(share * 100)} %`;
    if (share <= 0.01) return `${percent}  `;
    return `${percent}, about ${durationWords(((now - this.#begun) * (1 - share)) / share)} left  `;
  }
}

/** Bytes of content among the first `read` bytes that are read of a file of `size`. */
function contentOf(read: number, size: number, isFirst: boolean): number {
  const within = (from: number): number => Math.max(0, Math.min(read - from, size));
  // Content, digest; and once more for what is asked beside: digest, content.
  return isFirst ? within(0) + within(3 * size) : within(size);
}

/** `40 s`, `12 min`, `3 h`. @param ms rounded up: nobody is told that nothing is left */
export function durationWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

/** The text in so many columns: of a long name the end is kept. Anything but ASCII is taken for two columns wide. */
function fitted(text: string, columns: number): string {
  const widthOf = (character: string): number => (character <= '~' ? 1 : 2);
  const characters = [...text];
  if (characters.reduce((sum, character) => sum + widthOf(character), 0) <= columns) return text;
  const head = characters.slice(0, Math.min(24, Math.max(0, columns - 2)));
  let left = columns - 2 - head.reduce((sum, character) => sum + widthOf(character), 0);
  const tail: string[] = [];
  for (const character of characters.slice(head.length).reverse()) {
    left -= widthOf(character);
    if (left < 0) break;
    tail.unshift(character);
  }
  return `${head.join('')}…${tail.join('')}`;
}
