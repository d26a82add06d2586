// What the steps of a run leave behind, by check: what they examined, what they found, and which check came to no end. What
// becomes of a check follows from this and from the catalogue alone (settle.ts).

import { EvidenceError, type Finding } from '../base/errors.js';
import { FINDINGS_PER_CODE } from '../base/limits.js';
import type { AbsenceCode, CheckId } from '../catalogue/checks.js';
import { CODES } from '../catalogue/codes.js';

/** Why a check did not run: the bundle holds nothing for it, the auditor did not ask, or another check stopped it. */
export type Skipped = 'not-in-bundle' | 'not-asked' | CheckId;

/** A finding of something missing counts only where the auditor requires its check. */
export interface Kept {
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
  readonly perCode: Map<string, number>;
};

export class Findings {
  readonly #onFinding: (finding: Finding) => void;
  readonly #tallies = new Map<CheckId, Growing>();

  /** @param onFinding told of every finding of something wrong, also of those that are counted and not kept */
  constructor(onFinding: (finding: Finding) => void = () => {}) {
    this.#onFinding = onFinding;
  }

  /** Counts subjects that a check has looked at. */
  examined(id: CheckId, count = 1): void {
    this.#of(id).examined += count;
  }

  /** Adds a finding to the check that its code belongs to. */
  report(found: Finding): void {
    this.#onFinding(found);
    this.#add(found, false);
  }

  /** Adds what is missing: a finding only where the auditor requires the check. */
  absent(found: Finding<AbsenceCode>): void {
    this.#add(found, true);
  }

  /** Says that a check came to no end, and why: itself, if its own findings say so. The first reason stays. */
  stop(id: CheckId, because: Exclude<Skipped, 'not-in-bundle'>): void {
    this.#of(id).stopped ??= because;
  }

  /** The same for a check of which the bundle may hold nothing: it is stopped where the auditor requires it. */
  stopIfRequired(id: CheckId, because: CheckId): void {
    this.#of(id).stoppedIfRequired ??= because;
  }

  /** Runs a step; an EvidenceError becomes findings and the result is undefined. Every other error is ours: rethrown. */
  attempt<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      return this.#caught(error);
    }
  }

  /** The same for a step that waits. */
  async attemptAsync<T>(run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      return this.#caught(error);
    }
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

  #add(found: Finding, ifRequired: boolean): void {
    const tally = this.#of(CODES[found.code].check);
    const seen = tally.perCode.get(found.code) ?? 0;
    tally.perCode.set(found.code, seen + 1);
    if (seen < FINDINGS_PER_CODE) tally.kept.push({ finding: found, ifRequired });
    else if (ifRequired) tally.omittedIfRequired += 1;
    else tally.omitted += 1;
  }

  #of(id: CheckId): Growing {
    const tally = this.#tallies.get(id) ?? { ...NOTHING, kept: [], perCode: new Map() };
    this.#tallies.set(id, tally);
    return tally;
  }

  #caught(error: unknown): undefined {
    if (!(error instanceof EvidenceError)) throw error;
    for (const found of error.findings) this.report(found);
    return undefined;
  }
}
