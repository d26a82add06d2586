// Tamperings with stubs and with logged erasures (docs/SPEC.md §5, §9.2), the manifest made to agree: a stub must not stand in for a record.

import { isObject, type JsonObject } from '../../base/json.js';
import { PATHS } from '../../bundle/layout.js';
import { atLine, both, type Change, editLine, type Fits, respellLine, set, turned, within } from '../edits.js';
import { insertObject, spliceLines } from '../files.js';
import { agreed } from '../repairs.js';
import { freeSequence, type Subject } from '../subject.js';
import { type Edit, tamperings } from '../tampering.js';
import { notErasure } from './forgeries.js';

const path = PATHS.stubs;
const NONE = 'the bundle has no stub';
const LOGGED = 'erasures/logged';

const withHead =
  (edit: Edit): Edit =>
  (subject, picker) =>
    subject.manifest.treeHead === undefined ? 'the bundle has no tree head, and so no place for stubs' : edit(subject, picker);

const added = (subject: Subject, sequence: number) =>
  insertObject(subject.files, path, {
    ...{ reason: 'link', record_hash: `sha3-256:${'0'.repeat(64)}`, sequence },
  });

const besideRecord: Edit = (subject, picker) => {
  const sequence = picker.pick(subject.records)?.['sequence'];
  return sequence === undefined ? 'the bundle has no record' : { bundle: added(subject, Number(sequence)) };
};

const withReason =
  (wanted: string): Fits =>
  () =>
  ({ reason }) =>
    reason === wanted;
const link = (change: Change) => editLine(path, 'link stub', change, withReason('link'));
const erased = (change: Change) => editLine(path, 'erased record', change, withReason('erased'));
const byRecord: Change = (stub, subject) => ({ ...stub, erasure: notErasure(subject) });

/** Records that log the erasure of one of these. */
const erases =
  (leaves: (subject: Subject) => readonly JsonObject[]): Fits =>
  (subject) => {
    const shown = leaves(subject).filter(({ reason }) => reason !== 'link');
    const targets = new Set(shown.map(({ sequence }) => sequence));
    return ({ type, data }) => type === 'erasure' && isObject(data) && targets.has(data['sequence'] ?? -1);
  };

const forNothing: Edit = (subject) => ({ bundle: added(subject, freeSequence(subject)) });
const noErasure = atLine(
  PATHS.records,
  'erased record',
  (_, at, { files }) => spliceLines(files, PATHS.records, at, 1),
  erases(({ stubs }) => stubs),
);
const otherTarget = editLine(
  PATHS.records,
  'erasure of its own records',
  within('data', turned('record_hash')),
  erases(({ records, stubs }) => [...records, ...stubs]),
);

export const stubRows = tamperings('stubs', 'stubs/form', (edit: Edit) => agreed(withHead(edit)), {
  'for-nothing: a link stub is added that links nothing': forNothing,
  'record-as-stub: a shown record is called a stub as well': besideRecord,
  'doubled: one stub stands twice': respellLine(path, NONE, /.*/, '$&\n$&'),
  'space: a space is put into a stub': respellLine(path, NONE, '{', '{ '),
  'other-hash: a link stub states another record hash': [link(turned('record_hash')), 'inclusion/leaves'],
  'link-as-erased: a link stub is called erased': [link(both(set({ reason: 'erased' }), byRecord)), LOGGED],
  'other-erasure: an erased stub names another record as its erasure': [erased(byRecord), LOGGED],
  'no-erasure: the record that logged an erasure is left out': [noErasure, LOGGED],
  'other-target: an erasure states another hash of its target': [otherTarget, LOGGED],
});
