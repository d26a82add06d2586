// Random choices that follow from a text alone, so that an execution can be made again from its seed and its number: sfc32 over
// the SHA-256 of the text. No clock, no Math.random.

import { hash } from 'node:crypto';

export class Random {
  readonly #state: Uint32Array;

  constructor(label: string) {
    const digest = hash('sha256', label, 'buffer');
    this.#state = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32LE(at));
    for (let i = 0; i < 12; i += 1) this.next();
  }

  /** A whole number from 0 to 2^32 − 1. */
  next(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = this.#state;
    const out = (a + b + counter) >>> 0;
    this.#state.set([
      b ^ (b >>> 9),
      (c + (c << 3)) >>> 0,
      (((c << 21) | (c >>> 11)) + out) >>> 0,
      (counter + 1) >>> 0,
    ]);
    return out;
  }

  /** A whole number from 0 to `limit` − 1; 0 if there is none. */
  below(limit: number): number {
    return limit < 1 ? 0 : this.next() % limit;
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** True in `part` of `whole` cases. */
  chance(part: number, whole: number): boolean {
    return this.below(whole) < part;
  }

  pick<T>(list: readonly [T, ...T[]]): T;
  pick<T>(list: readonly T[]): T | undefined;
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.next() & 0xff);
  }
}
