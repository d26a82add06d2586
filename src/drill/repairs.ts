// What a tamperer without keys can make agree again: digests, sizes and counts of the manifest (docs/SPEC.md §3.3 to §3.5), and the
// digests that the attestation states (§8.2). What he cannot make is a signature or a path to the root.

import { parseBase64, toBase64, toHex, utf8 } from '../base/encoding.js';
import { canonicalize, isObject, type JsonObject, parseCanonical } from '../base/json.js';
import { isListable, PATHS } from '../bundle/layout.js';
import { digestOf } from '../crypto/digest.js';
import { type Files, linesOf, listOf, membersOf, objectOf, withFile } from './files.js';
import type { Edit } from './tampering.js';

/** The edit, and digests and sizes that agree; the counts stay as they were. */
export const digested = (edit: Edit): Edit => repaired(edit, withDigests);
/** The edit, and digests, sizes and counts that agree. */
export const agreed = (edit: Edit): Edit => repaired(edit, withAgreement);
/** The edit, all that agrees, and an attestation that states the new digests: a signature is left to catch it. */
export const restated = (edit: Edit): Edit =>
  repaired(edit, (files) => withSubject(withAgreement(files)));

function repaired(edit: Edit, repair: (files: Files) => Files): Edit {
  return (subject, picker) => {
    const edited = edit(subject, picker);
    if (typeof edited === 'string' || !(edited.bundle instanceof Map)) return edited;
    return { ...edited, bundle: repair(edited.bundle) };
  };
}

/** The manifest as an object, in whatever spelling it came; empty if it is none. */
export function manifestOf(files: Files): JsonObject {
  return membersOf(parseCanonical(files.get(PATHS.manifest) ?? new Uint8Array(0)).value);
}

export function withManifest(files: Files, manifest: JsonObject): Files {
  return withFile(files, PATHS.manifest, canonicalize(manifest));
}

/** Every entry that may be listed is. */
function withDigests(files: Files): Files {
  const listed = new Set([...files.keys()].filter(isListable));
  // What else the manifest lists stays listed, if it is there.
  for (const entry of listOf(manifestOf(files)['entries']))
    if (isObject(entry) && files.has(String(entry['path']))) listed.add(String(entry['path']));
  const entries = [...listed].sort().map((path) => {
    const content = files.get(path) ?? new Uint8Array(0);
    const digest = `sha3-256:${toHex(digestOf('sha3-256', content))}`;
    return { bytes: content.length, digest, path };
  });
  return withManifest(files, { ...manifestOf(files), entries });
}

export function withAgreement(files: Files): Files {
  const counts = {
    records: linesOf(files, PATHS.records).length,
    stubs: linesOf(files, PATHS.stubs).length,
  };
  return withDigests(withManifest(files, { ...manifestOf(files), counts }));
}

export interface Attested {
  readonly envelope: JsonObject;
  readonly statement: JsonObject;
}

/** The envelope and its statement as objects; undefined if the bundle has none that can be read. */
export function attestationOf(files: Files): Attested | undefined {
  const envelope = objectOf(files.get(PATHS.attestation));
  const statement = objectOf(parseBase64(String(envelope?.['payload'] ?? '')));
  return envelope === undefined || statement === undefined ? undefined : { envelope, statement };
}

/** Another statement in the envelope, as it is spelt, under the signatures that were there. */
export function withStatement(files: Files, { envelope }: Attested, statement: string): Files {
  const other = { ...envelope, payload: toBase64(utf8(statement)) };
  return withFile(files, PATHS.attestation, canonicalize(other));
}

/** The statement is made to be about the manifest as it is now. */
function withSubject(files: Files): Files {
  const found = attestationOf(files);
  const [subject] = listOf(found?.statement['subject']);
  const manifest = files.get(PATHS.manifest);
  if (found === undefined || !isObject(subject) || manifest === undefined) return files;
  const digest = {
    sha256: toHex(digestOf('sha256', manifest)),
    sha3_256: toHex(digestOf('sha3-256', manifest)),
  };
  const statement = { ...found.statement, subject: [{ ...subject, digest }] };
  return withStatement(files, found, canonicalize(statement));
}
