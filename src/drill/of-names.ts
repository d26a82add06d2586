// Tamperings with names (docs/SPEC.md §2.3), with what the zip declares of a content (§2.4), and with the inventory (§3.3).

import { utf8 } from '../base/encoding.js';
import { isAttachment, isDetached, isListable, PATHS } from '../bundle/layout.js';
import { type Files, listOf, withFile, withoutFile } from './files.js';
import { ZIP64 } from './of-zip.js';
import type { Picker } from './picker.js';
import { manifestOf, repaired, withManifest } from './repair.js';
import type { Subject } from './subject.js';
import type { Tampered, Tampering } from './tampering.js';
import { type MappedEntry, patched } from './zip-map.js';

const STORED = 0;
const LONG_NAME = `attachments/${'x'.repeat(200)}`;
const CONTENT = utf8('put in by a drill\n');

/** A further entry under a name that the profile refuses. */
function name(id: string, what: string, path: string): Tampering {
  return {
    ...{ id: `names/${id}` as const, what, by: ['archive/names'] as const },
    apply: ({ files }) => ({ bundle: [...files, [path, CONTENT] as const] }),
  };
}

/** A header field that does not fit the content. */
function content(
  id: string,
  what: string,
  fits: (entry: MappedEntry) => boolean,
  change: (bytes: Uint8Array, entry: MappedEntry) => Uint8Array,
): Tampering {
  return {
    ...{ id: `names/${id}` as const, what, by: ['archive/content'] as const },
    apply: ({ zip }: Subject, picker: Picker): Tampered | string => {
      if (zip === undefined) return ZIP64;
      const entry = picker.pick(zip.entries.filter((each) => each.size > 0 && fits(each)));
      if (entry === undefined) return 'the bundle has no entry of that kind in its zip';
      return { bundle: change(zip.bytes, entry), where: entry.path };
    },
  };
}

const inventory = { by: ['manifest/inventory'] } as const;

/** Takes one listed entry out of the zip. */
function missing(path: string, what: string): Tampering {
  return {
    ...{ id: `names/missing-${path.replace(/[/.].*/, '')}` as const, what, ...inventory },
    apply: ({ files }) =>
      files.has(path) ? { bundle: withoutFile(files, path) } : `the bundle has no ${path}`,
  };
}

/** Adds an entry, and lists it like the others. */
function added(files: Files, path: string): Files {
  const more = repaired(withFile(files, path, CONTENT));
  const manifest = manifestOf(more);
  const entry = { bytes: 0, digest: `sha3-256:${'0'.repeat(64)}`, path };
  const entries = [...listOf(manifest['entries']), entry].sort((a, b) =>
    pathOf(a) < pathOf(b) ? -1 : 1,
  );
  return withManifest(more, { ...manifest, entries });
}

function pathOf(entry: unknown): string {
  return typeof entry === 'object' && entry !== null && 'path' in entry ? String(entry.path) : '';
}

