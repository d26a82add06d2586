// Raw deflate (RFC 1951) by the zlib of Node, with back-pressure. Without Node deflate.web.ts stands in, which cuts its output alike.

import type { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** Compressed bytes in pieces of at most 128 KiB. */
export type RawData = Readable;

/** Says that data is not deflate, or ends too early. */
export const BROKEN = 'the deflate stream is broken';

/**
 * Inflates in chunks of at most `chunkSize` bytes. A consumer that stops early releases everything.
 * @returns compressed bytes that the stream took until its own end (RFC 1951 §3.2.3, BFINAL), or BROKEN
 * @throws what the data throws
 */
export async function* inflateRaw(
  raw: RawData,
  chunkSize: number,
): AsyncGenerator<Uint8Array, number | typeof BROKEN, undefined> {
  const inflate = createInflateRaw({ chunkSize });
  raw.once('error', (error) => inflate.destroy(error));
  raw.pipe(inflate);
  try {
    yield* inflate as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (isDeflateFault(error)) return BROKEN;
    throw error;
  } finally {
    raw.unpipe(inflate);
    raw.destroy();
    inflate.destroy();
  }
  // zlib stops at the end of the stream and takes no more input.
  return inflate.bytesWritten;
}

/** Broken data, or data that ends too early; anything else (memory, the medium) is not the bundle's fault. */
function isDeflateFault(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'Z_DATA_ERROR' || error.code === 'Z_BUF_ERROR')
  );
}
