// A set of 128-bit fingerprints in a flat table, for "seen twice?" over millions of ids (docs/SPEC.md §4.2, §9.1). A
// repetition is never missed. Two different ids with one fingerprint would be called a repetition: making such a pair takes
// 2^64 hashes and only fails the maker's own bundle.

import { randomBytes } from 'node:crypto';

const WORDS = 4;

export class FingerprintSet {
  #table = new Uint32Array(1024 * WORDS);
  #count = 0;
  // The place in the table is keyed at random: a hostile bundle must not be able to make all ids collide and the set slow.
  readonly #key = new Uint32Array(randomBytes(4 * WORDS).buffer.slice(0));

  /** Adds the first 16 bytes of a digest; false if they were there before. */
  add(digest: Uint8Array): boolean {
    if ((this.#count + 1) * WORDS * 2 > this.#table.length) this.#grow();
    const view = new DataView(digest.buffer, digest.byteOffset, 4 * WORDS);
    const words: [number, number, number, number] = [
      view.getUint32(0),
      view.getUint32(4),
      view.getUint32(8),
      // An all-zero slot means empty: one bit is given up so that no fingerprint is all zero.
      (view.getUint32(12) | 1) >>> 0,
    ];
    return this.#insert(this.#table, words);
  }

  #insert(table: Uint32Array, words: readonly [number, number, number, number]): boolean {
    const slots = table.length / WORDS;
    let mixed = 0;
    for (let i = 0; i < WORDS; i += 1) {
      mixed = Math.imul(mixed ^ (words[i] ?? 0) ^ (this.#key[i] ?? 0), 0x9e3779b1);
      mixed ^= mixed >>> 15;
    }
    for (let slot = (mixed >>> 0) % slots; ; slot = (slot + 1) % slots) {
      const at = slot * WORDS;
      if (table[at + 3] === 0) {
        table.set(words, at);
        this.#count += 1;
        return true;
      }
      if (words.every((word, i) => table[at + i] === word)) return false;
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Uint32Array(old.length * 2);
    this.#count = 0;
    for (let at = 0; at < old.length; at += WORDS) {
      if (old[at + 3] !== 0) {
        this.#insert(this.#table, [
          old[at] ?? 0,
          old[at + 1] ?? 0,
          old[at + 2] ?? 0,
          old[at + 3] ?? 0,
        ]);
      }
    }
  }
}
