// Raw deflate (RFC 1951) where there is no Node: pako, a port of zlib, the only import of it. It is driven as Node drives zlib, so
// that a broken stream has given the very same bytes before it is found broken.

import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
} from 'pako';
import { InternalError } from '../base/errors.js';

export type RawData = AsyncIterable<Uint8Array>;

export const BROKEN = 'the deflate stream is broken';

/** Frees memory early where it can be freed: not here. */
export function release(_chunk: Uint8Array): void {}

/** A small entry by one call: the stream does that as well here. */
export function inflateWhole(_data: Uint8Array, _size: number): undefined {}

/** Raw deflate, with the largest window (zlib.h, inflateInit2). */
const WINDOW_BITS = -15;

export async function* inflateRaw(
  raw: RawData,
  chunkSize: number,
): AsyncGenerator<Uint8Array, number | typeof BROKEN, undefined> {
  const stream = new ZStream();
  if (zlibInflateInit2(stream, WINDOW_BITS) !== Z_OK)
    throw new InternalError('pako does not start');
  for await (const piece of raw) {
    stream.input = piece;
    stream.next_in = 0;
    stream.avail_in = piece.length;
    do {
      stream.output = new Uint8Array(chunkSize);
      stream.next_out = 0;
      stream.avail_out = chunkSize;
      const status = zlibInflate(stream, Z_NO_FLUSH);
      // Z_BUF_ERROR: nothing more can be done without more input.
      if (status !== Z_OK && status !== Z_STREAM_END && status !== Z_BUF_ERROR) return BROKEN;
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
      if (status === Z_STREAM_END) return stream.total_in;
    } while (stream.avail_out === 0);
  }
  return BROKEN;
}
