// The words that every report for people shares: marks, places, counts, reasons. Pure text, no colour, no layout.
// Text of the bundle passes only through the function of escape.ts that the report hands in.

import type { Location } from '../base/errors.js';
import { byCause } from '../transcript/causes.js';
import type { Status, Transcript, TranscriptCheck, Verdict } from '../transcript/transcript.js';

/** Four characters each, so that a column of them can be read without colour. */
export const MARKS: Readonly<Record<Status, string>> = {
  passed: 'pass',
  failed: 'FAIL',
  unproven: 'open',
  skipped: '  – ',
};

/** The verdict as the first word of a report. */
export function verdictWord(verdict: Verdict): string {
  return verdict.toUpperCase();
}

/** `records.jsonl, line 2, /data/actor, sequence 12, record rec_abc`; empty if the finding is about no place. */
export function placeOf(where: Location, shown: (text: string) => string): string {
  const parts: string[] = [];
  if (where.entry !== undefined) parts.push(shown(where.entry));
  if (where.line !== undefined) parts.push(`line ${where.line}`);
  if (where.pointer !== undefined && where.pointer !== '') parts.push(shown(where.pointer));
  if (where.sequence !== undefined) parts.push(`sequence ${where.sequence}`);
  if (where.record_id !== undefined) parts.push(`record ${shown(where.record_id)}`);
  if (where.offset !== undefined) parts.push(`byte ${grouped(where.offset)} of the zip`);
  return parts.join(', ');
}

/** The codes of the notes of a transcript, each once, in the order of the checks: a pass does not answer what they ask. */
export function noteCodes(checks: Transcript['checks']): readonly string[] {
  const notes = checks
    .flatMap(({ findings }) => findings)
    .filter(({ outcome }) => outcome === 'note');
  return [...new Set(notes.map(({ code }) => code))];
}

/** How a check ended that did not pass. */
export function endedAs(status: Exclude<Status, 'passed'>, because?: string): string {
  if (status !== 'skipped') return status === 'failed' ? 'failed' : 'not proven';
  if (because === 'not-asked') return 'not asked for';
  if (because === undefined || because === 'not-in-bundle') return 'not in the bundle';
  return `not reached: stopped by ${because}`;
}

/** How much a check looked at, or why it did not run. */
export function examinedOf(check: TranscriptCheck): string {
  if (check.status !== 'skipped') return countOf(check.examined, check.counts);
  const isAbsent = check.because === undefined || check.because === 'not-in-bundle';
  if (isAbsent && check.findings.length > 0) return 'nothing of it can be compared';
  return endedAs('skipped', check.because);
}

/** The checks to look at first: those that keep the run from a pass by what they found, not by what stopped them. */
export function reasonsOf({ checks, verdict }: Transcript): readonly TranscriptCheck[] {
  const order = byCause(checks, verdict);
  const against = [...order, ...checks.filter((check) => !order.includes(check))].filter(
    standsAgainst,
  );
  const ids = new Set<string>(against.map(({ id }) => id));
  return against.filter((check) => check.because === undefined || !ids.has(check.because));
}

/** True if the check keeps this run from a pass. */
export function standsAgainst(check: TranscriptCheck): boolean {
  return check.status === 'failed' || (check.needed && check.status !== 'passed');
}

/** `1 entry`, `6 entries`; the catalogue names what it counts in the plural. */
export function countOf(count: number, plural: string): string {
  return `${grouped(count)} ${count === 1 ? singularOf(plural) : plural}`;
}

/** `12,345`. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `91.9 %` of thousandths, rounded down; 100 only for all. */
export function percent(permille: number): string {
  if (permille === 0) return 'less than 0.1 %';
  return permille === 1000 ? '100 %' : `${(permille / 10).toFixed(1)} %`;
}

/** Hex digests in groups of eight, so that two people can compare them aloud; other text as it is. */
export function fingerprint(value: string): string {
  return value.replace(/[0-9a-f]{40,}/g, (hex) => hex.replace(/.{8}(?=.)/g, '$& '));
}

function singularOf(plural: string): string {
  if (plural === 'selected leaves' || plural === 'leaves') return plural.replace('leaves', 'leaf');
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return /(?:ss|sh)es$/.test(plural) ? plural.slice(0, -2) : plural.replace(/s$/, '');
}

/** Above each fact of the environment that could forge what a run says. */
export const ENVIRONMENT_TITLE = 'What could change any result on this machine';
