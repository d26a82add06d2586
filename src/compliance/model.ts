// The document of a compliance report (docs/SPEC.md §16, schemas/compliance-report.schema.json): plain JSON, from which every
// format is rendered and nothing else. Text that came from a bundle stands here as it was; each renderer escapes it.
// A report gathers evidence. It does not judge whether a framework's demands are met.

import type { Location } from '../base/errors.js';
import type { Outcome } from '../catalogue/codes/code.js';
import type { Requirement } from '../catalogue/requirements.js';
import type {
  CitedText,
  EvidenceKind,
  IntervalOutcome,
  Statement,
  SuppliedBy,
} from '../frameworks/result.js';
import type { HistoryDocument } from '../history/document.js';
import type { Place } from '../history/findings.js';
import type { RecordRef } from '../layout/block.js';
import type {
  ProvenTime,
  SampleResult,
  SampleRow,
  SignatureLine,
  Transcript,
  Verdict,
} from '../transcript/transcript.js';

export type { RecordRef };

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
type FieldName = (typeof FIELDS)[number];

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

/** One bundle that the operator named: what it is, who signed it, what verifying it came to. */
export interface BundleSection {
  /** `B1`, `B2`, … in the order given. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly verdict: Verdict;
  readonly summary: string;
  /** True if its records are counted: only a verdict of pass makes them so. */
  readonly counted: boolean;
  /** A member of `ledgers`; only where the bundle is counted. */
  readonly ledger?: string;
  /** The exporter's words; absent without a readable manifest. */
  readonly manifest?: Transcript['bundle']['manifest'];
  readonly selection?: 'record_ids' | 'sequence' | 'period';
  /** The attester by the trust root's name. */
  readonly attester?: string;
  readonly signatures: readonly SignatureLine[];
  readonly times: readonly ProvenTime[];
  readonly checks: {
    readonly passed: number;
    readonly failed: number;
    readonly unproven: number;
    readonly skipped: number;
  };
  /** Status of every check, in the order of the catalogue. */
  readonly results: readonly {
    readonly id: string;
    readonly title: string;
    readonly section: string;
    readonly needed: boolean;
    readonly status: 'passed' | 'failed' | 'unproven' | 'skipped';
    readonly examined: number;
    readonly counts: string;
  }[];
  /** Zero unless counted. `records` = `new` + `repeated` + `differing` + `not_merged`. */
  readonly showings: {
    readonly records: number;
    /** First shown by this bundle. */
    readonly new: number;
    /** Shown by an earlier bundle too, with the same record hash. */
    readonly repeated: number;
    /** Shown by an earlier bundle with another record hash. */
    readonly differing: number;
    /** Beyond the bound of what one report can merge. */
    readonly not_merged: number;
    /** Of `records`: recorded in the period. */
    readonly in_period: number;
  };
}

/** For how much of the period no record can be missing. A moment counts only if every ledger that counts proves it. */
export interface CoverageSection {
  /** False after a failure: then nothing is called proven, and nothing a gap. */
  readonly examined: boolean;
  /** Whether completeness of the period was required. */
  readonly required: boolean;
  /** Thousandths of the period, rounded down; 1000 only if there is no gap. */
  readonly proven_permille: number;
  /** The rest of the period. Ascending, apart. */
  readonly gaps: readonly Interval[];
  /** The same for each bucket of the period; empty if not examined. */
  readonly buckets: readonly number[];
}

