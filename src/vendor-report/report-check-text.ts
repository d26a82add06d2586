// What became of a compliance report that arrived beside a bundle (docs/MANUAL.md §6), as text or JSON. The text says in every case
// that the report carries no hash and no signature of its own.

import { plainText } from '../report/escape.js';
import { renderDocument } from '../report/json.js';
import { hang } from '../report/layout.js';
import { Pen, type TextOptions } from '../report/pen.js';
import { countOf, fingerprint, placeOf } from '../report/words.js';
import type { ReportCheck } from './report-check.js';

const NO_SIGNATURE =
  'The report carries no hash and no signature of its own: who made it, and whether it was altered since, is not proven.';

export const REPORT_CHECK_FORMATS = { text: renderText, json: renderJson } as const;
export type ReportCheckFormat = keyof typeof REPORT_CHECK_FORMATS;

function renderText(check: ReportCheck, style: TextOptions): string {
  const pen = new Pen(style);
  const { report, transcript, compared, findings } = check;
  const differs = findings.some(({ outcome }) => outcome === 'fail');
  const words = { pass: 'AGREES', fail: differs ? 'DISAGREES' : 'FAIL', unproven: 'UNPROVEN' };
  const word = words[check.verdict];
  const first = `${word}  ${plainText(report.name)}: ${plainText(check.summary)}`;
  const { bundle } = transcript;
  if (pen.quiet) return `${first}\n`;
  const lines = [
    first,
    '',
    ...pen.row('Report', `${plainText(report.name)}, ${countOf(report.bytes, 'bytes')}`),
    ...pen.row('', `SHA-256  ${fingerprint(report.sha256)}`),
    ...pen.row('Bundle', `${plainText(bundle.name)}: ${transcript.verdict}, at ${transcript.at}`),
    ...pen.row('', `SHA-256  ${fingerprint(bundle.sha256)}`),
    ...pen.row('', plainText(transcript.summary)),
    ...pen.row('Compared', compared.length === 0 ? 'nothing' : compared.join(', ')),
    ...pen.row('Signed', NO_SIGNATURE),
    ...(findings.length === 0 ? [] : ['', 'Findings']),
    ...findings.flatMap(({ code, message, where, expected, actual, outcome, remedy }) => {
      const place = placeOf(where, plainText);
      const detail = (label: string, value: string | undefined): string[] =>
        value === undefined || value === ''
          ? []
          : hang(`    ${label.padEnd(9)} `, plainText(value), pen.width);
      return [
        ...hang(`  ${code}  `, plainText(message), pen.width),
        ...detail('where', place),
        ...detail('expected', expected),
        ...detail('actual', actual),
        ...detail(outcome === 'note' ? 'note' : 'do', remedy),
      ];
    }),
    '',
    first,
  ];
  return `${lines.join('\n')}\n`;
}

function renderJson({ transcript, ...check }: ReportCheck): string {
  const { bundle, verdict, at } = transcript;
  return renderDocument({
    format: 'softqcos.report-check/v1',
    verdict: check.verdict,
    summary: check.summary,
    at,
    report: { ...check.report, signed: false },
    bundle: { name: bundle.name, sha256: bundle.sha256, verdict },
    compared: check.compared,
    findings: check.findings,
  });
}
