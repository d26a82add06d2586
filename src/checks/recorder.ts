// The recorder: what was examined, what was found, and which check was never reached. It alone catches EvidenceError, and it
// alone turns findings into the status of a check (docs/SPEC.md §13.1). A check with nothing examined never passes.

import { EvidenceError, type Finding, InternalError } from '../base/errors.js';
import { FINDINGS_PER_CODE } from '../base/limits.js';
import { CATALOGUE, type CheckId } from '../catalogue/checks.js';
import { CODES } from '../catalogue/codes.js';

/** Why a check did not run: the bundle holds nothing for it, the auditor did not ask, or another check stopped it. */
export type Skipped = 'not-in-bundle' | 'not-asked' | CheckId;

export type CheckResult = {
  readonly id: CheckId;
  readonly examined: number;
  readonly findings: readonly Finding[];
  /** Findings beyond the first of each code, counted but not kept. */
  readonly omitted: number;
} & (
  | { readonly status: 'passed' | 'failed' | 'unproven' }
  | { readonly status: 'skipped'; readonly because: Skipped }
);

interface State {
  examined: number;
  failed: boolean;
  unproven: boolean;
  omitted: number;
  because: Skipped | undefined;
  readonly findings: Finding[];
  readonly perCode: Map<string, number>;
}

export class Recorder {
  readonly #onFinding: (finding: Finding) => void;
  readonly #states = new Map<CheckId, State>(
    CATALOGUE.map(({ id }) => [
      id,
      {
        examined: 0,
        failed: false,
        unproven: false,
        omitted: 0,
        because: undefined,
        findings: [],
        perCode: new Map(),
      },
    ]),
  );

  /** @param onFinding told of every finding, also of those that are counted and not kept */
  constructor(onFinding: (finding: Finding) => void = () => {}) {
    this.#onFinding = onFinding;
  }

  /** Counts subjects that a check has looked at. */
  examined(id: CheckId, count = 1): void {
    this.#state(id).examined += count;
  }

  /** Records a finding under the check that its code belongs to. */
  report(finding: Finding): void {
    this.#onFinding(finding);
    const { check, outcome } = CODES[finding.code];
    const state = this.#state(check);
    if (outcome === 'fail') state.failed = true;
    if (outcome === 'unproven') state.unproven = true;
    const seen = state.perCode.get(finding.code) ?? 0;
    state.perCode.set(finding.code, seen + 1);
    if (seen < FINDINGS_PER_CODE) state.findings.push(finding);
    else state.omitted += 1;
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

  /** Says why a check did not run to its end. The first reason stays; a check that has failed or is unproven keeps that status. */
  skip(id: CheckId, because: Skipped): void {
    const state = this.#state(id);
    state.because ??= because;
  }

  /** Gives the reason to every check that has neither subjects nor findings nor a reason yet. */
  skipUnreached(because: Skipped): void {
    for (const state of this.#states.values()) {
      if (state.examined === 0 && !state.failed && !state.unproven) state.because ??= because;
    }
  }

  /** Holds back a check that had subjects: what it saw rests on another check that did not pass. */
  withhold(id: CheckId, because: CheckId): void {
    if (this.#state(id).examined > 0) this.skip(id, because);
  }

  /** True if a check has subjects and nothing against it. */
  hasPassed(id: CheckId): boolean {
    const { examined, failed, unproven, because } = this.#state(id);
    return (
      examined > 0 && !failed && !unproven && (because === undefined || because === 'not-in-bundle')
    );
  }

  /** True while a check has neither failed nor been left unproven. */
  sound(...ids: readonly CheckId[]): boolean {
    return ids.every((id) => !this.#state(id).failed && !this.#state(id).unproven);
  }

  /** One result for each check of the catalogue, in its order. */
  results(): CheckResult[] {
    return CATALOGUE.map(({ id }) => {
      const state = this.#state(id);
      const { examined, findings, omitted } = state;
      const common = { id, examined, findings, omitted };
      if (state.failed) return { ...common, status: 'failed' };
      if (state.unproven) return { ...common, status: 'unproven' };
      // A step that another one stopped has not examined every subject: it must not pass on the part it saw.
      if (state.because !== undefined && state.because !== 'not-in-bundle') {
        return { ...common, status: 'skipped', because: state.because };
      }
      if (examined === 0)
        return { ...common, status: 'skipped', because: state.because ?? 'not-in-bundle' };
      return { ...common, status: 'passed' };
    });
  }

  #state(id: CheckId): State {
    const state = this.#states.get(id);
    if (state === undefined) throw new InternalError(`no check ${id} in the catalogue`);
    return state;
  }

  #caught(error: unknown): undefined {
    if (!(error instanceof EvidenceError)) throw error;
    for (const finding of error.findings) this.report(finding);
    return undefined;
  }
}
