// The document of a compliance report (docs/SPEC.md §16, schemas/compliance-report.schema.json): plain JSON, from which every
// format is rendered and nothing else. Text that came from a bundle stands here as it was; each renderer escapes it.
// A report gathers evidence. It does not judge whether a framework's demands are met.

import type { Requirement } from '../catalogue/requirements.js';
import type { Transcript, Verdict } from '../transcript/transcript.js';
import type { BundleSection, CoverageSection, LedgerSection } from './model/bundles.js';
import type { Counts, Dimension, FieldCoverage, SealedField } from './model/counts.js';
import type { ReportFinding, ReportNotChecked, SampleSection } from './model/findings.js';
import type { FrameworkSection } from './model/frameworks.js';
import type { Bucket, Interval, ListedRecords, RecordRow } from './model/places.js';
import type { ActivitiesSection, RetentionSection } from './model/retention.js';

export type { RecordRef } from '../layout/block.js';
export * from './model/bundles.js';
export * from './model/counts.js';
export * from './model/findings.js';
export * from './model/frameworks.js';
export * from './model/places.js';
export * from './model/retention.js';

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
  /** What the runs over the bundles did not check, each once. */
  readonly not_checked: readonly ReportNotChecked[];
  readonly records: {
    /** By ledger and sequence: every record that the report names, then as many more of the period as the bound allows. */
    readonly listed: readonly RecordRow[];
    /** Records of the period that are counted and not listed. */
    readonly left_out: number;
  };
}

/** A report without the rows of its appendix, which may be too many to hold. */
export type ReportBody = Omit<ComplianceReport, 'records'>;

/** The rows that a report holds. */
export function recordsOf({ records }: ComplianceReport): ListedRecords {
  return { ...records, count: records.listed.length };
}
