// Where the structures of a zip stand in the file, for tamperings that change a field of a header (docs/SPEC.md §2.2; APPNOTE 6.3.10).
// Made from the survey of a zip that obeys the profile; of no other.

import { readDirectory } from '../archive/central-directory.js';
import { readEnd } from '../archive/end-record.js';
import type { BundleSource } from '../archive/source.js';
import type { ZipSurvey } from '../archive/survey.js';
import { u16, u32, Window } from '../archive/window.js';
import { concat } from '../base/encoding.js';

export interface MappedEntry {
  readonly path: string;
  readonly method: number;
  readonly size: number;
  readonly compressedSize: number;
  readonly crc32: number;
  readonly hasDescriptor: boolean;
  /** Offsets in the file. */
  readonly central: number;
  readonly local: number;
  readonly data: number;
}

export interface ZipMap {
  readonly bytes: Uint8Array;
  /** In the order of the directory; directories are left out. */
  readonly entries: readonly MappedEntry[];
  /** Of the end record, the last 22 bytes. */
  readonly end: number;
  readonly directory: number;
}

const END_BYTES = 22;
/** 4.4.4, bit 3. */
const DESCRIPTOR_FLAG = 0x0008;

/** Maps a zip; undefined if it has zip64 records, whose every value stands in two places. */
export async function mapZip(
  source: BundleSource,
  bytes: Uint8Array,
  survey: ZipSurvey,
): Promise<ZipMap | undefined> {
  const window = new Window(source);
  const end = await readEnd(window, []);
  if (end === undefined || end.structures !== 1) return undefined;
  const headers = (await readDirectory(window, end, [])) ?? [];
  const surveyed = new Map(survey.entries.map((entry) => [entry.headerOffset, entry]));
  const entries = headers.flatMap((header) => {
    const entry = surveyed.get(header.headerOffset ?? -1);
    // A zip64 block in a header: the field itself is a sentinel.
    const plain = u32(bytes, header.offset + 20) === header.compressedSize;
    if (entry === undefined || entry.isDirectory || !plain) return [];
    const { path, method, size, compressedSize, crc32, headerOffset, dataOffset } = entry;
    return [
      {
        ...{ path, method, size, compressedSize, crc32, local: headerOffset, data: dataOffset },
        hasDescriptor: (header.flags & DESCRIPTOR_FLAG) !== 0,
        central: header.offset,
      },
    ];
  });
  return { bytes, entries, end: bytes.length - END_BYTES, directory: end.directoryOffset };
}

/** A little-endian value that is written over the bytes at an offset. */
export type Patch = readonly [at: number, width: 1 | 2 | 4, value: number];

/** The value that is there, and `by` more. */
export function plus(bytes: Uint8Array, at: number, width: 2 | 4, by: number): Patch {
  return [at, width, (width === 2 ? u16 : u32)(bytes, at) + by];
}

export function patched(bytes: Uint8Array, ...patches: readonly Patch[]): Uint8Array {
  const out = Uint8Array.from(bytes);
  const view = new DataView(out.buffer);
  for (const [at, width, value] of patches) {
    if (width === 1) view.setUint8(at, value);
    else if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  }
  return out;
}

/** Bytes put in at an offset; nothing that points further is corrected. */
export function inserted(bytes: Uint8Array, at: number, more: Uint8Array): Uint8Array {
  return concat(bytes.subarray(0, at), more, bytes.subarray(at));
}

/** The zip without the directory's header of one entry: its local side stays, for readers of streams. */
export function withoutCentral({ bytes, end }: ZipMap, { central }: MappedEntry): Uint8Array {
  const length =
    46 + u16(bytes, central + 28) + u16(bytes, central + 30) + u16(bytes, central + 32);
  const shorter = concat(bytes.subarray(0, central), bytes.subarray(central + length));
  const at = end - length;
  return patched(
    shorter,
    plus(shorter, at + 8, 2, -1),
    plus(shorter, at + 10, 2, -1),
    plus(shorter, at + 12, 4, -length),
  );
}

/** The zip with a block in the extra field of the directory's header of one entry. */
export function withCentralExtra(
  { bytes, end }: ZipMap,
  { central }: MappedEntry,
  block: Uint8Array,
): Uint8Array {
  const at = central + 46 + u16(bytes, central + 28);
  const longer = inserted(bytes, at, block);
  return patched(
    longer,
    plus(longer, central + 30, 2, block.length),
    plus(longer, end + block.length + 12, 4, block.length),
  );
}
