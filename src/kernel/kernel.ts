// The kernel: WebAssembly that reads and hashes a batch of lines of records.jsonl at a time (kernel/*.ts). It says of a line that it
// is a canonical, well-formed event, or nothing at all; what it does not know is read by bundle/record.ts, which stays the
// reference (test/kernel/kernel.test.ts). One instance serves one run: it holds the key of the fingerprints.

import { latin1Of, utf8Of } from '../base/bytes.js';
import type { Subtree } from '../bundle/run.js';
import type { HashName } from '../crypto/digest.js';
import { type Batch, Instance } from './instance.js';

/** What the kernel knows of the lines of a batch: one item a line. Views of its memory, good until the next batch. */
export interface Columns {
  readonly lines: number;
  /** 1: a canonical event of this ledger that keeps every rule of §4.1, and the columns below hold. 0: nothing is said of it. */
  readonly known: Uint8Array;
  /** 1: `previous_hash` is the record hash of the line before it in the batch. */
  readonly linked: Uint8Array;
  readonly sequence: Float64Array;
  /** `recorded_at` as whole seconds since 1970, and nanoseconds beside them. */
  readonly seconds: Float64Array;
  readonly nanoseconds: Uint32Array;
  /** The digits of `previous_hash` of a known line. */
  readonly previousOf: (line: number) => string;
  /** Commitments up to and with each line. */
  readonly sealed: Uint32Array;
  /** 32 bytes a line, also of one that is not known. */
  readonly recordHash: Uint8Array;
  readonly leafHash: Uint8Array;
  /** 16 bytes a line, and a commitment. */
  readonly idPrint: Uint8Array;
  readonly commitmentPrint: Uint8Array;
}

export class Kernel {
  readonly #instance: Instance;
  readonly #ledgerLength: number;

  /**
   * @param ledger the origin of the manifest
   * @param key 16 random bytes, the same for every kernel of a run
   * @param tree the hash of leaves and nodes
   */
  constructor(ledger: string, key: Uint8Array, tree: HashName) {
    this.#instance = new Instance(tree);
    const { exports, memory, at } = this.#instance;
    const origin = utf8Of(ledger);
    memory.set(origin, at.LEDGER);
    this.#ledgerLength = origin.length;
    const words = new DataView(key.buffer, key.byteOffset, 16);
    exports.setKey(words.getBigUint64(0, true), words.getBigUint64(8, true));
  }

  /** Bytes of a batch, at most. */
  get maxBytes(): number {
    return this.#instance.at.MAX_BYTES;
  }

  /**
   * Reads a batch of whole lines, each with its LF.
   * @param hashes false: of a second reading, for ids and commitments alone
   * @returns undefined if the kernel does not take the batch: too long, too many lines, no LF at its end
   */
  read(batch: Batch, hashes = true): Columns | undefined {
    const instance = this.#instance;
    const { at, exports } = instance;
    const length = instance.take(batch);
    if (length === 0) return undefined;
    const lines = exports.scan(at.INPUT, length, at.LEDGER, this.#ledgerLength);
    if (lines < 0) return undefined;
    if (hashes) {
      exports.hash(lines);
      exports.link(lines);
    }
    exports.fingerprint(lines);
    const sealed = instance.words(at.SEALED, lines);
    const previous = instance.words(at.PREVIOUS, lines);
    return {
      lines,
      known: instance.bytes(at.KNOWN, lines),
      linked: instance.bytes(at.LINKED, lines),
      sequence: instance.doubles(at.SEQUENCE, lines),
      seconds: instance.doubles(at.SECONDS, lines),
      nanoseconds: instance.words(at.NANOSECONDS, lines),
      previousOf: (line) => latin1Of(instance.bytes(previous[line] ?? 0, 64)),
      sealed,
      recordHash: instance.bytes(at.RECORD_HASH, 32 * lines),
      leafHash: instance.bytes(at.LEAF_HASH, 32 * lines),
      idPrint: instance.bytes(at.ID_PRINT, 16 * lines),
      commitmentPrint: instance.bytes(at.COMMITMENT_PRINT, 16 * (sealed[lines - 1] ?? 0)),
    };
  }

  /**
   * The perfect subtrees of the leaves `from` to `to` of the last batch, whose indices run from `index` without a gap: the fewest, in
   * ascending order.
   */
  fold(index: number, from: number, to: number): Subtree[] {
    const left: Subtree[] = [];
    const right: Subtree[] = [];
    const { at: layout, exports, memory } = this.#instance;
    let at = layout.LEAF_HASH + 32 * from;
    let count = to - from;
    let first = index;
    const take = (position: number, place: number, level: number): Subtree => ({
      index: position,
      level,
      hash: memory.slice(place, place + 32),
    });
    for (let level = 0; count > 0; level += 1) {
      // A right child without its left sibling here, and a left child without its right one: their parents lie partly outside.
      if (first % 2 === 1) {
        left.push(take(first, at, level));
        at += 32;
        count -= 1;
        first += 1;
      }
      if (count % 2 === 1) {
        count -= 1;
        right.push(take(first + count, at + 32 * count, level));
      }
      if (count > 0) exports.nodes(at, layout.NODES, count / 2);
      at = layout.NODES;
      count /= 2;
      first /= 2;
    }
    return [...left, ...right.reverse()];
  }
}
