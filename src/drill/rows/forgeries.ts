// What somebody without keys would really try: another word in a record, a record left out, put in or hidden, and then everything made to
// agree that can be. Digests and the chain can be computed anew; a path to the signed root and a signature cannot.

import { parseTime, toHex, utf8 } from '../../base/encoding.js';
import { canonicalize, type JsonObject } from '../../base/json.js';
import { PATHS } from '../../bundle/layout.js';
import { recordHashOf } from '../../bundle/record.js';
import { dropLine, omit } from '../edits.js';
import { insertObject, membersOf, spliceLines, withLines } from '../files.js';
import type { Picker } from '../picker.js';
import { agreed, digested, restated } from '../repairs.js';
import { freeSequence, type Subject, sequencesOf } from '../subject.js';
import { asIs, type Edit, tamperings } from '../tampering.js';

const path = PATHS.records;
const SIGNED = 'attestation/signatures';
const NO_HEAD = 'the bundle has no tree head';

/** A record of those that fit, in its place; a record can be changed in a word if it is an event with a text in its data. */
function picked(
  { records }: Subject,
  picker: Picker,
  fits: (record: JsonObject, at: number) => boolean,
): readonly [record: JsonObject, at: number] | undefined {
  const places = records.flatMap((record, at) => (fits(record, at) ? [at] : []));
  const at = picker.pick(places);
  const record = at === undefined ? undefined : records[at];
  return at === undefined || record === undefined ? undefined : [record, at];
}

function textsOf({ type, data }: JsonObject): readonly (readonly [string, string])[] {
  return Object.entries(type === 'event' ? membersOf(data) : {}).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value] as const] : [],
  );
}

/** Another last letter of one value. */
function reword(record: JsonObject, picker: Picker): JsonObject {
  const [name = '', value = ''] = picker.pick(textsOf(record)) ?? [];
  const other = `${[...value].slice(0, -1).join('')}${value.endsWith('x') ? 'y' : 'x'}`;
  return { ...record, data: { ...membersOf(record['data']), [name]: other } };
}

const reworded: Edit = (subject, picker) => {
  const [record, at] = picked(subject, picker, (each) => textsOf(each).length > 0) ?? [];
  if (record === undefined || at === undefined) return 'the bundle has no event with text in clear';
  const line = canonicalize(reword(record, picker));
  return { bundle: spliceLines(subject.files, path, at, 1, line), where: `line ${at + 1}` };
};

/** The chain is computed anew from a place on, as far as the records follow each other. */
const rechained: Edit = (subject, picker) => {
  const [record, at] = picked(subject, picker, (each, at) => textsOf(each).length > 0 && follows(subject, at + 1)) ?? [];
  if (record === undefined || at === undefined) return 'the bundle has no two records that follow each other';
  const records = [...subject.records];
  records[at] = reword(record, picker);
  for (let next = at + 1; follows(subject, next); next += 1)
    records[next] = { ...records[next], previous_hash: hashText(records[next - 1] ?? {}) };
  const bundle = withLines(subject.files, path, records.map(canonicalize));
  return { bundle, where: `line ${at + 1}` };
};

/** The record at a place is the next of the ledger after the one before it. */
function follows({ records }: Subject, at: number): boolean {
  const [before, sequence] = [records[at - 1], records[at]].map((each) => each?.['sequence']);
  return before !== undefined && sequence === Number(before) + 1;
}

function hashText(record: JsonObject): string {
  return `sha3-256:${toHex(recordHashOf(utf8(canonicalize(record))))}`;
}

/** A made-up record, rightly chained to one that is shown: right behind it, or behind the end of the tree. */
function putIn(where: 'between' | 'at end'): Edit {
  return (subject, picker) => {
    const { files, records, manifest } = subject;
    if (manifest.treeHead === undefined) return NO_HEAD;
    const size = manifest.treeHead.treeSize;
    const leaves = sequencesOf(subject);
    const [model, at] =
      where === 'at end'
        ? [records.at(-1), records.length - 1]
        : (picked(subject, picker, ({ sequence, type }) => {
            const next = Number(sequence) + 1;
            return next < size && !leaves.has(next) && type === 'event';
          }) ?? []);
    if (model === undefined || at === undefined) return 'the bundle has no room for a record behind one of its own';
    const behind = Number(model['sequence']) + 1;
    const made = {
      ...omit(model, 'sealed'),
      sequence: where === 'between' ? behind : Math.max(size, freeSequence(subject)),
      record_id: 'rec_drill',
      previous_hash: hashText(model),
    };
    return { bundle: insertObject(files, path, made), where: `line ${at + 2}` };
  };
}

/** A record of the selection becomes a stub: its leaf and its proof stay as they are. */
function hidden(reason: 'link' | 'erased'): Edit {
  return (subject, picker) => {
    const { files, records, manifest } = subject;
    if (manifest.treeHead === undefined) return NO_HEAD;
    const [record, at] =
      picked(subject, picker, (each, at) => {
        const fits = each['type'] === 'event' && isSelected(subject, each);
        return fits && (reason === 'erased' || follows(subject, at + 1));
      }) ?? [];
    if (record === undefined || at === undefined || records.length < 2)
      return 'the bundle has no event of the selection that a stub could hide';
    const stub = {
      ...(reason === 'erased' ? { erasure: notErasure(subject) } : {}),
      ...{ reason, record_hash: hashText(record), sequence: Number(record['sequence']) },
    };
    const rest = spliceLines(files, path, at, 1);
    return { bundle: insertObject(rest, PATHS.stubs, stub), where: `line ${at + 1}` };
  };
}

/** The sequence of a record that logs no erasure. */
export function notErasure({ records }: Subject): number {
  return Number(records.find(({ type }) => type !== 'erasure')?.['sequence'] ?? 0);
}

function isSelected({ manifest: { selection } }: Subject, record: JsonObject): boolean {
  if (selection.kind === 'record_ids') return selection.recordIds.has(String(record['record_id']));
  if (selection.kind === 'period') {
    const time = parseTime(String(record['recorded_at'])) ?? -1n;
    return time >= selection.from && time <= selection.to;
  }
  const sequence = Number(record['sequence']);
  return sequence >= selection.from && sequence < selection.to;
}

const leftOut = dropLine(path, 'the bundle has no second record', 2);

export const forgeryRows = tamperings('forgery', 'inclusion/leaves', asIs, {
  'word: one word of one record is changed': agreed(reworded),
  'word-chain: one word is changed, and the chain behind it made anew': agreed(rechained),
  'word-statement: one word is changed, and the attestation made to state the new digests': [restated(reworded), SIGNED],
  'left-out: one record is left out': [agreed(leftOut), 'attestation/statement'],
  'left-out-counts: one record is left out, and only the counts stay': [digested(leftOut), 'manifest/counts'],
  'left-out-statement: one record is left out, and the attestation made to state the new digests': [restated(leftOut), SIGNED],
  'put-in: a made-up record is put in behind another': [agreed(putIn('between')), 'inclusion/form', 'inclusion/leaves'],
  'put-at-end: a made-up record is put behind the end of the tree': [agreed(putIn('at end')), 'inclusion/form'],
  'hidden: a selected record is hidden behind a stub': [agreed(hidden('link')), 'completeness/selection'],
  'said-erased: a selected record is hidden and called erased': [agreed(hidden('erased')), 'erasures/logged'],
});
