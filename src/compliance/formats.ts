// The formats of a compliance report. Each renderer is loaded when it is asked for: the fonts of the PDF cost nothing otherwise.

import type { ComplianceReport, ListedRecords } from './model.js';

type Render = (report: ComplianceReport) => Promise<string | Uint8Array>;
type Lines = (report: ComplianceReport, records: ListedRecords) => Promise<Iterable<string>>;

/** Formats of one line a record: of them a reader expects every record, however many there are. */
const LINES = {
  ocsf: async (report, records) => (await import('./render/ocsf.js')).ocsfLines(report, records),
  jsonl: async (report, records) =>
    (await import('./render/json-lines.js')).jsonLines(report, records),
} as const satisfies Record<string, Lines>;

export const REPORT_FORMATS = {
  pdf: async (report) => (await import('./render/pdf.js')).renderPdf(report),
  html: async (report) => (await import('./render/html.js')).renderHtml(report),
  json: async (report) => (await import('./render/json.js')).renderReportJson(report),
  csv: async (report) => (await import('./render/csv.js')).renderReportCsv(report),
  markdown: async (report) => (await import('./render/markdown.js')).renderReportMarkdown(report),
  controls: async (report) => (await import('./render/controls.js')).renderControls(report),
  oscal: async (report) => (await import('./render/oscal.js')).renderOscal(report),
  ocsf: async (report) => [...(await LINES.ocsf(report, report.records))].join(''),
  jsonl: async (report) => [...(await LINES.jsonl(report, report.records))].join(''),
} as const satisfies Record<string, Render>;
export type ReportFormat = keyof typeof REPORT_FORMATS;

/** Renders a report in a format. The same report gives the same bytes. */
export function renderReport(
  report: ComplianceReport,
  format: ReportFormat,
): Promise<string | Uint8Array> {
  return REPORT_FORMATS[format](report);
}

/** A format of one line a record, line by line over these records; undefined for any other format. */
export async function linesOfReport(
  report: ComplianceReport,
  format: ReportFormat,
  records: ListedRecords,
): Promise<Iterable<string> | undefined> {
  return format === 'ocsf' || format === 'jsonl' ? LINES[format](report, records) : undefined;
}
