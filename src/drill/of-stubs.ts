// Tamperings with stubs and with logged erasures (docs/SPEC.md §5, §9.2), the manifest made to agree: a stub must not stand in for a record.

import { canonicalize, isObject, type JsonObject } from '../base/json.js';
import { PATHS } from '../bundle/layout.js';
import { type Files, insertObject, linesOf, spliceLine, withLines, withObject } from './files.js';
import { otherDigit } from './of-manifest.js';
import type { Picker } from './picker.js';
import { repaired } from './repair.js';
import { freeSequence, type Subject } from './subject.js';
import type { Expected, Tampering } from './tampering.js';

const FORM = ['stubs/form'] as const;
const LOGGED = ['erasures/logged'] as const;
const NO_HEAD = 'the bundle has no tree head, and so no place for stubs';
const ZEROS = `sha3-256:${'0'.repeat(64)}`;

function stubs(
  name: string,
  what: string,
  by: Expected,
  change: (subject: Subject, picker: Picker) => Files | string,
): Tampering {
  return {
    ...{ id: `stubs/${name}` as const, what, by },
    apply: (subject, picker) => {
      if (subject.manifest.treeHead === undefined) return NO_HEAD;
      const files = change(subject, picker);
      return typeof files === 'string' ? files : { bundle: repaired(files) };
    },
  };
}

/** One stub of a reason is changed. */
function stub(
  reason: 'link' | 'erased',
  name: string,
  what: string,
  by: Expected,
  change: (stub: JsonObject, subject: Subject) => JsonObject,
): Tampering {
  return stubs(name, what, by, (subject, picker) => {
    const places = subject.stubs.flatMap((each, at) => (each['reason'] === reason ? [at] : []));
    const at = picker.pick(places);
    const one = at === undefined ? undefined : subject.stubs[at];
    if (at === undefined || one === undefined)
      return reason === 'link' ? 'the bundle has no link stub' : 'the bundle has no erased record';
    return withObject(subject.files, PATHS.stubs, at, change(one, subject));
  });
}

/** An erasure record whose target the bundle holds. */
function erasure(
  name: string,
  what: string,
  change: (files: Files, at: number, record: JsonObject) => Files,
  whole: boolean,
): Tampering {
  return stubs(name, what, LOGGED, (subject, picker) => {
    const { files, records } = subject;
    const targets = new Set(
      (whole ? subject.stubs : [...records, ...subject.stubs])
        .filter(({ reason }) => reason !== 'link')
        .map(({ sequence }) => sequence),
    );
    const places = records.flatMap(({ type, data }, at) =>
      type === 'erasure' && isObject(data) && targets.has(data['sequence'] ?? -1) ? [at] : [],
    );
    const at = picker.pick(places);
    const record = at === undefined ? undefined : records[at];
    if (at === undefined || record === undefined)
      return whole
        ? 'the bundle has no erased record'
        : 'the bundle has no erasure of its own records';
    return change(files, at, record);
  });
}

export const ofStubs: readonly Tampering[] = [
  stubs('for-nothing', 'a link stub is added that links nothing', FORM, (subject) =>
    insertObject(subject.files, PATHS.stubs, {
      ...{ reason: 'link', record_hash: ZEROS, sequence: freeSequence(subject) },
    }),
  ),
  stubs(
    'record-as-stub',
    'a shown record is called a stub as well',
    FORM,
    ({ files, records }, picker) => {
      const sequence = picker.pick(records)?.['sequence'];
      if (sequence === undefined) return 'the bundle has no record';
      return insertObject(files, PATHS.stubs, { reason: 'link', record_hash: ZEROS, sequence });
    },
  ),
  stubs('doubled', 'one stub stands twice', FORM, ({ files }, picker) => {
    const lines = linesOf(files, PATHS.stubs);
    const at = picker.below(lines.length);
    const line = lines[at];
    return line === undefined
      ? 'the bundle has no stub'
      : spliceLine(files, PATHS.stubs, at, line, line);
  }),
  stubs('space', 'a space is put into a stub', FORM, ({ files }, picker) => {
    const lines = linesOf(files, PATHS.stubs);
    const at = picker.below(lines.length);
    const line = lines[at];
    return line === undefined
      ? 'the bundle has no stub'
      : spliceLine(files, PATHS.stubs, at, line.replace('{', '{ '));
  }),
  stub(
    'link',
    'other-hash',
    'a link stub states another record hash',
    ['inclusion/leaves'],
    (one) => ({
      ...one,
      record_hash: otherDigit(one['record_hash']),
    }),
  ),
  stub('link', 'link-as-erased', 'a link stub is called erased', LOGGED, (one, { records }) => ({
    ...one,
    erasure: records.find(({ type }) => type !== 'erasure')?.['sequence'] ?? 0,
    reason: 'erased',
  })),
  stub(
    'erased',
    'other-erasure',
    'an erased stub names another record as its erasure',
    LOGGED,
    (one, { records }) => ({
      ...one,
      erasure: records.find(({ type }) => type !== 'erasure')?.['sequence'] ?? 0,
    }),
  ),
  erasure(
    'no-erasure',
    'the record that logged an erasure is left out',
    (files, at) => spliceLine(files, PATHS.records, at),
    true,
  ),
  erasure(
    'other-target',
    'an erasure states another hash of its target',
    (files, at, record) => {
      const data = isObject(record['data']) ? record['data'] : {};
      const other = { ...data, record_hash: otherDigit(data['record_hash']) };
      return withLines(
        files,
        PATHS.records,
        linesOf(files, PATHS.records).map((line, index) =>
          index === at ? canonicalize({ ...record, data: other }) : line,
        ),
      );
    },
    false,
  ),
];
