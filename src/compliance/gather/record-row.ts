// A record as a row of the table: what is disclosed of it in any bundle counts, and what is erased in any of them does not.

import { type Json, member } from '../../base/json.js';
import type { ProvenRecord } from '../../evidence/reader.js';
import { BOUNDS } from '../bounds.js';
import { DIMENSIONS, FIELDS } from '../model.js';
import { BEYOND, valueText } from './dictionary.js';
import type { ErasedParts } from './erased.js';
import {
  CELL,
  type NewRow,
  type RecordTable,
  type SealedState,
  STATE,
  sealedText,
  TYPES,
} from './table.js';

/** What is known of one record. */
export interface WholeRecord extends Pick<ProvenRecord, 'record' | 'disclosed'> {
  readonly erased: ErasedParts | undefined;
}

const NO_CELLS: readonly number[] = DIMENSIONS.map(() => CELL.absent);

/** @param seconds of `recorded_at`, rounded down */
export function rowOf(
  known: WholeRecord,
  seconds: number,
  table: RecordTable,
): Omit<NewRow, 'ledger' | 'bundle' | 'showings' | 'differs'> {
  const { record, erased } = known;
  const isEvent = record.type === 'event';
  return {
    sequence: record.sequence,
    seconds,
    nanos: Number(record.recordedAt - BigInt(seconds) * 1_000_000_000n),
    digits: Math.max(0, record.recordedAtText.length - 21),
    type: TYPES.indexOf(record.type),
    hash: record.recordHash,
    id: record.recordId,
    erased: erased?.whole === true,
    cells: isEvent ? DIMENSIONS.map((name, i) => cellOf(known, name, table, i)) : NO_CELLS,
    states: isEvent ? statesOf(known) : 0,
    sealed: isEvent ? sealedOf(known, table) : CELL.absent,
  };
}

function isErased({ erased }: WholeRecord, name: string): boolean {
  return erased?.whole === true || erased?.fields.has(name) === true;
}

function cellOf(known: WholeRecord, name: string, table: RecordTable, dimension: number): number {
  const { record, disclosed } = known;
  const clear = member(record.data, name);
  const value = hasValue(clear) ? clear : disclosed.get(name);
  if (value === undefined && !record.sealed.has(name)) return CELL.absent;
  if (isErased(known, name)) return CELL.erased;
  if (value === undefined) return CELL.withheld;
  return table.values[dimension]?.numberOf(valueText(value)) ?? BEYOND;
}

function statesOf(known: WholeRecord): number {
  const { record, disclosed } = known;
  const stateOf = (field: string): number => {
    const clear = hasValue(member(record.data, field));
    if (!clear && !record.sealed.has(field)) return STATE.absent;
    if (isErased(known, field)) return STATE.erased;
    if (clear) return STATE.clear;
    return disclosed.has(field) ? STATE.disclosed : STATE.withheld;
  };
  const states = FIELDS.reduce((bits, field, i) => bits | (stateOf(field) << (3 * i)), 0);
  return states >>> 0;
}

function sealedOf(known: WholeRecord, table: RecordTable): number {
  const { record, disclosed } = known;
  if (record.sealed.size === 0) return CELL.absent;
  if (record.sealed.size > BOUNDS.sealedNames) return BEYOND;
  const fields = [...record.sealed.keys()].map((name): [string, SealedState] => [
    name,
    isErased(known, name) ? 'e' : disclosed.has(name) ? 'd' : 'w',
  ]);
  return table.sealedSets.numberOf(sealedText(fields));
}

/** An empty or blank text says as little as none; frameworks take it for a missing field, and so does the report. */
function hasValue(value: Json | undefined): value is Json {
  return (
    value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')
  );
}
