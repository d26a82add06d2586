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
  /** Leaves of the first record, and of the latest one. */
  #first: Leaf | undefined;
  #last: Leaf | undefined;
  /** The latest `recorded_at` as a number, for comparison with trusted times (§12.3). */
  lastTime: bigint | undefined;

  /** @param comparesReports whether a report of the bundle is compared with what the records say (§10.2) */
  constructor(selection: Selection, comparesReports: boolean) {
    this.#selection = selection;
    this.#comparesReports = comparesReports;
  }

  get firstRecordedAt(): string | undefined {
    return this.#first?.record?.recordedAtText;
  }

  get lastRecordedAt(): string | undefined {
    return this.#last?.record?.recordedAtText;
  }

  see(batch: LeafBatch): void {
    const { run } = batch;
    if (run === undefined || !this.#run(run)) for (const leaf of batch.leaves) this.#leaf(leaf);
  }

  /** False unless all records of the run are of the selection, and nothing is asked of what they say. */
  #run(run: RunLeaf): boolean {
    const { lines } = run;
    if (this.#comparesReports || !isRunSelected(this.#selection, run)) return false;
    this.ranges.add(run.sequence, lines, lines);
    this.records += lines;
    this.selected += lines;
    this.facts.addEvents(lines);
    this.#first ??= run.firstLeaf;
    if (this.#isLatest(run.to)) this.#last = run.lastLeaf;
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
    this.#first ??= leaf;
    if (this.#isLatest(record.recordedAt)) this.#last = leaf;
  }

  #isLatest(time: bigint): boolean {
    if (this.lastTime !== undefined && time < this.lastTime) return false;
    this.lastTime = time;
    return true;
  }
}

/** True only if every record of the run is of the selection. */
function isRunSelected(selection: Selection, run: RunLeaf): boolean {
  if (selection.kind === 'sequence')
    return run.sequence >= selection.from && run.last < selection.to;
  if (selection.kind === 'record_ids') return false;
  return run.from >= selection.from && run.to <= selection.to;
}
