// The untouched bundle and a copy: whether the copy is another one at all, and of their two transcripts which findings are new, whether
// they show that the tampering was caught, and what else a reader is told.

import { equalBytes } from '../base/encoding.js';
import type { CheckId } from '../catalogue/checks.js';
import type { Transcript, TranscriptCheck, TranscriptFinding } from '../transcript/transcript.js';
import type { DrilledTampering, NewFinding, Removal } from './result.js';
import { checkOf, type Subject } from './subject.js';
import type { Tampered } from './tampering.js';

/** Findings that keep a check from passing and that the untouched bundle does not have: one of each code. */
export function newFindings(before: Transcript, after: Transcript): readonly NewFinding[] {
  const known = new Set(before.checks.flatMap(({ findings }) => findings.map(keyOf)));
  const found: NewFinding[] = [];
  for (const { id, findings } of after.checks) {
    for (const each of findings) {
      if (each.outcome === 'note' || known.has(keyOf(each))) continue;
      if (!found.some(({ code }) => code === each.code)) found.push({ check: id, code: each.code });
    }
  }
  return found;
}

/** A line and an offset move when something before them is changed: they do not make a finding a new one. */
function keyOf({ code, where, expected, actual }: TranscriptFinding): string {
  const { entry, pointer, sequence, record_id } = where;
  return JSON.stringify([code, entry, pointer, sequence, record_id, expected, actual]);
}

/** A clause if the run of the untouched bundle cannot show what a check would say. */
export function stopOf(before: Transcript, checks: readonly CheckId[]): string | undefined {
  const stops = checks.map((id) => stoppedBy(checkOf(before, id)));
  return stops.every((stop) => stop !== undefined) ? stops[0] : undefined;
}

function stoppedBy({ id, status, because }: TranscriptCheck): string | undefined {
  if (status === 'failed') return `${id} fails in the bundle itself`;
  if (status !== 'skipped' || because === 'not-in-bundle' || because === 'not-asked')
    return undefined;
  return `${id} is stopped in the bundle itself by ${because ?? 'another check'}`;
}

/** What a reader is told of a removal: checks that end in another way or see less, notes, and sealed fields. */
function differences(before: Transcript, after: Transcript): readonly string[] {
  const said: string[] = [];
  for (const check of after.checks) {
    const was = checkOf(before, check.id);
    if (check.status !== was.status) said.push(`${check.id}: ${statusOf(check)}`);
    else if (check.examined !== was.examined && !GENERAL.has(check.id))
      said.push(`${check.id}: ${check.examined} of ${was.examined} ${check.counts}`);
    const known = new Set(was.findings.map(({ code }) => code));
    const codes = new Set(check.findings.map(({ code }) => code));
    for (const code of codes) if (!known.has(code)) said.push(code);
  }
  const { withheld } = after.evidence.sealed_fields;
  const were = before.evidence.sealed_fields.withheld;
  if (withheld !== were) said.push(`${withheld} sealed fields withheld instead of ${were}`);
  return said;
}

/** They count structures and entries whatever these are: fewer of them tell a reader nothing. */
const GENERAL: ReadonlySet<CheckId> = new Set([
  'archive/structure',
  'archive/names',
  'archive/content',
  'manifest/inventory',
]);

function statusOf({ status, because }: TranscriptCheck): string {
  if (status === 'unproven') return 'left open';
  if (status !== 'skipped') return status;
  if (because === 'not-in-bundle') return 'not in the bundle';
  return because === 'not-asked' ? 'not asked for' : `stopped by ${because ?? 'another check'}`;
}

/** A tampering that changes nothing is not one: there is nothing to catch. The order of entries has no meaning (§2.2). */
export function isAsBefore({ files, zip }: Subject, bundle: Tampered['bundle']): boolean {
  if (bundle instanceof Uint8Array) return zip !== undefined && equalBytes(zip.bytes, bundle);
  const entries = [...bundle];
  return (
    entries.length === files.size &&
    entries.every(([path, content]) => {
      const before = files.get(path);
      return before !== undefined && (before === content || equalBytes(before, content));
    })
  );
}

export function outcomeOf(
  before: Transcript,
  after: Transcript,
  expected: readonly CheckId[],
  isSeen: boolean,
): DrilledTampering['outcome'] {
  if (after.verdict === 'pass') return 'missed';
  if (isSeen) return 'caught';
  // What was left open before is left open again: this bundle cannot show whether it would have been caught. Where the place
  // that was picked decides which of several checks sees it, one that is open is enough.
  const isOpen = expected.some((id) => checkOf(before, id).status !== 'passed');
  return before.verdict !== 'pass' && isOpen ? 'hidden' : 'missed';
}

const RANK = { pass: 0, unproven: 1, fail: 2 } as const;

export function judgeRemoval(what: string, before: Transcript, after: Transcript): Removal {
  const reported = differences(before, after);
  const { verdict } = after;
  if (RANK[verdict] > RANK[before.verdict]) return { what, outcome: 'needed', verdict, reported };
  if (reported.length > 0) return { what, outcome: 'legal', verdict, reported };
  return { what, outcome: before.verdict === 'pass' ? 'missed' : 'hidden', verdict, reported };
}
