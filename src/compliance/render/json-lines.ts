// One JSON line for each verified record (docs/MANUAL.md §8), between a first line about the report and a last one. Each line names the
// SHA-256 of the line before it, and the last one their number: whoever has the file finds a line that was deleted, added, moved or
// changed, and a file that was cut off. It is no proof of its own: compare the fingerprint with that of the report.

import { toHex, utf8 } from '../../base/encoding.js';
import { digestOf } from '../../crypto/digest.js';
import { jsonText } from '../../report/escape.js';
import type { ComplianceReport } from '../model.js';

export function renderJsonLines(report: ComplianceReport): string {
  const { period, verdict, fingerprint, ledgers, bundles, records, record_count, coverage } =
    report;
  const lines: string[] = [];
  let previous = '';
  const add = (value: object): void => {
    const line = jsonText(JSON.stringify({ ...value, previous_line_sha256: previous }));
    lines.push(line);
    previous = toHex(digestOf('sha256', utf8(line)));
  };
  add({
    ...{ line: 'report', format: 'softqcos.records/v1', fingerprint, verdict },
    ...{ from: period.from, to: period.to, record_count, left_out: records.left_out },
    covered_permille: coverage.proven_permille,
    ledgers: ledgers.map(({ id, origin, tree_heads }) => ({ id, origin, tree_heads })),
    bundles: bundles.map(({ id, name, sha256, counted }) => ({ id, name, sha256, counted })),
  });
  for (const row of records.listed) add({ line: 'record', ...row });
  add({ line: 'end', records: records.listed.length });
  return `${lines.join('\n')}\n`;
}
