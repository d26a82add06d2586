// What the shown leaves add up to (docs/SPEC.md §16.2): counts and ranges for people, and what a compliance report is
// compared with (§10.2). Nothing is kept but numbers, two times and two tenants.

import type { Leaf, RunLeaf } from '../bundle/leaf.js';
import type { LeafBatch } from '../bundle/leaf-batch.js';
import { isSelected, type Selection } from '../bundle/selection.js';
import { ReportFacts } from '../vendor-report/facts.js';
import { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';
import { LeafRanges } from './leaf-ranges.js';

export class EvidenceCount implements LeafCheck {
  /** None: it only counts. */
  readonly findings = new Findings();
  readonly #selection: Selection;
  readonly #comparesReports: boolean;
  records = 0;
  selected = 0;
  readonly ranges = new LeafRanges();
  /** Of the selected events. */
  readonly facts = new ReportFacts();
  linkStubs = 0;
  firstRecordedAt: string | undefined;
  lastRecordedAt: string | undefined;
  /** The latest `recorded_at` as a number, for comparison with trusted times (§12.3). */
  lastTime: bigint | undefined;

  /** @param comparesReports whether a report of the bundle is compared with what the records say (§10.2) */
  constructor(selection: Selection, comparesReports: boolean) {
    this.#selection = selection;
    this.#comparesReports = comparesReports;
  }

  see(batch: LeafBatch): void {
    const { run } = batch;
    if (run === undefined || !this.#run(run)) for (const leaf of batch.leaves) this.#leaf(leaf);
  }

  /** False unless all records of the run are of the selection, and nothing is asked of what they say. */
  #run(run: RunLeaf): boolean {
    const { lines } = run;
    if (this.#comparesReports || !isRunSelected(this.#selection, run)) return false;
    const { firstRecord, lastRecord } = run;
    this.ranges.add(run.sequence, lines, lines);
    this.records += lines;
    this.selected += lines;
    this.facts.addEvents(lines);
    this.firstRecordedAt ??= firstRecord.recordedAtText;
    if (this.lastTime === undefined || lastRecord.recordedAt >= this.lastTime) {
      this.lastTime = lastRecord.recordedAt;
      this.lastRecordedAt = lastRecord.recordedAtText;
    }
    return true;
  }

  #leaf(leaf: Leaf): void {
    const { record, stub } = leaf;
    this.ranges.add(leaf.sequence, 1, record === undefined ? 0 : 1);
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

/** True only if every record of the run is of the selection. */
function isRunSelected(selection: Selection, run: RunLeaf): boolean {
  if (selection.kind === 'sequence')
    return run.sequence >= selection.from && run.last < selection.to;
  if (selection.kind === 'record_ids') return false;
  const { firstRecord, lastRecord } = run;
  return firstRecord.recordedAt >= selection.from && lastRecord.recordedAt <= selection.to;
}
