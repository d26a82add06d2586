// Attachments (docs/SPEC.md §10.1, §10.2): each is described once; a compliance report is compared with the verified records.
// A report that disagrees fails this check and leaves the records as genuine as they are.

import { finding } from '../base/errors.js';
import type { Limits } from '../base/limits.js';
import { isAttachment, isReportMediaType, PATHS } from '../bundle/layout.js';
import type { Manifest } from '../bundle/manifest.js';
import { compareReport } from '../vendor-report/comparison.js';
import type { ReportFacts } from '../vendor-report/facts.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';

/** §10.1: every `attachments/…` entry is described exactly once, and nothing else is. */
export function checkDescriptions(recorder: Findings, manifest: Manifest): void {
  const listed = new Set(manifest.entries.map(({ path }) => path).filter(isAttachment));
  const described = new Set<string>();
  for (const [index, { path }] of manifest.attachments.entries()) {
    const where = { entry: PATHS.manifest, pointer: `/attachments/${index}` };
    recorder.examined('attachments/described');
    if (described.has(path)) {
      recorder.report(
        finding('ATTACHMENT_DESCRIBED_TWICE', where, 'the attachment is described before', {
          actual: path,
        }),
      );
    } else if (!listed.has(path)) {
      recorder.report(
        finding('ATTACHMENT_DESCRIBED_TWICE', where, 'no such attachment is listed', {
          actual: path,
        }),
      );
    }
    described.add(path);
  }
  for (const path of listed) {
    if (described.has(path)) continue;
    recorder.examined('attachments/described');
    recorder.report(finding('ATTACHMENT_NOT_DESCRIBED', { entry: path }));
  }
}

/** §10.2: compares every compliance report with the shown, selected records and with the selection. */
export async function checkReports(
  recorder: Findings,
  entries: Entries,
  manifest: Manifest,
  limits: Limits,
  facts: ReportFacts,
): Promise<void> {
  const seen = new Set<string>();
  let read = 0;
  for (const { path, mediaType, role } of manifest.attachments) {
    if (role !== 'compliance-report' || !entries.has(path) || seen.has(path)) continue;
    seen.add(path);
    const where = { entry: path };
    const unread = (message: string) =>
      recorder.report(finding('REPORT_NOT_VERIFIED', where, message));
    if (!isReportMediaType(mediaType)) {
      unread(`a report of type ${mediaType} is not compared`);
    } else if (entries.sizeOf(path) > limits.manifestBytes) {
      unread(`a report of over ${limits.manifestBytes} bytes is not compared`);
    } else if (read + entries.sizeOf(path) > limits.reportBytes) {
      // One report is cheap, and two hundred of them are a morning: they share one bound.
      recorder.report(
        finding('REPORTS_TOO_LARGE', where, {
          expected: `at most ${limits.reportBytes} bytes of reports`,
        }),
      );
    } else {
      read += entries.sizeOf(path);
      const bytes = await entries.read(path);
      if (bytes === undefined) {
        recorder.stop('attachments/reports', 'archive/content');
        continue;
      }
      const basis = { facts, selection: manifest.selection };
      const { compared, findings } = compareReport(bytes, mediaType, basis, where);
      for (const found of findings) recorder.report(found);
      // §10.2: a report of which nothing could be compared does not agree with anything.
      if (compared.length > 0) recorder.examined('attachments/reports');
    }
  }
}
