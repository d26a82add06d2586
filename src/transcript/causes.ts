// Which finding explains a verdict best (docs/SPEC.md §16.1): an accident that was recognised first, then trust, which stops the most,
// then the order of the catalogue. The words of summary and next step follow it.

import { CODES } from '../catalogue/codes.js';
import type { TranscriptCheck, TranscriptFinding, Verdict } from './transcript.js';

/** True if a finding knows a nearer cause than its code says for all of its findings. */
export function namesCause({ code, remedy }: TranscriptFinding): boolean {
  return remedy !== CODES[code].remedy;
}

/** Checks that keep a run from a pass, the nearest cause first; equal ones in the order of the catalogue. */
export function byCause(
  checks: readonly TranscriptCheck[],
  verdict: Verdict,
): readonly TranscriptCheck[] {
  const rank = (check: TranscriptCheck): number => {
    const own = check.findings.filter(({ outcome }) => outcome === verdict);
    if (own.some(namesCause)) return 0;
    return check.id.startsWith('trust/') ? 1 : 2;
  };
  return decisive(checks, verdict).toSorted((a, b) => rank(a) - rank(b));
}

/** The findings that decide, the nearest cause first. */
export function causesOf(
  checks: readonly TranscriptCheck[],
  verdict: Verdict,
): readonly TranscriptFinding[] {
  return byCause(checks, verdict).flatMap(({ findings }) => {
    const own = findings.filter(({ outcome }) => outcome === verdict);
    return own.toSorted((a, b) => Number(namesCause(b)) - Number(namesCause(a)));
  });
}

function decisive(
  checks: readonly TranscriptCheck[],
  verdict: Verdict,
): readonly TranscriptCheck[] {
  if (verdict === 'fail') return checks.filter(({ status }) => status === 'failed');
  return checks.filter(({ needed, status }) => needed && status !== 'passed');
}

/**
 * One sentence: why this verdict.
 * @param opened whether anything of a bundle was read: otherwise nobody can say that evidence is wrong
 */
export function summaryOf(
  checks: readonly TranscriptCheck[],
  verdict: Verdict,
  opened: boolean,
): string {
  const needed = checks.filter((check) => check.needed).length;
  if (verdict === 'pass') return `all ${needed} needed checks passed`;
  const list = byCause(checks, verdict);
  const named = list.filter(({ status }) => status !== 'skipped');
  const ids = (named.length > 0 ? named : list).map(({ id }) => id);
  const shown = `${ids.slice(0, 4).join(', ')}${ids.length > 4 ? ` and ${ids.length - 4} more` : ''}`;
  if (verdict === 'unproven')
    return `nothing was found wrong, but proof or trust is missing: ${shown}`;
  const [cause] = causesOf(checks, verdict);
  if (!opened && cause !== undefined && NO_BUNDLE.includes(cause.code))
    return `this is not an evidence bundle: ${cause.message}`;
  if (!opened && list.every(({ id }) => REFUSES.includes(id)))
    return `the zip is refused, and nothing in it was examined: ${shown}`;
  return `the evidence is wrong: ${list.length === 1 ? 'one check' : `${list.length} checks`} failed: ${shown}`;
}

/** Codes of a file in which there is no bundle to examine. */
const NO_BUNDLE: readonly string[] = ['ZIP_NO_END_RECORD', 'MANIFEST_MISSING'];
/** Checks that refuse a zip as a whole (§2.2). */
const REFUSES: readonly string[] = ['archive/structure', 'archive/names'];

/** What to do about the nearest cause. */
export function nextOf(checks: readonly TranscriptCheck[], verdict: Verdict): string | undefined {
  return verdict === 'pass' ? undefined : causesOf(checks, verdict)[0]?.remedy;
}
