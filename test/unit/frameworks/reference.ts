// A naive reference: reads the entries of a bundle that is known to be sound with JSON.parse, keeps everything in memory and
// counts by brute force. Shares no code with src/frameworks.

import { unzip } from '../../../scripts/unzip.js';
import type { FrameworkDocument } from '../../../src/frameworks/framework.js';
import type { Examined } from '../../../src/frameworks/result.js';
import type { Selector } from '../../../src/frameworks/selector.js';

type Fields = Record<string, unknown>;
export interface NaiveRecord {
  readonly sequence: number;
  readonly record_id: string;
  readonly recorded_at: string;
  readonly type: string;
  readonly data: Fields;
  readonly sealed?: Fields;
  readonly disclosed: Fields;
  readonly selected: boolean;
}

interface NaiveSelection {
  readonly record_ids?: readonly string[];
  readonly sequence?: { readonly from: number; readonly to: number };
  readonly period?: { readonly from: string; readonly to: string };
}

/** All records of a sound bundle, with disclosed values, in order. */
export async function recordsOf(zip: Uint8Array): Promise<NaiveRecord[]> {
  const entries = await unzip(Buffer.from(zip));
  const lines = (path: string): Fields[] =>
    Buffer.from(entries.get(path) ?? [])
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Fields);
  const manifest = JSON.parse(Buffer.from(entries.get('manifest.json') ?? []).toString('utf8')) as {
    selection: NaiveSelection;
  };
  const disclosures = lines('disclosures.jsonl');
  return lines('records.jsonl').map((line) => {
    const record = line as unknown as Omit<NaiveRecord, 'disclosed' | 'selected'>;
    const own = disclosures.filter(({ sequence }) => sequence === record.sequence);
    const opened = own
      .flatMap((one) => one['disclosures'] as string[])
      .map(
        (text) =>
          JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [0, string, unknown],
      );
    const disclosed = Object.fromEntries(opened.map(([, name, value]) => [name, value]));
    return { ...record, disclosed, selected: isIn(manifest.selection, record) };
  });
}

function isIn(
  { record_ids, sequence, period }: NaiveSelection,
  record: Pick<NaiveRecord, 'sequence' | 'record_id' | 'recorded_at'>,
): boolean {
  if (record_ids !== undefined) return record_ids.includes(record.record_id);
  if (sequence !== undefined)
    return record.sequence >= sequence.from && record.sequence < sequence.to;
  // Times of one test ledger have one length, so that text compares like time up to the second.
  const at = Date.parse(record.recorded_at);
  return at >= Date.parse(period?.from ?? '') && at <= Date.parse(period?.to ?? '');
}

/** `true`, `false`, or undefined if a sealed value that decides is not disclosed. */
function isAbout(selector: Selector, record: NaiveRecord): boolean | undefined {
  if (selector === 'all') return true;
  const answers = selector.map((fields) => {
    const each = Object.entries(fields).map(([field, words]) => {
      const value = { ...record.disclosed, ...record.data }[field];
      const isThere =
        field in (record.sealed ?? {}) ||
        !(value === undefined || value === null || /^\s*$/.test(String(value)));
      if (words === 'present') return isThere;
      if (words === 'absent') return !isThere;
      if (value === undefined) return field in (record.sealed ?? {}) ? undefined : false;
      const texts = (Array.isArray(value) ? value : [value]).map((one) => JSON.stringify(one));
      return words.some((word) =>
        texts.some((text) => text.toUpperCase() === JSON.stringify(word).toUpperCase()),
      );
    });
    return each.includes(false) ? false : each.includes(undefined) ? undefined : true;
  });
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

/** What `examine.ts` must count, in the plainest way. */
export function naive(records: readonly NaiveRecord[], document: FrameworkDocument) {
  const events = records.filter(({ type }) => type === 'event');
  const selected = events.filter((record) => record.selected);
  const lacks = (record: NaiveRecord, field: string): boolean => {
    if (field in (record.sealed ?? {})) return false;
    const value = record.data[field];
    return (
      value === undefined ||
      value === null ||
      (/^\s*$/.test(String(JSON.stringify(value)).slice(1, -1)) && typeof value === 'string')
    );
  };
  const kept = (record: NaiveRecord): number | undefined => {
    const before = records.filter(
      ({ type, sequence }) => type === 'retention_policy' && sequence < record.sequence,
    );
    const inForce = before.filter(
      ({ data }, i) =>
        !before.slice(i + 1).some((later) => later.data['policy_name'] === data['policy_name']),
    );
    const years = inForce
      .filter(({ data }) =>
        Object.entries(data['applies_to'] as Fields).every(
          ([name, value]) => JSON.stringify(record.data[name]) === JSON.stringify(value),
        ),
      )
      .map(({ data }) => Number(data['retention_years']));
    return years.length === 0 ? undefined : Math.max(...years);
  };
  const { retention, required_fields, controls, lints } = document;
  const concerned = selected.filter((record) => isAbout(retention.records, record) === true);
  const ids = (list: readonly NaiveRecord[]): string[] => list.map(({ record_id }) => record_id);
  return {
    selected: selected.length,
    in_addition: events.length - selected.length,
    fields: required_fields.fields.map((field) => ({
      field,
      missing: ids(selected.filter((record) => lacks(record, field))),
      missing_in_addition: events.filter((record) => !record.selected && lacks(record, field))
        .length,
      sealed: selected.filter((record) => field in (record.sealed ?? {})).length,
      disclosed: selected.filter((record) => field in record.disclosed).length,
    })),
    retention: {
      records: concerned.length,
      uncovered: ids(concerned.filter((record) => (kept(record) ?? -1) < (retention.years ?? 0))),
      undecided: selected.filter((record) => isAbout(retention.records, record) === undefined)
        .length,
    },
    controls: controls.map(({ record_types = ['event'], records: selector }) =>
      selector === undefined
        ? { ids: [], selected: 0, undecided: 0 }
        : about(
            selector,
            records.filter(({ type }) => record_types.some((one) => one === type)),
          ),
    ),
    lints: lints.map(({ records: selector }) => about(selector, events)),
  };
}

function about(selector: Selector, records: readonly NaiveRecord[]) {
  const yes = records.filter((record) => isAbout(selector, record) === true);
  return {
    ids: yes.map(({ record_id }) => record_id),
    selected: yes.filter((record) => record.selected).length,
    undecided: records.filter((record) => isAbout(selector, record) === undefined).length,
  };
}

/** The same numbers from a result. */
export function numbersOf(result: Examined) {
  const ids = ({ examples }: { readonly examples: readonly { readonly record_id: string }[] }) =>
    examples.map(({ record_id }) => record_id);
  const matches = ({
    selected,
    undecided,
    ...list
  }: Examined['lints'][number] | Examined['controls'][number]) => ({
    ids: ids(list),
    selected,
    undecided,
  });
  return {
    ...result.events,
    fields: result.fields.map(({ field, selected, in_addition, ...list }) => ({
      field,
      missing: ids(list),
      missing_in_addition: in_addition.missing,
      sealed: selected.sealed + selected.disclosed,
      disclosed: selected.disclosed,
    })),
    retention: {
      records: result.retention.records,
      uncovered: ids(result.retention),
      undecided: result.retention.undecided,
    },
    controls: result.controls
      .map((control) => (control.evidence === 'records' ? control : { ...control, selected: 0 }))
      .map(matches),
    lints: result.lints.map(matches),
  };
}
