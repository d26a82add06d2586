// Tamperings with manifest.json (docs/SPEC.md §3): its spelling, its form, and what it states of the entries and of itself.

import { isObject } from '../../base/json.js';
import { PATHS } from '../../bundle/layout.js';
import { both, type Change, DRILL, dropEntry, editManifest, oneMore, oneOf, putEntry, respell, set, turned, within } from '../edits.js';
import { listOf } from '../files.js';
import { agreed } from '../repairs.js';
import { asIs, tamperings } from '../tampering.js';

const spelt = (from: string | RegExp, to: string) => respell(PATHS.manifest, from, to);
const MILLENNIUM = '2000-01-01T00:00:00Z';

const reordered: Change = (manifest) => {
  const entries = listOf(manifest['entries']);
  return entries.length < 2 ? 'the bundle has no second listed entry' : { ...manifest, entries: entries.toReversed() };
};

const otherTime: Change = (manifest) => ({
  ...manifest,
  exported_at: manifest['exported_at'] === MILLENNIUM ? '2000-01-02T00:00:00Z' : MILLENNIUM,
});

const otherSuite: Change = (manifest, subject) => {
  const isMain = subject.manifest.suite === 'softqcos-v1';
  const suite = isMain ? 'softqcos-v1-sha256' : 'softqcos-v1';
  const head = manifest['tree_head'];
  if (!isObject(head)) return { ...manifest, suite };
  const root_hash = String(head['root_hash']).replace(/^[^:]*/, isMain ? 'sha256' : 'sha3-256');
  return { ...manifest, suite, tree_head: { ...head, root_hash } };
};

const unknownExtension = both(set({ critical: ['example.drill'] }), within('extensions', set({ 'example.drill': {} })));

export const manifestRows = [
  ...tamperings('manifest', 'manifest/form', asIs, {
    'missing: manifest.json is taken out': dropEntry(PATHS.manifest),
    'space: a space is put into the manifest': spelt('{', '{ '),
    'mark: a byte-order mark is put before the manifest': spelt(/^/, '\ufeff'),
    'name-twice: one name stands twice in the manifest': spelt('{', '{"ledger":"ledger.example/other",'),
    'escape: one letter of the manifest is written as an escape': spelt('"bundle_id"', '"bundle\\u005fid"'),
    'line-end: a line feed is put behind the manifest': spelt(/$/, '\n'),
  }),
  ...tamperings('manifest', 'manifest/form', editManifest, {
    'free-text: a member that the format does not know is added': set({ remark: DRILL }),
    'order: the list of entries is written in another order': reordered,
  }),
  ...tamperings('manifest', 'manifest/support', editManifest, {
    'format: the manifest names another version of the format': set({ format: 'softqcos.evidence-bundle/v2' }),
    'suite: the manifest names a suite that nobody knows': set({ suite: 'softqcos-v9' }),
    'critical: an unknown extension is called critical': unknownExtension,
  }),
  ...tamperings('manifest', 'manifest/digests', editManifest, {
    'digest: the manifest states another digest of an entry': oneOf('entries', turned('digest')),
    'bytes: the manifest states another size of an entry': oneOf('entries', oneMore('bytes')),
  }),
  ...tamperings('manifest', 'manifest/counts', editManifest, {
    'count-records: the manifest counts one record more': within('counts', oneMore('records')),
    'count-stubs: the manifest counts one stub more': within('counts', oneMore('stubs')),
  }),
  ...tamperings('manifest', 'attestation/statement', editManifest, {
    'bundle-id: the bundle gets another id': set({ bundle_id: 'evb_drill' }),
    'exported-at: the time of the export is changed': otherTime,
    'exporter: the exporter is renamed': set({ exporter: 'a drill' }),
  }),
  ...tamperings('manifest', 'trust/ledger', editManifest, {
    'ledger: the manifest names another ledger': set({ ledger: 'ledger.example/drill' }),
    'suite-exchanged: the manifest names the other suite of this format': otherSuite,
  }),
  ...tamperings('manifest', 'attachments/described', agreed, {
    'unlisted-twin: an attachment is added and listed, and described nowhere': putEntry('attachments/drill.txt'),
  }),
];
