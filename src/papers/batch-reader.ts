// The proven leaves and the batch proof of a bundle that verified (docs/SPEC.md §6.1), read once more side by side.

import type { Leaf } from '../bundle/leaf.js';
import type { LeafStream } from '../bundle/leaves.js';
import { eachLeaf } from '../evidence/reader.js';
import type { BatchInput } from '../merkle/batch-path.js';
import type { TreeHasher } from '../merkle/hasher.js';

export class BatchReader implements BatchInput {
  readonly #hasher: TreeHasher;
  readonly #stream: LeafStream;
  readonly #leaves: AsyncIterator<Leaf>;
  #head: { readonly sequence: number; readonly leafHash: Uint8Array } | undefined;

  constructor(stream: LeafStream, hasher: TreeHasher) {
    this.#hasher = hasher;
    this.#stream = stream;
    this.#leaves = eachLeaf(stream);
  }

  async peek(): Promise<{ readonly sequence: number; readonly leafHash: Uint8Array } | undefined> {
    if (this.#head === undefined) {
      const { done, value } = await this.#leaves.next();
      if (done === true) return undefined;
      const { sequence, recordHash } = value;
      this.#head = { sequence, leafHash: this.#hasher.leafHash(recordHash) };
    }
    return this.#head;
  }

  take(): void {
    this.#head = undefined;
  }

  async takeHash(): Promise<Uint8Array | undefined> {
    await this.#stream.hashes?.fill(1);
    return this.#stream.hashes?.take();
  }
}
