// Builds a compliance report: bundles, a trust root, frameworks and a period in; one document out. No clock, no file: the same
// inputs give the same document, in the same bytes.

import { formatTime, type Instant } from '../base/encoding.js';
import { VerifierError } from '../base/errors.js';
import type { Limits } from '../base/limits.js';
import type { Document } from '../base/validators/compliance-report.js';
import { SPECIFICATION, VERSION } from '../base/version.js';
import { parseHeldCheckpoint, parseHeldSelection } from '../bundle/held.js';
import type { Requirement } from '../catalogue/requirements.js';
import type { Framework } from '../frameworks/framework.js';
import type { SampleList } from '../papers/sample-list.js';
import type { VerifyOptions } from '../transcript/options.js';
import type { Verdict } from '../transcript/transcript.js';
import type { TrustRoot } from '../trust/trust-root.js';
import { BOUNDS } from './bounds.js';
import { digestOfDocument, wholeReport } from './fingerprint.js';
import { activitiesOf } from './gather/activity-section.js';
import { askedFindings } from './gather/asked.js';
import { bundleFindings } from './gather/bundle-findings.js';
import { bundleOf } from './gather/bundle-section.js';
import { countsOf, dimensionsOf, fieldsOf, sealedOf } from './gather/counts.js';
import { ledgersOf, provenOf } from './gather/coverage.js';
import { failuresOf, findingsOf, remarksOf } from './gather/findings.js';
import { frameworksOf } from './gather/framework-sections.js';
import { mergeBundles } from './gather/merge.js';
import { notCheckedOver } from './gather/not-checked.js';
import { periodOf } from './gather/period.js';
import { coverageOf } from './gather/period-coverage.js';
import { retentionOf } from './gather/retention.js';
import { Rows } from './gather/rows.js';
import { sampleFindings, sampleSection } from './gather/sample.js';
import { SampleBook } from './gather/sample-book.js';
import type { NamedBundle } from './gather/verified.js';
import type { ComplianceReport, ListedRecords, ReportBody, ReportFinding } from './model.js';
import { doesNotSay, exitOf, says, summaryOf, titleOf } from './wording.js';

export interface ReportOptions {
  /** At least one; verified in this order, which also numbers them. */
  readonly bundles: readonly NamedBundle[];
  /** Without one no bundle is more than unproven, and nothing is counted. */
  readonly trustRoot: TrustRoot | undefined;
  readonly frameworks: readonly Framework[];
  /** First and last day, UTC: `2026-01-01`, `2026-12-31`. */
  readonly from: string;
  readonly to: string;
  /** Verification time. */
  readonly at: Instant;
  readonly title?: string;
  /** The operator's words, printed as given. */
  readonly preparedBy?: string;
  readonly preparedFor?: string;
  readonly requirements?: readonly Requirement[];
  readonly limits?: Partial<Limits>;
  /** Threads that share the work of large bundles. They change no report; whoever made the pool closes it. */
  readonly pool?: VerifyOptions['pool'];
  /** As of `verifyBundle`: they change no verdict, and what is said not to be checked. */
  readonly trustSource?: VerifyOptions['trustSource'];
  readonly environment?: VerifyOptions['environment'];
  /** Bytes of a checkpoint that the auditor holds: every bundle of its ledger must be of one history with it (§13.5). */
  readonly checkpoint?: Uint8Array;
  /** Bytes of the selections that the auditor asked for, one for each export (§11.2). */
  readonly expectSelections?: readonly Uint8Array[];
  /** The auditor's list of records (MANUAL §2). It changes the exit code and nothing else. */
  readonly sample?: SampleList;
  /** Rows of the appendix; 1,000 unless given. Records that a claim rests on are listed in any case. */
  readonly listed?: number | undefined;
}

/**
 * Verifies bundles and gathers what they are evidence for.
 * @returns the document that every format is rendered from; `integrity_verified` is false if any bundle did not pass
 * @throws VerifierError ERR_USAGE for a period that is none, ERR_CHECKPOINT_INVALID, ERR_SELECTION_INVALID, ERR_BUNDLE_CHANGED if a source changes under the run
 */
export async function buildReport(options: ReportOptions): Promise<ComplianceReport> {
  const { report, listed } = await gatherReport(options);
  return wholeReport(report, listed);
}

/** What a report is made of: its rows are made while they are read, so that nobody holds them who writes them one by one. */
export interface GatheredReport {
  readonly report: ReportBody;
  /** The rows of its appendix. */
  readonly listed: ListedRecords;
  /** Every record that it could list, for formats of one line a record. */
  readonly every: ListedRecords;
}

