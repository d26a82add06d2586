// The auditor's list of records over all bundles of a report (docs/MANUAL.md §2, §8): what became of each id. An id that one bundle
// lacks may be in another; one that any counted bundle logs as erased is erased.

import { countOf, grouped } from '../../report/words.js';
import type { SampleRow } from '../../transcript/transcript.js';
import type { ReportFinding, SampleSection } from '../model.js';
import { bundleId } from './labels.js';
import type { Merged } from './merge.js';
import { make } from './own-finding.js';
import type { Rows } from './rows.js';
import type { HeldRow, SampleBook } from './sample-book.js';

type State = SampleRow['state'];

/** One row for each id, in the order of the list. */
export function sampleSection(
  { list, held }: SampleBook,
  merged: Merged,
  rows: Rows,
): SampleSection {
  const found = held.map((one) => rowOf(one, merged, rows));
  const count = (state: State): number => found.filter((row) => row.state === state).length;
  return {
    sha256: list.sha256,
    bytes: list.bytes,
    ids: found.length,
    verified: count('verified'),
    erased: count('erased'),
    failed: count('failed'),
    unproven: count('unproven'),
    absent: count('absent'),
    rows: found,
  };
}

function rowOf(
  { row, bundle, counted }: HeldRow,
  merged: Merged,
  rows: Rows,
): SampleSection['rows'][number] {
  const { record_id, sequence, codes, legal_ground, logged_at, erasure } = row;
  const { table, origins, history } = merged;
  const ledger = merged.bundles[bundle]?.shown?.ledger;
  const at =
    ledger === undefined || sequence === undefined ? undefined : table.rowOf(ledger, sequence);
  const differs = at !== undefined && table.differs[at] === 1;
  const isContradicted = history.some(
    ({ origin, checks }) =>
      ledger !== undefined &&
      origin === origins[ledger] &&
      checks.some(({ status }) => status === 'failed'),
  );
  const isSure = row.state === 'verified' || row.state === 'erased';
  const isProven = counted && !isContradicted && (row.state !== 'verified' || at !== undefined);
  const state: State = isSure && differs ? 'failed' : isSure && !isProven ? 'unproven' : row.state;
  const shown = at === undefined || !table.counts(at) ? undefined : at;
  return {
    record_id,
    state,
    ...(row.state === 'absent' ? {} : { bundle: bundleId(bundle) }),
    ...(sequence === undefined ? {} : { sequence }),
    ...(shown === undefined || state === 'absent'
      ? {}
      : { record: rows.ref(shown), in_period: rows.bucket(shown) >= 0 }),
    ...(codes === undefined ? {} : { codes }),
    ...(erasure === undefined || legal_ground === undefined || logged_at === undefined
      ? {}
      : { legal_ground, logged_at, erasure }),
  };
}

/** Ids that a finding names. */
const NAMED = 10;

/** One finding for the ids that are neither verified nor erased. */
export function sampleFindings(sample: SampleSection | undefined): ReportFinding[] {
  const open = (sample?.rows ?? []).flatMap(({ state, record_id }) =>
    state === 'verified' || state === 'erased' ? [] : [record_id],
  );
  if (open.length === 0) return [];
  const more = open.length - NAMED;
  const ids = `${open.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
  const message = `${countOf(open.length, 'ids')} of your list are neither verified nor logged as erased in a bundle that counts`;
  return [make('REPORT_SAMPLE_NOT_COVERED', [], message, { actual: ids })];
}
