// Choices that follow from a seed and a name alone: which line, which byte, which bit. The same seed tampers alike on every machine;
// another seed tampers elsewhere. Nothing is random, and nothing that is secret depends on it.

/** Makes choices for one tampering; `seed` is a whole number from 0 to 2^32 − 1. */
export class Picker {
  #state: number;

  constructor(seed: number, name: string) {
    // FNV-1a over the name, so that a new tampering in the catalogue does not move the others.
    let state = (0x811c9dc5 ^ seed) >>> 0;
    for (const character of name)
      state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    this.#state = state;
  }

  /** A whole number from 0 to `limit` − 1; 0 if there is none. */
  below(limit: number): number {
    // splitmix32.
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    mixed = (mixed ^ (mixed >>> 15)) >>> 0;
    return limit < 1 ? 0 : mixed % limit;
  }

  /** One of a list; undefined if it is empty. */
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  /** The bytes with one bit flipped, at or after `from`. There is at least one byte there. */
  flip(bytes: Uint8Array, from = 0, to = bytes.length): { bytes: Uint8Array; at: number } {
    const at = from + this.below(to - from);
    const out = Uint8Array.from(bytes);
    out[at] = (out[at] ?? 0) ^ (1 << this.below(8));
    return { bytes: out, at };
  }
}
