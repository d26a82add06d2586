// One JSON line for each verified record (docs/MANUAL.md §8), between a first line about the report and a last one. Each line names the
// SHA-256 of the line before it, and the last one their number: whoever has the file finds a line that was deleted, added, moved or
// changed, and a file that was cut off. It is no proof of its own: compare the fingerprint with that of the report.

import { toHex, utf8 } from '../../base/encoding.js';
import { digestOf } from '../../crypto/digest.js';
import { jsonText } from '../../report/escape.js';
import type { ListedRecords, ReportBody } from '../model.js';

/** The lines of a report, with their LF. */
export function* jsonLines(
  report: ReportBody,
  { listed, left_out }: ListedRecords,
): Generator<string, void, undefined> {
  const { period, verdict, fingerprint, ledgers, bundles, record_count, coverage } = report;
  let previous = '';
  const lineOf = (value: object): string => {
    const line = jsonText(JSON.stringify({ ...value, previous_line_sha256: previous }));
    previous = toHex(digestOf('sha256', utf8(line)));
    return `${line}\n`;
  };
  yield lineOf({
    ...{ line: 'report', format: 'softqcos.records/v1', fingerprint, verdict },
    ...{ from: period.from, to: period.to, record_count, left_out },
    covered_permille: coverage.proven_permille,
    ledgers: ledgers.map(({ id, origin, tree_heads }) => ({ id, origin, tree_heads })),
    bundles: bundles.map(({ id, name, sha256, counted }) => ({ id, name, sha256, counted })),
  });
  let records = 0;
  for (const row of listed) {
    records += 1;
    yield lineOf({ line: 'record', ...row });
  }
  yield lineOf({ line: 'end', records });
}
