// The second reader where there is no Node: zip.js over the same bytes (docs/SPEC.md §2.2), the only import of it. It finds the
// directory, reads it and locates the data by code that is not ours, and must see the very entries that the survey saw. What it
// decodes or inflates is never used, and its own strictness is off: the survey has judged the zip.

import { type Entry, type Reader, ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';
import { latin1Of } from '../base/bytes.js';
import { InternalError } from '../base/errors.js';
import type { BundleSource } from './source.js';
import type { ZipEntry, ZipSurvey } from './survey.js';
import { Window } from './window.js';

/**
 * Reads the directory again with zip.js and compares it with a survey that found nothing wrong.
 * @throws what the source throws; InternalError if the two readers differ
 */
export async function readAgain(source: BundleSource, survey: ZipSurvey): Promise<void> {
  const served = new Served(source);
  let seen = 0;
  try {
    const zip = new ZipReader(served as unknown as Reader<unknown>, {
      strictness: 'tolerant',
      useWebWorkers: false,
    });
    for await (const entry of zip.getEntriesGenerator()) {
      const expected = survey.entries[seen];
      seen += 1;
      if (expected === undefined || !isSame(expected, entry, await locate(entry)))
        throw new InternalError(`zip.js sees another entry ${seen} than the survey`);
    }
    if (seen !== survey.entries.length)
      throw new InternalError('zip.js sees fewer entries than the survey');
  } catch (error) {
    if (served.failure !== undefined) throw served.failure.error;
    if (error instanceof InternalError) throw error;
    // As with yauzl: one end record, one directory and one local header for each entry leave it nothing else to find.
    throw new InternalError('zip.js refuses a zip that the survey accepts', { cause: error });
  }
}

/** Serves zip.js from a bundle and keeps the error of the medium, which is neither its own nor the bundle's fault. */
class Served {
  readonly initialized = true;
  readonly size: number;
  readonly #window: Window;
  failure: { readonly error: unknown } | undefined;

  constructor(source: BundleSource) {
    this.size = source.size;
    this.#window = new Window(source);
  }

  async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    try {
      // A copy: zip.js keeps what it is given, and the window is read again.
      return (await this.#window.bytes(index, Math.min(length, this.size - index))).slice();
    } catch (error) {
      this.failure ??= { error };
      throw error;
    }
  }
}

/** Where the data of a file begins, by its local header; undefined for a directory, whose header zip.js does not read. */
async function locate(entry: Entry): Promise<number | undefined> {
  if (entry.directory) return undefined;
  await entry.getData(new WritableStream(), {
    checkOverlappingEntryOnly: true,
    checkLocalDirectory: false,
  });
  return entry.localDirectory?.dataOffset;
}

function isSame(ours: ZipEntry, theirs: Entry, dataOffset: number | undefined): boolean {
  return (
    latin1Of(theirs.rawFilename) === ours.path &&
    theirs.compressionMethod === ours.method &&
    theirs.compressedSize === ours.compressedSize &&
    theirs.uncompressedSize === ours.size &&
    theirs.crc32 === ours.crc32 &&
    theirs.offset === ours.headerOffset &&
    (theirs.directory ? ours.isDirectory : dataOffset === ours.dataOffset)
  );
}
