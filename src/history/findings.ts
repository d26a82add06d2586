// Findings about a set, in words that name both places and both bundles (docs/SPEC.md §13.5). Of each code the first are kept and the
// rest is counted, as with a bundle.

import { clip } from '../base/errors.js';
import { FINDINGS_PER_CODE } from '../base/limits.js';
import type { Outcome } from '../catalogue/codes/code.js';
import { SET_CODES, type SetCode } from '../catalogue/codes/sets.js';
import { SET_CATALOGUE, type SetCheckId } from '../catalogue/set-checks.js';

/** Where in a ledger's tree. */
export interface Place {
  readonly sequence?: number;
  /** Leaves [from, to). */
  readonly node?: readonly [from: number, to: number];
  readonly tree_size?: number;
}

export interface SetFinding {
  readonly code: SetCode;
  readonly outcome: Outcome;
  /** Indexes of bundles, in the order of the set. */
  readonly bundles: readonly number[];
  readonly where: Place;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly remedy: string;
}

export interface SetCheckResult {
  readonly id: SetCheckId;
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'unproven' | 'skipped';
  readonly examined: number;
  readonly counts: string;
  readonly findings: readonly SetFinding[];
  /** Counted and not kept. */
  readonly omitted: number;
}

interface State {
  examined: number;
  omitted: number;
  readonly findings: SetFinding[];
  readonly outcomes: Set<Outcome>;
}

export class FindingBook {
  readonly #states = new Map<SetCheckId, State>(
    SET_CATALOGUE.map(({ id }) => [
      id,
      { examined: 0, omitted: 0, findings: [], outcomes: new Set() },
    ]),
  );
  readonly #perCode = new Map<SetCode, number>();
  /** True once a finding fails the set. */
  failed = false;

  examined(id: SetCheckId, count = 1): void {
    this.#of(id).examined += count;
  }

  report(
    code: SetCode,
    bundles: readonly number[],
    where: Place,
    message: string,
    details: { readonly expected?: string; readonly actual?: string } = {},
  ): void {
    const { check, outcome, remedy } = SET_CODES[code];
    const state = this.#of(check);
    state.outcomes.add(outcome);
    if (outcome === 'fail') this.failed = true;
    const count = (this.#perCode.get(code) ?? 0) + 1;
    this.#perCode.set(code, count);
    if (count > FINDINGS_PER_CODE) {
      state.omitted += 1;
      return;
    }
    const { expected, actual } = details;
    state.findings.push({
      ...{ code, outcome, bundles: [...bundles], where, message: clip(message) },
      ...(expected === undefined ? {} : { expected: clip(expected) }),
      ...(actual === undefined ? {} : { actual: clip(actual) }),
      remedy,
    });
  }

  /** Counts findings that are not kept. */
  omit(id: SetCheckId, count: number): void {
    this.#of(id).omitted += count;
  }

  results(): SetCheckResult[] {
    return SET_CATALOGUE.map(({ id, title, counts }) => {
      const { examined, findings, omitted, outcomes } = this.#of(id);
      const status = outcomes.has('fail')
        ? 'failed'
        : outcomes.has('unproven')
          ? 'unproven'
          : examined === 0
            ? 'skipped'
            : 'passed';
      return { id, title, status, examined, counts, findings, omitted };
    });
  }

  #of(id: SetCheckId): State {
    return this.#states.get(id) as State;
  }
}
