// The 32-byte hashes of proof/batch.bin (docs/SPEC.md §6.1) as a stream, a bounded number of them in memory.

import { joined } from '../base/bytes.js';

const HASH_BYTES = 32;

export class HashReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #buffer: Uint8Array = new Uint8Array(0);
  #at = 0;
  #ended = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Bytes in memory that nobody has taken. */
  get rest(): number {
    return this.#buffer.length - this.#at;
  }

  /** Reads until this many hashes are in memory, or the entry is at its end. */
  async fill(hashes: number): Promise<void> {
    while (!this.#ended && this.rest < hashes * HASH_BYTES) {
      const { done, value } = await this.#chunks.next();
      if (done === true) this.#ended = true;
      else {
        this.#buffer = joined([this.#buffer.subarray(this.#at), value]);
        this.#at = 0;
      }
    }
  }

  /** Lets go of the entry before its end. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  /** The next hash; undefined if none is in memory. */
  take(): Uint8Array | undefined {
    if (this.rest < HASH_BYTES) return undefined;
    this.#at += HASH_BYTES;
    return this.#buffer.subarray(this.#at - HASH_BYTES, this.#at);
  }
}
