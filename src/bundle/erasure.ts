// The data of an erasure and of a retention policy (docs/SPEC.md §9.2, §9.3), as the schema has let them through.

import { type Instant, parseTime } from '../base/encoding.js';
import { InternalError, type Location } from '../base/errors.js';
import type { JsonObject } from '../base/json.js';
import type { ErasureData, RetentionPolicyData } from '../base/validators/record.js';
import type { LedgerRecord } from './record.js';

export interface Erasure {
  /** Sequence of the erasure record itself. */
  readonly sequence: number;
  readonly loggedAt: Instant;
  readonly loggedAtText: string;
  /** What the erasure says about its target. */
  readonly target: {
    readonly sequence: number;
    /** `sha3-256:<64 hex>`. */
    readonly recordHash: string;
    readonly recordId: string;
    readonly recordedAt: Instant;
    readonly recordedAtText: string;
    readonly type: string;
  };
  /** Field names, or undefined for the whole record (`["*"]`). */
  readonly fields: readonly string[] | undefined;
  readonly policy: string;
  readonly legalGround: string;
  readonly where: Location;
}

export interface RetentionPolicy {
  readonly sequence: number;
  readonly name: string;
  readonly years: number;
  /** Field → value, each of which the target's clear data must equal. */
  readonly appliesTo: JsonObject;
}

/** The erasure that a record of type `erasure` logs. */
export function erasureOf(record: LedgerRecord): Erasure {
  const raw = record.data as ErasureData;
  const recordedAt = parseTime(raw.recorded_at);
  if (recordedAt === undefined)
    throw new InternalError('recorded_at passed its schema and is no time');
  return {
    sequence: record.sequence,
    loggedAt: record.recordedAt,
    loggedAtText: record.recordedAtText,
    target: {
      sequence: raw.sequence,
      recordHash: raw.record_hash,
      recordId: raw.record_id,
      recordedAt,
      recordedAtText: raw.recorded_at,
      type: raw.type,
    },
    fields: raw.fields[0] === '*' ? undefined : raw.fields,
    policy: raw.policy,
    legalGround: raw.legal_ground,
    where: record.where,
  };
}

/** The policy that a record of type `retention_policy` logs. */
export function retentionPolicyOf(record: LedgerRecord): RetentionPolicy {
  const raw = record.data as RetentionPolicyData;
  return {
    sequence: record.sequence,
    name: raw.policy_name,
    years: raw.retention_years,
    appliesTo: raw.applies_to,
  };
}

/** The same day and time so many years later; 29 February becomes 1 March (§9.3). */
export function yearsAfter(time: Instant, years: number): Instant {
  const day = 86_400_000_000_000n;
  const rest = ((time % day) + day) % day;
  const date = new Date(Number((time - rest) / 1_000_000n));
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  const moved = date.setUTCFullYear(date.getUTCFullYear() + years);
  return BigInt(moved) * 1_000_000n + rest;
}
