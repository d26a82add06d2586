// Tamperings with the form, the identity, the clock and the chain of records (docs/SPEC.md §4). Digests, sizes and counts of the manifest
// are made to agree each time, so that the check in question has to see it.

import { isObject, type JsonObject } from '../base/json.js';
import { PATHS } from '../bundle/layout.js';
import {
  type Files,
  linesOf,
  spliceLine,
  textOf,
  withFile,
  withLines,
  withObject,
} from './files.js';
import { otherDigit } from './of-manifest.js';
import type { Picker } from './picker.js';
import { repaired } from './repair.js';
import { type Subject, sequencesOf } from './subject.js';
import type { Expected, Tampering } from './tampering.js';

const path = PATHS.records;
const FORM = ['records/form'] as const;

/** One record is changed; undefined leaves it alone. `at` is its place among the records. */
function record(
  name: string,
  what: string,
  by: Expected,
  why: string,
  fits: (record: JsonObject, subject: Subject, at: number) => boolean,
  change: (record: JsonObject, subject: Subject, picker: Picker) => JsonObject,
): Tampering {
  return {
    ...{ id: `records/${name}` as const, what, by },
    apply: (subject, picker) => {
      const places = subject.records.flatMap((each, at) => (fits(each, subject, at) ? [at] : []));
      const at = picker.pick(places);
      const one = at === undefined ? undefined : subject.records[at];
      if (at === undefined || one === undefined) return `the bundle has no ${why}`;
      const files = withObject(subject.files, path, at, change(one, subject, picker));
      return { bundle: repaired(files), where: `line ${at + 1}` };
    },
  };
}

/** One line is written in another way. */
function spelling(name: string, what: string, change: (line: string) => string): Tampering {
  return {
    ...{ id: `records/${name}` as const, what, by: FORM },
    apply: ({ files }, picker) => {
      const lines = linesOf(files, path);
      const at = picker.below(lines.length);
      const line = lines[at];
      if (line === undefined) return 'the bundle has no record';
      return {
        bundle: repaired(spliceLine(files, path, at, change(line))),
        where: `line ${at + 1}`,
      };
    },
  };
}

function whole(
  name: string,
  what: string,
  change: (files: Files, lines: readonly string[], picker: Picker) => Files | string,
): Tampering {
  return {
    ...{ id: `records/${name}` as const, what, by: FORM },
    apply: ({ files }, picker) => {
      const changed = change(files, linesOf(files, path), picker);
      return typeof changed === 'string' ? changed : { bundle: repaired(changed) };
    },
  };
}

const any = () => true;

export const ofRecords: readonly Tampering[] = [
  spelling('space', 'a space is put into a record', (line) => line.replace('{', '{ ')),
  spelling('name-twice', 'one name stands twice in a record', (line) =>
    line.replace('{', '{"ledger":"ledger.example/other",'),
  ),
  spelling('escape', 'one letter of a record is written as an escape', (line) =>
    line.replace('"record_id"', '"record\\u005fid"'),
  ),
  spelling('return', 'a line of records.jsonl ends in CR LF', (line) => `${line}\r`),
  spelling('blank', 'a blank line is put among the records', (line) => `${line}\n`),
  whole('mark', 'a byte-order mark is put before the records', (files) =>
    withFile(files, path, `\ufeff${textOf(files, path)}`),
  ),
  whole('unterminated', 'the last line feed of records.jsonl is cut off', (files, lines) =>
    lines.length === 0
      ? 'the bundle has no record'
      : withFile(files, path, textOf(files, path).replace(/\n$/, '')),
  ),
  whole('doubled', 'one record stands twice', (files, lines, picker) => {
    const at = picker.below(lines.length);
    const line = lines[at];
    return line === undefined
      ? 'the bundle has no record'
      : spliceLine(files, path, at, line, line);
  }),
  whole('exchanged', 'two records change places', (files, lines, picker) => {
    if (lines.length < 2) return 'the bundle has no second record';
    const at = picker.below(lines.length - 1);
    const swapped = [...lines];
    swapped.splice(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
    return withLines(files, path, swapped);
  }),
  record(
    'free-text',
    'a member that the format does not know is added to a record',
    FORM,
    'record',
    any,
    (one) => ({
      ...one,
      remark: 'put in by a drill',
    }),
  ),
  record(
    'clear-and-sealed',
    'a sealed field is given in the clear as well',
    FORM,
    'record of an event with sealed fields',
    isSealedEvent,
    (one, _, picker) => {
      const name = picker.pick(Object.keys(isObject(one['sealed']) ? one['sealed'] : {})) ?? '';
      return { ...one, data: { ...(isObject(one['data']) ? one['data'] : {}), [name]: 'a drill' } };
    },
  ),
  record('ledger', 'a record names another ledger', ['records/identity'], 'record', any, (one) => ({
    ...one,
    ledger: 'ledger.example/drill',
  })),
  record(
    'same-id',
    'a record takes the id of another one',
    ['records/identity'],
    'second record',
    (_, __, at) => at > 0,
    (one, { records }) => ({
      ...one,
      record_id: records[0]?.['record_id'] ?? '',
    }),
  ),
  record(
    'clock',
    'a record is dated before the one before it',
    ['records/clock'],
    'record after one of a later year than 0',
    (_, { records }, at) => at > 0 && !String(records[at - 1]?.['recorded_at']).startsWith('0000'),
    (one) => ({
      ...one,
      recorded_at: '0000-01-01T00:00:00Z',
    }),
  ),
  record(
    'previous-hash',
    'a record points at another one before it',
    ['records/chain'],
    'shown link of the hash chain',
    hasLink,
    (one) => ({
      ...one,
      previous_hash: otherDigit(one['previous_hash']),
    }),
  ),
];

function isSealedEvent({ type, sealed }: JsonObject): boolean {
  return type === 'event' && isObject(sealed) && Object.keys(sealed).length > 0;
}

/** The link of a record is checked if the leaf before it is in the bundle, or if it is the first of all (§4.4). */
function hasLink({ sequence }: JsonObject, subject: Subject): boolean {
  return sequence === 0 || sequencesOf(subject).has(Number(sequence) - 1);
}
