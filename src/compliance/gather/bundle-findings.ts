// What verifying each bundle found, over all of them: resolved by what another counted bundle shows, said once however many bundles say
// it, and of the notes those about the period of the report.

import type { TranscriptFinding } from '../../transcript/transcript.js';
import type { CoverageSection, ReportFinding } from '../model.js';
import { bundleId } from './labels.js';
import type { Merged } from './merge.js';
import type { MergedBundle } from './merged.js';
import type { Rows } from './rows.js';

export interface BundleFindings {
  readonly findings: readonly ReportFinding[];
  /** Notes about records outside the period: counted, not listed. */
  readonly outside: number;
}

/** What the set answers. */
interface Answers {
  /** By ledger and sequence: erasures whose target another bundle shows, and which of them name a policy that one shows before it. */
  readonly targets: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  /** Erasures about records of the period. */
  readonly ofPeriod: ReadonlySet<string>;
  readonly isWhole: boolean;
  readonly wasAsked: boolean;
}

/** @param wasAsked whether the auditor said which selections were asked for: that is judged over the set */
export function bundleFindings(
  merged: Merged,
  rows: Rows,
  { examined, gaps }: CoverageSection,
  wasAsked: boolean,
): BundleFindings {
  const answers = answersOf(merged, rows, examined && gaps.length === 0, wasAsked);
  const said = new Map<string, ReportFinding>();
  let outside = 0;
  merged.bundles.forEach((bundle, index) => {
    for (const check of bundle.transcript.checks)
      for (const found of check.findings) {
        if (isAnswered(bundle, found, answers)) continue;
        if (isOutside(bundle, found, rows, answers)) {
          outside += 1;
          continue;
        }
        const told = toldOf(bundle, found, check.id, bundleId(index), rows);
        const key = keyOf(bundle, told);
        const known = said.get(key);
        said.set(key, known === undefined ? told : together(known, told));
      }
  });
  return { findings: [...said.values()], outside };
}

function answersOf(merged: Merged, rows: Rows, isWhole: boolean, wasAsked: boolean): Answers {
  const { table, erasures, policies, ofErasures } = merged;
  const place = (row: number): string => `${table.ledgers[row] ?? 0} ${table.sequences[row] ?? 0}`;
  const first = new Map<string, number>();
  for (const { row, name } of policies) {
    const key = `${table.ledgers[row] ?? 0} ${name}`;
    first.set(key, Math.min(first.get(key) ?? Number.POSITIVE_INFINITY, table.sequences[row] ?? 0));
  }
  const { from, to } = rows.period;
  return {
    targets: new Set(
      erasures.flatMap(({ row, erasure }) =>
        ofErasures[table.ledgers[row] ?? 0]?.resolved.has(erasure.sequence) === true
          ? [place(row)]
          : [],
      ),
    ),
    policies: new Set(
      erasures.flatMap(({ row, erasure }) => {
        const shown = first.get(`${table.ledgers[row] ?? 0} ${erasure.policy}`);
        return shown !== undefined && shown < erasure.target.sequence ? [place(row)] : [];
      }),
    ),
    ofPeriod: new Set(
      erasures.flatMap(({ row, erasure: { target } }) =>
        target.recordedAt >= from && target.recordedAt <= to ? [place(row)] : [],
      ),
    ),
    isWhole,
    wasAsked,
  };
}

/** True where the set answers what one bundle had to leave open. A bundle that does not count is not answered for. */
function isAnswered(
  { shown }: MergedBundle,
  { code, outcome, where }: TranscriptFinding,
  { targets, policies, isWhole, wasAsked }: Answers,
): boolean {
  if (shown === undefined) return false;
  const place = `${shown.ledger} ${where.sequence}`;
  if (code === 'ERASURE_TARGET_NOT_SHOWN') return targets.has(place);
  if (code === 'RETENTION_POLICY_NOT_SHOWN') return policies.has(place);
  if (code === 'SELECTION_BY_EXPORTER') return wasAsked;
  const isAboutEnds = code.startsWith('PERIOD_') || code === 'SELECTION_BY_ID';
  return isWhole && outcome === 'unproven' && isAboutEnds;
}

/** True for a note about a record that the report does not count, unless it logs the erasure of one that it does. */
function isOutside(
  { shown }: MergedBundle,
  { outcome, where }: TranscriptFinding,
  rows: Rows,
  { ofPeriod }: Answers,
): boolean {
  if (outcome !== 'note' || shown === undefined || where.sequence === undefined) return false;
  const row = rows.table.rowOf(shown.ledger, where.sequence);
  if (row === undefined || rows.bucket(row) >= 0) return false;
  return !ofPeriod.has(`${shown.ledger} ${where.sequence}`);
}

function toldOf(
  { shown }: MergedBundle,
  { code, outcome, where, message, expected, actual, remedy }: TranscriptFinding,
  check: string,
  bundle: string,
  rows: Rows,
): ReportFinding {
  const row =
    shown === undefined || where.sequence === undefined
      ? undefined
      : rows.find(shown.ledger, where.sequence);
  return {
    ...{ code, outcome, bundles: [bundle], check, message, where },
    ...(row === undefined ? {} : { record: rows.ref(row) }),
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    remedy,
  };
}

/** What says the same of the same record, or of a bundle as a whole. Failures are told bundle by bundle. */
function keyOf({ shown }: MergedBundle, told: ReportFinding): string {
  const { code, outcome, bundles, check, message, where, expected, actual } = told;
  const { sequence, pointer } = where;
  const own = outcome === 'fail' || shown === undefined ? bundles : shown.ledger;
  return JSON.stringify([code, own, check, message, sequence, pointer, expected, actual]);
}

/** Line and byte are those of one bundle. */
function together(known: ReportFinding, again: ReportFinding): ReportFinding {
  const { line, offset, ...where } = known.where;
  const isSame = line === again.where.line && offset === again.where.offset;
  const bundles = [...new Set([...known.bundles, ...again.bundles])];
  return { ...known, bundles, where: isSame ? known.where : where };
}
