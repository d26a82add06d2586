// A check that follows the leaves (docs/SPEC.md §14 step 6).

import type { LeafBatch } from '../bundle/leaf-batch.js';
import type { Findings } from './findings.js';

export interface LeafCheck {
  /** What it has seen in the leaves so far. */
  readonly findings: Findings;
  /** Called with every batch, in ascending sequence. No leaf may be kept, but by a promise of few batches. */
  see(batch: LeafBatch): void | Promise<void>;
  /** When what it has left to others is done: all leaves were seen, or no further one will be. */
  settled?(): Promise<void>;
  /** True if it has to see the records a second time. */
  readonly looksBack?: boolean;
  /** Called with batches of the same records, from the first one on, when all were seen. */
  lookBack?(records: LeafBatch): void;
  /** True if what it saw the second time is what it saw the first time. */
  readonly sawTheSame?: boolean;
  /**
   * What follows from having seen every leaf. Not called if a line of records.jsonl or stubs.jsonl could not be used: whoever
   * concludes from what is absent does so here, since before the end it may only be out of its place.
   */
  done?(): Findings;
}
