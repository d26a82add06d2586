// The words that reports share about a run as a whole: its headline, what stands against each bundle, in which order they are told.

import { EXIT } from '../catalogue/exit-codes.js';
import { byCause, causesOf } from '../transcript/causes.js';
import { exitOf, type Run } from '../transcript/run.js';
import type {
  Transcript,
  TranscriptCheck,
  TranscriptFinding,
  Verdict,
} from '../transcript/transcript.js';
import { setRemarks } from './history.js';
import { countOf, placeOf } from './words.js';

/** `3 fail, 1 unproven, 1 could not be read, 45 pass`: what matters first. */
function verdictCounts({ transcripts, unread }: Run): string {
  const count = (wanted: Verdict): number =>
    transcripts.filter(({ verdict }) => verdict === wanted).length;
  return [
    [count('fail'), 'fail'],
    [count('unproven'), 'unproven'],
    [unread.length, 'could not be read'],
    [count('pass'), 'pass'],
  ]
    .filter(([number]) => number !== 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ');
}

/** `50 bundles: 3 fail, 47 pass`. */
export function runSummary(run: Run): string {
  const count = run.transcripts.length + run.unread.length;
  return `${countOf(count, 'bundles')}: ${verdictCounts(run)}`;
}

/**
 * `, 2 framework gaps (exit 4)`: why the run does not end as its verdict alone would; empty if it does. It stands right behind the
 * verdict, so that nobody takes a pass with exit code 4 for a bare one.
 */
export function remarkOf(run: Run): string {
  const remarks = [
    ...setRemarks(run),
    ...remarksOf(run.transcripts),
    ...(run.uncovered === undefined || run.uncovered.length === 0
      ? []
      : [`${countOf(run.uncovered.length, 'listed ids')} not covered`]),
    ...(run.unread.length === 0 ? [] : [`${run.unread.length} not read`]),
    ...(run.exit === EXIT.couldNotRun && run.unread.length === 0 ? ['a report not written'] : []),
  ];
  return remarks.length === 0 ? '' : `, ${remarks.join(', ')} (exit ${run.exit})`;
}

/** The same about one bundle of many. */
export function bundleRemark(transcript: Transcript): string {
  const remarks = remarksOf([transcript]);
  return remarks.length === 0 ? '' : `, ${remarks.join(', ')} (exit ${exitOf(transcript)})`;
}

function remarksOf(transcripts: readonly Transcript[]): string[] {
  const gaps = transcripts
    .flatMap(({ frameworks = [] }) => frameworks)
    .reduce((sum, result) => sum + (result.state === 'examined' ? result.gaps.length : 0), 0);
  return gaps === 0 ? [] : [countOf(gaps, 'framework gaps')];
}

const ORDER: Readonly<Record<Verdict, number>> = { fail: 0, unproven: 1, pass: 3 };

/** Transcripts with the worst first; equal ones keep the order in which they were given. */
export function worstFirst(transcripts: readonly Transcript[]): readonly Transcript[] {
  const rank = (one: Transcript): number =>
    one.verdict === 'pass' && exitOf(one) !== 0 ? 2 : ORDER[one.verdict];
  return [...transcripts].sort((a, b) => rank(a) - rank(b));
}

/** True for a bundle that needs no further word. */
export function isPlainPass(transcript: Transcript): boolean {
  return exitOf(transcript) === 0;
}

/** The finding that stands against a bundle first; undefined for a pass, or if a check stands open without one. */
export function causeOf({ checks, verdict }: Transcript): TranscriptFinding | undefined {
  return verdict === 'pass' ? undefined : causesOf(checks, verdict)[0];
}

/** `CHAIN_BROKEN: the record does not point at record 74 (records.jsonl, line 15)`: the first cause, or the summary without one. */
export function causeWords(transcript: Transcript): string {
  const cause = causeOf(transcript);
  if (cause === undefined) return transcript.summary;
  const place = placeOf(cause.where, (text) => text);
  return `${cause.code}: ${cause.message}${place === '' ? '' : ` (${place})`}`;
}

/** All checks, those that stand against the bundle first, the nearest cause before the others. */
export function causeFirst({ checks, verdict }: Transcript): readonly TranscriptCheck[] {
  const first = verdict === 'pass' ? [] : byCause(checks, verdict);
  return [...first, ...checks.filter((check) => !first.includes(check))];
}

/** All that one cell about a bundle has to say: why, the nearest cause, what to do. A consumer may show nothing else. */
export function verdictWords(transcript: Transcript): string {
  const { summary, next } = transcript;
  const cause = causeOf(transcript);
  return [
    summary,
    ...(cause === undefined ? [] : [`${cause.code}: ${cause.message}`]),
    ...(next === undefined ? [] : [`Next: ${next}`]),
  ].join('. ');
}
