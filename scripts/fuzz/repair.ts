// What somebody would make right again after a change: the manifest's digests and counts (without any key), and the attestation
// (with the attester's test keys, as a dishonest exporter could; the ledger's keys are never used). The faults then lie behind the
// digests, where the checks of content have to find them.

import { payloadOf, signStatement, statementOf } from '../../exporter/attestation.js';
import { prefixed, sha3 } from '../../exporter/derive.js';
import type { AttesterKeys } from '../../exporter/keys.js';
import { canonicalize, isObject, type Json } from '../../src/base/json.js';
import { readJson } from './json.js';
import { splitLines } from './lines.js';
import type { Files } from './zip.js';

const LISTED =
  /^(?:records\.jsonl|stubs\.jsonl|signatures\.jsonl|proof\/paths\.jsonl|proof\/batch\.bin|attachments\/.+)$/;

/** The entries with a manifest that agrees with them; as they are if the manifest is no object. */
export function repairManifest(files: Files): Map<string, Uint8Array> {
  const next = new Map(files);
  const manifest = readJson(files.get('manifest.json') ?? new Uint8Array(0));
  if (!isObject(manifest)) return next;
  const entries = [...files.keys()]
    .filter((path) => LISTED.test(path))
    .sort()
    .map((path): Json => {
      const content = files.get(path) ?? new Uint8Array(0);
      return { bytes: content.length, digest: prefixed(sha3(content)), path };
    });
  const lines = (path: string): number => splitLines(files.get(path) ?? new Uint8Array(0)).length;
  const counts = { records: lines('records.jsonl'), stubs: lines('stubs.jsonl') };
  next.set('manifest.json', Buffer.from(canonicalize({ ...manifest, counts, entries }), 'utf8'));
  return next;
}

/** The entries with an attestation that signs their manifest; tokens over the former one are taken away. */
export function signAnew(files: Files, keys: AttesterKeys): Map<string, Uint8Array> {
  const next = new Map(files);
  const bytes = files.get('manifest.json') ?? new Uint8Array(0);
  const manifest = readJson(bytes);
  const bundleId = isObject(manifest) ? manifest['bundle_id'] : undefined;
  const statement = statementOf(bytes, typeof bundleId === 'string' ? bundleId : 'x', keys);
  const { envelope } = signStatement(payloadOf(statement), keys);
  next.set('attestation.dsse.json', Buffer.from(canonicalize(envelope), 'utf8'));
  for (const path of files.keys())
    if (path.startsWith('timestamps/attestation.')) next.delete(path);
  return next;
}