/** Where records of one ledger are known in the period, and where nothing is. Times are of `recorded_at`. */
export interface LedgerSection {
  /** `L1`, … in the order in which counted bundles name them. */
  readonly id: string;
  readonly origin: string;
  /** Verified tree heads, ascending in size, each with the bundles that hold it. */
  readonly tree_heads: readonly {
    readonly tree_size: number;
    readonly root_hash: string;
    readonly bundles: readonly string[];
  }[];
  /** What the bundles of this ledger prove of each other (docs/SPEC.md §13.5). */
  readonly history?: HistoryDocument;
  readonly records_in_period: number;
  /** Whole records of the period that were logged as erased; they are in no count of records. */
  readonly erased_in_period: number;
  readonly first?: RecordRef;
  readonly last?: RecordRef;
  /** One for each counted bundle of this ledger: what of the period it speaks about. Empty, as the stretches, after a failure. */
  readonly lanes: readonly {
    readonly bundle: string;
    readonly selection: 'record_ids' | 'sequence' | 'period';
    /** True if its completeness check passed; never by ids. */
    readonly complete: boolean;
    /** Cut to the period: first to last record shown, or the proven stretch; absent if it lies outside. */
    readonly extent?: Interval;
    readonly records: number;
  }[];
  /** Stretches of the period in which no record can be missing: completeness was proven. Ascending, apart. */
  readonly proven: readonly Interval[];
  /** The rest of the period: records may be missing there. Ascending, apart. */
  readonly gaps: readonly (Interval & { readonly records: number })[];
  /** Thousandths of the period that `proven` covers, rounded down; 1000 only if there is no gap. */
  readonly proven_permille: number;
  /** Sequences shown in the period. `holes` are sequences between them that no counted bundle shows. */
  readonly sequences: {
    readonly from?: number;
    readonly to?: number;
    readonly runs: number;
    readonly missing: number;
    readonly holes: readonly {
      readonly from: number;
      readonly to: number;
      readonly after: RecordRef;
      readonly before: RecordRef;
    }[];
    /** Holes that are counted in `missing` and not listed. */
    readonly holes_left_out: number;
  };
}

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

/** What the events of the period are evidence for in one framework. Never a judgement. */
export interface FrameworkSection {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly source: string;
  /** Texts that its citations are from, each with its date; empty where the framework lists none. */
  readonly texts: readonly CitedText[];
  readonly supplied_by: SuppliedBy;
  /** Of the framework's own text, `sha3-256:<64 hex>`. */
  readonly digest: string;
  /**
   * `gaps`: at least one entry in `gaps`. `evidence`: none. `none`: no event of the period to look at. `not examined`: the verdict of
   * the report is not pass; then every list below is empty and every number 0.
   */
  readonly standing: 'evidence' | 'gaps' | 'none' | 'not examined';
  /** Events looked at: `counts.events`. */
  readonly records: number;
  readonly fields_source: string;
  /** Required fields; `present` (in the clear or sealed, erased included) + `absent` = `records`. */
  readonly fields: readonly {
    readonly field: string;
    readonly present: number;
    readonly absent: number;
    readonly absent_examples: readonly RecordRef[];
  }[];
  readonly controls: readonly (Evidence & {
    readonly id: string;
    readonly title: string;
    readonly citation: string;
    /** The day on which the citation was checked against its text, or `no`. */
    readonly checked?: string;
    readonly evidence: EvidenceKind;
    /** For other evidence than records: the counted bundles that hold it. `records` is then how much there is. */
    readonly bundles?: readonly string[];
    /** What counts: a sentence such as `events whose event_type is login or logout`. */
    readonly rule: string;
    /** Records of which it cannot be seen, because a field that decides is withheld. */
    readonly undecided: number;
    readonly note?: string;
  })[];
  readonly retention: {
    readonly force: 'required' | 'recommended' | 'none';
    readonly years?: number;
    readonly source: string;
    readonly checked?: string;
    readonly note: string;
    /** What was found, in one clause. */
    readonly says: string;
    /** Events that the period is for; of these, a policy shown before them keeps `covered` that long. */
    readonly records: number;
    readonly covered: number;
    readonly undecided: number;
    readonly uncovered_examples: readonly RecordRef[];
    /** Those that cover at least one of the events. */
    readonly policies: readonly RecordRef[];
  };
  /** Combinations of values that deserve a question; none of them is a gap. */
  readonly remarks: readonly (Evidence & {
    readonly id: string;
    readonly message: string;
    readonly citation: string;
    readonly checked?: string;
    readonly rule: string;
    readonly undecided: number;
  })[];
  /** Times between records of one incident (NIS2); empty where the framework has none. */
  readonly intervals: readonly {
    readonly id: string;
    readonly title: string;
    readonly citation: string;
    readonly checked?: string;
    /** `24 hours`. */
    readonly limit: string;
    readonly cases: readonly {
      readonly incident: string;
      readonly outcome: IntervalOutcome;
      /** True if it leaves no gap. */
      readonly question: boolean;
      readonly from?: RecordRef;
      readonly from_at?: string;
      readonly to?: RecordRef;
      readonly to_at?: string;
      readonly elapsed?: string;
    }[];
  }[];
  readonly incidents_not_followed: number;
  readonly gaps: readonly (Evidence & { readonly message: string })[];
  readonly statements: readonly Statement[];
}

