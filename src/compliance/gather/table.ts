// The records of all bundles as columns of numbers: some 160 bytes a record, whatever it holds. Rows are appended as
// they are read; then a bundle's rows are merged into those before them.

import { compareBytes } from '../../base/bytes.js';
import { BOUNDS } from '../bounds.js';
import { DIMENSIONS, FIELDS } from '../model.js';
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
  readonly sequence: number;
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
  readonly #rows: Map<number, number>[] = [];

  append(row: NewRow): void {
    if (this.length === this.sequences.length) this.#grow();
    const at = this.length;
    this.sequences[at] = row.sequence;
    this.seconds[at] = row.seconds;
    this.nanos[at] = row.nanos;
    this.digits[at] = row.digits;
    this.types[at] = row.type;
    this.states[at] = row.states;
    this.sealed[at] = row.sealed;
    this.showings[at] = 1;
    this.differs[at] = 0;
    this.erased[at] = 0;
    this.cells.set(row.cells, at * WIDTH);
    this.hashes.set(row.hash, at * HASH);
    this.ids.push(row.id);
    this.length += 1;
  }

  /** The row of a record that is merged; undefined if there is none. */
  rowOf(ledger: number, sequence: number): number | undefined {
    return this.#rows[ledger]?.get(sequence);
  }

  /** True for a record that is counted: no bundle shows another one in its place, and none logs it as erased as a whole. */
  counts(row: number): boolean {
    return this.differs[row] !== 1 && this.erased[row] !== 1;
  }

  cell(row: number, dimension: number): number {
    return this.cells[row * WIDTH + dimension] ?? CELL.absent;
  }

  setCell(row: number, dimension: number, value: number): void {
    this.cells[row * WIDTH + dimension] = value;
  }

  state(row: number, field: number): number {
    return ((this.states[row] ?? 0) >>> (3 * field)) & 7;
  }

  setState(row: number, field: number, state: number): void {
    const shift = 3 * field;
    this.states[row] = (((this.states[row] ?? 0) & ~(7 << shift)) | (state << shift)) >>> 0;
  }

  hash(row: number): Uint8Array {
    return this.hashes.subarray(row * HASH, (row + 1) * HASH);
  }

  /** Cuts off the rows from that one on. They must not have been merged. */
  #truncate(length: number): void {
    this.length = length;
    this.ids.length = length;
  }

  /**
   * Merges the rows from `start` on, which bundle `bundle` of ledger `ledger` shows: a record that is new stays, one that stands
   * in an earlier row adds what it discloses to that row, and one with another hash marks that row as differing.
   * @param onRow told of each row where it stood and where it went
   */
  merge(
    start: number,
    ledger: number,
    bundle: number,
    onRow: (row: number, outcome: 'new' | 'repeated' | 'differing', kept: number) => void,
  ): void {
    this.#rows[ledger] ??= new Map();
    const rows = this.#rows[ledger];
    let end = start;
    for (let at = start; at < this.length; at += 1) {
      const sequence = this.sequences[at] ?? 0;
      const known = rows.get(sequence);
      if (known === undefined) {
        onRow(at, 'new', end);
        this.#move(at, end);
        this.ledgers[end] = ledger;
        this.bundles[end] = bundle;
        rows.set(sequence, end);
        end += 1;
      } else if (compareBytes(this.hash(known), this.hash(at)) === 0) {
        this.#disclose(known, at);
        onRow(at, 'repeated', known);
      } else {
        onRow(at, 'differing', known);
        this.differs[known] = 1;
      }
    }
    this.#truncate(end);
  }

  /** The same record shown again: what either showing discloses is disclosed. */
  #disclose(known: number, again: number): void {
    this.showings[known] = Math.min(65_535, (this.showings[known] ?? 0) + 1);
    for (let dimension = 0; dimension < WIDTH; dimension += 1)
      if (this.cell(known, dimension) === CELL.withheld)
        this.setCell(known, dimension, this.cell(again, dimension));
    for (let field = 0; field < FIELDS.length; field += 1)
      if (this.state(again, field) === STATE.disclosed)
        this.setState(known, field, STATE.disclosed);
    const [a, b] = [this.sealed[known] ?? CELL.absent, this.sealed[again] ?? CELL.absent];
    if (a === b || a < 0 || b < 0) return;
    const other = parseSealed(this.sealedSets.textOf(b));
    this.sealed[known] = this.sealedSets.numberOf(
      sealedText(
        parseSealed(this.sealedSets.textOf(a)).map(([name, state], i) => [
          name,
          other[i]?.[1] === 'd' ? 'd' : state,
        ]),
      ),
    );
  }

  #move(from: number, to: number): void {
    if (from === to) return;
    for (const column of this.#columns()) column[to] = column[from] ?? 0;
    this.cells.copyWithin(to * WIDTH, from * WIDTH, (from + 1) * WIDTH);
    this.hashes.copyWithin(to * HASH, from * HASH, (from + 1) * HASH);
    this.ids[to] = this.ids[from] ?? '';
  }

  #columns() {
    const { sequences, seconds, nanos, digits, types, ledgers, bundles, showings } = this;
    const { differs, states, sealed } = this;
    return [
      ...[sequences, seconds, nanos, digits, types, ledgers, bundles, showings],
      ...[differs, states, sealed],
    ];
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
