// The proven leaves and the batch proof of a bundle that verified (docs/SPEC.md §6.1), read once more side by side: records and
// stubs merged in ascending sequence, hashes in the order of the entry. A line and a chunk of each are held.

import type { Archive } from '../archive/archive.js';
import { concat } from '../base/encoding.js';
import { FORMAT } from '../base/limits.js';
import { PATHS } from '../bundle/layout.js';
import { type Line, LineReader } from '../bundle/lines.js';
import { parseRecord } from '../bundle/record.js';
import { parseStub } from '../bundle/stub.js';
import type { BatchInput } from '../merkle/batch-path.js';
import { HASH_BYTES, type TreeHasher } from '../merkle/hasher.js';

interface Leaf {
  readonly sequence: number;
  readonly leafHash: Uint8Array;
}

export class BatchReader implements BatchInput {
  readonly #streams: readonly LeafStream[];
  readonly #chunks: AsyncIterator<Uint8Array>;
  #hashes: Uint8Array = new Uint8Array(0);
  #next: LeafStream | undefined;

  /** The bundle has verified: its lines are well formed and ascend. */
  constructor(archive: Archive, hasher: TreeHasher) {
    const stream = (path: string, parse: (line: Line) => LeafSource | undefined): LeafStream =>
      new LeafStream(new LineReader(archive.stream(path), FORMAT.lineBytes), (line) => {
        const leaf = parse(line);
        return leaf && { sequence: leaf.sequence, leafHash: hasher.leafHash(leaf.recordHash) };
      });
    this.#streams = [
      stream(PATHS.records, (line) => parseRecord(line).record),
      ...(archive.has(PATHS.stubs) ? [stream(PATHS.stubs, (line) => parseStub(line).stub)] : []),
    ];
    this.#chunks = archive.stream(PATHS.batch);
  }

  async peek(): Promise<Leaf | undefined> {
    let first: { readonly stream: LeafStream; readonly leaf: Leaf } | undefined;
    for (const stream of this.#streams) {
      const leaf = await stream.head();
      if (leaf !== undefined && (first === undefined || leaf.sequence < first.leaf.sequence))
        first = { stream, leaf };
    }
    this.#next = first?.stream;
    return first?.leaf;
  }

  take(): void {
    this.#next?.drop();
  }

  async takeHash(): Promise<Uint8Array | undefined> {
    while (this.#hashes.length < HASH_BYTES) {
      const { done, value } = await this.#chunks.next();
      if (done === true) return undefined;
      this.#hashes = concat(this.#hashes, value);
    }
    const hash = this.#hashes.subarray(0, HASH_BYTES);
    this.#hashes = this.#hashes.subarray(HASH_BYTES);
    return hash;
  }
}

interface LeafSource {
  readonly sequence: number;
  readonly recordHash: Uint8Array;
}

/** Leaves of one entry, one of which may be looked at before it is taken. */
class LeafStream {
  readonly #lines: LineReader;
  readonly #parse: (line: Line) => Leaf | undefined;
  #head: Leaf | undefined;

  constructor(lines: LineReader, parse: (line: Line) => Leaf | undefined) {
    this.#lines = lines;
    this.#parse = parse;
  }

  async head(): Promise<Leaf | undefined> {
    if (this.#head === undefined) {
      const line = await this.#lines.next();
      this.#head = line && this.#parse(line);
    }
    return this.#head;
  }

  drop(): void {
    this.#head = undefined;
  }
}
