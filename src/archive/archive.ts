// An open zip: its files, read as checked streams (docs/SPEC.md §2.4). It exists only for a zip that the survey found without
// fault and that a second reader reads alike. Nothing is extracted to disk, and no entry is held whole but by `read`, within a limit.

import { concat } from '../base/encoding.js';
import { EvidenceError, finding, InternalError } from '../base/errors.js';
import { streamEntry } from './inflate.js';
import { readAgain } from './second-reader.js';
import { type BundleSource, piecesOf } from './source.js';
import type { ZipEntry, ZipSurvey } from './survey.js';

/** Compressed bytes read at once: a broken entry shows where the pieces end, so that they are the same everywhere. */
const PIECE = 131_072;

/** The files of a zip. Directory entries have no content and are left out. */
export interface Archive {
  /** Files by path, in the order of the bytes of the path. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
  has(path: string): boolean;
  /**
   * Streams the content of a file in pieces of at most 512 KiB; several files may be streamed side by side, and one file
   * more than once. The content is verified when the stream has ended, not before.
   * @throws EvidenceError ENTRY_INFLATE_FAILED, ENTRY_SIZE_MISMATCH, ENTRY_CRC_MISMATCH, while it is read
   */
  stream(path: string): AsyncGenerator<Uint8Array, void, undefined>;
  /**
   * Reads the content of a small file whole.
   * @throws EvidenceError as `stream`, and ZIP_LIMIT_EXCEEDED for a file of more than `maxBytes`
   */
  read(path: string, maxBytes: number): Promise<Uint8Array>;
}

/**
 * Opens a zip that was surveyed without findings, from the same source.
 * @throws EvidenceError NAME_DIRECTORY_NOT_EMPTY for a directory whose data is not that of nothing; what the source throws
 */
export async function openArchive(source: BundleSource, survey: ZipSurvey): Promise<Archive> {
  if (survey.findings.length > 0) throw new InternalError('a zip with findings must not be opened');
  await readAgain(source, survey);
  const streamOf = (entry: ZipEntry) =>
    streamEntry(entry, () =>
      piecesOf(source, {
        offset: entry.dataOffset,
        length: entry.compressedSize,
        pieceBytes: PIECE,
      }),
    );
  for (const entry of survey.entries) {
    if (entry.isDirectory) await assertNothing(entry, streamOf(entry));
  }
  const files = survey.entries.filter((entry) => !entry.isDirectory);
  // Paths are ASCII: the order of UTF-16 units is the order of bytes.
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const entries: ReadonlyMap<string, ZipEntry> = new Map(files.map((file) => [file.path, file]));
  const find = (path: string): ZipEntry => {
    const entry = entries.get(path);
    if (entry === undefined) throw new InternalError(`the zip has no file ${path}`);
    return entry;
  };
  return {
    entries,
    has: (path) => entries.has(path),
    stream: (path) => streamOf(find(path)),
    read: (path, maxBytes) => readWhole(find(path), maxBytes, streamOf),
  };
}

async function readWhole(
  entry: ZipEntry,
  maxBytes: number,
  streamOf: (entry: ZipEntry) => AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  if (entry.size > maxBytes) {
    throw new EvidenceError(
      finding(
        'ZIP_LIMIT_EXCEEDED',
        { entry: entry.path },
        `the entry has ${entry.size} bytes, and at most ${maxBytes} are accepted here`,
        { expected: `at most ${maxBytes} bytes`, actual: `${entry.size} bytes` },
      ),
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamOf(entry)) chunks.push(chunk);
  return concat(...chunks);
}

/**
 * Nobody streams a directory: what its few bytes of deflate make is checked here, and must be nothing (§2.3). That refuses the
 * bundle, so it is a fault of the names and not of some content that a check needs.
 */
async function assertNothing(entry: ZipEntry, stream: AsyncIterable<Uint8Array>): Promise<void> {
  if (entry.compressedSize === 0 && entry.crc32 === 0) return;
  try {
    for await (const _ of stream);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    throw new EvidenceError(
      finding(
        'NAME_DIRECTORY_NOT_EMPTY',
        { entry: entry.path, offset: entry.dataOffset },
        'the compressed data of a directory entry is not that of nothing',
      ),
    );
  }
}
