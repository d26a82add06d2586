// Tamperings with disclosed values and with record signatures (docs/SPEC.md §9.1, §4.5). Disclosures are detached: nothing but the
// commitment in the record protects them, so nothing else is made to agree.

import { parseBase64, parseBase64Url, toBase64 } from '../../base/encoding.js';
import { canonicalize, type Json, type JsonObject, parseCanonical } from '../../base/json.js';
import { PATHS } from '../../bundle/layout.js';
import { SIGNATURE_BYTES } from '../../crypto/algorithms.js';
import { editLine, type Fits } from '../edits.js';
import { insertObject, listOf, membersOf, objectsOf, withLines } from '../files.js';
import type { Picker } from '../picker.js';
import { agreed } from '../repairs.js';
import { freeSequence, type Subject } from '../subject.js';
import { asIs, type Edit, tamperings } from '../tampering.js';

const path = PATHS.disclosures;
const COMMITMENTS = 'disclosures/commitments';
/** 32 zero bytes, B64U. */
const SALT = 'A'.repeat(43);

interface Place {
  readonly lines: readonly JsonObject[];
  readonly at: number;
  readonly line: JsonObject;
  /** Of one disclosure on the line. */
  readonly index: number;
  readonly text: string;
}

/** Other lines of disclosures.jsonl, one disclosure in view. */
type DisclosureChange = (place: Place, subject: Subject, picker: Picker) => readonly JsonObject[] | string;

function disclosure(change: DisclosureChange): Edit {
  return (subject, picker) => {
    const lines = objectsOf(subject.files, path);
    const at = picker.below(lines.length);
    const line = lines[at];
    const list = listOf(line?.['disclosures']);
    const index = picker.below(list.length);
    const text = list[index];
    if (line === undefined || typeof text !== 'string') return 'the bundle has no disclosures that can be read';
    const changed = change({ lines, at, line, index, text }, subject, picker);
    if (typeof changed === 'string') return changed;
    return { bundle: withLines(subject.files, path, changed.map(canonicalize)), where: `line ${at + 1}` };
  };
}

/** Replaces one disclosure by several. */
function replaced(texts: (text: string, subject: Subject) => readonly string[]): DisclosureChange {
  return ({ lines, at, line, index, text }, subject) => {
    const disclosures = listOf(line['disclosures']).toSpliced(index, 1, ...texts(text, subject));
    return lines.with(at, { ...line, disclosures });
  };
}

/** A disclosure with another content, written as it should be. */
function reworded(change: (salt: Json, name: Json, value: Json, mark: string) => readonly Json[]): DisclosureChange {
  return replaced((text, { mark }) => {
    const parsed = parseCanonical(parseBase64Url(text) ?? new Uint8Array(0));
    const [salt = '', name = '', value = null] = listOf(parsed.value);
    return [encoded(change(salt, name, value, mark))];
  });
}

function encoded(parts: readonly Json[]): string {
  return Buffer.from(canonicalize(parts), 'utf8').toString('base64url');
}

const ascending = (one: JsonObject, other: JsonObject): number => Number(one['sequence']) - Number(other['sequence']);

/**
 * To a record that has no line, or else two lines change their records. Not to one with the same commitments: what is disclosed there
 * would be just as true.
 */
const moved: DisclosureChange = ({ lines, at, line }, { records }, picker) => {
  const bySequence = new Map(records.map((record) => [record['sequence'], record]));
  const sealed = new Set(commitmentsOf(bySequence.get(line['sequence'] ?? -1)));
  const isOther = (record: JsonObject | undefined): boolean => !commitmentsOf(record).some((each) => sealed.has(each));
  const taken = new Set(lines.map(({ sequence }) => sequence));
  const free = records.filter((record) => !taken.has(record['sequence'] ?? -1) && isOther(record));
  const sequence = picker.pick(free)?.['sequence'];
  if (sequence !== undefined) return [...lines.toSpliced(at, 1), { ...line, sequence }].sort(ascending);
  const next = (at + 1) % lines.length;
  const other = lines[next];
  if (other === undefined || next === at || !isOther(bySequence.get(other['sequence'] ?? -1)))
    return 'the bundle has no second record that such values could be moved to';
  return lines
    .with(at, { ...line, disclosures: other['disclosures'] ?? [] })
    .with(next, { ...other, disclosures: line['disclosures'] ?? [] });
};

function commitmentsOf(record: JsonObject | undefined): readonly Json[] {
  return Object.values(membersOf(record?.['sealed']));
}

const madeUp: Edit = ({ files, records, mark }, picker) => {
  const sequence = picker.pick(records)?.['sequence'];
  if (sequence === undefined) return 'the bundle has no record that can be read';
  const line = { disclosures: [encoded([SALT, mark, 'a drill'])], sequence };
  return { bundle: withLines(files, path, [canonicalize(line)]) };
};

const ofRecorder: Fits = ({ trustRoot, manifest }) => {
  const keys = (trustRoot?.recorders ?? [])
    .filter(({ ledgers }) => ledgers.has(manifest.ledger))
    .flatMap((recorder) => recorder.keys.map(({ mldsa65 }) => mldsa65.keyId));
  const known = new Set(keys);
  return ({ key_id }) => known.has(String(key_id));
};

const flippedSignature = editLine(
  PATHS.signatures,
  'record signature of a recorder of the trust root',
  (line, _, picker) => {
    const signature = parseBase64(String(line['signature'] ?? '=')) ?? new Uint8Array(1);
    return { ...line, signature: toBase64(picker.flip(signature).bytes) };
  },
  ofRecorder,
);

const signatureOfNone: Edit = (subject) => {
  const made = {
    ...{ algorithm: 'ML-DSA-65', key_id: '0'.repeat(64), sequence: freeSequence(subject) },
    signature: toBase64(new Uint8Array(SIGNATURE_BYTES['ML-DSA-65'])),
  };
  return { bundle: insertObject(subject.files, PATHS.signatures, made) };
};

const orphan: DisclosureChange = ({ lines, line }, subject) => [...lines, { ...line, sequence: freeSequence(subject) }].sort(ascending);
const reversed: DisclosureChange = ({ lines }) => (lines.length < 2 ? 'the bundle has no second line of disclosures' : lines.toReversed());

export const valueRows = [
  ...tamperings('disclosures', COMMITMENTS, disclosure, {
    'value: a disclosed value is replaced by another': reworded((salt, name) => [salt, name, 'a drill']),
    'name: a disclosed value is put under another name': reworded((salt, _, value, mark) => [salt, mark, value]),
    'salt: a disclosure gets another salt': reworded((_, name, value) => [SALT, name, value]),
    'twice: one value is disclosed twice': replaced((text) => [text, text]),
    'moved: disclosed values are moved to another record': moved,
    'orphan: values are disclosed of a record that is not shown': orphan,
    'order: the lines of disclosures.jsonl stand in another order': reversed,
  }),
  ...tamperings('disclosures', COMMITMENTS, asIs, {
    'made-up: a value is disclosed that was never sealed': madeUp,
  }),
  ...tamperings('disclosures', 'records/signatures', agreed, {
    'signature: one bit of a record signature is flipped': flippedSignature,
    'signature-orphan: a signature of no record is added': signatureOfNone,
  }),
];
