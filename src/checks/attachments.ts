// Attachments (docs/SPEC.md §10.1, §10.2): each is described once; a compliance report is compared with the verified records.
// A report that disagrees fails this check and leaves the records as genuine as they are.

import { parseReport } from '../bundle/compliance-report.js';
import { isAttachment, PATHS } from '../bundle/layout.js';
import type { Attachment, Manifest } from '../bundle/manifest.js';
import { formatTime } from '../encoding.js';
import { finding } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Entries } from './entries.js';
import type { Recorder } from './recorder.js';

/** §10.1: every `attachments/…` entry is described exactly once, and nothing else is. */
export function checkDescriptions(recorder: Recorder, manifest: Manifest): void {
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
    recorder.report(
      finding(
        'ATTACHMENT_NOT_DESCRIBED',
        { entry: path },
        'the manifest does not say what this attachment is',
      ),
    );
  }
}

/** §10.2: compares every compliance report with the number of shown, selected events and with the selected period. */
export async function checkReports(
  recorder: Recorder,
  entries: Entries,
  manifest: Manifest,
  limits: Limits,
  selectedEvents: number,
): Promise<void> {
  const reports = manifest.attachments.filter(
    ({ role, path }) => role === 'compliance-report' && entries.has(path),
  );
  const seen = new Set<string>();
  for (const report of reports) {
    if (seen.has(report.path)) continue;
    seen.add(report.path);
    recorder.examined('attachments/reports');
    await checkReport(recorder, entries, manifest, limits, selectedEvents, report);
  }
}

async function checkReport(
  recorder: Recorder,
  entries: Entries,
  manifest: Manifest,
  limits: Limits,
  selectedEvents: number,
  { path, mediaType }: Attachment,
): Promise<void> {
  const where = { entry: path };
  const unverified = (message: string) =>
    recorder.report(finding('REPORT_NOT_VERIFIED', where, message));
  if (mediaType !== 'application/json')
    return unverified(`a report of type ${mediaType} is not compared`);
  if (entries.sizeOf(path) > limits.manifestBytes)
    return unverified(`a report of over ${limits.manifestBytes} bytes is not compared`);
  const bytes = await entries.read(path);
  if (bytes === undefined) return recorder.skip('attachments/reports', 'archive/content');
  const parsed = parseReport(bytes);
  if (!parsed.ok) {
    recorder.report(finding('REPORT_MALFORMED', where, parsed.reason));
    return;
  }
  const { report } = parsed;
  if (report.auditEntries !== undefined && report.auditEntries !== selectedEvents) {
    recorder.report(
      finding(
        'REPORT_COUNT_MISMATCH',
        { ...where, pointer: '/audit_entries' },
        'the report counts another number of audit entries than there are events shown of the selection',
        {
          expected: String(selectedEvents),
          actual: String(report.auditEntries),
        },
      ),
    );
  }
  const { selection } = manifest;
  if (report.periodStart !== undefined || report.periodEnd !== undefined) {
    if (selection.kind !== 'period')
      unverified('the selection is not a period, so the period of the report is not compared');
    else {
      const ends = [
        [
          '/period_start',
          report.periodStart === undefined || report.periodStart === selection.from,
          selection.from,
          report.periodStartText,
        ],
        [
          '/period_end',
          report.periodEnd === undefined || report.periodEnd(selection.to),
          selection.to,
          report.periodEndText,
        ],
      ] as const;
      for (const [pointer, agrees, expected, actual] of ends) {
        if (agrees) continue;
        recorder.report(
          finding(
            'REPORT_PERIOD_MISMATCH',
            { ...where, pointer },
            'the report is about another period than the selection',
            {
              expected: formatTime(expected),
              actual: actual ?? '',
            },
          ),
        );
      }
    }
  }
  if (report.generatedBeforeEnd) {
    recorder.report(
      finding(
        'REPORT_BEFORE_PERIOD_END',
        { ...where, pointer: '/generated_at' },
        'the report was generated before its period ended',
        {
          expected: `not before ${report.periodEndText ?? ''}`,
          actual: report.generatedAtText ?? '',
        },
      ),
    );
  }
  for (const name of report.notCompared) unverified(`${name} is not compared with any record`);
}
