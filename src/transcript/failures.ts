// Which records failed in a run, beside its transcript: a transcript lists the first findings of each code and counts the rest, and
// somebody who asks for a record by its name is told of the rest too.

import { CODES, type FindingCode } from '../catalogue/codes.js';
import type { Transcript } from './transcript.js';

/** Codes of failures by the sequence that they are at. */
export type Failures = ReadonlyMap<number, ReadonlySet<FindingCode>>;

const KNOWN = new WeakMap<Transcript, Failures>();

/** Keeps what a run found with the transcript that it made. */
export function rememberFailures(transcript: Transcript, failures: Failures): void {
  KNOWN.set(transcript, failures);
}

/** All that the run found; of a transcript that was read from a file, what it lists. */
export function failuresOf(transcript: Transcript): Failures {
  const known = KNOWN.get(transcript);
  if (known !== undefined) return known;
  const listed = new Map<number, Set<FindingCode>>();
  for (const { findings } of transcript.checks) {
    for (const { code, where } of findings) {
      if (where.sequence === undefined || CODES[code].outcome !== 'fail') continue;
      const codes = listed.get(where.sequence) ?? new Set();
      listed.set(where.sequence, codes.add(code));
    }
  }
  return listed;
}
