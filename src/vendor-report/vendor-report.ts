// A vendor's compliance report in JSON (docs/SPEC.md §10.2): what of it can be compared with records. Its other numbers and
// words are only named, as not compared. Names are published for SOC 2 alone; nothing else of it is required.

import type { Instant } from '../base/encoding.js';
import { isObject, type Json, type JsonObject, member } from '../base/json.js';
import { parseStrict } from '../base/json-strict.js';
import { instantOf, lastInstantOf, periodEndOf } from './report-time.js';

export interface VendorReport {
  /** `soc2`, `gdpr`, `hipaa`, or whatever stands there; undefined if nothing does. */
  readonly type: string | undefined;
  readonly tenantId: string | undefined;
  readonly auditEntries: number | undefined;
  readonly periodStart: Instant | undefined;
  readonly periodStartText: string | undefined;
  /** True if the report's end equals a given end: a bare date equals any moment in the last second of that day. */
  readonly periodEnd: ((to: Instant) => boolean) | undefined;
  readonly periodEndText: string | undefined;
  readonly generatedBeforeEnd: boolean;
  readonly generatedAtText: string | undefined;
  /** Controls and what the report says of them; labels that are no text are left out. */
  readonly controls: readonly (readonly [control: string, label: string])[];
  /** Counts that no record is compared with: RFC 6901 pointers and values. */
  readonly counts: readonly { readonly pointer: string; readonly value: number }[];
  /** Further members that state something other than a count. */
  readonly statements: readonly (readonly [name: string, value: Json])[];
  /** The status, where this is the answer of an export job and no report. */
  readonly jobStatus: string | undefined;
}

/** Members that are compared, or that have a finding of their own. */
const COMPARED: ReadonlySet<string> = new Set([
  ...['report_type', 'tenant_id', 'generated_at', 'period_start', 'period_end'],
  ...['audit_entries'],
]);
/** Most counts and names that a report may have listed as not compared: a hostile one must not flood the reader. */
const LISTED = 16;

/** Parses a report: JSON without repeated names, not necessarily canonical. Never throws. */
export function parseReport(
  bytes: Uint8Array,
):
  | { readonly ok: true; readonly report: VendorReport }
  | { readonly ok: false; readonly reason: string } {
  const parsed = parseStrict(bytes);
  if (!parsed.ok)
    return { ok: false, reason: `line ${parsed.line}, column ${parsed.column}: ${parsed.reason}` };
  if (!isObject(parsed.value)) return { ok: false, reason: 'the report is not a JSON object' };
  const value = parsed.value;
  const texts = new Map<string, string>();
  for (const name of ['report_type', 'tenant_id', 'period_start', 'period_end', 'generated_at']) {
    const text = member(value, name);
    if (text === undefined) continue;
    const isTime = name.startsWith('period') || name === 'generated_at';
    if (typeof text !== 'string' || (isTime && instantOf(text) === undefined)) {
      const form = isTime ? 'a date or an RFC 3339 time' : 'a text';
      return { ok: false, reason: `${name} is not ${form}` };
    }
    texts.set(name, text);
  }
  const auditEntries = member(value, 'audit_entries');
  if (auditEntries !== undefined && !isCount(auditEntries))
    return { ok: false, reason: 'audit_entries is not a count' };
  const start = instantOf(texts.get('period_start'));
  const end = lastInstantOf(texts.get('period_end'));
  if (start !== undefined && end !== undefined && end < start)
    return { ok: false, reason: 'the period ends before it begins' };
  const generatedAt = instantOf(texts.get('generated_at'));
  return {
    ok: true,
    report: {
      type: texts.get('report_type'),
      tenantId: texts.get('tenant_id'),
      auditEntries,
      periodStart: start,
      periodStartText: texts.get('period_start'),
      periodEnd: periodEndOf(texts.get('period_end')),
      periodEndText: texts.get('period_end'),
      generatedBeforeEnd: generatedAt !== undefined && end !== undefined && generatedAt < end,
      generatedAtText: texts.get('generated_at'),
      controls: controlsOf(value),
      counts: countsOf(value),
      statements: Object.entries(value)
        .filter(([name, inner]) => !COMPARED.has(name) && typeof inner !== 'number')
        .slice(0, LISTED),
      jobStatus: jobStatusOf(value),
    },
  };
}

const JOB_STATUSES = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'EXPIRED'];

/** What an export answers before there is a report: a job with a status, and none of the members of a report. */
function jobStatusOf(value: JsonObject): string | undefined {
  const status = member(value, 'status');
  const isJob = typeof member(value, 'job_id') === 'string' && typeof status === 'string';
  return isJob && JOB_STATUSES.includes(status) && member(value, 'audit_entries') === undefined
    ? status
    : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function controlsOf(report: JsonObject): VendorReport['controls'] {
  const controls = member(report, 'controls');
  if (!isObject(controls)) return [];
  return Object.entries(controls).flatMap(([control, label]) =>
    typeof label === 'string' ? [[control, label] as const] : [],
  );
}

/** Every number of the document but `audit_entries`, wherever it stands: no record supports or refutes it. */
function countsOf(report: JsonObject): VendorReport['counts'] {
  const counts: { pointer: string; value: number }[] = [];
  // The depth is bounded by the parser.
  const walk = (value: JsonObject, above: string): void => {
    for (const [name, inner] of Object.entries(value)) {
      if (counts.length === LISTED) return;
      const pointer = `${above}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (typeof inner === 'number' && pointer !== '/audit_entries')
        counts.push({ pointer, value: inner });
      else if (isObject(inner)) walk(inner, pointer);
    }
  };
  walk(report, '');
  return counts;
}
