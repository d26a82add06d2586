// What one counted bundle shows of its ledger, read off its records as they pass: which part of the period it speaks about, and between
// which sequences no leaf is missing (docs/SPEC.md §11.1).

import { formatTime, type Instant } from '../../base/encoding.js';
import type { LedgerRecord } from '../../bundle/record.js';
import type { Selection } from '../../bundle/selection.js';
import type { RecordTable } from './table.js';

/** What a counted bundle shows of its ledger. Instants are of `recorded_at`. */
export interface Shown {
  readonly ledger: number;
  readonly selection: Selection;
  readonly complete: boolean;
  /** Of the records in the period. */
  readonly first: Instant | undefined;
  readonly last: Instant | undefined;
  readonly inPeriod: number;
  /** Sequences between which no leaf is missing, both ends included; undefined if that is not proven. */
  readonly range: { readonly from: number; readonly to: number } | undefined;
}

export class ShownBook {
  readonly #of: Pick<Shown, 'ledger' | 'selection' | 'complete'>;
  #first: Instant | undefined;
  #last: Instant | undefined;
  #inPeriod = 0;
  #below = 0;
  #above: number | undefined;
  #end = -1;

  constructor({ ledger, selection, complete }: Pick<Shown, 'ledger' | 'selection' | 'complete'>) {
    this.#of = { ledger, selection, complete };
  }

  /** Records in ascending sequence. */
  see({ sequence, recordedAt: time }: LedgerRecord, isInPeriod: boolean): void {
    const { selection } = this.#of;
    if (isInPeriod) {
      this.#inPeriod += 1;
      this.#first ??= time;
      this.#last = time;
    }
    if (selection.kind !== 'period') return;
    if (time < selection.from) this.#below = sequence;
    if (time <= selection.to) this.#end = sequence;
    else this.#above ??= sequence;
  }

  get shown(): Shown {
    const inPeriod = { first: this.#first, last: this.#last, inPeriod: this.#inPeriod };
    return { ...this.#of, ...inPeriod, range: this.#range() };
  }

  /** §11.1: no leaf is missing from the neighbour below the period to the one above; where there is none, the tree ends. */
  #range(): Shown['range'] {
    const { complete, selection } = this.#of;
    if (!complete || selection.kind === 'record_ids') return undefined;
    return selection.kind === 'sequence'
      ? { from: selection.from, to: selection.to - 1 }
      : { from: this.#below, to: this.#above ?? this.#end };
  }
}

/** `recorded_at` of a row. */
export function instantAt(table: RecordTable, row: number): Instant {
  return BigInt(table.seconds[row] ?? 0) * 1_000_000_000n + BigInt(table.nanos[row] ?? 0);
}

/** `recorded_at` of a row as its record writes it. */
export function timeTextAt(table: RecordTable, row: number): string {
  const whole = formatTime(BigInt(table.seconds[row] ?? 0) * 1_000_000_000n).slice(0, -1);
  const digits = table.digits[row] ?? 0;
  if (digits === 0) return `${whole}Z`;
  return `${whole}.${String(table.nanos[row] ?? 0)
    .padStart(9, '0')
    .slice(0, digits)}Z`;
}
