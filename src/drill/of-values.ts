// Tamperings with disclosed values and with record signatures (docs/SPEC.md §9.1, §4.5). Disclosures are detached: nothing but the
// commitment in the record protects them, so nothing else is made to agree.

import { parseBase64, parseBase64Url, toBase64 } from '../base/encoding.js';
import { canonicalize, type Json, type JsonObject, parseCanonical } from '../base/json.js';
import { PATHS } from '../bundle/layout.js';
import { SIGNATURE_BYTES } from '../crypto/signature.js';
import { type Files, insertObject, listOf, objectsOf, withLines, withObject } from './files.js';
import type { Picker } from './picker.js';
import { repaired } from './repair.js';
import { freeSequence, type Subject } from './subject.js';
import type { Tampering } from './tampering.js';

const COMMITMENTS = ['disclosures/commitments'] as const;
const SIGNATURES = ['records/signatures'] as const;
const NONE = 'the bundle has no disclosures that can be read';
/** 32 zero bytes, B64U. */
const SALT = 'A'.repeat(43);

interface Place {
  readonly at: number;
  readonly line: JsonObject;
  /** Of one disclosure on the line. */
  readonly index: number;
  readonly text: string;
}

function disclosure(
  name: string,
  what: string,
  change: (place: Place, subject: Subject, picker: Picker) => Files | string,
): Tampering {
  return {
    ...{ id: `disclosures/${name}` as const, what, by: COMMITMENTS },
    apply: (subject, picker) => {
      const lines = objectsOf(subject.files, PATHS.disclosures);
      const at = picker.below(lines.length);
      const line = lines[at];
      const list = listOf(line?.['disclosures']);
      const index = picker.below(list.length);
      const text = list[index];
      if (line === undefined || typeof text !== 'string') return NONE;
      const files = change({ at, line, index, text }, subject, picker);
      return typeof files === 'string' ? files : { bundle: files, where: `line ${at + 1}` };
    },
  };
}

/** Replaces one disclosure by none or several. */
function replaced(
  { files }: Subject,
  { at, line, index }: Place,
  ...texts: readonly string[]
): Files {
  const disclosures: Json[] = [...listOf(line['disclosures'])];
  disclosures.splice(index, 1, ...texts);
  return withObject(files, PATHS.disclosures, at, { ...line, disclosures });
}

/** The disclosure with another content, written as it should be. */
function reworded(text: string, change: (parts: readonly Json[]) => readonly Json[]): string {
  const parsed = parseCanonical(parseBase64Url(text) ?? new Uint8Array(0));
  return encoded(change(listOf(parsed.value)));
}

function encoded(parts: readonly Json[]): string {
  return Buffer.from(canonicalize(parts), 'utf8').toString('base64url');
}

export const ofValues: readonly Tampering[] = [
  disclosure('value', 'a disclosed value is replaced by another', (place, subject) =>
    replaced(
      subject,
      place,
      reworded(place.text, ([salt = '', name = '']) => [salt, name, 'a drill']),
    ),
  ),
  disclosure('name', 'a disclosed value is put under another name', (place, subject) =>
    replaced(
      subject,
      place,
      reworded(place.text, ([salt = '', , value = null]) => [salt, 'drill', value]),
    ),
  ),
  disclosure('salt', 'a disclosure gets another salt', (place, subject) =>
    replaced(
      subject,
      place,
      reworded(place.text, ([, name = '', value = null]) => [SALT, name, value]),
    ),
  ),
  disclosure('twice', 'one value is disclosed twice', (place, subject) =>
    replaced(subject, place, place.text, place.text),
  ),
  disclosure(
    'moved',
    'disclosed values are moved to another record',
    ({ at, line }, { files, records }, picker) => {
      const taken = new Set(objectsOf(files, PATHS.disclosures).map(({ sequence }) => sequence));
      const free = records.filter(({ sequence }) => !taken.has(sequence ?? -1));
      const sequence = picker.pick(free)?.['sequence'];
      if (sequence !== undefined) {
        const rest = objectsOf(files, PATHS.disclosures).filter((_, index) => index !== at);
        const others = withLines(files, PATHS.disclosures, rest.map(canonicalize));
        return insertObject(others, PATHS.disclosures, { ...line, sequence });
      }
      const all = objectsOf(files, PATHS.disclosures);
      const next = all[(at + 1) % all.length];
      if (next === undefined || next === line) return 'the bundle has no second record';
      // Every record has a line: two lines change their records.
      const swapped = all.map((each) =>
        each === line
          ? { ...each, disclosures: next['disclosures'] ?? [] }
          : each === next
            ? { ...each, disclosures: line['disclosures'] ?? [] }
            : each,
      );
      return withLines(files, PATHS.disclosures, swapped.map(canonicalize));
    },
  ),
  disclosure('orphan', 'values are disclosed of a record that is not shown', ({ line }, subject) =>
    insertObject(subject.files, PATHS.disclosures, { ...line, sequence: freeSequence(subject) }),
  ),
  disclosure('order', 'the lines of disclosures.jsonl stand in another order', (_, { files }) => {
    const all = objectsOf(files, PATHS.disclosures);
    if (all.length < 2) return 'the bundle has no second line of disclosures';
    return withLines(files, PATHS.disclosures, [...all].reverse().map(canonicalize));
  }),
  {
    ...{
      id: 'disclosures/made-up',
      what: 'a value is disclosed that was never sealed',
      by: COMMITMENTS,
    },
    apply: ({ files, records }, picker) => {
      const sequence = picker.pick(records)?.['sequence'];
      if (sequence === undefined) return 'the bundle has no record that can be read';
      const line = { disclosures: [encoded([SALT, 'drill', 'a drill'])], sequence };
      return { bundle: withLines(files, PATHS.disclosures, [canonicalize(line)]) };
    },
  },
  {
    ...{
      id: 'disclosures/signature',
      what: 'one bit of a record signature is flipped',
      by: SIGNATURES,
    },
    apply: ({ files, trustRoot, manifest }, picker) => {
      const known = new Set(
        (trustRoot?.recorders ?? [])
          .filter(({ ledgers }) => ledgers.has(manifest.ledger))
          .flatMap(({ keys }) => keys.map(({ mldsa65 }) => mldsa65.keyId)),
      );
      const lines = objectsOf(files, PATHS.signatures);
      const places = lines.flatMap((line, at) => (known.has(String(line['key_id'])) ? [at] : []));
      const at = picker.pick(places);
      const line = at === undefined ? undefined : lines[at];
      const signature = parseBase64(String(line?.['signature'] ?? '='));
      if (at === undefined || line === undefined || signature === undefined)
        return 'the bundle has no record signature of a recorder of the trust root';
      const other = { ...line, signature: toBase64(picker.flip(signature).bytes) };
      return {
        bundle: repaired(withObject(files, PATHS.signatures, at, other)),
        where: `line ${at + 1}`,
      };
    },
  },
  {
    ...{
      id: 'disclosures/signature-orphan',
      what: 'a signature of no record is added',
      by: SIGNATURES,
    },
    apply: (subject) => {
      const made = {
        ...{ algorithm: 'ML-DSA-65', key_id: '0'.repeat(64), sequence: freeSequence(subject) },
        signature: toBase64(new Uint8Array(SIGNATURE_BYTES['ML-DSA-65'])),
      };
      return { bundle: repaired(insertObject(subject.files, PATHS.signatures, made)) };
    },
  },
];
