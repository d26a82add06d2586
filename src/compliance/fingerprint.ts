// The document of a report with its rows, and its fingerprint, row by row: nobody needs to hold them for it.

import { toHex, utf8 } from '../base/encoding.js';
import { canonicalize, type Json } from '../base/json.js';
import { RunningDigest } from '../crypto/digest.js';
import type { ComplianceReport, ListedRecords, RecordRow, ReportBody } from './model.js';

/** The document, with its rows. */
export function wholeReport(
  report: ReportBody,
  { listed, left_out }: ListedRecords,
): ComplianceReport {
  return { ...report, records: { listed: [...listed], left_out } };
}

/** SHA3-256 over the canonical form of a report without its fingerprint; lower-case hex. */
export function fingerprintOf(report: Omit<ComplianceReport, 'fingerprint'>): string {
  const { records, ...body } = report;
  return digestOfDocument(body, records);
}

/** As `fingerprintOf`, row by row. */
export function digestOfDocument(
  body: object,
  { listed, left_out }: { readonly listed: Iterable<RecordRow>; readonly left_out: number },
): string {
  const digest = new RunningDigest('sha3-256');
  const add = (text: string): void => digest.update(utf8(text));
  const plain = new Map<string, Json>(Object.entries(body));
  plain.delete('fingerprint');
  // RFC 8785 §3.2.3: names in the order of their code units, `left_out` before `listed`.
  let before = '{';
  for (const name of [...plain.keys(), 'records'].sort()) {
    add(`${before}${JSON.stringify(name)}:`);
    before = ',';
    if (name !== 'records') {
      add(canonicalize(plain.get(name) ?? null));
      continue;
    }
    add(`{"left_out":${left_out},"listed":`);
    let beforeRow = '[';
    for (const row of listed) {
      add(`${beforeRow}${canonicalize(row as unknown as Json)}`);
      beforeRow = ',';
    }
    add(beforeRow === '[' ? '[]}' : ']}');
  }
  add('}');
  return toHex(digest.digest());
}
