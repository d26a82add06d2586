// A leaf as the stream hands it on (docs/SPEC.md §14): a record or a stub, with the lines beside it. No check may keep leaves.

import type { Instant } from '../base/encoding.js';
import { InternalError, type Location } from '../base/errors.js';
import type { SideLine } from './ascending.js';
import { type Line, type LineBlock, lineOf } from './lines.js';
import { type LedgerRecord, parseRecord, recordHashOf } from './record.js';
import type { Run } from './run.js';
import type { RecordSignature } from './side-lines.js';
import type { Stub } from './stub.js';

/** Lines of other entries that have the sequence of a leaf; undefined if there is none. */
export interface Beside {
  /** Of proof/paths.jsonl: from the leaf's sibling to the child of the root, 32 bytes each. */
  path: SideLine<readonly Uint8Array[]> | undefined;
  /** Of signatures.jsonl; of a record only. */
  signature: SideLine<RecordSignature> | undefined;
  /** Of disclosures.jsonl; of a record only. */
  disclosures: SideLine<readonly string[]> | undefined;
}

export interface Leaf extends Readonly<Beside> {
  readonly sequence: number;
  /** 32 bytes: the leaf's data in the tree (§6). */
  readonly recordHash: Uint8Array;
  readonly where: Location;
  /** One of the two. A record is parsed when it is asked for first. */
  readonly record: LedgerRecord | undefined;
  readonly stub: Stub | undefined;
}

export class RecordLeaf implements Leaf, Beside {
  readonly sequence: number;
  readonly recordHash: Uint8Array;
  readonly line: Line;
  readonly stub: undefined;
  path: Beside['path'];
  signature: Beside['signature'];
  disclosures: Beside['disclosures'];
  #record: LedgerRecord | undefined;

  /** @param line that can be used, with its sequence and hash @param record what the line holds, if it has been parsed */
  constructor(line: Line, sequence: number, recordHash: Uint8Array, record?: LedgerRecord) {
    this.line = line;
    this.sequence = sequence;
    this.recordHash = recordHash;
    this.#record = record;
  }

  get record(): LedgerRecord {
    this.#record ??= parseRecord(this.line).record;
    if (this.#record === undefined) throw new InternalError('a line of use holds no record');
    return this.#record;
  }

  get where(): Location {
    return this.record.where;
  }
}

/** Records of a run: all of them, or those of a part. */
export class RunLeaf {
  readonly #run: Run;
  readonly #block: LineBlock;
  readonly #from: number;
  readonly lines: number;
  #first: RecordLeaf | undefined;
  #last: RecordLeaf | undefined;

  constructor(run: Run, block: LineBlock, from = 0, lines = run.lines) {
    this.#run = run;
    this.#block = block;
    this.#from = from;
    this.lines = lines;
  }

  get sequence(): number {
    return this.#run.first + this.#from;
  }

  get last(): number {
    return this.sequence + this.lines - 1;
  }

  /** `lines` of them from an index. */
  part(from: number, lines: number): RunLeaf {
    return new RunLeaf(this.#run, this.#block, this.#from + from, lines);
  }

  /** Places at which a batch proof may need hashes: before each of these and after the last. */
  get proofs(): number {
    return this.subtrees.length || this.lines;
  }

  /** The perfect subtrees of all leaves; empty if this is a part of the run. */
  get subtrees(): Run['subtrees'] {
    return this.lines === this.#run.lines ? this.#run.subtrees : [];
  }

  get firstLeaf(): RecordLeaf {
    this.#first ??= this.leaf(0);
    return this.#first;
  }

  get lastLeaf(): RecordLeaf {
    this.#last ??= this.leaf(this.lines - 1);
    return this.#last;
  }

  /** `recorded_at` of the first record, which is the earliest. A record of a part is read for it. */
  get from(): Instant {
    return this.#from === 0 ? this.#run.from : this.firstLeaf.record.recordedAt;
  }

  /** `recorded_at` of the last one. */
  get to(): Instant {
    const isEnd = this.#from + this.lines === this.#run.lines;
    return isEnd ? this.#run.to : this.lastLeaf.record.recordedAt;
  }

  /** `previous_hash` of the first one. */
  get previousHash(): string {
    return this.#from === 0 ? this.#run.previousHash : this.firstLeaf.record.previousHash;
  }

  /** 32 bytes a record, if the run has them. */
  get leafHashes(): Uint8Array {
    return this.#run.leafHashes.subarray(32 * this.#from, 32 * (this.#from + this.lines));
  }

  /** Four words a record: SipHash of its id. */
  get idPrints(): Uint32Array {
    return this.#run.idPrints.subarray(4 * this.#from, 4 * (this.#from + this.lines));
  }

  /** Four words a commitment: SipHash of it. */
  get commitmentPrints(): Uint32Array {
    const before = (index: number): number => this.#run.commitments[index] ?? 0;
    return this.#run.commitmentPrints.subarray(
      4 * before(this.#from),
      4 * before(this.#from + this.lines),
    );
  }

  /** One of its records. */
  leaf(index: number): RecordLeaf {
    const { at, first } = this.#run;
    const place = this.#from + index;
    const line = lineOf(this.#block, at + place);
    // A copy: the leaf may be asked for its record when the block is done.
    const kept = { ...line, bytes: new Uint8Array(line.bytes) };
    return new RecordLeaf(kept, first + place, recordHashOf(kept.bytes));
  }

  /** All of them. */
  leaves(): RecordLeaf[] {
    return Array.from({ length: this.lines }, (_, index) => this.leaf(index));
  }
}

export class StubLeaf implements Leaf, Beside {
  readonly sequence: number;
  readonly recordHash: Uint8Array;
  readonly where: Location;
  readonly record: undefined;
  readonly stub: Stub;
  path: Beside['path'];
  signature: Beside['signature'];
  disclosures: Beside['disclosures'];

  constructor(stub: Stub) {
    this.stub = stub;
    this.sequence = stub.sequence;
    this.recordHash = stub.recordHash;
    this.where = stub.where;
  }
}
