// Of a report: how many records and events there are, by what they say.

import type { RecordRef } from '../../layout/block.js';
import type { DimensionName, Evidence, FieldName } from './places.js';

/**
 * `value`: the field's value. `absent`: the event has no such field. `withheld`: sealed, and nobody disclosed it. `erased`: sealed
 * and logged as erased. `rest`: all values beyond those listed.
 */
export type CountKind = 'value' | 'absent' | 'withheld' | 'erased' | 'rest';

export interface CountRow extends Evidence {
  readonly kind: CountKind;
  /** For `value` alone. Text as it is; other JSON as JSON; long ones shortened with their length and digest. */
  readonly value?: string;
  /** For `rest`: how many values it sums. */
  readonly distinct?: number;
  /** Records in each bucket of the period; they sum to `records`. */
  readonly by_bucket: readonly number[];
}

/** Events of the period by one field. Rows: values by falling count, then rest, withheld, erased, absent; none with 0. */
export interface Dimension {
  readonly name: DimensionName;
  /** Sum of all rows; equal to `counts.events`. */
  readonly records: number;
  /** Distinct values in the clear or disclosed; a lower bound if `values_bounded`. */
  readonly values: number;
  readonly values_bounded: boolean;
  readonly rows: readonly CountRow[];
}

export interface Counts {
  /** Records that counted bundles show, before merging: `records` + `repeated` + `differing` + `erased` + `not_merged`. */
  readonly showings: number;
  readonly repeated: number;
  /** Showings of a sequence whose record differs between bundles: none of them is counted anywhere. */
  readonly differing: number;
  /** Showings of records that another bundle logs as erased as a whole: they are in no other count. */
  readonly erased: number;
  readonly not_merged: number;
  /** Distinct records: `before` + `in_period` + `after`. */
  readonly records: number;
  readonly before: number;
  readonly in_period: number;
  readonly after: number;
  /** Records of the period by type; their sum is `in_period`. */
  readonly events: number;
  readonly retention_policies: number;
  readonly erasures: number;
  readonly exports: number;
  /** `in_period` by bucket. */
  readonly by_bucket: readonly number[];
}

/** The state of one field over the events of the period; the five states sum to `counts.events`. */
export interface FieldCoverage {
  readonly field: FieldName;
  readonly clear: number;
  readonly disclosed: number;
  readonly withheld: number;
  readonly erased: number;
  readonly absent: number;
  readonly absent_examples: readonly RecordRef[];
  /** Requested frameworks that name the field as required. */
  readonly required_by: readonly string[];
}

/** Sealed fields of the events of the period by name; the three states sum to `sealed`. */
export interface SealedField {
  readonly field: string;
  /** Events that seal it. */
  readonly sealed: number;
  readonly disclosed: number;
  readonly withheld: number;
  readonly erased: number;
}
