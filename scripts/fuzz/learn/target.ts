// What is fuzzed: a name, where it begins, how an input is changed, and what must hold of it.

import type { Random } from '../random.js';

export interface Target {
  readonly name: string;
  /** Beginnings of the paths of src/ whose branches it is about. */
  readonly about: readonly string[];
  /** Weight against the others. */
  readonly share: number;
  readonly seeds: () => readonly Uint8Array[];
  /** Another input; of bytes, unless it knows better. */
  readonly mutate?: (random: Random, input: Uint8Array, other: Uint8Array) => Uint8Array;
  /** Says what is wrong; an exception is a crash. */
  readonly run: (
    input: Uint8Array,
    random: Random,
  ) => string | undefined | Promise<string | undefined>;
  /** Bytes that an input stands for, if not its own: cost is by size. */
  readonly size?: (input: Uint8Array) => number;
}
