// What the steps of a run leave behind, by check: what they examined, what they found, and which check came to no end. What
// becomes of a check follows from this and from the catalogue alone (settle.ts).

import { type Finding, finding, type MadeOf } from '../base/errors.js';
import { FAILED_SEQUENCES, FINDINGS_PER_CODE } from '../base/limits.js';
import type { AbsenceCode, CheckId } from '../catalogue/checks.js';
import { CODES, type FindingCode } from '../catalogue/codes.js';

/** What a step gives: a value for the steps after it, and what it examined and found. */
export interface Step<Value> {
  readonly value: Value;
  readonly findings: Findings;
}

/** Why a check did not run: the bundle holds nothing for it, the auditor did not ask, or another check stopped it. */
export type Skipped = 'not-in-bundle' | 'not-asked' | CheckId;

/** A finding of something missing counts only where the auditor requires its check. */
interface Kept {
  readonly finding: Finding;
  readonly ifRequired: boolean;
}

/** What is known of one check. */
export interface Tally {
  readonly examined: number;
  /** The first findings of each code, in the order in which they were made. */
  readonly kept: readonly Kept[];
  /** Findings beyond the first of each code, counted but not kept. */
  readonly omitted: number;
  /** The same of something missing. */
  readonly omittedIfRequired: number;
  /** Why the check came to no end: itself, if its own findings say why. */
  readonly stopped: Skipped | undefined;
  /** The same, where the auditor requires the check. */
  readonly stoppedIfRequired: CheckId | undefined;
}

const NOTHING: Tally = {
  examined: 0,
  kept: [],
  omitted: 0,
  omittedIfRequired: 0,
  stopped: undefined,
  stoppedIfRequired: undefined,
};

type Growing = { -readonly [K in keyof Tally]: Tally[K] } & {
  readonly kept: Kept[];
  readonly perCode: Map<FindingCode, number>;
};

export class Findings {
  readonly #tallies = new Map<CheckId, Growing>();
  readonly #failures = new Map<number, Set<FindingCode>>();

  /** Counts subjects that a check has looked at. */
  examined(id: CheckId, count = 1): void {
    this.#of(id).examined += count;
  }

  /** Makes a finding of the check that its code belongs to. */
  report(...made: MadeOf): void {
    const [code, { sequence }] = made;
    this.#fail(code, sequence);
    this.#keep(code, false, () => finding(...made));
  }

  /** Adds findings that were made elsewhere. */
  reportAll(found: Iterable<Finding>): void {
    for (const each of found) {
      this.#fail(each.code, each.where.sequence);
      this.#keep(each.code, false, () => each);
    }
  }

  /** Says what is missing: a finding only where the auditor requires the check. */
  absent(...made: MadeOf<AbsenceCode>): void {
    this.#keep(made[0], true, () => finding(...made));
  }

  /** The same of several in a row, of which only the first are made. */
  absentSeveral(
    code: AbsenceCode,
    count: number,
    made: (index: number) => MadeOf<AbsenceCode>,
  ): void {
    const tally = this.#of(CODES[code].check);
    const seen = tally.perCode.get(code) ?? 0;
    const first = Math.min(count, Math.max(0, FINDINGS_PER_CODE - seen));
    for (let index = 0; index < first; index += 1)
      this.#keep(code, true, () => finding(...made(index)));
    // A run has hundreds: what is counted alone is counted at once.
    tally.perCode.set(code, seen + count);
    tally.omittedIfRequired += count - first;
  }

  /** Says that a check came to no end, and why: itself, if its own findings say so. The first reason stays. */
  stop(id: CheckId, because: Exclude<Skipped, 'not-in-bundle'> = id): void {
    this.#of(id).stopped ??= because;
  }

  /** The same for a check of which the bundle may hold nothing: it is stopped where the auditor requires it. */
  stopIfRequired(id: CheckId, because: CheckId): void {
    this.#of(id).stoppedIfRequired ??= because;
  }

  /** Adds what a step left behind, and gives its value. */
  take<Value>({ value, findings }: Step<Value>): Value {
    this.add(findings);
    return value;
  }

  /** Adds everything that another tally holds. */
  add(other: Findings): this {
    for (const [id, tally] of other.#tallies) {
      const own = this.#of(id);
      own.examined += tally.examined;
      own.omitted += tally.omitted;
      own.omittedIfRequired += tally.omittedIfRequired;
      own.stopped ??= tally.stopped;
      own.stoppedIfRequired ??= tally.stoppedIfRequired;
      for (const { finding: found, ifRequired } of tally.kept)
        this.#keep(found.code, ifRequired, () => found);
    }
    for (const [sequence, codes] of other.#failures)
      for (const code of codes) this.#fail(code, sequence);
    return this;
  }

  /** True while nothing keeps these checks from passing. */
  sound(...ids: readonly CheckId[]): boolean {
    return ids.every((id) =>
      this.tally(id).kept.every(
        ({ finding: { code }, ifRequired }) => ifRequired || CODES[code].outcome === 'note',
      ),
    );
  }

  tally(id: CheckId): Tally {
    return this.#tallies.get(id) ?? NOTHING;
  }

  /** Codes of failures by the sequence that they are at, those of findings included that are counted and not kept. */
  get failures(): ReadonlyMap<number, ReadonlySet<FindingCode>> {
    return this.#failures;
  }

  #keep(code: FindingCode, ifRequired: boolean, make: () => Finding): void {
    const tally = this.#of(CODES[code].check);
    const seen = tally.perCode.get(code) ?? 0;
    tally.perCode.set(code, seen + 1);
    if (seen < FINDINGS_PER_CODE) tally.kept.push({ finding: make(), ifRequired });
    else if (ifRequired) tally.omittedIfRequired += 1;
    else tally.omitted += 1;
  }

  #fail(code: FindingCode, sequence: number | undefined): void {
    if (sequence === undefined || CODES[code].outcome !== 'fail') return;
    const codes = this.#failures.get(sequence);
    if (codes !== undefined) codes.add(code);
    else if (this.#failures.size < FAILED_SEQUENCES) this.#failures.set(sequence, new Set([code]));
  }

  #of(id: CheckId): Growing {
    const tally = this.#tallies.get(id) ?? { ...NOTHING, kept: [], perCode: new Map() };
    this.#tallies.set(id, tally);
    return tally;
  }
}
