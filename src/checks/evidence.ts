// What the shown leaves add up to (docs/SPEC.md §16.2): counts for people, and the one count that a compliance report is
// compared with (§10.2). Nothing is kept but numbers and two times.

import type { Selection } from '../bundle/selection.js';
import { isSelected } from './completeness.js';
import type { Leaf, LeafObserver } from './leaf.js';

export class EvidenceCount implements LeafObserver {
  readonly #selection: Selection;
  records = 0;
  selected = 0;
  selectedEvents = 0;
  linkStubs = 0;
  firstRecordedAt: string | undefined;
  lastRecordedAt: string | undefined;
  /** The latest `recorded_at` as a number, for comparison with trusted times (§12.3). */
  lastTime: bigint | undefined;

  constructor(selection: Selection) {
    this.#selection = selection;
  }

  onLeaf(leaf: Leaf): void {
    const { record, stub } = leaf;
    if (stub?.reason === 'link') this.linkStubs += 1;
    if (record === undefined) return;
    this.records += 1;
    if (isSelected(this.#selection, leaf)) {
      this.selected += 1;
      if (record.type === 'event') this.selectedEvents += 1;
    }
    this.firstRecordedAt ??= record.recordedAtText;
    if (this.lastTime === undefined || record.recordedAt >= this.lastTime) {
      this.lastTime = record.recordedAt;
      this.lastRecordedAt = record.recordedAtText;
    }
  }

  finish(): void {}
}
