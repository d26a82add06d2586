// An instance of the kernel's module (kernel/*.ts), whose bytes are those that were built.

import { bytesOfBase64 } from '../base/bytes.js';
import { toHex } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { digestOf, type HashName } from '../crypto/digest.js';
import { MODULE_BASE64, MODULE_SHA256 } from './module.js';

interface Exports {
  scan(at: number, length: number, ledger: number, ledgerLength: number): number;
  hash(lines: number): void;
  setTree(sha256: boolean): void;
  link(lines: number): void;
  fingerprint(lines: number): void;
  nodes(from: number, to: number, pairs: number): void;
  setKey(low: bigint, high: bigint): void;
  scanPaths(at: number, length: number): number;
  join(from: number, level: number): number;
  above(line: number, level: number): number;
}

/** Bytes that follow each other, in pieces. */
export type Batch = readonly Uint8Array[];

/** Addresses and sizes that the module states (kernel/layout.ts). */
const NAMES = [
  ...['MAX_BYTES', 'LEDGER', 'INPUT', 'KNOWN', 'LINKED', 'SEQUENCE', 'SECONDS', 'NANOSECONDS'],
  ...[
    'PREVIOUS',
    'SEALED',
    'RECORD_HASH',
    'LEAF_HASH',
    'ID_PRINT',
    'COMMITMENT_PRINT',
    'NODES',
    'MEMORY',
  ],
] as const;

const PAGE = 65_536;
const LF = 0x0a;

let compiled: WebAssembly.Module | undefined;

function moduleOf(): WebAssembly.Module {
  if (compiled === undefined) {
    const bytes = bytesOfBase64(MODULE_BASE64);
    if (toHex(digestOf('sha256', bytes)) !== MODULE_SHA256)
      throw new InternalError('the kernel is not the one that was built');
    compiled = new WebAssembly.Module(bytes);
  }
  return compiled;
}

export class Instance {
  readonly exports: Exports;
  readonly at: Readonly<Record<(typeof NAMES)[number], number>>;
  readonly memory: Uint8Array;

  /** @param tree the hash of leaves and nodes */
  constructor(tree: HashName) {
    // As much as the layout needs; the module states how much, so it is asked for the rest.
    const memory = new WebAssembly.Memory({ initial: 40 });
    const { exports } = new WebAssembly.Instance(moduleOf(), { env: { memory, abort: aborted } });
    const stated = exports as Readonly<Record<string, { readonly value?: number }>>;
    const at = Object.fromEntries(NAMES.map((name) => [name, stated[name]?.value ?? 0]));
    this.at = at as Instance['at'];
    const more = Math.ceil(this.at.MEMORY / PAGE) - memory.buffer.byteLength / PAGE;
    if (more > 0) memory.grow(more);
    this.exports = exports as unknown as Exports;
    this.memory = new Uint8Array(memory.buffer);
    this.exports.setTree(tree === 'sha256');
  }

  /** Takes a batch of whole lines, each with its LF. Gives its bytes; 0 for one that is too long or has no LF at its end. */
  take(batch: Batch): number {
    const { INPUT, MAX_BYTES } = this.at;
    const length = batch.reduce((sum, part) => sum + part.length, 0);
    if (length > MAX_BYTES) return 0;
    let at = INPUT;
    for (const part of batch) {
      this.memory.set(part, at);
      at += part.length;
    }
    if (length === 0 || this.memory[at - 1] !== LF) return 0;
    // Scanners run to the next LF: there is always one.
    this.memory[at] = LF;
    return length;
  }

  bytes(from: number, count: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, from, count);
  }

  words(from: number, count: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, from, count);
  }

  doubles(from: number, count: number): Float64Array {
    return new Float64Array(this.memory.buffer, from, count);
  }
}

function aborted(): never {
  throw new InternalError('the kernel aborted');
}
