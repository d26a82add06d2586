// A compliance report beside the verified records (docs/SPEC.md §10.2): what agrees, what differs, what nothing can be compared
// with. Pure: the check of attached reports and the verb for a report that arrived beside a bundle ask the same questions.

import { formatTime } from '../base/encoding.js';
import { type Finding, finding, type Location } from '../base/errors.js';
import type { ReportMediaType } from '../bundle/layout.js';
import type { Selection } from '../bundle/selection.js';
import { otherWording } from './control-wording.js';
import { type CsvReport, parseCsvReport } from './csv-report.js';
import type { ReportFacts } from './facts.js';
import { parseReport, type VendorReport } from './vendor-report.js';

/** What a report was compared with. */
export interface ReportBasis {
  readonly facts: ReportFacts;
  readonly selection: Selection;
}

export interface ReportComparison {
  /** Members of the report that were compared with records, agreeing or not. */
  readonly compared: readonly string[];
  readonly findings: readonly Finding[];
  /** The status, where it is the answer of an export job and no report. */
  readonly jobStatus?: string;
}

/** Reads a report and compares it. The caller has bounded `bytes`. Never throws. */
export function compareReport(
  bytes: Uint8Array,
  mediaType: ReportMediaType,
  basis: ReportBasis,
  where: Location,
): ReportComparison {
  if (mediaType === 'text/csv') {
    const parsed = parseCsvReport(bytes);
    return parsed.ok
      ? { compared: [], findings: describeCsv(parsed.report, where) }
      : { compared: [], findings: [finding('REPORT_MALFORMED', where, parsed.reason)] };
  }
  const parsed = parseReport(bytes);
  if (!parsed.ok)
    return { compared: [], findings: [finding('REPORT_MALFORMED', where, parsed.reason)] };
  const { report } = parsed;
  const parts = [
    compareCount(report, basis, where),
    comparePeriod(report, basis, where),
    compareTenant(report, basis, where),
  ];
  return {
    compared: parts.flatMap(({ compared }) => compared),
    findings: [...parts.flatMap(({ findings }) => findings), ...remarks(report, basis, where)],
    ...(report.jobStatus === undefined ? {} : { jobStatus: report.jobStatus }),
  };
}

const NOTHING: ReportComparison = { compared: [], findings: [] };

function compareCount(
  { auditEntries }: VendorReport,
  { facts }: ReportBasis,
  where: Location,
): ReportComparison {
  if (auditEntries === undefined) return NOTHING;
  const compared = ['audit_entries'];
  if (auditEntries === facts.selectedEvents) return { compared, findings: [] };
  const details = { expected: String(facts.selectedEvents), actual: String(auditEntries) };
  const place = { ...where, pointer: '/audit_entries' };
  return { compared, findings: [finding('REPORT_COUNT_MISMATCH', place, details)] };
}

function comparePeriod(
  report: VendorReport,
  { selection }: ReportBasis,
  where: Location,
): ReportComparison {
  const { periodStart, periodStartText, periodEnd, periodEndText } = report;
  if (periodStart === undefined && periodEnd === undefined) return NOTHING;
  if (selection.kind !== 'period') {
    const message = 'the selection is not a period, so the period of the report is not compared';
    return { compared: [], findings: [notVerified(where, message)] };
  }
  const { from, to } = selection;
  const ends = [
    { name: 'period_start', text: periodStartText, agrees: periodStart === from, stated: from },
    { name: 'period_end', text: periodEndText, agrees: periodEnd?.(to) === true, stated: to },
  ].filter(({ text }) => text !== undefined);
  return {
    compared: ends.map(({ name }) => name),
    findings: ends
      .filter(({ agrees }) => !agrees)
      .map(({ name, text = '', stated }) =>
        finding(
          'REPORT_PERIOD_MISMATCH',
          { ...where, pointer: `/${name}` },
          { expected: formatTime(stated), actual: text },
        ),
      ),
  };
}

