// Attachments (docs/SPEC.md §10.1, §10.2): each is described once; a compliance report is compared with the verified records.
// A report that disagrees fails this check and leaves the records as genuine as they are.

import { isAttachment, isReportMediaType, PATHS } from '../bundle/layout.js';
import type { Manifest } from '../bundle/manifest.js';
import { compareReport } from '../vendor-report/comparison.js';
import type { ReportFacts } from '../vendor-report/facts.js';
import type { Context } from './context.js';
import { Findings } from './findings.js';

/** §10.1: every `attachments/…` entry is described exactly once, and nothing else is. */
export function checkDescriptions(manifest: Manifest): Findings {
  const findings = new Findings();
  const listed = new Set(manifest.entries.map(({ path }) => path).filter(isAttachment));
  const described = new Set<string>();
  for (const [index, { path }] of manifest.attachments.entries()) {
    const where = { entry: PATHS.manifest, pointer: `/attachments/${index}` };
    const message = described.has(path)
      ? 'the attachment is described before'
      : 'no such attachment is listed';
    findings.examined('attachments/described');
    if (described.has(path) || !listed.has(path))
      findings.report('ATTACHMENT_DESCRIBED_TWICE', where, message, { actual: path });
    described.add(path);
  }
  for (const path of listed) {
    if (described.has(path)) continue;
    findings.examined('attachments/described');
    findings.report('ATTACHMENT_NOT_DESCRIBED', { entry: path });
  }
  return findings;
}

/** True if a report is compared with what the records say (§10.2), so that each of them must be read for it. */
export function comparesReports({ attachments }: Manifest): boolean {
  return attachments.some(({ role }) => role === 'compliance-report');
}

/**
 * §10.2: compares every compliance report with the shown, selected records and with the selection.
 * @param facts of all leaves; undefined if not all were read: a part would accuse a report wrongly
 */
export async function checkReports(
  { entries, manifest, limits }: Context,
  facts: ReportFacts | undefined,
): Promise<Findings> {
  const findings = new Findings();
  if (facts === undefined) return findings;
  const seen = new Set<string>();
  let read = 0;
  for (const { path, mediaType, role } of manifest.attachments) {
    if (role !== 'compliance-report' || !entries.has(path) || seen.has(path)) continue;
    seen.add(path);
    const where = { entry: path };
    const size = entries.sizeOf(path);
    if (!isReportMediaType(mediaType)) {
      const message = `a report of type ${mediaType} is not compared`;
      findings.report('REPORT_NOT_COMPARED', where, message);
    } else if (size > limits.manifestBytes) {
      const message = `a report of over ${limits.manifestBytes} bytes is not compared`;
      findings.report('REPORT_NOT_COMPARED', where, message);
    } else if (read + size > limits.reportBytes) {
      // One report is cheap, and two hundred of them are a morning: they share one bound.
      const expected = `at most ${limits.reportBytes} bytes of reports`;
      findings.report('REPORTS_TOO_LARGE', where, { expected });
    } else {
      read += size;
      const bytes = await entries.read(path);
      if (bytes === undefined) {
        findings.stop('attachments/reports', 'archive/content');
        continue;
      }
      const basis = { facts, selection: manifest.selection };
      const comparison = compareReport(bytes, mediaType, basis, where);
      findings.reportAll(comparison.findings);
      // A report of which nothing could be compared does not agree with anything.
      if (comparison.compared.length > 0) findings.examined('attachments/reports');
    }
  }
  return findings;
}
