// Tamperings with the attestation (docs/SPEC.md §8): its envelope, its statement, and the two signatures of the attester.

import { parseBase64, toBase64, utf8 } from '../../base/encoding.js';
import { canonicalize, isObject, type JsonObject } from '../../base/json.js';
import { PATHS } from '../../bundle/layout.js';
import { type Change, DRILL, dropEntry, oneOf, otherDigit, respell, set, turned, within } from '../edits.js';
import { listOf, withFile } from '../files.js';
import type { Picker } from '../picker.js';
import { attestationOf, withStatement } from '../repairs.js';
import { asIs, type Edit, tamperings } from '../tampering.js';

const path = PATHS.attestation;
const SIGNATURES = 'attestation/signatures';
const NONE = 'the bundle has no attestation that can be read';

function envelope(change: Change): Edit {
  return (subject, picker) => {
    const found = attestationOf(subject.files);
    if (found === undefined) return NONE;
    const changed = change(found.envelope, subject, picker);
    if (typeof changed === 'string') return changed;
    return { bundle: withFile(subject.files, path, canonicalize(changed)) };
  };
}

function statement(change: Change, spell: (text: string) => string = (text) => text): Edit {
  return (subject, picker) => {
    const found = attestationOf(subject.files);
    if (found === undefined) return NONE;
    const changed = change(found.statement, subject, picker);
    if (typeof changed === 'string') return changed;
    return { bundle: withStatement(subject.files, found, spell(canonicalize(changed))) };
  };
}

type Pair = (one: JsonObject, other: JsonObject, picker: Picker) => readonly JsonObject[];

/** Another list of signatures. */
function signatures(change: Pair): Edit {
  return envelope((found, _, picker) => {
    const [one, other] = listOf(found['signatures']);
    if (!isObject(one) || !isObject(other)) return 'the bundle has no attestation of two signatures';
    return { ...found, signatures: change(one, other, picker) };
  });
}

function flipped(signature: JsonObject, picker: Picker): JsonObject {
  const bytes = parseBase64(String(signature['sig'])) ?? new Uint8Array(1);
  return { ...signature, sig: toBase64(picker.flip(bytes).bytes) };
}

const otherKeyId = (signature: JsonObject): JsonObject => ({
  ...signature,
  keyid: otherDigit(signature['keyid']),
});
/** Both key ids are others, in the envelope and in the statement. */
const otherKeys: Edit = ({ files }) => {
  const found = attestationOf(files);
  const [one, other] = listOf(found?.envelope['signatures']);
  if (found === undefined || !isObject(one) || !isObject(other)) return NONE;
  const others = [one, other].map(otherKeyId);
  const signers = others.map(({ keyid = '' }, at) => ({
    algorithm: at === 0 ? 'Ed25519' : 'ML-DSA-65',
    key_id: keyid,
  }));
  const predicate = { ...(found.statement['predicate'] as JsonObject), signers };
  const payload = toBase64(utf8(canonicalize({ ...found.statement, predicate })));
  const made = { ...found.envelope, payload, signatures: others };
  return { bundle: withFile(files, path, canonicalize(made)) };
};

const otherDigest = (name: string): Change => oneOf('subject', within('digest', turned(name)));
const exchanged: Pair = (one, other) => [
  { ...one, sig: other['sig'] ?? '' },
  { ...other, sig: one['sig'] ?? '' },
];

export const attestationRows = [
  ...tamperings('attestation', 'attestation/form', asIs, {
    'missing: the attestation is taken out': dropEntry(path, 'the bundle has no attestation'),
    'space: a space is put into the envelope': respell(path, '{', '{ ', NONE),
    'free-text: text that nobody signed is added to the envelope': envelope(set({ remark: DRILL })),
    'type: the envelope names another type of payload': envelope(set({ payloadType: 'application/json' })),
    'third: a third signature is added': signatures((one, other) => [one, other, one]),
    'payload-space: a space is put into the statement': statement(set({}), (text) => text.replace('{', '{ ')),
  }),
  ...tamperings('attestation', 'attestation/statement', statement, {
    'sha256: the statement gives another SHA-256 of the manifest': otherDigest('sha256'),
    'sha3: the statement gives another SHA3-256 of the manifest': otherDigest('sha3_256'),
    'bundle-id: the statement is about another bundle id': within('predicate', set({ bundle_id: 'evb_drill' })),
    'claims: the claims of the statement are edited': [within('predicate', within('claims', set({ drill: DRILL }))), SIGNATURES],
  }),
  ...tamperings('attestation', SIGNATURES, signatures, {
    'order: the two signatures change places': [(one, other) => [other, one], 'attestation/statement'],
    'key-id: a signature is said to be by another key': [(one, other) => [otherKeyId(one), other], 'attestation/statement'],
    'halves-exchanged: the two signatures are exchanged under their key ids': exchanged,
    'ed25519: one bit of the Ed25519 signature is flipped': (one, other, picker) => [flipped(one, picker), other],
    'ml-dsa-65: one bit of the ML-DSA-65 signature is flipped': (one, other, picker) => [one, flipped(other, picker)],
    'no-ed25519: the Ed25519 half is taken away': (_, other) => [other],
    'no-ml-dsa-65: the ML-DSA-65 half is taken away': (one) => [one],
  }),
  ...tamperings('attestation', SIGNATURES, asIs, {
    'other-keys: the statement is signed by keys that nobody knows': otherKeys,
  }),
];
