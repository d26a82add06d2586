// What a tamperer without keys can make agree again: digests, sizes and counts of the manifest (docs/SPEC.md §3.3 to §3.5), and the
// digests that the attestation states (§8.2). What he cannot make is a signature or a path to the root.

import { parseBase64, toBase64, toHex, utf8 } from '../base/encoding.js';
import { canonicalize, isObject, type JsonObject, parseCanonical } from '../base/json.js';
import { isListable, PATHS } from '../bundle/layout.js';
import { digestOf } from '../crypto/digest.js';
import { type Files, linesOf, listOf, objectOf, withFile } from './files.js';

/** The manifest as an object, in whatever spelling it came; empty if it is none. */
export function manifestOf(files: Files): JsonObject {
  const { value } = parseCanonical(files.get(PATHS.manifest) ?? new Uint8Array(0));
  return isObject(value) ? value : {};
}

export function withManifest(files: Files, manifest: JsonObject): Files {
  return withFile(files, PATHS.manifest, canonicalize(manifest));
}

/** Digests and sizes agree again; every entry that may be listed is. Counts stay as they were. */
export function withDigests(files: Files): Files {
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

/** Digests, sizes and counts agree again. */
export function repaired(files: Files): Files {
  const counts = {
    records: linesOf(files, PATHS.records).length,
    stubs: linesOf(files, PATHS.stubs).length,
  };
  return withDigests(withManifest(files, { ...manifestOf(files), counts }));
}

/** The envelope and its statement as objects; undefined if the bundle has none that can be read. */
export function attestationOf(
  files: Files,
): { readonly envelope: JsonObject; readonly statement: JsonObject } | undefined {
  const envelope = objectOf(files.get(PATHS.attestation) ?? new Uint8Array(0));
  const payload = parseBase64(String(envelope?.['payload'] ?? ''));
  const statement = payload === undefined ? undefined : objectOf(payload);
  return envelope === undefined || statement === undefined ? undefined : { envelope, statement };
}

/** Another statement in the envelope, under the signatures that were there. */
export function withStatement(files: Files, statement: JsonObject | string): Files {
  const found = attestationOf(files);
  if (found === undefined) return files;
  const text = typeof statement === 'string' ? statement : canonicalize(statement);
  const envelope = { ...found.envelope, payload: toBase64(utf8(text)) };
  return withFile(files, PATHS.attestation, canonicalize(envelope));
}

/** The statement is made to be about the manifest as it is now: all that is left to catch it is a signature. */
export function restated(files: Files): Files {
  const found = attestationOf(files);
  const [subject] = listOf(found?.statement['subject']);
  const manifest = files.get(PATHS.manifest);
  if (found === undefined || !isObject(subject) || manifest === undefined) return files;
  const digest = {
    sha256: toHex(digestOf('sha256', manifest)),
    sha3_256: toHex(digestOf('sha3-256', manifest)),
  };
  return withStatement(files, { ...found.statement, subject: [{ ...subject, digest }] });
}
