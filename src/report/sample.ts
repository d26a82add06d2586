// The auditor's list of records beside the evidence (docs/MANUAL.md §2), in words: how much of it is covered, and what became of
// each id. Ids are the operator's, erasures the exporter's: reports escape both.

import type { Run } from '../transcript/run.js';
import type { SampleResult, SampleRow, Transcript } from '../transcript/transcript.js';
import { plainText } from './escape.js';
import { hang } from './layout.js';
import type { Pen } from './pen.js';
import { countOf, fingerprint, grouped } from './words.js';

/** The states as words of equal length, so that a column of them can be read without colour. */
const WORDS: Readonly<Record<SampleRow['state'], string>> = {
  verified: 'verified',
  erased: 'erased  ',
  failed: 'FAILED  ',
  unproven: 'unproven',
  absent: 'ABSENT  ',
};
/** Rows that a report for people prints; of a longer list, those that are not verified come first. */
const SAMPLE_ROWS = 500;

/** True if every id is verified or logged as erased. */
export function isCovered({ ids, verified, erased }: SampleResult): boolean {
  return verified + erased === ids;
}

/** `3 of 25 are not covered: 1 absent, 2 unproven`; or that all of them are. */
export function coverageOf(sample: SampleResult): string {
  const { repeated } = sample;
  return `${heldOf(sample)}${repeated === undefined ? '' : `; ${repeatedWords(repeated)}`}`;
}

function heldOf(sample: SampleResult): string {
  const { ids, verified, erased } = sample;
  const held = `${countOf(verified, 'records')} verified, ${grouped(erased)} erased`;
  if (isCovered(sample)) return `the sample is covered: ${held} of ${grouped(ids)} listed`;
  const open = (['absent', 'failed', 'unproven'] as const)
    .filter((state) => sample[state] > 0)
    .map((state) => `${grouped(sample[state])} ${state}`);
  return `the sample is not covered: ${open.join(', ')} of ${grouped(ids)} listed (${held})`;
}

/** Ids that one line names. */
const NAMED = 10;

/** `rec_a, rec_b and 3 more`. */
function named(ids: readonly string[]): string {
  const more = ids.length - NAMED;
  return `${ids.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}

/** `2 ids are listed more than once, and counted once: rec_a, rec_b`. */
function repeatedWords(repeated: readonly string[]): string {
  const many = `${countOf(repeated.length, 'ids')} ${repeated.length === 1 ? 'is' : 'are'}`;
  return `${many} listed more than once, and counted once: ${named(repeated)}`;
}

/** The same over a run; undefined if no list was handed in. An id that one bundle lacks may stand in another. */
export function runCoverage({ uncovered }: Run): string | undefined {
  if (uncovered === undefined) return undefined;
  if (uncovered.length === 0) return 'the sample is covered by these bundles together';
  return `the sample is not covered: ${countOf(uncovered.length, 'ids')} of it are verified or erased in none of these bundles: ${named(uncovered)}`;
}

/** Whether the bundles of a run cover the list together. */
export function uncoveredLines(run: Run, pen: Pen): string[] {
  const coverage = runCoverage(run);
  return coverage === undefined ? [] : hang('sample  ', plainText(coverage, 2_000), pen.width);
}

/** What became of one id, beside its state. */
export function detailOf(row: SampleRow): string {
  const similar = row.similar === undefined ? '' : `; ${row.similar} differs in case alone`;
  if (row.state === 'absent') return `not in this bundle${similar}`;
  const place = row.sequence === undefined ? '' : `sequence ${row.sequence}`;
  const open = row.state === 'unproven' ? ', the bundle did not pass' : '';
  if (row.erasure !== undefined)
    return `${place}, ${row.legal_ground}, logged at ${row.logged_at} (record ${row.erasure})${open}`;
  const addition = row.selected === false ? ', shown in addition to the selection' : '';
  const codes = row.codes === undefined ? '' : `, ${row.codes.join(', ')}`;
  return `${place === '' ? 'not read' : place}${addition}${codes}${open}`;
}

/** The rows to print, and how many are left out. */
export function shownRows({ rows }: SampleResult): {
  readonly rows: readonly SampleRow[];
  readonly omitted: number;
} {
  if (rows.length <= SAMPLE_ROWS) return { rows, omitted: 0 };
  const others = rows.filter(({ state }) => state !== 'verified').slice(0, SAMPLE_ROWS);
  return { rows: others, omitted: rows.length - others.length };
}

/** One line under the verdict: whether this bundle covers the sample, and what of it it does not. */
export function coverageLines({ sample }: Transcript, pen: Pen): string[] {
  if (sample === undefined) return [];
  const open = sample.rows
    .filter(({ state }) => state !== 'verified' && state !== 'erased')
    .map(({ record_id, similar }) =>
      similar === undefined ? record_id : `${record_id} (${similar} differs in case alone)`,
    );
  const ids = open.length === 0 ? '' : `: ${named(open)}`;
  return [
    ...hang('sample  ', plainText(`${heldOf(sample)}${ids}`, 2_000), pen.width),
    ...(sample.repeated === undefined
      ? []
      : hang('sample  ', plainText(repeatedWords(sample.repeated), 2_000), pen.width)),
  ];
}

/** The list in its order, a line for each id. */
export function sampleLines({ sample }: Transcript, pen: Pen): string[] {
  if (sample === undefined) return [];
  const { rows, omitted } = shownRows(sample);
  return [
    pen.heading('Your sample'),
    ...pen.row('  List', `${countOf(sample.ids, 'ids')}, ${countOf(sample.bytes, 'bytes')}`),
    ...pen.row('', `SHA-256  ${fingerprint(sample.sha256)}`),
    ...rows.flatMap((row) =>
      hang(`  ${WORDS[row.state]}  `, plainText(`${row.record_id}: ${detailOf(row)}`), pen.width),
    ),
    ...(omitted === 0 ? [] : [`  and ${countOf(omitted, 'rows')} more: see --format json or csv`]),
  ];
}
