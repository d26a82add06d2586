// A set of fingerprints, for "seen twice?" over millions of ids and commitments (docs/SPEC.md §4.2, §9.1). A repetition is never
// missed. Whoever makes the bundle chooses the values, so fingerprint and place come from a hash with a random key: nobody can
// make two different values meet, or crowd many into one place and the set slow.

import { work } from '../base/work.js';
import { randomBytesOf } from '../crypto/random.js';
import { type KeyedHash, sipHash } from '../crypto/siphash.js';

/** Words of a slot: 95 bits, beside the eight that choose the segment. Among 20 million values, two meet by chance in 2^-54 of all runs. */
const WORDS = 3;
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

export class FingerprintSet {
  readonly #hash: KeyedHash;
  readonly #segments: (Segment | undefined)[] = new Array(SEGMENTS);
  /** Of no meaning: what is read ahead must be used for something. */
  #touched = 0;

  /** @param key 16 random bytes, drawn for this run (`runKey`) */
  constructor(key: Uint8Array = runKey()) {
    this.#hash = sipHash(key);
  }

  /** Adds a value; false if it was there before. Takes at most 24 bytes for each, once there are some thousands. */
  add(value: Uint8Array): boolean {
    return this.#addPrint(this.#hash(value), 0);
  }

  /** Adds values by their hashes under the key of this set, four words each. Gives the indices of those that were there before. */
  addPrints(prints: Uint32Array): number[] {
    // A table is larger than any cache. Asked for at once, the places come at once; the insertions below would wait for each.
    for (let at = 0; at < prints.length; at += 4) {
      const segment = this.#segments[(prints[at + 3] ?? 0) >>> 24];
      if (segment !== undefined)
        this.#touched ^= segment.table[placeOf(prints[at] ?? 0, segment.slots)] ?? 0;
    }
    const repeated: number[] = [];
    for (let at = 0; at < prints.length; at += 4)
      if (!this.#addPrint(prints, at)) repeated.push(at / 4);
    return repeated;
  }

  #addPrint(words: Uint32Array, at: number): boolean {
    const first = words[at] ?? 0;
    const second = words[at + 1] ?? 0;
    const third = words[at + 2] ?? 0;
    const part = (words[at + 3] ?? 0) >>> 24;
    let segment = this.#segments[part] ?? emptySegment(FIRST_SLOTS);
    // Three quarters full at most: a new value then looks at eight slots on average, and at four over the life of the set.
    if (4 * (segment.used + 1) > 3 * segment.slots) segment = larger(segment);
    this.#segments[part] = segment;
    // One bit is given up, so that no slot in use looks empty.
    return insert(segment, first, second, (third | 1) >>> 0);
  }
}

function emptySegment(slots: number): Segment {
  return { slots, table: new Uint32Array(slots * WORDS), used: 0 };
}

/** Where the search for a hash begins. */
function placeOf(first: number, slots: number): number {
  return Math.floor((first / 2 ** 32) * slots) * WORDS;
}

function insert(segment: Segment, first: number, second: number, third: number): boolean {
  const { slots, table } = segment;
  let at = placeOf(first, slots);
  let steps = 1;
  for (; table[at + 2] !== 0; steps += 1) {
    if (table[at] === first && table[at + 1] === second && table[at + 2] === third) break;
    at += WORDS;
    if (at === table.length) at = 0;
  }
  done.slots += steps;
  if (table[at + 2] !== 0) return false;
  table[at] = first;
  table[at + 1] = second;
  table[at + 2] = third;
  segment.used += 1;
  return true;
}

function larger({ slots, table }: Segment): Segment {
  const segment = emptySegment(Math.ceil((slots * 3) / 2));
  for (let at = 0; at < table.length; at += WORDS) {
    if (table[at + 2] !== 0)
      insert(segment, table[at] ?? 0, table[at + 1] ?? 0, table[at + 2] ?? 0);
  }
  return segment;
}
