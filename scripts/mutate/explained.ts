// Mutants that no test can tell from the verifier, or none is meant to, and why. Each row is an expression as it is written in the source and
// what the mutant makes of it; test/mutate.test.ts fails if there is no such mutant any more.

import type { Change } from './catalogue.js';

export interface Explanation {
  readonly because: string;
  readonly mutants: readonly (readonly [file: string, of: string, to: string])[];
}

export const EXPLAINED: readonly Explanation[] = [];

/** The reason of a mutant, if there is one. */
export function explanationOf({ file, of, to }: Change): string | undefined {
  return EXPLAINED.find(({ mutants }) =>
    mutants.some(([own, from, into]) => own === file && from === of && into === to),
  )?.because;
}
