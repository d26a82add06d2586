// The auditor's list of records beside the evidence (docs/SPEC.md §17.2), in words: how much of it is covered, and what became of
// each id. Ids are the operator's, erasures the exporter's: reports escape both.

import type { SampleResult, SampleRow, Transcript } from '../transcript/transcript.js';
import { uncoveredIds } from '../transcript/transcript.js';
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
export const SAMPLE_ROWS = 500;

/** True if every id is verified or logged as erased. */
export function isCovered({ ids, verified, erased }: SampleResult): boolean {
  return verified + erased === ids;
}

/** `3 of 25 are not covered: 1 absent, 2 unproven`; or that all of them are. */
export function coverageOf(sample: SampleResult): string {
  const { ids, verified, erased } = sample;
  const held = `${countOf(verified, 'records')} verified, ${grouped(erased)} erased`;
  if (isCovered(sample)) return `the sample is covered: ${held} of ${grouped(ids)} listed`;
  const open = (['absent', 'failed', 'unproven'] as const)
    .filter((state) => sample[state] > 0)
    .map((state) => `${grouped(sample[state])} ${state}`);
  return `the sample is not covered: ${open.join(', ')} of ${grouped(ids)} listed (${held})`;
}

/** The same over a run; undefined if no list was handed in. An id that one bundle lacks may stand in another. */
export function runCoverage(transcripts: readonly Transcript[]): string | undefined {
  if (transcripts.every(({ sample }) => sample === undefined)) return undefined;
  const open = uncoveredIds(transcripts).length;
  return open === 0
    ? 'the sample is covered by these bundles together'
    : `the sample is not covered: ${countOf(open, 'ids')} of it are verified or erased in none of these bundles`;
}

/** What became of one id, beside its state. */
export function detailOf(row: SampleRow): string {
  if (row.state === 'absent') return 'not in this bundle';
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

/** One line under the verdict: whether the sample is covered, and what that does to the exit code. */
export function coverageLines({ sample }: Transcript, pen: Pen): string[] {
  if (sample === undefined) return [];
  const exit = isCovered(sample)
    ? ''
    : '; exit code 3, unless another bundle of this run covers it';
  return hang('sample  ', `${coverageOf(sample)}${exit}`, pen.width);
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
