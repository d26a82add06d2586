// Tamperings with names (docs/SPEC.md §2.3), with what the zip declares of a content (§2.4), and with the inventory (§3.3).

import { utf8 } from '../../base/encoding.js';
import { isAttachment, isDetached, isListable, PATHS } from '../../bundle/layout.js';
import { CONTENT, dropEntry, dropOneOf, editManifest, omit, putEntry } from '../edits.js';
import { listOf, membersOf, withFile } from '../files.js';
import { agreed, manifestOf, withAgreement, withManifest } from '../repairs.js';
import { asIs, type Edit, tamperings } from '../tampering.js';
import type { MappedEntry, Patch } from '../zip-map.js';
import { zipField } from './zip.js';

const NO_HEAD = 'the bundle has no tree head';

/** A further entry; the name may be there already. */
const further =
  ({ path }: { path: string }): Edit =>
  ({ files }) => ({ bundle: [...files, [path, CONTENT]] });

/** A header field that does not fit the content. */
const declared = (
  fields: (entry: MappedEntry, bytes: Uint8Array) => readonly Patch[],
  fits: (entry: MappedEntry) => boolean = () => true,
): Edit => zipField(fields, (entry) => entry.size > 0 && fits(entry), 'the bundle has no entry of that kind in its zip');

const STORED = 0;
const isPlain = ({ hasDescriptor }: MappedEntry): boolean => !hasDescriptor;
const isPacked = ({ hasDescriptor, method }: MappedEntry): boolean => !hasDescriptor && method !== STORED;

/** A file of keys, and a line of the list that vouches for it. */
const withKey: Edit = ({ files }) => {
  const path = 'keys/ledger.pem';
  const more = withAgreement(withFile(files, path, CONTENT));
  const manifest = manifestOf(more);
  const entries = [...listOf(manifest['entries']), { bytes: 0, digest: `sha3-256:${'0'.repeat(64)}`, path }];
  entries.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  return { bundle: withManifest(more, { ...manifest, entries }) };
};

function pathOf(entry: Parameters<typeof membersOf>[0]): string {
  return String(membersOf(entry)['path'] ?? '');
}

const emptied: Edit = ({ files }, picker) => {
  const path = picker.pick([...files.keys()].filter(isDetached)) ?? PATHS.disclosures;
  return { bundle: withFile(files, path, ''), where: path };
};

const secondProof: Edit = ({ files, manifest }) => {
  if (manifest.treeHead === undefined) return NO_HEAD;
  const [path, proof] = files.has(PATHS.paths) ? [PATHS.batch, new Uint8Array(32)] : [PATHS.paths, utf8('{"path":[],"sequence":0}\n')];
  return { bundle: withFile(files, path, proof), where: path };
};

const noTreeHead = editManifest((manifest, subject) => (subject.manifest.treeHead === undefined ? NO_HEAD : omit(manifest, 'tree_head')));

const unlisted: Edit = ({ files, manifest: { entries } }, picker) => {
  const paths = entries.map(({ path }) => path).filter((each) => files.has(each) && isListable(each));
  const path = picker.pick(paths);
  if (path === undefined) return 'the bundle has no listed entry';
  const manifest = manifestOf(files);
  const rest = listOf(manifest['entries']).filter((entry) => pathOf(entry) !== path);
  return { bundle: withManifest(files, { ...manifest, entries: rest }), where: path };
};

const attachments: Parameters<typeof dropOneOf>[1] = ({ manifest }) => manifest.entries.map(({ path }) => path).filter(isAttachment);

export const nameRows = [
  ...tamperings('names', 'archive/names', further, {
    'twice: a second records.jsonl is added': { path: PATHS.records },
    'case: RECORDS.JSONL is added beside records.jsonl': { path: PATHS.records.toUpperCase() },
    'folder: records.jsonl becomes a folder as well': { path: `${PATHS.records}/more.txt` },
    'outside: an entry is named ../outside.txt': { path: '../outside.txt' },
    'long: an entry has a name of more than 200 bytes': { path: `attachments/${'x'.repeat(200)}` },
    'full-folder: a folder entry holds bytes': { path: 'attachments/' },
  }),
  ...tamperings('names', 'archive/content', asIs, {
    'checksum: both headers of an entry declare another CRC-32': declared(
      ({ central, local, crc32 }) => [central + 16, local + 14].map((at) => [at, 4, (crc32 ^ 1) >>> 0]),
      isPlain,
    ),
    'size: both headers of a compressed entry declare one byte more': declared(
      ({ central, local, size }) => [central + 24, local + 22].map((at) => [at, 4, size + 1]),
      isPacked,
    ),
    // The first bit says whether the first block is the last (RFC 1951 §3.2.3); the last bits of a stream may be padding.
    'data: one bit of the data of an entry is flipped in the zip': declared(({ data }, bytes) => [[data, 1, (bytes[data] ?? 0) ^ 1]]),
  }),
  ...tamperings('names', 'manifest/inventory', asIs, {
    'unlisted: an entry that nobody vouches for is added': putEntry('notes.txt'),
    'unlisted-attachment: an attachment that is not listed is added': putEntry('attachments/drill.txt'),
    'key: a file of keys is added and listed': withKey,
    'empty: an optional entry is emptied': emptied,
    'missing-records: records.jsonl is taken out': dropEntry(PATHS.records),
    'missing-stubs: stubs.jsonl is taken out': dropEntry(PATHS.stubs),
    'missing-signatures: signatures.jsonl is taken out': dropEntry(PATHS.signatures),
    'missing-proof: the inclusion proof is taken out': dropOneOf('the bundle has no inclusion proof', () => [PATHS.paths, PATHS.batch]),
    'missing-attachment: an attachment is taken out': dropOneOf('the bundle has no attachment', attachments),
    'two-proofs: a second inclusion proof is added and listed': agreed(secondProof),
    'no-tree-head: the tree head is taken out of the manifest': noTreeHead,
    'not-listed-any-more: an entry is taken out of the list': unlisted,
  }),
];
