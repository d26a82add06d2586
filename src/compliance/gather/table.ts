// The records of all bundles as columns of numbers: some 130 bytes a record, whatever it holds. Rows are appended by ledger and
// ascending sequence, each record once.

import { BOUNDS } from '../bounds.js';
import { DIMENSIONS } from '../model.js';
import { Dictionary } from './dictionary.js';

/** Cells below zero. `BEYOND` (−3) is the dictionary's. */
export const CELL = { absent: -1, withheld: -2, beyond: -3, erased: -4 } as const;
/** States of a field, three bits each, in the order of `FIELDS`. */
export const STATE = { absent: 0, clear: 1, disclosed: 2, withheld: 3, erased: 4 } as const;
export const TYPES = ['event', 'retention_policy', 'erasure', 'export'] as const;

const WIDTH = DIMENSIONS.length;
const HASH = 32;

/** One record as it is appended. */
export interface NewRow {
  readonly ledger: number;
  readonly sequence: number;
  /** The first bundle that shows it, and how many do. */
  readonly bundle: number;
  readonly showings: number;
  /** Bundles show different records in its place. */
  readonly differs: boolean;
  /** Logged as erased as a whole. */
  readonly erased: boolean;
  /** POSIX seconds, nanoseconds of the second, digits of the fraction as written. */
  readonly seconds: number;
  readonly nanos: number;
  readonly digits: number;
  readonly type: number;
  readonly hash: Uint8Array;
  readonly id: string;
  readonly cells: readonly number[];
  readonly states: number;
  /** Number of the set of sealed fields, or a cell below zero. */
  readonly sealed: number;
}

export class RecordTable {
  readonly values = DIMENSIONS.map(() => new Dictionary(BOUNDS.values));
  readonly sealedSets = new Dictionary(BOUNDS.sealedSets);
  readonly ids: string[] = [];
  length = 0;
  sequences = new Float64Array(1024);
  seconds = new Float64Array(1024);
  nanos = new Uint32Array(1024);
  digits = new Uint8Array(1024);
  types = new Uint8Array(1024);
  ledgers = new Uint16Array(1024);
  bundles = new Uint16Array(1024);
  showings = new Uint16Array(1024);
  differs = new Uint8Array(1024);
  /** 1 for a record that was erased as a whole. */
  erased = new Uint8Array(1024);
  cells = new Int32Array(1024 * WIDTH);
  states = new Uint32Array(1024);
  sealed = new Int32Array(1024);
  hashes = new Uint8Array(1024 * HASH);
  /** First row of each ledger. */
  readonly #starts: number[] = [];

  append(row: NewRow): void {
    if (this.length === this.sequences.length) this.#grow();
    const at = this.length;
    this.#starts[row.ledger] ??= at;
    this.ledgers[at] = row.ledger;
    this.bundles[at] = row.bundle;
    this.sequences[at] = row.sequence;
    this.seconds[at] = row.seconds;
    this.nanos[at] = row.nanos;
    this.digits[at] = row.digits;
    this.types[at] = row.type;
    this.states[at] = row.states;
    this.sealed[at] = row.sealed;
    this.showings[at] = Math.min(65_535, row.showings);
    this.differs[at] = Number(row.differs);
    this.erased[at] = Number(row.erased);
    this.cells.set(row.cells, at * WIDTH);
    this.hashes.set(row.hash, at * HASH);
    this.ids.push(row.id);
    this.length += 1;
  }

  /** The row of a record; undefined if there is none. */
  rowOf(ledger: number, sequence: number): number | undefined {
    let low = this.#starts[ledger] ?? this.length;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const isBefore = this.ledgers[middle] === ledger && (this.sequences[middle] ?? 0) < sequence;
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    return this.ledgers[low] === ledger && this.sequences[low] === sequence && low < this.length
      ? low
      : undefined;
  }

  /** True for a record that is counted: no bundle shows another one in its place, and none logs it as erased as a whole. */
  counts(row: number): boolean {
    return this.differs[row] !== 1 && this.erased[row] !== 1;
  }

  cell(row: number, dimension: number): number {
    return this.cells[row * WIDTH + dimension] ?? CELL.absent;
  }

  state(row: number, field: number): number {
    return ((this.states[row] ?? 0) >>> (3 * field)) & 7;
  }

  hash(row: number): Uint8Array {
    return this.hashes.subarray(row * HASH, (row + 1) * HASH);
  }

  #grow(): void {
    const size = this.sequences.length * 2;
    const to = <T extends { set(from: T): void }>(larger: T, from: T): T => {
      larger.set(from);
      return larger;
    };
    this.sequences = to(new Float64Array(size), this.sequences);
    this.seconds = to(new Float64Array(size), this.seconds);
    this.nanos = to(new Uint32Array(size), this.nanos);
    this.digits = to(new Uint8Array(size), this.digits);
    this.types = to(new Uint8Array(size), this.types);
    this.ledgers = to(new Uint16Array(size), this.ledgers);
    this.bundles = to(new Uint16Array(size), this.bundles);
    this.showings = to(new Uint16Array(size), this.showings);
    this.differs = to(new Uint8Array(size), this.differs);
    this.erased = to(new Uint8Array(size), this.erased);
    this.states = to(new Uint32Array(size), this.states);
    this.sealed = to(new Int32Array(size), this.sealed);
    this.cells = to(new Int32Array(size * WIDTH), this.cells);
    this.hashes = to(new Uint8Array(size * HASH), this.hashes);
  }
}

/** `d` disclosed, `w` withheld, `e` erased. */
export type SealedState = 'd' | 'w' | 'e';

/** A set of sealed fields as text; the names are sorted and hold neither colon nor comma (docs/SPEC.md §4.1). */
export function sealedText(
  fields: readonly (readonly [name: string, state: SealedState])[],
): string {
  return fields.map(([name, state]) => `${name}:${state}`).join(',');
}

export function parseSealed(text: string): [name: string, state: SealedState][] {
  return text === ''
    ? []
    : text.split(',').map((part) => {
        const state = part.slice(-1);
        return [part.slice(0, -2), state === 'd' || state === 'e' ? state : 'w'];
      });
}
