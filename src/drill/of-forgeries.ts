// What somebody without keys would really try: another word in a record, a record left out, put in or hidden, and then everything made to
// agree that can be. Digests and the chain can be computed anew; a path to the signed root and a signature cannot.

import { parseTime, toHex, utf8 } from '../base/encoding.js';
import { canonicalize, isObject, type JsonObject } from '../base/json.js';
import { PATHS } from '../bundle/layout.js';
import { recordHashOf } from '../bundle/record.js';
import { type Files, insertObject, omit, spliceLine, withLines, withObject } from './files.js';
import type { Picker } from './picker.js';
import { repaired, restated, withDigests } from './repair.js';
import { freeSequence, type Subject, sequencesOf } from './subject.js';
import type { Expected, Tampered, Tampering } from './tampering.js';

const path = PATHS.records;
const LEAVES = ['inclusion/leaves'] as const;
const SIGNED = ['attestation/signatures'] as const;

interface Forged {
  readonly files: Files;
  readonly at: number;
}

function forgery(
  name: string,
  what: string,
  by: Expected,
  forge: (subject: Subject, picker: Picker) => Forged | string,
  finish: (files: Files) => Files = repaired,
): Tampering {
  return {
    ...{ id: `forgery/${name}` as const, what, by },
    apply: (subject, picker): Tampered | string => {
      const forged = forge(subject, picker);
      if (typeof forged === 'string') return forged;
      return { bundle: finish(forged.files), where: `line ${forged.at + 1}` };
    },
  };
}

/** Places of events with a text in their data: a word of it can be changed and the record keeps its form. */
function wordy({ records }: Subject): readonly number[] {
  return records.flatMap((record, at) =>
    record['type'] === 'event' && textsOf(record).length > 0 ? [at] : [],
  );
}

function textsOf({ data }: JsonObject): readonly [string, string][] {
  return Object.entries(isObject(data) ? data : {}).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value] as [string, string]] : [],
  );
}

/** Another last letter of one value. */
function reword(record: JsonObject, picker: Picker): JsonObject {
  const [name = '', value = ''] = picker.pick(textsOf(record)) ?? [];
  const other = value.endsWith('x') ? 'y' : 'x';
  const head = [...value].slice(0, -1).join('');
  return { ...record, data: { ...(record['data'] as JsonObject), [name]: `${head}${other}` } };
}

function reworded(subject: Subject, picker: Picker): Forged | string {
  const at = picker.pick(wordy(subject));
  const record = at === undefined ? undefined : subject.records[at];
  if (at === undefined || record === undefined) return 'the bundle has no event with text in clear';
  return { files: withObject(subject.files, path, at, reword(record, picker)), at };
}

/** The chain is computed anew from a place on, as far as the records follow each other. */
function rechained(subject: Subject, picker: Picker): Forged | string {
  const linked = wordy(subject).filter(
    (at) => sequenceAt(subject, at + 1) === sequenceAt(subject, at) + 1,
  );
  const at = picker.pick(linked);
  if (at === undefined) return 'the bundle has no two records that follow each other';
  const records = [...subject.records];
  records[at] = reword(records[at] ?? {}, picker);
  for (
    let next = at + 1;
    sequenceAt(subject, next) === sequenceAt(subject, next - 1) + 1;
    next += 1
  )
    records[next] = { ...records[next], previous_hash: hashText(records[next - 1] ?? {}) };
  return { files: withLines(subject.files, path, records.map(canonicalize)), at };
}

function sequenceAt({ records }: Subject, at: number): number {
  return Number(records[at]?.['sequence'] ?? Number.NaN);
}

function hashText(record: JsonObject): string {
  return `sha3-256:${toHex(recordHashOf(utf8(canonicalize(record))))}`;
}

function leftOut({ files, records }: Subject, picker: Picker): Forged | string {
  if (records.length < 2) return 'the bundle has no second record';
  const at = picker.below(records.length);
  return { files: spliceLine(files, path, at), at };
}

