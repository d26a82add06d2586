// Completeness of a period (docs/SPEC.md §11.1). The run is the shown records of the period and the proven erasures next to
// them. Nothing may be hidden inside the run, and its neighbours must be shown to lie outside the period; else a record at
// the edge could have been left out. All of it follows from one reading in ascending sequence.

import { formatTime, type Instant } from '../base/encoding.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf, RunLeaf } from '../bundle/leaf.js';
import type { LeafBatch } from '../bundle/leaf-batch.js';
import { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';

/** What stands at the index next to the run. */
type Neighbour = 'outside' | 'hidden' | 'absent';

export class PeriodCheck implements LeafCheck {
  readonly findings = new Findings();
  readonly #from: Instant;
  readonly #to: Instant;
  readonly #treeSize: number | undefined;
  readonly #isHeadLater: (time: Instant) => boolean;
  #last: number | undefined;
  /** Erased stubs without a gap right before the leaf at hand: they belong to the run if a record of the period follows. */
  #erasedFrom: number | undefined;
  /** The leaf before `#erasedFrom`, or the last one seen if no erased stub follows it. */
  #before: { readonly sequence: number; readonly neighbour: 'outside' | 'hidden' } | undefined;
  /** That leaf is a stub right above a record before the period: it hides what could be the first of the period. */
  #isHidden = false;
  /** First and last index of the run so far. */
  #run: { readonly first: number; last: number; hasRecord: boolean } | undefined;
  #lower: Neighbour | undefined;
  #upper: Neighbour | undefined;
  /** Records of the run that are not there: they may be out of their place. */
  readonly #gaps = new Findings();

  constructor(
    { from, to }: { readonly from: Instant; readonly to: Instant },
    treeSize: number | undefined,
    isHeadLater: (time: Instant) => boolean,
  ) {
    this.#from = from;
    this.#to = to;
    this.#treeSize = treeSize;
    this.#isHeadLater = isHeadLater;
  }

  see(batch: LeafBatch): void {
    const { run } = batch;
    if (run === undefined || !this.#goesOn(run)) for (const leaf of batch.leaves) this.#leaf(leaf);
  }

  /** Records of the period that go on where the last one ended. False for any other run. */
  #goesOn({ sequence, last, from, to, lines }: RunLeaf): boolean {
    const period = this.#run;
    if (period === undefined || sequence !== period.last + 1 || this.#upper !== undefined)
      return false;
    if (from < this.#from || to > this.#to) return false;
    period.last = last;
    period.hasRecord = true;
    this.findings.examined('completeness/selection', lines);
    return true;
  }

  done(): Findings {
    return new Findings().add(this.#gaps).add(this.#ends());
  }

  #leaf(leaf: Leaf): void {
    const kind = this.#kindOf(leaf);
    const { sequence } = leaf;
    if (this.#run === undefined) this.#beforeRun(sequence, kind);
    else this.#afterStart(sequence, kind);
  }

  #ends(): Findings {
    const end = new Findings();
    const size = this.#treeSize;
    // An empty period: the run has no index, and its two neighbours stand side by side (§11.1).
    if (this.#run === undefined) {
      const above = (this.#last ?? -1) + 1;
      const from = this.#erasedFrom ?? above;
      const isWhole = from === 0 || this.#before?.sequence === from - 1;
      if (!isWhole) neighbour(end, 'below', from - 1, 'absent');
      else if (above !== size) neighbour(end, 'above', above, 'absent');
      else {
        const actual = `the tree ends with record ${above - 1}`;
        end.report('PERIOD_END_UNPROVEN', { entry: PATHS.records }, { actual });
      }
      return end;
    }
    const { first, last } = this.#run;
    const side = this.#isHidden && !this.#run.hasRecord ? 'above' : 'below';
    neighbour(end, side, first - 1, first === 0 ? 'outside' : (this.#lower ?? 'absent'));
    // An end of the tree replaces the upper neighbour only if the tree was still that small when the period was over:
    // an old but genuine checkpoint could hide the end of the period.
    if (this.#run.hasRecord && size !== undefined && last === size - 1) {
      const expected = `a checkpoint signed at or after ${formatTime(this.#to)}`;
      if (!this.#isHeadLater(this.#to))
        end.report('PERIOD_END_UNPROVEN', { entry: PATHS.checkpoint }, { expected });
      return end;
    }
    neighbour(end, 'above', last + 1, this.#upper ?? 'absent');
    return end;
  }

  #kindOf({ record, stub }: Leaf): 'before' | 'in' | 'after' | 'erased' | 'link' {
    if (record === undefined) return stub?.reason === 'erased' ? 'erased' : 'link';
    if (record.recordedAt < this.#from) return 'before';
    return record.recordedAt > this.#to ? 'after' : 'in';
  }

  #beforeRun(sequence: number, kind: 'before' | 'in' | 'after' | 'erased' | 'link'): void {
    const erasedUntil = this.#erasedFrom;
    const joined = this.#last === sequence - 1;
    this.#last = sequence;
    if (kind === 'erased') {
      if (erasedUntil === undefined || !joined) {
        if (!joined) this.#before = undefined;
        this.#erasedFrom = sequence;
      }
      return;
    }
    if (kind === 'in') {
      const first = joined && erasedUntil !== undefined ? erasedUntil : sequence;
      this.#lower = this.#before?.sequence === first - 1 ? this.#before.neighbour : 'absent';
      this.#run = { first, last: sequence, hasRecord: true };
      this.findings.examined('completeness/selection', sequence - first + 1);
      return;
    }
    if (kind === 'after') {
      // No record of the period so far: it may be empty, if this leaf and the one before the period stand side by side.
      const first = joined && erasedUntil !== undefined ? erasedUntil : sequence;
      this.#lower = this.#before?.sequence === first - 1 ? this.#before.neighbour : 'absent';
      this.#run = { first, last: sequence - 1, hasRecord: false };
      this.#upper = 'outside';
      this.findings.examined('completeness/selection', sequence - first + 1);
      return;
    }
    const lower = joined ? (erasedUntil ?? sequence) - 1 : undefined;
    this.#isHidden =
      kind === 'link' && this.#before?.neighbour === 'outside' && this.#before.sequence === lower;
    this.#erasedFrom = undefined;
    this.#before = { sequence, neighbour: kind === 'before' ? 'outside' : 'hidden' };
  }

  #afterStart(sequence: number, kind: 'before' | 'in' | 'after' | 'erased' | 'link'): void {
    const run = this.#run;
    if (run === undefined) return;
    if (kind === 'in') {
      if (sequence > run.last + 1) this.#gap(run.last + 1, sequence - 1);
      run.last = sequence;
      run.hasRecord = true;
      this.#upper = undefined;
      this.findings.examined('completeness/selection');
    } else if (sequence === run.last + 1 && this.#upper === undefined) {
      if (kind === 'erased') {
        run.last = sequence;
        this.findings.examined('completeness/selection');
      } else this.#upper = kind === 'link' ? 'hidden' : 'outside';
    }
  }

  #gap(from: number, to: number): void {
    const message =
      from === to
        ? `record ${from} stands between records of the period and is not shown`
        : `records ${from} to ${to} stand between records of the period and are not shown`;
    this.#gaps.report('PERIOD_GAP', { entry: PATHS.records, sequence: from }, message);
  }
}

function neighbour(
  findings: Findings,
  side: 'below' | 'above',
  sequence: number,
  kind: Neighbour,
): void {
  const which = `record ${sequence}, right ${side} the period, is`;
  if (kind === 'hidden') {
    // Below, an honest exporter puts a link stub there so that the first link can be checked; above, it only hides.
    const code = side === 'below' ? 'PERIOD_NEIGHBOUR_NOT_SHOWN' : 'PERIOD_NEIGHBOUR_HIDDEN';
    findings.report(code, { entry: PATHS.stubs, sequence }, `${which} hidden behind a stub`);
  } else if (kind === 'absent') {
    const where = { entry: PATHS.records, sequence };
    findings.report('PERIOD_NEIGHBOUR_NOT_SHOWN', where, `${which} not shown`);
  }
}
