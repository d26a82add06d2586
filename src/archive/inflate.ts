// The content of one entry as a stream (docs/SPEC.md §2.4): inflated with back-pressure, bounded by the declared size while
// it is inflated, and at its end exactly as long as declared, with the declared CRC-32, from exactly the declared compressed
// bytes. What the consumer has seen before the end is unverified until the stream has ended.

import { joined } from '../base/bytes.js';
import { EvidenceError, finding } from '../base/errors.js';
import { work } from '../base/work.js';
import { DEFLATED } from './central-directory.js';
import { crc32 } from './crc32.js';
import { BROKEN, inflateRaw, inflateWhole, type RawData } from './deflate.js';
import type { ZipEntry } from './survey.js';

/** Inflated bytes handed over at once, at most. */
const CHUNK = 524_288;

/** Bytes of an entry, deflated and inflated, that are in memory at once without a thought. */
const SMALL = 65_536;

/**
 * Streams the content of an entry. A consumer that stops early releases everything.
 * @throws EvidenceError ENTRY_INFLATE_FAILED, ENTRY_SIZE_MISMATCH, ENTRY_CRC_MISMATCH; what the source throws
 */
export async function* streamEntry(
  entry: ZipEntry,
  openRaw: () => RawData,
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0;
  let crc = 0;
  const chunks = entry.method === DEFLATED ? inflated(entry, openRaw) : openRaw();
  for await (const chunk of chunks) {
    size += chunk.length;
    work.inflatedBytes += chunk.length;
    // Before the chunk is handed over: no more than was declared ever leaves.
    if (size > entry.size) throw sizeMismatch(entry, `at least ${size} bytes`);
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (size !== entry.size) throw sizeMismatch(entry, `${size} bytes`);
  if (crc !== entry.crc32) {
    throw new EvidenceError(
      finding('ENTRY_CRC_MISMATCH', where(entry), { expected: hex(entry.crc32), actual: hex(crc) }),
    );
  }
}

async function* inflated(
  entry: ZipEntry,
  openRaw: () => RawData,
): AsyncGenerator<Uint8Array, void, undefined> {
  // Where it goes as declared, a small entry is one call; whatever else it does, the stream says.
  if (Math.max(entry.size, entry.compressedSize) <= SMALL) {
    const content = inflateWhole(await joinedOf(openRaw()), entry.size);
    if (content !== undefined) {
      yield content;
      return;
    }
  }
  // zlib takes its buffer at once: a small entry gets a small one (64 bytes at least).
  const chunkSize = Math.min(Math.max(entry.size, 64), CHUNK);
  const consumed = yield* inflateRaw(openRaw(), chunkSize);
  if (consumed === BROKEN) throw inflateFailed(entry, BROKEN);
  if (consumed === entry.compressedSize) return;
  throw inflateFailed(entry, 'the deflate stream ends before its declared end', {
    expected: `${entry.compressedSize} bytes`,
    actual: `${consumed} bytes`,
  });
}

async function joinedOf(raw: RawData): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of raw) pieces.push(piece);
  return joined(pieces);
}

function inflateFailed(
  entry: ZipEntry,
  message: string,
  details?: { expected: string; actual: string },
): EvidenceError {
  return new EvidenceError(finding('ENTRY_INFLATE_FAILED', where(entry), message, details));
}

function sizeMismatch(entry: ZipEntry, actual: string): EvidenceError {
  return new EvidenceError(
    finding('ENTRY_SIZE_MISMATCH', where(entry), { expected: `${entry.size} bytes`, actual }),
  );
}

function where(entry: ZipEntry): { entry: string; offset: number } {
  return { entry: entry.path, offset: entry.dataOffset };
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