/** As `buildReport`, and holds no row. @throws VerifierError as `buildReport` */
export async function gatherReport(options: ReportOptions): Promise<GatheredReport> {
  if (options.bundles.length === 0) throw new VerifierError('ERR_USAGE', 'no bundle is given');
  const period = periodOf(options.from, options.to);
  const asked = (options.expectSelections ?? []).map(parseHeldSelection);
  const sample = options.sample === undefined ? undefined : new SampleBook(options.sample);
  const required =
    options.requirements?.includes('completeness') === true ||
    options.trustRoot?.requirements.has('completeness') === true;
  const merged = await mergeBundles(
    options.bundles,
    {
      at: options.at,
      trustRoot: ofEachBundle(options.trustRoot),
      frameworks: options.frameworks,
      sample,
      requirements: (options.requirements ?? []).filter((name) => name !== 'completeness'),
      ...(options.limits === undefined ? {} : { limits: options.limits }),
      pool: options.pool,
      ...(options.trustSource === undefined ? {} : { trustSource: options.trustSource }),
      ...(options.environment === undefined ? {} : { environment: options.environment }),
      ...(options.checkpoint === undefined
        ? {}
        : { held: parseHeldCheckpoint(options.checkpoint) }),
    },
    period,
  );
  const rows = new Rows(merged.table, period);
  const counts = countsOf(merged, rows);
  const failures = failuresOf(merged);
  const proven = failures.length > 0 ? undefined : provenOf(merged, rows);
  const coverage = coverageOf(proven, period, required);
  const ledgers = ledgersOf(merged, rows, proven);
  const sealed = sealedOf(rows);
  const list = sample && sampleSection(sample, merged, rows);
  const own = [
    ...failures,
    ...askedFindings(merged, asked),
    ...remarksOf(merged, rows, coverage, counts, sealed.untold, options.at),
    ...sampleFindings(list),
  ];
  const verdict = verdictOf(own);
  const frameworks = frameworksOf(
    merged,
    rows,
    counts.events,
    verdict === 'pass' ? coverage : undefined,
  );
  const ofBundles = bundleFindings(merged, rows, coverage, asked.length > 0);
  const { findings, outside, left_out } = findingsOf(own, ofBundles, merged);
  const names = options.frameworks.map(({ document }) => document.name);
  const first = merged.bundles[0]?.transcript;
  const report: Omit<ReportBody, 'fingerprint'> = {
    format: 'softqcos.compliance-report/v1',
    title: options.title ?? titleOf(names),
    ...(options.preparedBy === undefined ? {} : { prepared_by: options.preparedBy }),
    ...(options.preparedFor === undefined ? {} : { prepared_for: options.preparedFor }),
    at: formatTime(options.at),
    verifier: { name: 'softqcos-verify', version: VERSION, specification: SPECIFICATION },
    trust_root: first?.trust_root ?? null,
    requirements: [...(first?.requirements ?? []), ...(required ? ['completeness' as const] : [])],
    framework_names: names,
    period: {
      from: formatTime(period.from),
      to: formatTime(period.to),
      first_day: period.firstDay,
      last_day: period.lastDay,
      unit: period.unit,
      buckets: period.buckets,
    },
    verdict,
    integrity_verified: verdict === 'pass',
    summary: summaryOf(
      merged.bundles.length,
      merged.bundles.filter(({ shown }) => shown !== undefined).length,
      own,
      verdict,
      ledgers,
    ),
    exit: exitOf(verdict, frameworks, own),
    ...(list === undefined ? {} : { sample: list }),
    coverage,
    record_count: counts.in_period,
    bundles: merged.bundles.map((bundle, i) => bundleOf(bundle, i)),
    ledgers,
    counts,
    dimensions: dimensionsOf(rows),
    fields: fieldsOf(rows, requiredBy(options.frameworks)),
    sealed: sealed.fields,
    retention: retentionOf(merged, rows),
    activities: activitiesOf(merged.activities, rows),
    frameworks,
    findings,
    findings_outside: outside,
    findings_left_out: left_out,
    says: verdict === 'pass' ? says(ledgers, coverage) : [],
    does_not_say: doesNotSay(ledgers, coverage),
    not_checked: notCheckedOver(merged.bundles),
  };
  const listed = rows.listed(options.listed ?? BOUNDS.listed);
  // Through JSON, so that what is digested is what a reader of the JSON report has: members that are undefined are not there.
  const plain = JSON.parse(JSON.stringify(report)) as typeof report;
  const { format, ...rest } = plain;
  const made = { format, fingerprint: digestOfDocument(plain, listed), ...rest };
  return { report: made satisfies Omit<Document, 'records'>, listed, every: rows.every() };
}

/** Completeness is asked of the period, and not of each bundle (MANUAL §8). */
function ofEachBundle(trustRoot: TrustRoot | undefined): TrustRoot | undefined {
  if (trustRoot === undefined) return undefined;
  const requirements = [...trustRoot.requirements].filter((name) => name !== 'completeness');
  return { ...trustRoot, requirements: new Set(requirements) };
}

/** Every bundle counts, and so does what they say of each other. */
function verdictOf(own: readonly ReportFinding[]): Verdict {
  if (own.some(({ outcome }) => outcome === 'fail')) return 'fail';
  return own.some(({ outcome }) => outcome === 'unproven') ? 'unproven' : 'pass';
}

function requiredBy(frameworks: readonly Framework[]): ReadonlyMap<string, readonly string[]> {
  const required = new Map<string, string[]>();
  for (const { document } of frameworks)
    for (const field of document.required_fields.fields)
      required.set(field, [...(required.get(field) ?? []), document.name]);
  return required;
}
