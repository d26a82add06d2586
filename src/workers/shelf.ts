// Memory that a run shares with its threads: a block that is put there is not copied on the way, and the place of one that was read is
// taken by the next. The block itself stays with the run, which may have to read it.

import type { Batch } from '../kernel/instance.js';

/** A place holds most blocks; a larger one is made for a larger block. */
const PLACE = 1_048_576;

export class Shelf {
  #free: SharedArrayBuffer[] = [];

  /** Copies bytes to a place of their own. */
  put(batch: Batch): Uint8Array {
    const length = batch.reduce((sum, part) => sum + part.length, 0);
    const fits = this.#free.findIndex(({ byteLength }) => byteLength >= length);
    const [place = new SharedArrayBuffer(Math.max(PLACE, length))] =
      fits < 0 ? [] : this.#free.splice(fits, 1);
    const bytes = new Uint8Array(place, 0, length);
    let at = 0;
    for (const part of batch) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  /** Takes back a place that nobody reads any more. */
  take({ buffer }: Uint8Array): void {
    this.#free.push(buffer as SharedArrayBuffer);
  }
}
