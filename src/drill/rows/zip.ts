// Tamperings with the structure of the zip (docs/SPEC.md §2.2): what makes two readers see two bundles.

import { u16 } from '../../archive/window.js';
import { concat, utf8 } from '../../base/encoding.js';
import { DEFLATE_RATIO } from '../../base/limits.js';
import { asIs, type Edit, tamperings } from '../tampering.js';
import { inserted, type MappedEntry, type Patch, patched, plus, withCentralExtra, withoutCentral, type ZipMap } from '../zip-map.js';

const BY = 'archive/structure';
const ZIP64 = 'the bundle has no zip without zip64 records: it has too many entries';
const NO_ROOM = 'the bundle has no entry whose header has room for it';
/** `#!/bin/sh`: a file that is a script and a zip. */
const SCRIPT = utf8('#!/bin/sh\nexit 0\n');
const HIDDEN = utf8('hidden');
/** Unix attributes of a symbolic link. */
const LINK = 0o120777 * 65_536;
/** A Unicode-path block (APPNOTE 4.6.9): version, CRC-32 of the name, another name. */
const UNICODE_PATH = concat(Uint8Array.of(0x75, 0x70, 14, 0, 1, 0, 0, 0, 0), utf8('other.txt'));

const ofZip =
  (change: (zip: ZipMap) => Uint8Array): Edit =>
  ({ zip }) =>
    zip === undefined ? ZIP64 : { bundle: change(zip) };

const ofEntry =
  (change: (zip: ZipMap, entry: MappedEntry) => Uint8Array, fits: (entry: MappedEntry) => boolean = () => true, none = NO_ROOM): Edit =>
  ({ zip }, picker) => {
    if (zip === undefined) return ZIP64;
    const entry = picker.pick(zip.entries.filter(fits));
    return entry === undefined ? none : { bundle: change(zip, entry), where: entry.path };
  };

/** Fields of the headers of one entry, of those that fit. */
export const zipField = (
  fields: (entry: MappedEntry, bytes: Uint8Array) => readonly Patch[],
  ...rest: readonly [fits?: (entry: MappedEntry) => boolean, none?: string]
): Edit => ofEntry(({ bytes }, entry) => patched(bytes, ...fields(entry, bytes)), ...rest);

export const zipRows = [
  ...tamperings('zip', BY, ofZip, {
    'bytes-before: a script is put in front of the zip': ({ bytes }) => concat(SCRIPT, bytes),
    'byte-after: one byte is appended to the file': ({ bytes }) => concat(bytes, utf8('\n')),
    'comment: an archive comment is added': ({ bytes, end }) => concat(patched(bytes, [end + 20, 2, 5]), utf8('hello')),
    'cut-short: the last ten bytes of the file are cut off': ({ bytes }) => bytes.subarray(0, -10),
    'one-entry-more: the end record counts one entry more': ({ bytes, end }) =>
      patched(bytes, plus(bytes, end + 8, 2, 1), plus(bytes, end + 10, 2, 1)),
    'second-disk: the zip claims to be the second of two disks': ({ bytes, end }) => patched(bytes, [end + 4, 2, 1], [end + 6, 2, 1]),
    'gap: bytes are hidden between the entries and the directory': ({ bytes, directory, end }) =>
      patched(inserted(bytes, directory, HIDDEN), [end + HIDDEN.length + 16, 4, directory + HIDDEN.length]),
  }),
  ...tamperings('zip', BY, ofEntry, {
    'hidden-entry: an entry is taken out of the directory and left in the file': withoutCentral,
  }),
  ...tamperings('zip', BY, zipField, {
    'two-names: local and central header give one entry two names': ({ local }, bytes) => [
      [local + 30, 1, bytes[local + 30] === 0x78 ? 0x79 : 0x78],
    ],
    // Never 0, which a local header with a data descriptor may have.
    'two-checksums: local and central header give one entry two CRC-32': ({ local, crc32 }) => [[local + 14, 4, crc32 === 1 ? 2 : 1]],
    'no-local-header: the directory points beside a local header': ({ central }, bytes) => [plus(bytes, central + 42, 4, 1)],
    'encrypted: an entry is marked as encrypted': ({ central, local }, bytes) =>
      [central + 8, local + 6].map((at) => [at, 2, u16(bytes, at) | 1]),
    'method: an entry names another compression method': ({ central, local }) => [central + 10, local + 8].map((at) => [at, 2, 12]),
    'link: an entry claims to be a symbolic link': ({ central }) => [[central + 38, 4, LINK]],
  }),
  ...tamperings('zip', BY, asIs, {
    'second-name: a Unicode-path field gives an entry a second name': ofEntry((zip, entry) => withCentralExtra(zip, entry, UNICODE_PATH)),
    'bomb: an entry promises more bytes than deflate can make': zipField(
      ({ central, local, compressedSize }) => [central + 24, local + 22].map((at) => [at, 4, compressedSize * DEFLATE_RATIO + 1]),
      // So that the lie fits into its field.
      ({ compressedSize }) => compressedSize < 4_000_000,
    ),
  }),
];
