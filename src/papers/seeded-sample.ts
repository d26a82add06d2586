// A reproducible random sample (docs/MANUAL.md §3): every record gets the key SHA-256(seed || 00 || record hash), and the records
// with the smallest keys are the sample. Anybody who has the seed and the bundle draws the same one, whatever the order in which
// they read, and a larger sample begins with the smaller one. Memory is the sample's, not the bundle's.

import { utf8 } from '../base/encoding.js';
import { hash } from '../crypto/digest.js';
import type { ProvenRecord } from '../evidence/reader.js';

export interface SampledRecord {
  readonly recordId: string;
  readonly sequence: number;
  readonly recordedAt: string;
  readonly type: string;
  /** 32 bytes. */
  readonly recordHash: Uint8Array;
  /** 32 bytes; the sample is ordered by it. */
  readonly key: Uint8Array;
}

/** The rule, in the words that every output prints. */
export const SAMPLING_RULE =
  'key = SHA-256(seed in UTF-8 || one zero byte || the 32 bytes of the record hash); the records with the smallest keys, compared as bytes, in ascending order of the key';

export class SeededSample {
  readonly #size: number;
  readonly #prefix: Uint8Array;
  readonly #selectedOnly: boolean;
  /** A binary heap with the largest key first: what a smaller key replaces. */
  readonly #heap: SampledRecord[] = [];
  /** Records that could have been drawn. */
  population = 0;

  /** @param size at least 1; `seed` is not empty and has no zero byte: the caller has refused others. */
  constructor(size: number, seed: string, selectedOnly: boolean) {
    this.#size = size;
    this.#prefix = utf8(`${seed}\0`);
    this.#selectedOnly = selectedOnly;
  }

  add({ record, selected }: ProvenRecord): void {
    if (this.#selectedOnly && !selected) return;
    this.population += 1;
    const key = hash('sha256', this.#prefix, record.recordHash);
    const [largest] = this.#heap;
    const full = this.#heap.length >= this.#size;
    if (full && largest !== undefined && Buffer.compare(key, largest.key) >= 0) return;
    const { recordId, sequence, type, recordHash, recordedAtText } = record;
    const item = { recordId, sequence, recordedAt: recordedAtText, type, recordHash, key };
    if (full) this.#fall(item);
    else this.#rise(item);
  }

  /** The sample in the order of its keys. */
  drawn(): readonly SampledRecord[] {
    return [...this.#heap].sort((a, b) => Buffer.compare(a.key, b.key));
  }

  /** Adds an item at the end and moves it up. */
  #rise(item: SampledRecord): void {
    let at = this.#heap.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || Buffer.compare(parent.key, item.key) >= 0) break;
      this.#heap[at] = parent;
      at = above;
    }
    this.#heap[at] = item;
  }

  /** Replaces the largest and moves the new item down. */
  #fall(item: SampledRecord): void {
    const size = this.#heap.length;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const [one, other] = [this.#heap[left], this.#heap[left + 1]];
      if (one === undefined || left >= size) break;
      const right = other !== undefined && Buffer.compare(other.key, one.key) > 0;
      const child = right ? other : one;
      if (Buffer.compare(child.key, item.key) <= 0) break;
      this.#heap[at] = child;
      at = right ? left + 1 : left;
    }
    this.#heap[at] = item;
  }
}
