// A check that follows the leaves (docs/SPEC.md §14 step 6).

import type { LeafBatch } from '../bundle/leaves.js';

export interface LeafCheck {
  /** Called with every batch, in ascending sequence. No leaf may be kept. */
  see(batch: LeafBatch): void;
  /**
   * After the last batch; not called if a line of records.jsonl or stubs.jsonl could not be used. Whoever concludes from what is
   * absent does so here: before the end it may only be out of its place.
   */
  done(): void;
}