/** The auditor's list over all bundles (docs/MANUAL.md §2): counts of rows, and a row for each id in the order of the list. */
export interface SampleSection extends Omit<SampleResult, 'rows'> {
  readonly rows: readonly (Omit<SampleRow, 'selected'> & {
    /** The bundle that says so. */
    readonly bundle?: string;
    readonly record?: RecordRef;
    readonly in_period?: boolean;
  })[];
}

/** Something found while verifying a bundle, or while putting bundles together (then `bundles` names them, `check` is absent). */
export interface ReportFinding {
  readonly code: string;
  readonly outcome: Outcome;
  readonly bundles: readonly string[];
  readonly check?: string;
  readonly message: string;
  readonly where: Location & Place;
  readonly record?: RecordRef;
  readonly expected?: string;
  readonly actual?: string;
  readonly remedy: string;
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

export interface ComplianceReport {
  readonly format: 'softqcos.compliance-report/v1';
  /** SHA3-256, lower-case hex, over the RFC 8785 form of this document without this member: printed in every format. */
  readonly fingerprint: string;
  readonly title: string;
  readonly prepared_by?: string;
  readonly prepared_for?: string;
  /** Verification time, as given by the caller; no clock is read. */
  readonly at: string;
  readonly verifier: Transcript['verifier'];
  readonly trust_root: Transcript['trust_root'];
  readonly requirements: readonly Requirement[];
  /** Frameworks asked for. */
  readonly framework_names: readonly string[];
  readonly period: Interval & {
    /** The days that the operator named. */
    readonly first_day: string;
    readonly last_day: string;
    readonly unit: 'day' | 'week' | 'month' | 'quarter' | 'year';
    /** They cover the period, in order, without overlap; the first and the last may be cut by it. */
    readonly buckets: readonly Bucket[];
  };
  /** The worst of the bundles, and fail if two counted bundles contradict each other. */
  readonly verdict: Verdict;
  /** True only if every bundle passed, and nothing contradicts. It is about the records shown, and no others. */
  readonly integrity_verified: boolean;
  /** One sentence: why this verdict. */
  readonly summary: string;
  /** What the command ends with, and what that means, in words. */
  readonly exit: { readonly code: 0 | 1 | 3 | 4; readonly means: string };
  /** Only if a list was handed in. It changes the exit code and nothing else. */
  readonly sample?: SampleSection;
  readonly coverage: CoverageSection;
  /** Records of the period: `counts.in_period`. */
  readonly record_count: number;
  readonly bundles: readonly BundleSection[];
  readonly ledgers: readonly LedgerSection[];
  readonly counts: Counts;
  readonly dimensions: readonly Dimension[];
  readonly fields: readonly FieldCoverage[];
  readonly sealed: readonly SealedField[];
  readonly retention: RetentionSection;
  readonly activities: ActivitiesSection;
  readonly frameworks: readonly FrameworkSection[];
  /** Each said once: fail, unproven and note, in this order, then by bundle and check. */
  readonly findings: readonly ReportFinding[];
  /** Notes about records outside the period: counted, not listed. */
  readonly findings_outside: number;
  /** Findings of bundles that were counted and not kept. */
  readonly findings_left_out: number;
  readonly says: readonly string[];
  readonly does_not_say: readonly string[];
  readonly records: {
    /** By ledger and sequence: every record that the report names, then as many more of the period as the bound allows. */
    readonly listed: readonly RecordRow[];
    /** Records of the period that are counted and not listed. */
    readonly left_out: number;
  };
}
