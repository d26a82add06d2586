// Completeness of the selection (docs/SPEC.md §11.1): a range has no hole, every id is there. What an exporter could leave
// out must be visible; what cannot be seen is unproven.

import { PATHS } from '../bundle/layout.js';
import type { Leaf, RunLeaf } from '../bundle/leaf.js';
import type { LeafBatch } from '../bundle/leaf-batch.js';
import type { Manifest } from '../bundle/manifest.js';
import type { ErasuresCheck } from './erasures.js';
import { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';
import { PeriodCheck } from './period.js';

/** The check that fits the kind of the selection. `isHeadLater` says whether the tree was still that small after a time. */
export function completenessCheck(
  { selection, treeHead }: Manifest,
  erasures: ErasuresCheck,
  isHeadLater: (time: bigint) => boolean,
): LeafCheck {
  switch (selection.kind) {
    case 'record_ids':
      return new IdsCheck(selection.recordIds, erasures);
    case 'sequence':
      return new SequenceCheck(selection, treeHead?.treeSize);
    case 'period':
      return new PeriodCheck(selection, treeHead?.treeSize, isHeadLater);
  }
}

class IdsCheck implements LeafCheck {
  readonly findings = new Findings();
  readonly #missing: Set<string>;
  readonly #erasures: ErasuresCheck;

  constructor(ids: ReadonlySet<string>, erasures: ErasuresCheck) {
    this.#missing = new Set(ids);
    this.#erasures = erasures;
  }

  see({ leaves }: LeafBatch): void {
    for (const { record } of leaves)
      if (record !== undefined && this.#missing.delete(record.recordId))
        this.findings.examined('completeness/selection');
  }

  done(): Findings {
    const end = new Findings();
    for (const { target } of this.#erasures.wholeRecords())
      if (this.#missing.delete(target.recordId)) end.examined('completeness/selection');
    // §2.5: too many erasures are unsupported, not wrong: the id may be named by one that is not held.
    for (const record_id of this.#erasures.complete ? this.#missing : [])
      end.report('SELECTION_ID_MISSING', { entry: PATHS.records, record_id });
    end.report('SELECTION_BY_ID', { entry: PATHS.manifest, pointer: '/selection/record_ids' });
    return end;
  }
}

class SequenceCheck implements LeafCheck {
  readonly findings = new Findings();
  readonly #from: number;
  readonly #to: number;
  readonly #treeSize: number | undefined;
  #next: number;
  /** Records of the range that are not there: they may be out of their place. */
  readonly #omissions = new Findings();

  constructor(
    { from, to }: { readonly from: number; readonly to: number },
    treeSize: number | undefined,
  ) {
    this.#from = from;
    this.#to = to;
    this.#treeSize = treeSize;
    this.#next = from;
  }

  see(batch: LeafBatch): void {
    const { run } = batch;
    if (run === undefined || !this.#run(run)) for (const leaf of batch.leaves) this.#leaf(leaf);
  }

  done(): Findings {
    const size = this.#treeSize;
    const isBeyond = size !== undefined && this.#to > size;
    this.#omitted(isBeyond ? size : this.#to);
    const end = new Findings().add(this.#omissions);
    const where = { entry: PATHS.manifest, pointer: '/selection/sequence/to' };
    const details = { expected: `at most ${size}`, actual: String(this.#to) };
    if (isBeyond) end.report('SELECTION_BEYOND_TREE', where, details);
    return end;
  }

  /** False unless the whole run is in the range. */
  #run({ sequence, last, lines }: RunLeaf): boolean {
    if (sequence < this.#from || last >= this.#to) return false;
    this.findings.examined('completeness/selection', lines);
    this.#omitted(sequence);
    this.#next = last + 1;
    return true;
  }

  #leaf({ sequence, stub }: Leaf): void {
    if (sequence < this.#from || sequence >= this.#to) return;
    // A link stub proves that there is a leaf, and hides it: inside the range that is an omission.
    if (stub?.reason === 'link') return;
    this.findings.examined('completeness/selection');
    this.#omitted(sequence);
    this.#next = sequence + 1;
  }

  #omitted(until: number): void {
    const [first, last] = [this.#next, until - 1];
    if (first > last) return;
    const message =
      last === first
        ? `record ${last} is selected and not shown`
        : `records ${first} to ${last} are selected and not shown`;
    this.#omissions.report(
      'SELECTION_OMISSION',
      { entry: PATHS.records, sequence: first },
      message,
    );
    this.#next = until;
  }
}
