// Tamperings with the attestation (docs/SPEC.md §8): its envelope, its statement, and the two signatures of the attester.

import { parseBase64, toBase64, utf8 } from '../base/encoding.js';
import { canonicalize, isObject, type JsonObject } from '../base/json.js';
import { PATHS } from '../bundle/layout.js';
import { listOf, textOf, withFile, withoutFile } from './files.js';
import { otherDigit } from './of-manifest.js';
import type { Picker } from './picker.js';
import { attestationOf, withStatement } from './repair.js';
import type { Subject } from './subject.js';
import type { Expected, Tampering } from './tampering.js';

const path = PATHS.attestation;
const FORM = ['attestation/form'] as const;
const STATEMENT = ['attestation/statement'] as const;
const SIGNATURES = ['attestation/signatures'] as const;
const NONE = 'the bundle has no attestation that can be read';

function envelope(
  name: string,
  what: string,
  by: Expected,
  change: (envelope: JsonObject, picker: Picker) => JsonObject | string,
): Tampering {
  return {
    ...{ id: `attestation/${name}` as const, what, by },
    apply: ({ files }: Subject, picker) => {
      const found = attestationOf(files);
      if (found === undefined) return NONE;
      const changed = change(found.envelope, picker);
      if (typeof changed === 'string') return changed;
      return { bundle: withFile(files, path, canonicalize(changed)) };
    },
  };
}

function statement(
  name: string,
  what: string,
  by: Expected,
  change: (statement: JsonObject) => JsonObject | string,
): Tampering {
  return {
    ...{ id: `attestation/${name}` as const, what, by },
    apply: ({ files }: Subject) => {
      const found = attestationOf(files);
      if (found === undefined) return NONE;
      return { bundle: withStatement(files, change(found.statement)) };
    },
  };
}

function predicate(found: JsonObject, change: (predicate: JsonObject) => JsonObject): JsonObject {
  return { ...found, predicate: change(isObject(found['predicate']) ? found['predicate'] : {}) };
}

/** Changes the list of signatures. */
function signatures(
  found: JsonObject,
  change: (one: JsonObject, other: JsonObject) => readonly JsonObject[],
): JsonObject | string {
  const [one, other] = listOf(found['signatures']);
  if (!isObject(one) || !isObject(other)) return 'the bundle has no attestation of two signatures';
  return { ...found, signatures: change(one, other) };
}

function flippedSignature(one: JsonObject, picker: Picker): JsonObject {
  const bytes = parseBase64(String(one['sig'])) ?? new Uint8Array(1);
  return { ...one, sig: toBase64(picker.flip(bytes).bytes) };
}

function otherDigest(found: JsonObject, name: string): JsonObject {
  const [subject] = listOf(found['subject']);
  if (!isObject(subject) || !isObject(subject['digest'])) return found;
  const digest = { ...subject['digest'], [name]: otherDigit(subject['digest'][name]) };
  return { ...found, subject: [{ ...subject, digest }] };
}

export const ofAttestation: readonly Tampering[] = [
  {
    ...{ id: 'attestation/missing', what: 'the attestation is taken out', by: FORM },
    apply: ({ files }) =>
      files.has(path) ? { bundle: withoutFile(files, path) } : 'the bundle has no attestation',
  },
  {
    ...{ id: 'attestation/space', what: 'a space is put into the envelope', by: FORM },
    apply: ({ files }) =>
      files.has(path)
        ? { bundle: withFile(files, path, textOf(files, path).replace('{', '{ ')) }
        : NONE,
  },
  envelope('free-text', 'text that nobody signed is added to the envelope', FORM, (found) => ({
    ...found,
    remark: 'put in by a drill',
  })),
  envelope('type', 'the envelope names another type of payload', FORM, (found) => ({
    ...found,
    payloadType: 'application/json',
  })),
  envelope('third', 'a third signature is added', FORM, (found) =>
    signatures(found, (one, other) => [one, other, one]),
  ),
  {
    ...{ id: 'attestation/payload-space', what: 'a space is put into the statement', by: FORM },
    apply: ({ files }) => {
      const found = attestationOf(files);
      if (found === undefined) return NONE;
      const text = canonicalize(found.statement).replace('{', '{ ');
      return { bundle: withStatement(files, text) };
    },
  },
  statement('sha256', 'the statement gives another SHA-256 of the manifest', STATEMENT, (found) =>
    otherDigest(found, 'sha256'),
  ),
  statement('sha3', 'the statement gives another SHA3-256 of the manifest', STATEMENT, (found) =>
    otherDigest(found, 'sha3_256'),
  ),
  statement('bundle-id', 'the statement is about another bundle id', STATEMENT, (found) =>
    predicate(found, (inner) => ({ ...inner, bundle_id: 'evb_drill' })),
  ),
  statement('claims', 'the claims of the statement are edited', SIGNATURES, (found) =>
    predicate(found, (inner) => {
      const claims = isObject(inner['claims']) ? inner['claims'] : {};
      return { ...inner, claims: { ...claims, drill: 'put in by a drill' } };
    }),
  ),
  envelope('order', 'the two signatures change places', STATEMENT, (found) =>
    signatures(found, (one, other) => [other, one]),
  ),
  envelope('key-id', 'a signature is said to be by another key', STATEMENT, (found) =>
    signatures(found, (one, other) => [{ ...one, keyid: otherDigit(one['keyid']) }, other]),
  ),
  envelope(
    'halves-exchanged',
    'the two signatures are exchanged under their key ids',
    SIGNATURES,
    (found) =>
      signatures(found, (one, other) => [
        { ...one, sig: other['sig'] ?? '' },
        { ...other, sig: one['sig'] ?? '' },
      ]),
  ),
  envelope('ed25519', 'one bit of the Ed25519 signature is flipped', SIGNATURES, (found, picker) =>
    signatures(found, (one, other) => [flippedSignature(one, picker), other]),
  ),
  envelope(
    'ml-dsa-65',
    'one bit of the ML-DSA-65 signature is flipped',
    SIGNATURES,
    (found, picker) => signatures(found, (one, other) => [one, flippedSignature(other, picker)]),
  ),
  envelope('no-ed25519', 'the Ed25519 half is taken away', SIGNATURES, (found) =>
    signatures(found, (_, other) => [other]),
  ),
  envelope('no-ml-dsa-65', 'the ML-DSA-65 half is taken away', SIGNATURES, (found) =>
    signatures(found, (one) => [one]),
  ),
  {
    id: 'attestation/other-keys',
    what: 'the statement is signed by keys that nobody knows',
    by: SIGNATURES,
    apply: ({ files }) => {
      const found = attestationOf(files);
      const [one, other] = listOf(found?.envelope['signatures']);
      if (found === undefined || !isObject(one) || !isObject(other)) return NONE;
      const turned = [one, other].map((each) => ({ ...each, keyid: otherDigit(each['keyid']) }));
      const signers = turned.map(({ keyid }, at) => ({
        algorithm: at === 0 ? 'Ed25519' : 'ML-DSA-65',
        key_id: keyid,
      }));
      const payload = canonicalize(predicate(found.statement, (inner) => ({ ...inner, signers })));
      const made = { ...found.envelope, payload: toBase64(utf8(payload)), signatures: turned };
      return { bundle: withFile(files, path, canonicalize(made)) };
    },
  },
];
