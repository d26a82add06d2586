// What the parts of a report are made of: records that a claim rests on, stretches of time, and the fields that it counts by.

import type { RecordRef } from '../../layout/block.js';

/** Fields of an event that the report counts by, in the order of its chapters. */
export const DIMENSIONS = [
  'event_type',
  'action',
  'outcome',
  'data_classification',
  'legal_basis',
  'actor',
] as const;
export type DimensionName = (typeof DIMENSIONS)[number];

/** Fields that one framework or another names as required. */
export const FIELDS = [
  'timestamp',
  'actor',
  'action',
  'outcome',
  'data_classification',
  'legal_basis',
  'subject',
] as const;
export type FieldName = (typeof FIELDS)[number];

/** Some records out of a number of them: `examples` are the first in order of ledger and sequence, at most a handful. */
export interface Evidence {
  readonly records: number;
  readonly examples: readonly RecordRef[];
}

/** A stretch of time, both ends included, RFC 3339 in UTC. */
export interface Interval {
  readonly from: string;
  readonly to: string;
}

export interface Bucket extends Interval {
  /** Short and unique in the report: `2026-03`, `2026-03-01`, `2026-W10`, `2026-Q1`, `2026`. */
  readonly label: string;
}

/** A row of the appendix. */
export interface RecordRow extends RecordRef {
  readonly recorded_at: string;
  readonly type: 'event' | 'retention_policy' | 'erasure' | 'export';
  /** `sha3-256:<64 hex>`. */
  readonly record_hash: string;
  /** The bundle that shows it first, and how many show it. */
  readonly bundle: string;
  readonly showings: number;
  readonly in_period: boolean;
  /** Values in the clear or disclosed. */
  readonly values: Readonly<Partial<Record<DimensionName, string>>>;
  /** Sealed fields without a value to print. A field in neither map is absent or blank. */
  readonly hidden: Readonly<Partial<Record<DimensionName, 'withheld' | 'erased'>>>;
}

/** Records as they are listed; rows may be made while they are read, and read more than once. */
export interface ListedRecords {
  readonly listed: Iterable<RecordRow>;
  /** How many there are. */
  readonly count: number;
  /** Records of the period that are counted and not listed. */
  readonly left_out: number;
}