export const ofNames: readonly Tampering[] = [
  name('twice', 'a second records.jsonl is added', PATHS.records),
  name('case', 'RECORDS.JSONL is added beside records.jsonl', PATHS.records.toUpperCase()),
  name('folder', 'records.jsonl becomes a folder as well', `${PATHS.records}/more.txt`),
  name('outside', 'an entry is named ../outside.txt', '../outside.txt'),
  name('long', 'an entry has a name of more than 200 bytes', LONG_NAME),
  name('full-folder', 'a folder entry holds bytes', 'attachments/'),
  content(
    'checksum',
    'both headers of an entry declare another CRC-32',
    ({ hasDescriptor }) => !hasDescriptor,
    (bytes, { central, local, crc32 }) => {
      const other = (crc32 ^ 1) >>> 0;
      return patched(bytes, [central + 16, 4, other], [local + 14, 4, other]);
    },
  ),
  content(
    'size',
    'both headers of a compressed entry declare one byte more',
    ({ hasDescriptor, method }) => !hasDescriptor && method !== STORED,
    (bytes, { central, local, size }) =>
      patched(bytes, [central + 24, 4, size + 1], [local + 22, 4, size + 1]),
  ),
  content(
    'data',
    'one bit of the data of an entry is flipped in the zip',
    () => true,
    // The first bit says whether the first block is the last (RFC 1951 §3.2.3); the last bits of a stream may be padding.
    (bytes, { data }) => patched(bytes, [data, 1, (bytes[data] ?? 0) ^ 1]),
  ),
  {
    ...{ id: 'names/unlisted', what: 'an entry that nobody vouches for is added', ...inventory },
    apply: ({ files }) => ({ bundle: withFile(files, 'notes.txt', CONTENT) }),
  },
  {
    ...{ id: 'names/unlisted-attachment', what: 'an attachment that is not listed is added' },
    ...inventory,
    apply: ({ files }) => ({ bundle: withFile(files, 'attachments/drill.txt', CONTENT) }),
  },
  {
    ...{ id: 'names/key', what: 'a file of keys is added and listed', ...inventory },
    apply: ({ files }) => ({ bundle: added(files, 'keys/ledger.pem') }),
  },
  {
    ...{ id: 'names/empty', what: 'an optional entry is emptied', ...inventory },
    apply: ({ files }, picker) => {
      const path = picker.pick([...files.keys()].filter(isDetached)) ?? PATHS.disclosures;
      return { bundle: withFile(files, path, ''), where: path };
    },
  },
  missing(PATHS.records, 'records.jsonl is taken out'),
  missing(PATHS.stubs, 'stubs.jsonl is taken out'),
  missing(PATHS.signatures, 'signatures.jsonl is taken out'),
  {
    ...{ id: 'names/missing-proof', what: 'the inclusion proof is taken out', ...inventory },
    apply: ({ files }) => {
      const path = [PATHS.paths, PATHS.batch].find((each) => files.has(each));
      if (path === undefined) return 'the bundle has no inclusion proof';
      return { bundle: withoutFile(files, path), where: path };
    },
  },
  {
    ...{ id: 'names/missing-attachment', what: 'an attachment is taken out', ...inventory },
    apply: ({ files, manifest }, picker) => {
      const listed = manifest.entries.map(({ path }) => path).filter(isAttachment);
      const path = picker.pick(listed.filter((each) => files.has(each)));
      if (path === undefined) return 'the bundle has no attachment';
      return { bundle: withoutFile(files, path), where: path };
    },
  },
  {
    ...{ id: 'names/two-proofs', what: 'a second inclusion proof is added and listed' },
    ...inventory,
    apply: ({ files, manifest }) => {
      if (manifest.treeHead === undefined) return 'the bundle has no tree head';
      const [path, proof] = files.has(PATHS.paths)
        ? [PATHS.batch, new Uint8Array(32)]
        : [PATHS.paths, utf8('{"path":[],"sequence":0}\n')];
      return { bundle: repaired(withFile(files, path, proof)), where: path };
    },
  },
  {
    ...{ id: 'names/no-tree-head', what: 'the tree head is taken out of the manifest' },
    ...inventory,
    apply: ({ files, manifest }) => {
      if (manifest.treeHead === undefined) return 'the bundle has no tree head';
      const { tree_head: _, ...rest } = manifestOf(files);
      return { bundle: withManifest(files, rest) };
    },
  },
  {
    ...{ id: 'names/not-listed-any-more', what: 'an entry is taken out of the list', ...inventory },
    apply: ({ files, manifest: { entries: listed } }, picker) => {
      const paths = listed.map(({ path }) => path).filter((each) => files.has(each));
      const path = picker.pick(paths.filter(isListable));
      if (path === undefined) return 'the bundle has no listed entry';
      const manifest = manifestOf(files);
      const entries = listOf(manifest['entries']).filter((entry) => pathOf(entry) !== path);
      return { bundle: withManifest(files, { ...manifest, entries }), where: path };
    },
  },
];
