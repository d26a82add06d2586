// Which of many values were there before, told in two readings (docs/SPEC.md §4.2, §9.1). The first remembers little of each value and
// says of a few that they may be repeated; only if there are any, a second one remembers these well. A repetition is in both, if both are
// of the same bytes: that they were is told by sums of the hashes, which nobody makes alike who does not know their key.

import { work } from '../base/work.js';
import { type KeyedHash, sipHash } from '../crypto/siphash.js';
import { FingerprintSet } from './fingerprints.js';

/** Up to so many values a first reading remembers 63 bits of each, and hardly ever suspects one wrongly; of more, ten bits. */
const REMEMBERED = 1_200_000;

export class Repetitions {
  readonly #hash: KeyedHash;
  readonly #seen: FingerprintSet | Filter;
  readonly #suspects: FingerprintSet;
  readonly #met: FingerprintSet;
  readonly #sums = { first: new Uint32Array(4), second: new Uint32Array(4) };
  /** True if a second reading is needed. */
  areSuspected = false;

  /** @param expected values to come, as far as is known; if there are more, more are suspected @param key 16 random bytes (`runKey`) */
  constructor(expected: number, key: Uint8Array, remembered = REMEMBERED) {
    this.#hash = sipHash(key);
    this.#seen =
      expected > remembered
        ? new Filter(expected)
        : new FingerprintSet(key, { words: 2, expected });
    this.#suspects = new FingerprintSet(key);
    this.#met = new FingerprintSet(key);
  }

  /** The first reading of values, by their hashes under the key: four words each. */
  note(prints: Uint32Array): void {
    sum(this.#sums.first, prints);
    for (const index of this.#seen.addPrints(prints)) {
      this.areSuspected = true;
      this.#suspects.addPrint(prints, 4 * index);
    }
  }

  noteValue(value: Uint8Array): void {
    this.note(this.#hash(value));
  }

  /** The second reading, of the same values in the same order. Gives the indices of those that were there before. */
  repeated(prints: Uint32Array): number[] {
    sum(this.#sums.second, prints);
    const found: number[] = [];
    for (let at = 0; at < prints.length; at += 4)
      if (this.#suspects.hasPrint(prints, at) && !this.#met.addPrint(prints, at))
        found.push(at / 4);
    return found;
  }

  isRepeated(value: Uint8Array): boolean {
    return this.repeated(this.#hash(value)).length > 0;
  }

  /** True once the second reading has shown the values of the first one, all of them and no other. */
  get areSame(): boolean {
    const { first, second } = this.#sums;
    return first.every((word, at) => word === second[at]);
  }
}

function sum(into: Uint32Array, prints: Uint32Array): void {
  for (let at = 0; at < prints.length; at += 1)
    into[at & 3] = (into[at & 3] ?? 0) + (prints[at] ?? 0);
}

/** Bits of a block: a line of a processor's cache, so that a value waits for memory once. */
const BLOCK = 512;
const BITS_OF_A_VALUE = 10;

/**
 * A Bloom filter in blocks (Putze, Sanders, Singler 2007), five bits a value. Of the values that it was made for, some three in a
 * thousand are taken for others; of more, more are.
 */
class Filter {
  readonly #blocks: number;
  readonly #words: Uint32Array;
  #touched = 0;

  constructor(values: number) {
    this.#blocks = Math.ceil((values * BITS_OF_A_VALUE) / BLOCK);
    this.#words = new Uint32Array((this.#blocks * BLOCK) / 32);
  }

  /** Adds values. Gives the indices of those that may have been there before: all that were, and a few others. */
  addPrints(prints: Uint32Array): number[] {
    for (let at = 0; at < prints.length; at += 4)
      this.#touched ^= this.#words[this.#blockOf(prints[at] ?? 0)] ?? 0;
    const seen: number[] = [];
    for (let at = 0; at < prints.length; at += 4) if (this.#add(prints, at)) seen.push(at / 4);
    work.slots += prints.length / 4;
    return seen;
  }

  #blockOf(first: number): number {
    return Math.floor((first / 2 ** 32) * this.#blocks) * (BLOCK / 32);
  }

  #add(prints: Uint32Array, at: number): boolean {
    const block = this.#blockOf(prints[at] ?? 0);
    let wasThere = true;
    // Nine bits choose one of 512; a word of the hash has them three times.
    for (let bit = 0; bit < 5; bit += 1) {
      const place = ((prints[at + (bit < 3 ? 1 : 2)] ?? 0) >>> (9 * (bit % 3))) & (BLOCK - 1);
      const word = block + (place >>> 5);
      const old = this.#words[word] ?? 0;
      const set = old | (1 << (place & 31));
      if (set === (old | 0)) continue;
      wasThere = false;
      this.#words[word] = set;
    }
    return wasThere;
  }
}
