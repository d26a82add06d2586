// A set of fingerprints, for "seen twice?" over millions of ids and commitments (docs/SPEC.md §4.2, §9.1). A repetition is never
// missed. Whoever makes the bundle chooses the values, so fingerprint and place come from a hash with a random key: nobody can
// make two different values meet, or crowd many into one place and the set slow.

import { work } from '../base/work.js';
import { randomBytesOf } from '../crypto/random.js';
import { type KeyedHash, sipHash } from '../crypto/siphash.js';

/** Tables that grow one at a time, so that growing never holds all of the set twice. */
const SEGMENTS = 256;
const FIRST_SLOTS = 12;

/** Held here: the way to another pack of the command, once for each value, would cost as much as the table. */
const done = work;

interface Segment {
  readonly slots: number;
  /** A slot whose last word is zero is empty. */
  readonly table: Uint32Array;
  used: number;
}

/** A key that nobody knows who made the bundle. */
export function runKey(): Uint8Array {
  return randomBytesOf(16);
}

export interface SetSize {
  /**
   * Words of a slot. Three are 95 bits beside the eight that choose the segment: among 20 million values two meet by chance in 2^-54
   * of all runs. Two are 63 bits, for a set whose answers are looked into.
   */
  readonly words?: 2 | 3;
  /** Values to come, as far as is known: the set takes their place from the beginning. More only cost the growing. */
  readonly expected?: number;
}

export class FingerprintSet {
  readonly #hash: KeyedHash;
  readonly #words: 2 | 3;
  readonly #firstSlots: number;
  readonly #segments: (Segment | undefined)[] = new Array(SEGMENTS);
  /** Of no meaning: what is read ahead must be used for something. */
  #touched = 0;

  /** @param key 16 random bytes, drawn for this run (`runKey`) */
  constructor(key: Uint8Array = runKey(), { words = 3, expected = 0 }: SetSize = {}) {
    this.#hash = sipHash(key);
    this.#words = words;
    // Segments are not filled alike: five deviations above the mean no segment ever has to grow.
    const each = expected / SEGMENTS;
    this.#firstSlots = Math.max(FIRST_SLOTS, Math.ceil(((each + 5 * Math.sqrt(each)) * 4) / 3));
  }

  /** Adds a value; false if it was there before. Takes at most 24 bytes for each, once there are some thousands. */
  add(value: Uint8Array): boolean {
    return this.addPrint(this.#hash(value), 0);
  }

  /** Adds values by their hashes under the key of this set, four words each. Gives the indices of those that were there before. */
  addPrints(prints: Uint32Array): number[] {
    // A table is larger than any cache. Asked for at once, the places come at once; the insertions below would wait for each.
    for (let at = 0; at < prints.length; at += 4) {
      const segment = this.#segments[(prints[at + 3] ?? 0) >>> 24];
      if (segment !== undefined)
        this.#touched ^= segment.table[placeOf(prints[at] ?? 0, segment.slots, this.#words)] ?? 0;
    }
    const repeated: number[] = [];
    for (let at = 0; at < prints.length; at += 4)
      if (!this.addPrint(prints, at)) repeated.push(at / 4);
    return repeated;
  }

  /** Adds a value by its hash, the four words at `at`; false if it was there before. */
  addPrint(prints: Uint32Array, at: number): boolean {
    const part = (prints[at + 3] ?? 0) >>> 24;
    let segment = this.#segments[part] ?? emptySegment(this.#firstSlots, this.#words);
    // Three quarters full at most: a new value then looks at eight slots on average, and at four over the life of the set.
    if (4 * (segment.used + 1) > 3 * segment.slots) segment = larger(segment, this.#words);
    this.#segments[part] = segment;
    const place = find(segment, prints, at, this.#words);
    const { table } = segment;
    const last = place + this.#words - 1;
    if (table[last] !== 0) return false;
    for (let word = place, from = at; word < last; word += 1, from += 1)
      table[word] = prints[from] ?? 0;
    table[last] = marked(prints[at + this.#words - 1] ?? 0);
    segment.used += 1;
    return true;
  }

  /** True if a value with this hash was added. */
  hasPrint(prints: Uint32Array, at: number): boolean {
    const segment = this.#segments[(prints[at + 3] ?? 0) >>> 24];
    if (segment === undefined) return false;
    return segment.table[find(segment, prints, at, this.#words) + this.#words - 1] !== 0;
  }
}

function emptySegment(slots: number, words: number): Segment {
  return { slots, table: new Uint32Array(slots * words), used: 0 };
}

/** Where the search for a hash begins. */
function placeOf(first: number, slots: number, words: number): number {
  return Math.floor((first / 2 ** 32) * slots) * words;
}

/** One bit is given up, so that no slot in use looks empty. */
function marked(word: number): number {
  return (word | 1) >>> 0;
}

/** The slot that holds a hash, or the empty one that would take it. */
function find({ slots, table }: Segment, prints: Uint32Array, from: number, words: 2 | 3): number {
  const first = prints[from] ?? 0;
  const second = words === 2 ? marked(prints[from + 1] ?? 0) : (prints[from + 1] ?? 0);
  const third = marked(prints[from + 2] ?? 0);
  let at = placeOf(first, slots, words);
  let steps = 1;
  for (; table[at + words - 1] !== 0; steps += 1) {
    if (table[at] === first && table[at + 1] === second && (words === 2 || table[at + 2] === third))
      break;
    at += words;
    if (at === table.length) at = 0;
  }
  done.slots += steps;
  return at;
}

function larger({ slots, table, used }: Segment, words: 2 | 3): Segment {
  const segment = emptySegment(Math.ceil((slots * 3) / 2), words);
  for (let at = 0; at < table.length; at += words) {
    if (table[at + words - 1] !== 0)
      segment.table.set(table.subarray(at, at + words), find(segment, table, at, words));
  }
  segment.used = used;
  return segment;
}
