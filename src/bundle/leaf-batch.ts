// A batch of leaves as the stream hands it on (docs/SPEC.md §14 step 6), with what is to be said of the lines that it was made of.

import type { Finding } from '../base/errors.js';
import type { Leaf, RunLeaf } from './leaf.js';
import type { PathLines } from './path-lines.js';
import type { Orphan } from './side.js';

export interface LeafBatch extends Notes {
  /** In ascending sequence. None after a line of records.jsonl or stubs.jsonl that cannot be used. */
  readonly leaves: readonly Leaf[];
  /** The same leaves, where they are records in a row: a check may look at its ends alone. */
  readonly run?: RunLeaf;
  /** The paths of a run, one a leaf in the same order, where more is known of them than what each says. */
  readonly paths?: PathLines | undefined;
}

/** What is to be said of the lines of a batch. */
export interface Notes {
  /** About lines of records.jsonl and stubs.jsonl. */
  readonly findings: readonly Finding[];
  /** About lines of the entries beside them. */
  readonly faults: readonly Finding[];
  /** Lines of those entries whose sequence no leaf has, as far as the leaves are known. */
  readonly orphans: readonly Orphan[];
}

/** Leaves that are made only for a check that asks for each of them. */
export class RunBatch implements LeafBatch {
  readonly run: RunLeaf;
  readonly paths: PathLines | undefined;
  readonly findings: readonly Finding[];
  readonly faults: readonly Finding[];
  readonly orphans: readonly Orphan[];
  #leaves: readonly Leaf[] | undefined;

  constructor(run: RunLeaf, paths: PathLines | undefined, { findings, faults, orphans }: Notes) {
    this.run = run;
    this.paths = paths;
    this.findings = findings;
    this.faults = faults;
    this.orphans = orphans;
  }

  get leaves(): readonly Leaf[] {
    this.#leaves ??= this.run.leaves().map((leaf, index) => {
      leaf.path = this.paths?.line(index);
      return leaf;
    });
    return this.#leaves;
  }
}
