// Tamperings with the form, the identity, the clock and the chain of records (docs/SPEC.md §4). Digests, sizes and counts of the manifest
// are made to agree each time, so that the check in question has to see it.

import { PATHS } from '../../bundle/layout.js';
import { type Change, DRILL, editLine, type Fits, respell, respellLine, set, swapLines, turned } from '../edits.js';
import { membersOf } from '../files.js';
import { agreed } from '../repairs.js';
import { sequencesOf } from '../subject.js';
import { tamperings } from '../tampering.js';

const path = PATHS.records;
const NONE = 'the bundle has no record';

const spelt = (from: string | RegExp, to: string) => respellLine(path, NONE, from, to);
const changed = (change: Change, none = 'record', fits?: Fits) => editLine(path, none, change, fits);

const isSealedEvent: Fits = () => (record) => record['type'] === 'event' && Object.keys(membersOf(record['sealed'])).length > 0;
const isSecond: Fits = () => (_, at) => at > 0;
const hasTime: Fits =
  ({ records }) =>
  (_, at) =>
    at > 0 && !String(records[at - 1]?.['recorded_at']).startsWith('0000');

/** The link of a record is checked if the leaf before it is in the bundle, or if it is the first of all (§4.4). */
const hasLink: Fits = (subject) => {
  const leaves = sequencesOf(subject);
  return ({ sequence }) => sequence === 0 || leaves.has(Number(sequence) - 1);
};

const inClear: Change = (record, _, picker) => {
  const name = picker.pick(Object.keys(membersOf(record['sealed']))) ?? '';
  return { ...record, data: { ...membersOf(record['data']), [name]: 'a drill' } };
};
const sameId: Change = (record, { records }) => ({ ...record, record_id: records[0]?.['record_id'] ?? '' });

export const recordRows = tamperings('records', 'records/form', agreed, {
  'space: a space is put into a record': spelt('{', '{ '),
  'name-twice: one name stands twice in a record': spelt('{', '{"ledger":"ledger.example/other",'),
  'escape: one letter of a record is written as an escape': spelt('"record_id"', '"record\\u005fid"'),
  'return: a line of records.jsonl ends in CR LF': spelt(/$/, '\r'),
  'blank: a blank line is put among the records': spelt(/$/, '\n'),
  'mark: a byte-order mark is put before the records': respell(path, /^/, '\ufeff', NONE),
  'unterminated: the last line feed of records.jsonl is cut off': respell(path, /\n$/, '', NONE),
  'doubled: one record stands twice': spelt(/.*/s, '$&\n$&'),
  'exchanged: two records change places': swapLines(path, 'the bundle has no second record'),
  'free-text: a member that the format does not know is added to a record': changed(set({ remark: DRILL })),
  'clear-and-sealed: a sealed field is given in the clear as well': changed(
    inClear,
    'record of an event with sealed fields',
    isSealedEvent,
  ),
  'ledger: a record names another ledger': [changed(set({ ledger: 'ledger.example/drill' })), 'records/identity'],
  'same-id: a record takes the id of another one': [changed(sameId, 'second record', isSecond), 'records/identity'],
  'clock: a record is dated before the one before it': [
    changed(set({ recorded_at: '0000-01-01T00:00:00Z' }), 'record after one of a later year than 0', hasTime),
    'records/clock',
  ],
  'previous-hash: a record points at another one before it': [
    changed(turned('previous_hash'), 'shown link of the hash chain', hasLink),
    'records/chain',
  ],
});
