// The second reader: yauzl over the same bytes (docs/SPEC.md §2.2). It finds the directory, reads it and locates the data by
// code that is not ours, and must see the very entries that the survey saw, their data in the very same place. What yauzl decodes,
// reads or inflates is never used. Without Node second-reader.web.ts stands in, by another package.

import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl';
import { InternalError } from '../base/errors.js';
import type { BundleSource } from './source.js';
import type { ZipEntry, ZipSurvey } from './survey.js';
import { Window } from './window.js';

const NOTHING = Buffer.alloc(0);

/** Serves yauzl from a bundle and keeps the error of the medium, which is neither yauzl's nor the bundle's fault. */
class SourceReader extends RandomAccessReader {
  readonly #source: BundleSource;
  readonly #window: Window;
  failure: { readonly error: unknown } | undefined;

  constructor(source: BundleSource) {
    super();
    this.#source = {
      size: source.size,
      read: async (offset, length) => {
        try {
          return await source.read(offset, length);
        } catch (error) {
          this.failure = { error };
          throw error;
        }
      },
    };
    this.#window = new Window(this.#source);
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#window.bytes(position, length).then((bytes) => {
      buffer.set(bytes, offset);
      callback(null);
    }, callback);
  }
}

/**
 * Reads the directory again with yauzl and compares it with a survey that found nothing wrong.
 * @throws what the source throws; InternalError if the two readers differ
 */
export async function readAgain(source: BundleSource, survey: ZipSurvey): Promise<void> {
  const reader = new SourceReader(source);
  try {
    const zip = await openZip(reader, source.size);
    const seen: Entry[] = [];
    for await (const entry of zip.eachEntry()) seen.push(withoutBlocks(entry));
    for (const [i, entry] of seen.entries()) {
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const expected = survey.entries[i];
      if (expected === undefined || !isSame(expected, entry, fileDataStart)) {
        throw new InternalError(`yauzl sees another entry ${i + 1} than the survey`);
      }
    }
    if (seen.length !== survey.entries.length) throw new InternalError('yauzl sees fewer entries');
  } catch (error) {
    if (reader.failure !== undefined) throw reader.failure.error;
    if (error instanceof InternalError) throw error;
    // Unreachable by any input: the survey has asserted everything that yauzl asserts (signatures, comment length, disks, extra
    // blocks, zip64 values, stored sizes, bounds), and one end record, one directory, one local header for each entry leave
    // yauzl nothing else to find. A difference is a bug of the survey or a source that does not repeat its bytes.
    throw new InternalError('yauzl refuses a zip that the survey accepts', { cause: error });
  }
}

/** Drops what nobody reads: 4,096 hostile headers hold 67 million extra blocks, each an object here. */
function withoutBlocks(entry: Entry): Entry {
  entry.extraFields = [];
  entry.extraFieldRaw = NOTHING;
  entry.fileCommentRaw = NOTHING;
  return entry;
}

function openZip(reader: SourceReader, size: number): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromRandomAccessReader(
      reader,
      size,
      // No own limits of yauzl are wanted: names are judged as bytes, sizes where entries are inflated.
      { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true },
      (error, zip) => {
        if (error === null) resolve(zip);
        else reject(error);
      },
    );
  });
}

function isSame(ours: ZipEntry, theirs: Entry, dataOffset: number): boolean {
  return (
    theirs.fileNameRaw.toString('latin1') === ours.path &&
    theirs.compressionMethod === ours.method &&
    theirs.compressedSize === ours.compressedSize &&
    theirs.uncompressedSize === ours.size &&
    theirs.crc32 === ours.crc32 &&
    theirs.relativeOffsetOfLocalHeader === ours.headerOffset &&
    dataOffset === ours.dataOffset
  );
}
