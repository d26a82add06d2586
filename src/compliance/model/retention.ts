// Of a report: what was kept, erased, shared and exported.

import type { RecordRef } from '../../layout/block.js';
import type { Evidence } from './places.js';

export interface RetentionSection {
  /** Retention policies of all counted records, whenever recorded; at most 200, the rest is counted. */
  readonly policies: readonly {
    readonly record: RecordRef;
    readonly recorded_at: string;
    readonly name: string;
    readonly years: number;
    /** As JSON text. */
    readonly applies_to: string;
    readonly in_period: boolean;
  }[];
  readonly policies_left_out: number;
  /** Erasures logged in the period, and erasures of records of the period; at most 500, the rest is counted. */
  readonly erasures: readonly {
    readonly record: RecordRef;
    readonly logged_at: string;
    readonly target_sequence: number;
    readonly target_id: string;
    readonly target_recorded_at: string;
    /** The target, if it is shown. */
    readonly target?: RecordRef;
    /** Field names; absent for the whole record. */
    readonly fields?: readonly string[];
    readonly policy: string;
    readonly legal_ground: string;
    /** Whether the erasure was logged in the period. */
    readonly in_period: boolean;
  }[];
  readonly erasures_left_out: number;
  /** Erasures logged in the period by ground; `records` sums to `counts.erasures`. */
  readonly by_ground: readonly (Evidence & {
    readonly legal_ground: string;
    readonly whole: number;
    readonly fields: number;
  })[];
}

/** Values of a field by falling count, up to a bound; `left_out` records have others. */
export interface NamedValues {
  readonly values: readonly (Evidence & { readonly value: string })[];
  readonly left_out: number;
}

/** What an export of a vendor lists beside single records, by words that are a guess. Records of the period. */
export interface ActivitiesSection {
  readonly kinds: readonly (Evidence & {
    readonly id: string;
    readonly title: string;
    /** `events whose event_type is login or logout`. */
    readonly rule: string;
    /** Events of which it cannot be seen, because a field that decides is withheld. */
    readonly undecided: number;
  })[];
  /** Of disclosures to third parties; `(not named)` and `(withheld)` are ours. */
  readonly recipients: NamedValues;
  /** That events name. */
  readonly covered_entities: NamedValues;
  readonly downloads: readonly {
    readonly record: RecordRef;
    readonly recorded_at: string;
    readonly user?: string;
    readonly ip_address?: string;
  }[];
  readonly downloads_left_out: number;
  /** Export decisions. */
  readonly exports: readonly {
    readonly record: RecordRef;
    readonly recorded_at: string;
    readonly decision: string;
    readonly policy: string;
    readonly requested_by: string;
    /** The last event before it, of any time, that states a role or permission of whoever asked. */
    readonly right?: {
      readonly record: RecordRef;
      readonly words: string;
      /** It names `tenant.audit.export`. */
      readonly is_export_permission: boolean;
    };
  }[];
  readonly exports_left_out: number;
  /** The time that an event states in `timestamp` against the one at which the ledger recorded it. */
  readonly times: {
    readonly compared: number;
    /** Events without a time to be read. */
    readonly untold: number;
    readonly late: Evidence;
    /** They state a later time than that of the ledger, by more than a minute. */
    readonly ahead: Evidence;
    readonly late_after_seconds: number;
    readonly longest_seconds: number;
  };
}
