// Tamperings with the structure of the zip (docs/SPEC.md §2.2): what makes two readers see two bundles.

import { u16, u32 } from '../archive/window.js';
import { concat, utf8 } from '../base/encoding.js';
import { DEFLATE_RATIO } from '../base/limits.js';
import type { Picker } from './picker.js';
import type { Subject } from './subject.js';
import type { Tampered, Tampering } from './tampering.js';
import {
  inserted,
  type MappedEntry,
  patched,
  withCentralExtra,
  withoutCentral,
  type ZipMap,
} from './zip-map.js';

const BY = ['archive/structure'] as const;
export const ZIP64 = 'the bundle has no zip without zip64 records: it has too many entries';
/** `#!/bin/sh`: a file that is a script and a zip. */
const SCRIPT = utf8('#!/bin/sh\nexit 0\n');
/** Unix attributes of a symbolic link. */
const LINK = 0o120777 * 65_536;
/** A Unicode-path block (APPNOTE 4.6.9): version, CRC-32 of the name, another name. */
const UNICODE_PATH = concat(Uint8Array.of(0x75, 0x70, 14, 0, 1, 0, 0, 0, 0), utf8('other.txt'));

type Change = (zip: ZipMap, entry: MappedEntry, picker: Picker) => Uint8Array;

/** A tampering with the header of one entry. */
function header(
  name: string,
  what: string,
  change: Change,
  fits: (entry: MappedEntry) => boolean = () => true,
): Tampering {
  return {
    ...{ id: `zip/${name}` as const, what, by: BY },
    apply: ({ zip }: Subject, picker: Picker): Tampered | string => {
      if (zip === undefined) return ZIP64;
      const entry = picker.pick(zip.entries.filter(fits));
      if (entry === undefined) return 'the bundle has no entry whose header has room for it';
      return { bundle: change(zip, entry, picker), where: entry.path };
    },
  };
}

function whole(name: string, what: string, change: (zip: ZipMap) => Uint8Array): Tampering {
  return {
    ...{ id: `zip/${name}` as const, what, by: BY },
    apply: ({ zip }) => (zip === undefined ? ZIP64 : { bundle: change(zip) }),
  };
}

export const ofZip: readonly Tampering[] = [
  whole('bytes-before', 'a script is put in front of the zip', ({ bytes }) =>
    concat(SCRIPT, bytes),
  ),
  whole('byte-after', 'one byte is appended to the file', ({ bytes }) => concat(bytes, utf8('\n'))),
  whole('comment', 'an archive comment is added', ({ bytes, end }) =>
    concat(patched(bytes, [end + 20, 2, 5]), utf8('hello')),
  ),
  whole('cut-short', 'the last ten bytes of the file are cut off', ({ bytes }) =>
    bytes.subarray(0, -10),
  ),
  whole('one-entry-more', 'the end record counts one entry more', ({ bytes, end }) =>
    patched(bytes, [end + 8, 2, u16(bytes, end + 8) + 1], [end + 10, 2, u16(bytes, end + 10) + 1]),
  ),
  whole('second-disk', 'the zip claims to be the second of two disks', ({ bytes, end }) =>
    patched(bytes, [end + 4, 2, 1], [end + 6, 2, 1]),
  ),
  whole('gap', 'bytes are hidden between the entries and the directory', (zip) => {
    const hidden = utf8('hidden');
    const at = zip.end + hidden.length;
    return patched(inserted(zip.bytes, zip.directory, hidden), [
      at + 16,
      4,
      zip.directory + hidden.length,
    ]);
  }),
  header(
    'hidden-entry',
    'an entry is taken out of the directory and left in the file',
    (zip, entry) => withoutCentral(zip, entry),
  ),
  header(
    'two-names',
    'local and central header give one entry two names',
    ({ bytes }, { local }) => {
      const first = bytes[local + 30] ?? 0;
      return patched(bytes, [local + 30, 1, first === 0x78 ? 0x79 : 0x78]);
    },
  ),
  header(
    'two-checksums',
    'local and central header give one entry two CRC-32',
    ({ bytes }, entry) =>
      // Never 0, which a local header with a data descriptor may have.
      patched(bytes, [entry.local + 14, 4, entry.crc32 === 1 ? 2 : 1]),
  ),
  header(
    'no-local-header',
    'the directory points beside a local header',
    ({ bytes }, { central }) => patched(bytes, [central + 42, 4, u32(bytes, central + 42) + 1]),
  ),
  header('encrypted', 'an entry is marked as encrypted', ({ bytes }, { central, local }) =>
    patched(
      bytes,
      [central + 8, 2, u16(bytes, central + 8) | 1],
      [local + 6, 2, u16(bytes, local + 6) | 1],
    ),
  ),
  header('method', 'an entry names another compression method', ({ bytes }, { central, local }) =>
    patched(bytes, [central + 10, 2, 12], [local + 8, 2, 12]),
  ),
  header('link', 'an entry claims to be a symbolic link', ({ bytes }, { central }) =>
    patched(bytes, [central + 38, 4, LINK]),
  ),
  header('second-name', 'a Unicode-path field gives an entry a second name', (zip, entry) =>
    withCentralExtra(zip, entry, UNICODE_PATH),
  ),
  header(
    'bomb',
    'an entry promises more bytes than deflate can make',
    ({ bytes }, { central, local, compressedSize }) => {
      const size = compressedSize * DEFLATE_RATIO + 1;
      return patched(bytes, [central + 24, 4, size], [local + 22, 4, size]);
    },
    // So that the lie fits into its field.
    ({ compressedSize }) => compressedSize < 4_000_000,
  ),
];
