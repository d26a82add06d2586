// The shape of one row of the code tables.

import type { CheckId } from '../checks.js';

/**
 * What a finding does to the verdict (docs/SPEC.md §13): `fail` always fails it; `unproven` keeps a check that is needed
 * from passing; `note` is printed and never changes it.
 */
export type Outcome = 'fail' | 'unproven' | 'note';

export interface CodeRow {
  readonly check: CheckId;
  readonly outcome: Outcome;
  /** One clause, lower case, no full stop: what is wrong, where every finding of this code says the same. */
  readonly message?: string;
  /** A sentence: what the code means. */
  readonly meaning: string;
  /** A sentence to the auditor: what to do about it. */
  readonly remedy: string;
}
