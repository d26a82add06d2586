// Completeness of the selection (docs/SPEC.md §11.1): a range has no hole, every id is there. What an exporter could leave
// out must be visible; what cannot be seen is unproven.

import { finding } from '../base/errors.js';
import type { Leaf } from '../bundle/leaf.js';
import type { LeafBatch } from '../bundle/leaves.js';
import type { Manifest } from '../bundle/manifest.js';
import type { ErasuresCheck } from './erasures.js';
import type { Findings } from './findings.js';
import { Held } from './held.js';
import type { LeafCheck } from './leaf-check.js';
import { PeriodCheck } from './period.js';

/** The check that fits the kind of the selection. `isHeadLater` says whether the tree was still that small after a time. */
export function completenessCheck(
  recorder: Findings,
  manifest: Manifest,
  erasures: ErasuresCheck,
  isHeadLater: (time: bigint) => boolean,
): LeafCheck {
  const { selection, treeHead } = manifest;
  switch (selection.kind) {
    case 'record_ids':
      return new IdsCheck(recorder, selection.recordIds, erasures);
    case 'sequence':
      return new SequenceCheck(recorder, selection, treeHead?.treeSize);
    case 'period':
      return new PeriodCheck(recorder, selection, treeHead?.treeSize, isHeadLater);
  }
}

class IdsCheck implements LeafCheck {
  readonly #recorder: Findings;
  readonly #missing: Set<string>;
  readonly #erasures: ErasuresCheck;

  constructor(recorder: Findings, ids: ReadonlySet<string>, erasures: ErasuresCheck) {
    this.#recorder = recorder;
    this.#missing = new Set(ids);
    this.#erasures = erasures;
  }

  see({ leaves }: LeafBatch): void {
    for (const { record } of leaves)
      if (record !== undefined && this.#missing.delete(record.recordId))
        this.#recorder.examined('completeness/selection');
  }

  done(): void {
    for (const { target } of this.#erasures.wholeRecords()) {
      if (this.#missing.delete(target.recordId)) this.#recorder.examined('completeness/selection');
    }
    // §2.5: too many erasures are unsupported, not wrong: the id may be named by one that is not held.
    for (const id of this.#erasures.complete ? this.#missing : []) {
      this.#recorder.report(
        finding('SELECTION_ID_MISSING', { entry: 'records.jsonl', recordId: id }),
      );
    }
    this.#recorder.report(
      finding('SELECTION_BY_ID', { entry: 'manifest.json', pointer: '/selection/record_ids' }),
    );
  }
}

class SequenceCheck implements LeafCheck {
  readonly #recorder: Findings;
  readonly #from: number;
  readonly #to: number;
  readonly #treeSize: number | undefined;
  #next: number;
  /** Records of the range that are not there: they may be out of their place. */
  readonly #omissions = new Held();

  constructor(
    recorder: Findings,
    { from, to }: { readonly from: number; readonly to: number },
    treeSize: number | undefined,
  ) {
    this.#recorder = recorder;
    this.#from = from;
    this.#to = to;
    this.#treeSize = treeSize;
    this.#next = from;
  }

  see({ leaves }: LeafBatch): void {
    for (const leaf of leaves) this.#leaf(leaf);
  }

  done(): void {
    const size = this.#treeSize;
    const isBeyond = size !== undefined && this.#to > size;
    if (!isBeyond) this.#omitted(this.#to);
    this.#omissions.tell((found) => this.#recorder.report(found));
    if (!isBeyond) return;
    this.#recorder.report(
      finding(
        'SELECTION_BEYOND_TREE',
        { entry: 'manifest.json', pointer: '/selection/sequence/to' },
        { expected: `at most ${size}`, actual: String(this.#to) },
      ),
    );
  }

  #leaf({ sequence, stub }: Leaf): void {
    if (sequence < this.#from || sequence >= this.#to) return;
    // A link stub proves that there is a leaf, and hides it: inside the range that is an omission.
    if (stub?.reason === 'link') return;
    this.#recorder.examined('completeness/selection');
    this.#omitted(sequence);
    this.#next = sequence + 1;
  }

  #omitted(until: number): void {
    if (this.#next >= until) return;
    const last = until - 1;
    this.#omissions.add(
      finding(
        'SELECTION_OMISSION',
        { entry: 'records.jsonl', sequence: this.#next },
        last === this.#next
          ? `record ${last} is selected and not shown`
          : `records ${this.#next} to ${last} are selected and not shown`,
      ),
    );
    this.#next = until;
  }
}
