// What the shown leaves add up to (docs/SPEC.md §16.2): counts for people, and what a compliance report is compared with
// (§10.2). Nothing is kept but numbers, two times and two tenants.

import type { Leaf } from '../bundle/leaf.js';
import type { LeafBatch } from '../bundle/leaves.js';
import { isSelected, type Selection } from '../bundle/selection.js';
import { ReportFacts } from '../vendor-report/facts.js';
import { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';

export class EvidenceCount implements LeafCheck {
  /** None: it only counts. */
  readonly findings = new Findings();
  readonly #selection: Selection;
  records = 0;
  selected = 0;
  /** Of the selected events. */
  readonly facts = new ReportFacts();
  linkStubs = 0;
  firstRecordedAt: string | undefined;
  lastRecordedAt: string | undefined;
  /** The latest `recorded_at` as a number, for comparison with trusted times (§12.3). */
  lastTime: bigint | undefined;

  constructor(selection: Selection) {
    this.#selection = selection;
  }

  see({ leaves }: LeafBatch): void {
    for (const leaf of leaves) this.#leaf(leaf);
  }

  #leaf(leaf: Leaf): void {
    const { record, stub } = leaf;
    if (stub?.reason === 'link') this.linkStubs += 1;
    if (record === undefined) return;
    this.records += 1;
    if (isSelected(this.#selection, record)) {
      this.selected += 1;
      this.facts.add(record);
    }
    this.firstRecordedAt ??= record.recordedAtText;
    if (this.lastTime === undefined || record.recordedAt >= this.lastTime) {
      this.lastTime = record.recordedAt;
      this.lastRecordedAt = record.recordedAtText;
    }
  }
}
