// Entries of an open zip as entries of another one (docs/SPEC.md §2.2): the compressed bytes as they are, so that nothing depends on
// a compressor; and new content, stored. Whoever copies has verified the source before.

import { STORED } from './central-directory.js';
import { crc32 } from './crc32.js';
import { type BundleSource, piecesOf } from './source.js';
import type { ZipEntry } from './survey.js';
import type { WrittenEntry } from './write.js';

/** Bytes read at once. */
const CHUNK = 1_048_576;

/** An entry of a zip, with the same compressed bytes. */
export function copiedEntry(source: BundleSource, entry: ZipEntry): WrittenEntry {
  const { path, method, size, compressedSize, dataOffset } = entry;
  return {
    path,
    method,
    crc32: entry.crc32,
    size,
    compressedSize,
    data: () => piecesOf(source, { offset: dataOffset, length: compressedSize, pieceBytes: CHUNK }),
  };
}

/**
 * An entry of new content, stored. The content is read twice, once to measure it and once to write it, and never held whole;
 * undefined if it has no bytes (§2.1: an entry that would be empty is left out).
 */
export async function storedEntry(
  path: string,
  content: () => AsyncIterable<Uint8Array>,
): Promise<WrittenEntry | undefined> {
  let size = 0;
  let crc = 0;
  for await (const chunk of content()) {
    size += chunk.length;
    crc = crc32(chunk, crc);
  }
  if (size === 0) return undefined;
  return { path, method: STORED, crc32: crc, size, compressedSize: size, data: content };
}
