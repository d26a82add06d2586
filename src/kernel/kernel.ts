// The kernel: WebAssembly that reads and hashes a batch of lines of records.jsonl at a time (kernel/*.ts). It says of a line that it
// is a canonical, well-formed event, or nothing at all; what it does not know is read by bundle/record.ts, which stays the
// reference (test/kernel/differential.test.ts). One instance serves one run: it holds the key of the fingerprints.

import { bytesOfBase64, utf8Of } from '../base/bytes.js';
import { toHex } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import type { Subtree } from '../bundle/run.js';
import { digestOf } from '../crypto/digest.js';
import { MODULE_BASE64, MODULE_SHA256 } from './module.js';

interface Exports {
  scan(at: number, length: number, ledger: number, ledgerLength: number): number;
  hash(lines: number, leaves: boolean): void;
  link(lines: number): void;
  fingerprint(lines: number): void;
  nodes(from: number, pairs: number): void;
  setKey(low: bigint, high: bigint): void;
}

/** Addresses and sizes that the module states (kernel/layout.ts). */
const NAMES = [
  ...['MAX_LINES', 'MAX_BYTES', 'LEDGER', 'INPUT', 'START', 'END', 'KNOWN', 'LINKED', 'SEQUENCE'],
  ...['SECONDS', 'NANOSECONDS', 'PREVIOUS', 'ID', 'ID_LENGTH', 'SEALED', 'RECORD_HASH'],
  ...[
    'LEAF_HASH',
    'ID_PRINT',
    'MAX_COMMITMENTS',
    'COMMITMENT',
    'COMMITMENT_PRINT',
    'NODES',
    'MEMORY',
  ],
] as const;
type Layout = Readonly<Record<(typeof NAMES)[number], number>>;

const PAGE = 65_536;
const LF = 0x0a;

/** What the kernel knows of the lines of a batch: one item a line. Views of its memory, good until the next batch. */
export interface Columns {
  readonly lines: number;
  /** Bounds of each line in `bytes`, without its LF. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** 1: a canonical event of this ledger that keeps every rule of §4.1, and the columns below hold. 0: nothing is said of it. */
  readonly known: Uint8Array;
  /** 1: `previous_hash` is the record hash of the line before it in the batch. */
  readonly linked: Uint8Array;
  readonly sequence: Float64Array;
  /** `recorded_at` as whole seconds since 1970, and nanoseconds beside them. */
  readonly seconds: Float64Array;
  readonly nanoseconds: Uint32Array;
  /** Commitments up to and with each line. */
  readonly sealed: Uint32Array;
  /** 32 bytes a line, also of one that is not known. */
  readonly recordHash: Uint8Array;
  readonly leafHash: Uint8Array;
  /** 16 bytes a line, and a commitment. */
  readonly idPrint: Uint8Array;
  readonly commitmentPrint: Uint8Array;
  /** The memory that `start` and `end` point into. */
  readonly bytes: Uint8Array;
}

let compiled: WebAssembly.Module | undefined;

/** The compiled module, whose bytes are those that were built. */
function moduleOf(): WebAssembly.Module {
  if (compiled === undefined) {
    const bytes = bytesOfBase64(MODULE_BASE64);
    if (toHex(digestOf('sha256', bytes)) !== MODULE_SHA256)
      throw new InternalError('the kernel is not the one that was built');
    compiled = new WebAssembly.Module(bytes);
  }
  return compiled;
}

export class Kernel {
  readonly #exports: Exports;
  readonly #at: Layout;
  readonly #memory: Uint8Array;
  readonly #ledgerLength: number;

  /**
   * @param ledger the origin of the manifest
   * @param key 16 random bytes, the same for every kernel of a run
   */
  constructor(ledger: string, key: Uint8Array) {
    // As much as the layout needs; the module states how much, so the first instance is asked for the rest.
    const memory = new WebAssembly.Memory({ initial: 40 });
    const { exports } = new WebAssembly.Instance(moduleOf(), { env: { memory, abort: aborted } });
    const stated = exports as Readonly<Record<string, { readonly value?: number }>>;
    const at = Object.fromEntries(NAMES.map((name) => [name, stated[name]?.value ?? 0]));
    this.#at = at as Layout;
    const more = Math.ceil(this.#at.MEMORY / PAGE) - memory.buffer.byteLength / PAGE;
    if (more > 0) memory.grow(more);
    this.#exports = exports as unknown as Exports;
    this.#memory = new Uint8Array(memory.buffer);
    const origin = utf8Of(ledger);
    this.#memory.set(origin, this.#at.LEDGER);
    this.#ledgerLength = origin.length;
    const words = new DataView(key.buffer, key.byteOffset, 16);
    this.#exports.setKey(words.getBigUint64(0, true), words.getBigUint64(8, true));
  }

  /** Bytes of a batch, at most. */
  get maxBytes(): number {
    return this.#at.MAX_BYTES;
  }

  /**
   * Reads a batch of whole lines, each with its LF.
   * @param leaves also computes the leaf hashes of a SHA3-256 tree
   * @returns undefined if the kernel does not take the batch: too long, too many lines, no LF at its end
   */
  read(batch: Uint8Array, leaves: boolean): Columns | undefined {
    const at = this.#at;
    if (batch.length === 0 || batch.length > at.MAX_BYTES || batch.at(-1) !== LF) return undefined;
    this.#memory.set(batch, at.INPUT);
    // Scanners run to the next LF: there is always one.
    this.#memory[at.INPUT + batch.length] = LF;
    const lines = this.#exports.scan(at.INPUT, batch.length, at.LEDGER, this.#ledgerLength);
    if (lines < 0) return undefined;
    this.#exports.hash(lines, leaves);
    this.#exports.link(lines);
    this.#exports.fingerprint(lines);
    const { buffer } = this.#memory;
    const words = (from: number, count = lines) => new Uint32Array(buffer, from, count);
    const bytes = (from: number, count: number) => new Uint8Array(buffer, from, count);
    const sealed = words(at.SEALED);
    return {
      lines,
      start: words(at.START),
      end: words(at.END),
      known: bytes(at.KNOWN, lines),
      linked: bytes(at.LINKED, lines),
      sequence: new Float64Array(buffer, at.SEQUENCE, lines),
      seconds: new Float64Array(buffer, at.SECONDS, lines),
      nanoseconds: words(at.NANOSECONDS),
      sealed,
      recordHash: bytes(at.RECORD_HASH, 32 * lines),
      leafHash: bytes(at.LEAF_HASH, 32 * lines),
      idPrint: bytes(at.ID_PRINT, 16 * lines),
      commitmentPrint: bytes(at.COMMITMENT_PRINT, 16 * (sealed[lines - 1] ?? 0)),
      bytes: this.#memory,
    };
  }

  /**
   * The perfect subtrees of the leaves `from` to `to` of the last batch, whose indices run from `index` without a gap: the fewest, in
   * ascending order.
   */
  fold(index: number, from: number, to: number): Subtree[] {
    const left: Subtree[] = [];
    const right: Subtree[] = [];
    let at = this.#at.LEAF_HASH + 32 * from;
    let count = to - from;
    let first = index;
    const take = (position: number, place: number, level: number): Subtree => ({
      index: position,
      level,
      hash: this.#memory.slice(place, place + 32),
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
      if (count > 0) this.#exports.nodes(at, count / 2);
      at = this.#at.NODES;
      count /= 2;
      first /= 2;
    }
    return [...left, ...right.reverse()];
  }
}

function aborted(): never {
  throw new InternalError('the kernel aborted');
}
