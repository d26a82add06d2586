// What the records of one ledger came to for one framework, and the rows behind the places that it names.

import type { Examined, RecordPlace } from '../../frameworks/result.js';
import type { Rows } from './rows.js';

/** What one ledger's records came to. */
export interface Part {
  readonly ledger: number;
  readonly result: Examined;
}

/** Rows of records that count. */
export function found(places: readonly RecordPlace[], ledger: number, rows: Rows): number[] {
  return places.flatMap(({ sequence }) => rows.find(ledger, sequence) ?? []);
}
