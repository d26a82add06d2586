// The formats of a compliance report. Each renderer is loaded when it is asked for: the fonts of the PDF cost nothing otherwise.

import { type ComplianceReport, type ListedRecords, type ReportBody, recordsOf } from './model.js';

type Render = (report: ComplianceReport) => Promise<string | Uint8Array>;
type Pieces = (
  report: ReportBody,
  records: ListedRecords,
) => Promise<Iterable<string | Uint8Array>>;

/** Formats that are written as they are made. */
const PIECES = {
  pdf: async (report, records) => (await import('./render/pdf.js')).piecesOfPdf(report, records),
  ocsf: async (report, records) => (await import('./render/ocsf.js')).ocsfLines(report, records),
  jsonl: async (report, records) =>
    (await import('./render/json-lines.js')).jsonLines(report, records),
} as const satisfies Record<string, Pieces>;

export const REPORT_FORMATS = {
  pdf: async (report) => (await import('./render/pdf.js')).renderPdf(report),
  html: async (report) => (await import('./render/html.js')).renderHtml(report),
  json: async (report) => (await import('./render/json.js')).renderReportJson(report),
  csv: async (report) => (await import('./render/csv.js')).renderReportCsv(report),
  markdown: async (report) => (await import('./render/markdown.js')).renderReportMarkdown(report),
  controls: async (report) => (await import('./render/controls.js')).renderControls(report),
  oscal: async (report) => (await import('./render/oscal.js')).renderOscal(report),
  ocsf: async (report) => [...(await PIECES.ocsf(report, recordsOf(report)))].join(''),
  jsonl: async (report) => [...(await PIECES.jsonl(report, recordsOf(report)))].join(''),
} as const satisfies Record<string, Render>;
export type ReportFormat = keyof typeof REPORT_FORMATS;

/** Renders a report in a format. The same report gives the same bytes. */
export function renderReport(
  report: ComplianceReport,
  format: ReportFormat,
): Promise<string | Uint8Array> {
  return REPORT_FORMATS[format](report);
}

/** Of these a reader expects every record, however many there are: one line a record. */
export function isLines(format: ReportFormat): boolean {
  return format === 'ocsf' || format === 'jsonl';
}

/** A format that is written as it is made, over these records; undefined for any other format. */
export async function piecesOfReport(
  report: ReportBody,
  format: ReportFormat,
  records: ListedRecords,
): Promise<Iterable<string | Uint8Array> | undefined> {
  return format === 'pdf' || format === 'ocsf' || format === 'jsonl'
    ? PIECES[format](report, records)
    : undefined;
}
