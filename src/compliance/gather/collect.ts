// Collects the records of one bundle that passed, as rows at the end of the table, until the caller merges them.

import { canonicalize, type Json, member } from '../../base/json.js';
import { type Erasure, erasureOf, retentionPolicyOf } from '../../bundle/erasure.js';
import type { LedgerRecord } from '../../bundle/record.js';
import type { ProvenRecord } from '../../evidence/reader.js';
import { BOUNDS } from '../bounds.js';
import { DIMENSIONS, FIELDS } from '../model.js';
import { BEYOND, valueText } from './dictionary.js';
import { CELL, type RecordTable, type SealedState, STATE, sealedText, TYPES } from './table.js';

/** A retention policy as the report prints it. */
export interface SeenPolicy {
  readonly row: number;
  readonly name: string;
  readonly years: number;
  readonly appliesTo: string;
}

export interface SeenErasure {
  readonly row: number;
  readonly erasure: Erasure;
}

const NO_CELLS: readonly number[] = DIMENSIONS.map(() => CELL.absent);

export class BundleRows {
  readonly #table: RecordTable;
  readonly #start: number;
  readonly policies: SeenPolicy[] = [];
  readonly erasures: SeenErasure[] = [];
  /** Records that the bundle shows. */
  records = 0;
  notMerged = 0;
  erasuresNotFollowed = 0;
  policiesNotListed = 0;

  constructor(table: RecordTable) {
    this.#table = table;
    this.#start = table.length;
  }

  /** The first row of the bundle. */
  get start(): number {
    return this.#start;
  }

  add(seen: ProvenRecord): void {
    const { record } = seen;
    this.records += 1;
    if (this.#table.length >= BOUNDS.records) {
      this.notMerged += 1;
      return;
    }
    const row = this.#table.length;
    if (record.type === 'retention_policy') this.#onPolicy(record, row);
    if (record.type === 'erasure') this.#onErasure(record, row);
    const isEvent = record.type === 'event';
    const seconds = floorSeconds(record.recordedAt);
    this.#table.append({
      sequence: record.sequence,
      seconds,
      nanos: Number(record.recordedAt - BigInt(seconds) * 1_000_000_000n),
      digits: Math.max(0, record.recordedAtText.length - 21),
      type: TYPES.indexOf(record.type),
      hash: record.recordHash,
      id: record.recordId,
      cells: isEvent ? DIMENSIONS.map((name, i) => this.#cell(seen, name, i)) : NO_CELLS,
      states: isEvent ? statesOf(seen) : 0,
      sealed: isEvent ? this.#sealed(seen) : CELL.absent,
    });
  }

  #cell(seen: ProvenRecord, name: string, dimension: number): number {
    const { record, disclosed } = seen;
    const clear = member(record.data, name);
    const value = hasValue(clear) ? clear : disclosed.get(name);
    if (value !== undefined)
      return this.#table.values[dimension]?.numberOf(valueText(value)) ?? BEYOND;
    return record.sealed.has(name) ? CELL.withheld : CELL.absent;
  }

  #sealed({ record, disclosed }: ProvenRecord): number {
    if (record.sealed.size === 0) return CELL.absent;
    if (record.sealed.size > BOUNDS.sealedNames) return BEYOND;
    const fields = [...record.sealed.keys()].map((name): [string, SealedState] => [
      name,
      disclosed.has(name) ? 'd' : 'w',
    ]);
    return this.#table.sealedSets.numberOf(sealedText(fields));
  }

  #onPolicy(record: LedgerRecord, row: number): void {
    if (this.policies.length >= BOUNDS.policiesListed) {
      this.policiesNotListed += 1;
      return;
    }
    const { name, years, appliesTo } = retentionPolicyOf(record);
    const text = canonicalize(appliesTo);
    this.policies.push({
      row,
      name,
      years,
      appliesTo: text.length <= BOUNDS.valueLength ? text : valueText(text),
    });
  }

  #onErasure(record: LedgerRecord, row: number): void {
    if (this.erasures.length < BOUNDS.erasures)
      this.erasures.push({ row, erasure: erasureOf(record) });
    else this.erasuresNotFollowed += 1;
  }
}

/** An empty or blank text says as little as none; frameworks take it for a missing field, and so does the report. */
function hasValue(value: Json | undefined): value is Json {
  return (
    value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')
  );
}

function statesOf({ record, disclosed }: ProvenRecord): number {
  let states = 0;
  FIELDS.forEach((field, i) => {
    states |= stateOf(field) << (3 * i);
  });
  return states >>> 0;

  function stateOf(field: string): number {
    if (hasValue(member(record.data, field))) return STATE.clear;
    if (!record.sealed.has(field)) return STATE.absent;
    return disclosed.has(field) ? STATE.disclosed : STATE.withheld;
  }
}

/** POSIX seconds, rounded down also before 1970. */
export function floorSeconds(time: bigint): number {
  const seconds = time / 1_000_000_000n;
  return Number(seconds * 1_000_000_000n > time ? seconds - 1n : seconds);
}
