// The status of every check (docs/SPEC.md §13.1, §14.2), from what the steps left behind, what the auditor requires and the
// catalogue's table of what rests on what. A check that has seen nothing, or only a part, never passes.

import { type Finding, InternalError } from '../base/errors.js';
import { CATALOGUE, type CheckId } from '../catalogue/checks.js';
import type { Outcome } from '../catalogue/codes/code.js';
import { CODES } from '../catalogue/codes.js';
import type { Requirement } from '../catalogue/requirements.js';
import type { Findings, Skipped, Tally } from './findings.js';

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

type Row = (typeof CATALOGUE)[number];
const ROWS: ReadonlyMap<CheckId, Row> = new Map(CATALOGUE.map((row) => [row.id, row]));

/** One result for each check of the catalogue, in its order. */
export function settle(
  found: Pick<Findings, 'tally'>,
  requirements: ReadonlySet<Requirement>,
): CheckResult[] {
  const results = new Map<CheckId, CheckResult>();
  const resultOf = (id: CheckId): CheckResult => {
    const result = results.get(id) ?? settleOne(rowOf(id), found, requirements, resultOf);
    results.set(id, result);
    return result;
  };
  return CATALOGUE.map(({ id }) => resultOf(id));
}

function settleOne(
  row: Row,
  found: Pick<Findings, 'tally'>,
  requirements: ReadonlySet<Requirement>,
  resultOf: (id: CheckId) => CheckResult,
): CheckResult {
  const { id, needed } = row;
  const tally = found.tally(id);
  const required = needed === 'always' || (needed !== 'present' && requirements.has(needed));
  const findings = tally.kept
    .filter(({ ifRequired }) => required || !ifRequired)
    .map((kept) => kept.finding);
  const omitted = tally.omitted + (required ? tally.omittedIfRequired : 0);
  const common = { id, examined: tally.examined, findings, omitted };
  const has = (outcome: Outcome) => findings.some(({ code }) => CODES[code].outcome === outcome);
  if (has('fail')) return { ...common, status: 'failed' };
  if (has('unproven')) return { ...common, status: 'unproven' };
  const stop = stopOf(row, found) ?? (required ? tally.stoppedIfRequired : undefined);
  if (stop !== undefined && stop !== id) return { ...common, status: 'skipped', because: stop };
  if (tally.examined === 0 || stop !== undefined)
    return { ...common, status: 'skipped', because: 'not-in-bundle' };
  const open = openOf(row, resultOf);
  if (open !== undefined) return { ...common, status: 'skipped', because: open };
  return { ...common, status: 'passed' };
}

/** What kept a check from running to its end: what its own step says, or the first check it rests on that came to no end. */
function stopOf(row: Row, found: Pick<Findings, 'tally'>): Tally['stopped'] {
  const own = found.tally(row.id).stopped;
  if (own !== undefined) return own;
  const restsOn: readonly CheckId[] = row.restsOn;
  for (const id of restsOn) {
    if (found.tally(id).stopped !== undefined) return id;
    const deeper = stopOf(rowOf(id), found);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/**
 * The first check without whose pass this one may not pass. One that is needed only where the bundle holds something for it
 * is in the way by a finding alone: if it did not run, so did not this one, or there is nothing that it could be about.
 */
function openOf(row: Row, resultOf: (id: CheckId) => CheckResult): CheckId | undefined {
  const holdsWith: readonly CheckId[] = 'holdsWith' in row ? row.holdsWith : [];
  return holdsWith.find((id) => {
    const { status } = resultOf(id);
    return status !== 'passed' && !(status === 'skipped' && rowOf(id).needed === 'present');
  });
}

function rowOf(id: CheckId): Row {
  const row = ROWS.get(id);
  if (row === undefined) throw new InternalError(`no check ${id} in the catalogue`);
  return row;
}
