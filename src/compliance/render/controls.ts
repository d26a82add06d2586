// One line for each control, as a tool of an auditor imports it: what was looked for, how much was found, and the files that it was found
// in with their SHA-256. Counts are of the period; nothing says that a control is met. RFC 4180, every cell quoted, none a formula.

import { csvCell } from '../../report/escape.js';
import { percent } from '../../report/words.js';
import type { ComplianceReport } from '../model.js';
import { standingWords } from '../wording.js';
import { evidenceFiles } from './evidence-files.js';

const COLUMNS = [
  ...['framework', 'control', 'title', 'citation', 'checked', 'looked_for', 'kind', 'count'],
  ...['cannot_be_seen', 'evidence_files', 'evidence_sha256', 'first_records', 'period_from'],
  ...['period_to', 'period_covered', 'framework_standing', 'report_fingerprint'],
] as const;

export function renderControls(report: ComplianceReport): string {
  const { frameworks, period, coverage, fingerprint } = report;
  const rows = frameworks.flatMap((framework) =>
    framework.controls.map((control) => {
      const files = evidenceFiles(report, control);
      return [
        ...[framework.name, control.id, control.title, control.citation, control.checked ?? ''],
        ...[control.rule, control.evidence, String(control.records), String(control.undecided)],
        files.map(({ name }) => name).join(' | '),
        files.map(({ sha256 }) => sha256).join(' | '),
        control.examples.map(({ record_id }) => record_id).join(' | '),
        ...[period.first_day, period.last_day, percent(coverage.proven_permille)],
        ...[standingWords(framework, coverage), fingerprint],
      ];
    }),
  );
  return [[...COLUMNS], ...rows]
    .map((cells) => `${cells.map((cell) => csvCell(cell, 4_000)).join(',')}\r\n`)
    .join('');
}
