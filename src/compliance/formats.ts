// The formats of a compliance report. Each renderer is loaded when it is asked for: the fonts of the PDF cost nothing otherwise.

import type { ComplianceReport } from './model.js';

type Render = (report: ComplianceReport) => Promise<string | Uint8Array>;

export const REPORT_FORMATS = {
  pdf: async (report) => (await import('./render/pdf.js')).renderPdf(report),
  html: async (report) => (await import('./render/html.js')).renderHtml(report),
  json: async (report) => (await import('./render/json.js')).renderReportJson(report),
  csv: async (report) => (await import('./render/csv.js')).renderReportCsv(report),
  markdown: async (report) => (await import('./render/markdown.js')).renderReportMarkdown(report),
  controls: async (report) => (await import('./render/controls.js')).renderControls(report),
  oscal: async (report) => (await import('./render/oscal.js')).renderOscal(report),
  ocsf: async (report) => (await import('./render/ocsf.js')).renderOcsf(report),
  jsonl: async (report) => (await import('./render/json-lines.js')).renderJsonLines(report),
} as const satisfies Record<string, Render>;
export type ReportFormat = keyof typeof REPORT_FORMATS;

/** Renders a report in a format. The same report gives the same bytes. */
export function renderReport(
  report: ComplianceReport,
  format: ReportFormat,
): Promise<string | Uint8Array> {
  return REPORT_FORMATS[format](report);
}
