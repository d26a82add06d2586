// The merged records in the order of a report (ledger, then sequence), and the record behind each claim: whoever names a record
// does so here, so that the appendix lists every record that is named.

import type { DimensionName, ListedRecords, RecordRef, RecordRow } from '../model.js';
import { DIMENSIONS } from '../model.js';
import { bundleId, ledgerId } from './labels.js';
import { textOf } from './merge.js';
import { bucketAt, type Period } from './period.js';
import { timeTextAt } from './shown.js';
import { CELL, type RecordTable, TYPES } from './table.js';

export class Rows {
  readonly table: RecordTable;
  readonly period: Period;
  /** Rows that count, by ledger and sequence. Those that differ between bundles, or were erased as a whole, are left out. */
  readonly order: Uint32Array;
  /** Of `order`: rows of the period. */
  readonly inPeriod: Uint32Array;
  readonly #named = new Set<number>();

  constructor(table: RecordTable, period: Period) {
    this.table = table;
    this.period = period;
    const { length } = table;
    const order = new Uint32Array(length);
    let count = 0;
    for (let row = 0; row < length; row += 1) {
      if (!table.counts(row)) continue;
      order[count] = row;
      count += 1;
    }
    this.order = order.subarray(0, count);
    this.inPeriod = this.order.filter((row) => this.bucket(row) >= 0);
  }

  /** The bucket of a row, or -1 outside the period. */
  bucket(row: number): number {
    return bucketAt(this.period, this.table.seconds[row] ?? 0);
  }

  isEvent(row: number): boolean {
    return this.table.types[row] === 0;
  }

  /** Names a record: it will be listed. */
  ref(row: number): RecordRef {
    this.#named.add(row);
    return this.#refOf(row);
  }

  #refOf(row: number): RecordRef {
    const { ledgers, sequences, ids } = this.table;
    return {
      ledger: ledgerId(ledgers[row] ?? 0),
      sequence: sequences[row] ?? 0,
      record_id: ids[row] ?? '',
    };
  }

  /** The row of a counted record; undefined if it is not shown, differs between bundles, or was erased as a whole. */
  find(ledger: number, sequence: number): number | undefined {
    const row = this.table.rowOf(ledger, sequence);
    return row !== undefined && this.table.counts(row) ? row : undefined;
  }

  /** Every record that was named, and more of the period up to `bound` rows in all. Call it last. */
  listed(bound: number): ListedRecords {
    const room = Math.max(0, bound - this.#named.size);
    let [count, inPeriod] = [0, 0];
    for (const row of this.#chosen(room)) {
      count += 1;
      if (this.bucket(row) >= 0) inPeriod += 1;
    }
    const listed = { [Symbol.iterator]: () => this.#rows(room) };
    return { listed, count, left_out: this.inPeriod.length - inPeriod };
  }

  /** Every record of the period, and every other one that was named. Call it last. */
  every(): ListedRecords {
    return this.listed(Number.POSITIVE_INFINITY);
  }

  *#chosen(most: number): Generator<number, void, undefined> {
    let room = most;
    for (const row of this.order) {
      const isNamed = this.#named.has(row);
      if (!isNamed && (room <= 0 || this.bucket(row) < 0)) continue;
      if (!isNamed) room -= 1;
      yield row;
    }
  }

  *#rows(room: number): Generator<RecordRow, void, undefined> {
    for (const row of this.#chosen(room)) yield this.#row(row, this.bucket(row) >= 0);
  }

  #row(row: number, isInPeriod: boolean): RecordRow {
    const { table } = this;
    const values: Partial<Record<DimensionName, string>> = {};
    const hidden: Partial<Record<DimensionName, 'withheld' | 'erased'>> = {};
    DIMENSIONS.forEach((name, dimension) => {
      const cell = table.cell(row, dimension);
      if (cell >= 0) values[name] = table.values[dimension]?.textOf(cell) ?? '';
      else if (cell === CELL.beyond) values[name] = '(a value beyond the bound of this report)';
      else if (cell === CELL.withheld) hidden[name] = 'withheld';
      else if (cell === CELL.erased) hidden[name] = 'erased';
    });
    return {
      ...this.#refOf(row),
      recorded_at: timeTextAt(table, row),
      type: TYPES[table.types[row] ?? 0] ?? 'event',
      record_hash: textOf(table.hash(row)),
      bundle: bundleId(table.bundles[row] ?? 0),
      showings: table.showings[row] ?? 1,
      in_period: isInPeriod,
      values,
      hidden,
    };
  }
}
