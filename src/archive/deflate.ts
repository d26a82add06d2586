// Raw deflate (RFC 1951) by the zlib of Node, with back-pressure. Without Node deflate.web.ts stands in, which cuts its output alike.

import { Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';

/** Compressed bytes in pieces of at most 128 KiB. */
export type RawData = AsyncIterable<Uint8Array>;

/** Buffers of fewer bytes are left to the collector. */
const LARGE = 262_144;
/** Chunks with which a buffer that was made here is full: nothing writes to it any more, and no later chunk lies in it. */
const last = new WeakSet<Uint8Array>();
let nowhere: ReturnType<typeof closedPort> | undefined;

/**
 * Frees the memory of a chunk, and of those before it that lie in the same buffer: the next ones take its place, where else some tens of
 * MiB would wait for the collector. Whoever still reads them finds them empty. Of bytes that were not inflated here nothing happens.
 */
export function release(chunk: Uint8Array): void {
  if (!last.delete(chunk)) return;
  nowhere ??= closedPort();
  // What is transferred to a closed port is gone (HTML, "message port post message steps").
  nowhere.postMessage(undefined, [chunk.buffer as ArrayBuffer]);
}

function closedPort() {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}

/** Says that data is not deflate, or ends too early. */
export const BROKEN = 'the deflate stream is broken';

/**
 * Inflates in chunks of at most `chunkSize` bytes. A consumer that stops early releases everything.
 * @returns compressed bytes that the stream took until its own end (RFC 1951 §3.2.3, BFINAL), or BROKEN
 * @throws what the data throws
 */
export async function* inflateRaw(
  pieces: RawData,
  chunkSize: number,
): AsyncGenerator<Uint8Array, number | typeof BROKEN, undefined> {
  const raw = Readable.from(pieces);
  const inflate = createInflateRaw({ chunkSize });
  raw.once('error', (error) => inflate.destroy(error));
  raw.pipe(inflate);
  try {
    for await (const chunk of inflate as AsyncIterable<Uint8Array>) {
      // A buffer that is not full is filled on, and a small one may be a part of a larger one that others use.
      const isFull = chunk.byteOffset + chunk.length === chunk.buffer.byteLength;
      if (isFull && chunk.buffer.byteLength >= LARGE) last.add(chunk);
      yield chunk;
    }
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

/**
 * Inflates a small entry by one call, without the streams that a large one needs.
 * @param size bytes that come of it
 * @returns them, if all of the data is one deflate stream of so many bytes
 */
export function inflateWhole(data: Uint8Array, size: number): Uint8Array | undefined {
  try {
    const options = { info: true, maxOutputLength: size + 1, chunkSize: Math.max(size + 1, 64) };
    const { buffer, engine } = inflateRawSync(data, options) as unknown as {
      readonly buffer: Uint8Array;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === data.length && buffer.length === size ? buffer : undefined;
  } catch {
    return undefined;
  }
}

/** Broken data, or data that ends too early; anything else (memory, the medium) is not the bundle's fault. */
function isDeflateFault(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'Z_DATA_ERROR' || error.code === 'Z_BUF_ERROR')
  );
}