function compareTenant(
  { tenantId }: VendorReport,
  { facts }: ReportBasis,
  where: Location,
): ReportComparison {
  if (tenantId === undefined) return NOTHING;
  const place = { ...where, pointer: '/tenant_id' };
  if (facts.withTenant === 0)
    return {
      compared: [],
      findings: [
        notVerified(place, 'no selected event has a clear tenant_id: the tenant is not compared'),
      ],
    };
  const findings: Finding[] = [];
  const other = facts.tenants.find(({ tenant, isText }) => !isText || tenant !== tenantId);
  if (other !== undefined)
    findings.push(
      finding(
        'REPORT_TENANT_MISMATCH',
        { ...place, sequence: other.sequence, record_id: other.recordId },
        { expected: other.tenant, actual: tenantId },
      ),
    );
  const without = facts.selectedEvents - facts.withTenant;
  if (without > 0)
    findings.push(
      notVerified(place, `${without} of ${facts.selectedEvents} selected events name no tenant`),
    );
  return { compared: ['tenant_id'], findings };
}

/** What a report says about itself, and what no record speaks to. */
function remarks(report: VendorReport, { facts }: ReportBasis, where: Location): Finding[] {
  const { type, generatedBeforeEnd, generatedAtText, periodEndText, controls } = report;
  const findings: Finding[] = [];
  if (report.jobStatus !== undefined)
    return [
      notVerified(
        where,
        `this is the answer of an export job with the status ${report.jobStatus}, and not a report`,
      ),
    ];
  if (generatedBeforeEnd) {
    const details = { expected: `not before ${periodEndText}`, actual: generatedAtText ?? '' };
    findings.push(
      finding('REPORT_BEFORE_PERIOD_END', { ...where, pointer: '/generated_at' }, details),
    );
  }
  for (const [control, label] of controls) {
    const other = otherWording(control, label);
    if (other === undefined) continue;
    findings.push(
      finding(
        'REPORT_CONTROL_WORDING',
        { ...where, pointer: `/controls/${control.replaceAll('~', '~0').replaceAll('/', '~1')}` },
        `the report labels ${control} otherwise than ${other.source} does`,
        { expected: other.about, actual: label },
      ),
    );
  }
  if (type === 'gdpr' || type === 'hipaa')
    findings.push(notVerified(where, `no members are published for a report of type ${type}`));
  else if (type !== undefined && type !== 'soc2')
    findings.push(notVerified({ ...where, pointer: '/report_type' }, `unknown type ${type}`));
  for (const { pointer, value } of report.counts)
    findings.push(
      notVerified(
        { ...where, pointer },
        facts.parts.besideCount(pointer, value) ??
          `the count ${value} is not compared with any record`,
      ),
    );
  const open: string[] = [];
  for (const [name, value] of report.statements) {
    const beside = facts.parts.besideList(name, value);
    if (beside === undefined && !facts.parts.isCounted(name)) open.push(name);
    if (beside !== undefined) findings.push(notVerified({ ...where, pointer: `/${name}` }, beside));
  }
  if (open.length > 0)
    findings.push(notVerified(where, `not compared with any record: ${open.join(', ')}`));
  return findings;
}

/** Longest heading and number of headings that a note repeats. */
const HEADING = 60;
const HEADINGS = 24;

function describeCsv(report: CsvReport, where: Location): Finding[] {
  const { headings, rows, recognised, formulas, firstFormula } = report;
  const names = headings.slice(0, HEADINGS).map((name) => shortened(name));
  if (headings.length > HEADINGS) names.push(`and ${headings.length - HEADINGS} more`);
  const like = recognised.slice(0, 4).map((name) => shortened(name));
  const guess =
    like.length === 0
      ? ''
      : `; ${like.join(', ')} may be an id or a time, which no published heading says`;
  const rowText = `${rows} ${rows === 1 ? 'row' : 'rows'} below the headings ${names.join(', ')}`;
  const findings = [notVerified(where, `a CSV is not compared with records: ${rowText}${guess}`)];
  if (firstFormula !== undefined)
    findings.push(
      finding(
        'REPORT_FORMULA_CELLS',
        { ...where, line: firstFormula.line },
        `${formulas} ${formulas === 1 ? 'cell begins' : 'cells begin'} like a formula, the first in column ${firstFormula.column}`,
      ),
    );
  return findings;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= HEADING ? text : `${characters.slice(0, HEADING).join('')}…`;
}

function notVerified(where: Location, message: string): Finding {
  return finding('REPORT_NOT_VERIFIED', where, message);
}
