// Tamperings with manifest.json (docs/SPEC.md §3): its spelling, its form, and what it states of the entries and of itself.

import { utf8 } from '../base/encoding.js';
import { isObject, type Json, type JsonObject } from '../base/json.js';
import { PATHS } from '../bundle/layout.js';
import { listOf, textOf, withFile, withoutFile } from './files.js';
import type { Picker } from './picker.js';
import { manifestOf, repaired, withManifest } from './repair.js';
import type { Subject } from './subject.js';
import type { Expected, Tampering } from './tampering.js';

/** Another spelling of the same manifest. */
function spelling(name: string, what: string, change: (text: string) => string): Tampering {
  return {
    ...{ id: `manifest/${name}` as const, what, by: ['manifest/form'] as const },
    apply: ({ files }) => ({
      bundle: withFile(files, PATHS.manifest, change(textOf(files, PATHS.manifest))),
    }),
  };
}

/** Another manifest, canonical. */
function member(
  name: string,
  what: string,
  by: Expected,
  change: (manifest: JsonObject, subject: Subject, picker: Picker) => JsonObject | string,
): Tampering {
  return {
    ...{ id: `manifest/${name}` as const, what, by },
    apply: (subject, picker) => {
      const manifest = change(manifestOf(subject.files), subject, picker);
      if (typeof manifest === 'string') return manifest;
      return { bundle: withManifest(subject.files, manifest) };
    },
  };
}

/** One of the entries of the list is changed. */
function entry(name: string, what: string, change: (entry: JsonObject) => JsonObject): Tampering {
  return member(name, what, ['manifest/digests'], (manifest, _, picker) => {
    const entries = listOf(manifest['entries']);
    const place = picker.below(entries.length);
    return {
      ...manifest,
      entries: entries.map((each, at) => (at === place && isObject(each) ? change(each) : each)),
    };
  });
}

/** Another last hexadecimal digit. */
export function otherDigit(hex: Json | undefined): string {
  const text = String(hex);
  return `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`;
}

function count(manifest: JsonObject, name: string, by: number): JsonObject {
  const counts = isObject(manifest['counts']) ? manifest['counts'] : {};
  return { ...manifest, counts: { ...counts, [name]: Number(counts[name] ?? 0) + by } };
}

export const ofManifest: readonly Tampering[] = [
  {
    ...{ id: 'manifest/missing', what: 'manifest.json is taken out', by: ['manifest/form'] },
    apply: ({ files }) => ({ bundle: withoutFile(files, PATHS.manifest) }),
  },
  spelling('space', 'a space is put into the manifest', (text) => text.replace('{', '{ ')),
  spelling('mark', 'a byte-order mark is put before the manifest', (text) => `\ufeff${text}`),
  spelling('name-twice', 'one name stands twice in the manifest', (text) =>
    text.replace('{', '{"ledger":"ledger.example/other",'),
  ),
  spelling('escape', 'one letter of the manifest is written as an escape', (text) =>
    text.replace('"bundle_id"', '"bundle\\u005fid"'),
  ),
  spelling('line-end', 'a line feed is put behind the manifest', (text) => `${text}\n`),
  member(
    'free-text',
    'a member that the format does not know is added',
    ['manifest/form'],
    (m) => ({
      ...m,
      remark: 'put in by a drill',
    }),
  ),
  member('order', 'the list of entries is written in another order', ['manifest/form'], (m) => {
    const entries = listOf(m['entries']);
    if (entries.length < 2) return 'the bundle has no second listed entry';
    return { ...m, entries: [...entries].reverse() };
  }),
  member(
    'format',
    'the manifest names another version of the format',
    ['manifest/support'],
    (m) => ({
      ...m,
      format: 'softqcos.evidence-bundle/v2',
    }),
  ),
  member('suite', 'the manifest names a suite that nobody knows', ['manifest/support'], (m) => ({
    ...m,
    suite: 'softqcos-v9',
  })),
  member('critical', 'an unknown extension is called critical', ['manifest/support'], (m) => ({
    ...m,
    critical: ['example.drill'],
    extensions: { ...(isObject(m['extensions']) ? m['extensions'] : {}), 'example.drill': {} },
  })),
  entry('digest', 'the manifest states another digest of an entry', (each) => ({
    ...each,
    digest: otherDigit(each['digest']),
  })),
  entry('bytes', 'the manifest states another size of an entry', (each) => ({
    ...each,
    bytes: Number(each['bytes']) + 1,
  })),
  member('count-records', 'the manifest counts one record more', ['manifest/counts'], (m) =>
    count(m, 'records', 1),
  ),
  member('count-stubs', 'the manifest counts one stub more', ['manifest/counts'], (m) =>
    count(m, 'stubs', 1),
  ),
  member('bundle-id', 'the bundle gets another id', ['attestation/statement'], (m) => ({
    ...m,
    bundle_id: 'evb_drill',
  })),
  member('exported-at', 'the time of the export is changed', ['attestation/statement'], (m) => ({
    ...m,
    exported_at:
      m['exported_at'] === '2000-01-01T00:00:00Z' ? '2000-01-02T00:00:00Z' : '2000-01-01T00:00:00Z',
  })),
  member('exporter', 'the exporter is renamed', ['attestation/statement'], (m) => ({
    ...m,
    exporter: 'a drill',
  })),
  member('ledger', 'the manifest names another ledger', ['trust/ledger'], (m) => ({
    ...m,
    ledger: 'ledger.example/drill',
  })),
  {
    id: 'manifest/suite-exchanged',
    what: 'the manifest names the other suite of this format',
    by: ['trust/ledger'],
    apply: ({ files, manifest }) => {
      const m = manifestOf(files);
      const suite = manifest.suite === 'softqcos-v1' ? 'softqcos-v1-sha256' : 'softqcos-v1';
      const prefix = suite === 'softqcos-v1' ? 'sha3-256' : 'sha256';
      const head = isObject(m['tree_head']) ? m['tree_head'] : undefined;
      const root = String(head?.['root_hash']).replace(/^[^:]*/, prefix);
      const other = head === undefined ? {} : { tree_head: { ...head, root_hash: root } };
      return { bundle: withManifest(files, { ...m, suite, ...other }) };
    },
  },
  {
    id: 'manifest/unlisted-twin',
    what: 'an attachment is added and listed, and described nowhere',
    by: ['attachments/described'],
    apply: ({ files }) => ({
      bundle: repaired(withFile(files, 'attachments/drill.txt', utf8('put in by a drill\n'))),
    }),
  },
];