/** A made-up record behind one that is shown, rightly chained to it. */
function putIn(subject: Subject, picker: Picker, sequence?: number): Forged | string {
  const { files, records, manifest } = subject;
  if (manifest.treeHead === undefined) return 'the bundle has no tree head';
  const size = manifest.treeHead.treeSize;
  const leaves = sequencesOf(subject);
  const places = records.flatMap((record, at) => {
    const next = Number(record['sequence']) + 1;
    return next < size && !leaves.has(next) && record['type'] === 'event' ? [at] : [];
  });
  const at = sequence === undefined ? picker.pick(places) : records.length - 1;
  const model = at === undefined ? undefined : records[at];
  if (at === undefined || model === undefined)
    return 'the bundle has no room for a record behind one of its own';
  const made = {
    ...omit(model, 'sealed'),
    sequence: sequence ?? Number(model['sequence']) + 1,
    record_id: 'rec_drill',
    previous_hash: hashText(model),
  };
  return { files: insertObject(files, path, made), at: at + 1 };
}

/** A record of the selection becomes a stub: its leaf and its proof stay as they are. */
function hidden(subject: Subject, picker: Picker, reason: 'link' | 'erased'): Forged | string {
  const { files, records, manifest } = subject;
  if (manifest.treeHead === undefined) return 'the bundle has no tree head';
  const places = records.flatMap((record, at) => {
    const isLinked = sequenceAt(subject, at + 1) === sequenceAt(subject, at) + 1;
    const fits = record['type'] === 'event' && isSelected(subject, record);
    return fits && (isLinked || reason === 'erased') ? [at] : [];
  });
  const at = picker.pick(places);
  const record = at === undefined ? undefined : records[at];
  if (at === undefined || record === undefined || records.length < 2)
    return 'the bundle has no event of the selection that a stub could hide';
  const sequence = Number(record['sequence']);
  const erasure = records.find(({ type }) => type !== 'erasure')?.['sequence'] ?? 0;
  const stub = {
    ...(reason === 'erased' ? { erasure } : {}),
    ...{ reason, record_hash: hashText(record), sequence },
  };
  return { files: insertObject(spliceLine(files, path, at), PATHS.stubs, stub), at };
}

function isSelected({ manifest }: Subject, record: JsonObject): boolean {
  const { selection } = manifest;
  if (selection.kind === 'record_ids') return selection.recordIds.has(String(record['record_id']));
  if (selection.kind === 'period') {
    const time = parseTime(String(record['recorded_at'])) ?? -1n;
    return time >= selection.from && time <= selection.to;
  }
  return Number(record['sequence']) >= selection.from && Number(record['sequence']) < selection.to;
}

export const ofForgeries: readonly Tampering[] = [
  forgery('word', 'one word of one record is changed', LEAVES, reworded),
  forgery(
    'word-chain',
    'one word is changed, and the chain behind it made anew',
    LEAVES,
    rechained,
  ),
  forgery(
    'word-statement',
    'one word is changed, and the attestation made to state the new digests',
    SIGNED,
    reworded,
    (files) => restated(repaired(files)),
  ),
  forgery('left-out', 'one record is left out', ['attestation/statement'], leftOut),
  forgery(
    'left-out-counts',
    'one record is left out, and only the counts stay',
    ['manifest/counts'],
    leftOut,
    withDigests,
  ),
  forgery(
    'left-out-statement',
    'one record is left out, and the attestation made to state the new digests',
    SIGNED,
    leftOut,
    (files) => restated(repaired(files)),
  ),
  forgery(
    'put-in',
    'a made-up record is put in behind another',
    ['inclusion/form', ...LEAVES],
    putIn,
  ),
  forgery(
    'put-at-end',
    'a made-up record is put behind the end of the tree',
    ['inclusion/form'],
    (subject, picker) =>
      putIn(
        subject,
        picker,
        Math.max(subject.manifest.treeHead?.treeSize ?? 0, freeSequence(subject)),
      ),
  ),
  forgery(
    'hidden',
    'a selected record is hidden behind a stub',
    ['completeness/selection'],
    (subject, picker) => hidden(subject, picker, 'link'),
  ),
  forgery(
    'said-erased',
    'a selected record is hidden and called erased',
    ['erasures/logged'],
    (subject, picker) => hidden(subject, picker, 'erased'),
  ),
];
