// The report document itself as JSON (schemas/compliance-report.schema.json): two spaces, one line feed at the end. Values are
// exact; characters that nobody sees and CI commands are written as \uXXXX.

import { jsonText } from '../../report/escape.js';
import type { ComplianceReport } from '../model.js';

/** Renders a report as JSON text. `fingerprintOf` of what is parsed from it gives its `fingerprint`. */
export function renderReportJson(report: ComplianceReport): string {
  return `${jsonText(JSON.stringify(report, undefined, 2))}\n`;
}
