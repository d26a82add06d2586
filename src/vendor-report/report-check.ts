// A compliance report that arrived beside a bundle (docs/SPEC.md §10.2, docs/MANUAL.md §6): compared like an attached one, and yet worth less,
// because nothing signs it. It agrees only if something that it says about records could be compared and the bundle itself passed.

import type { BundleSource } from '../archive/source.js';
import { toHex } from '../base/encoding.js';
import type { ReportMediaType } from '../bundle/layout.js';
import { CODES } from '../catalogue/codes.js';
import { digestOf } from '../crypto/digest.js';
import { holds, openProven } from '../evidence/reader.js';
import type { Transcript, TranscriptFinding, Verdict } from '../transcript/transcript.js';
import { compareReport } from './comparison.js';
import { ReportFacts } from './facts.js';

export interface ReportCheck {
  /** `pass`: it agrees; `fail`: it differs, or the bundle is wrong; `unproven`: nothing about records to compare, or nothing proven. */
  readonly verdict: Verdict;
  /** One sentence: why. */
  readonly summary: string;
  readonly transcript: Transcript;
  readonly report: { readonly name: string; readonly bytes: number; readonly sha256: string };
  /** Members that were compared. */
  readonly compared: readonly string[];
  readonly findings: readonly TranscriptFinding[];
}

/**
 * Compares a report with a bundle that has been verified. The caller has bounded `bytes`.
 * @param transcript of the same source @throws VerifierError ERR_BUNDLE_CHANGED; what the source throws
 */
export async function checkReportBeside(
  report: { readonly name: string; readonly bytes: Uint8Array; readonly type: ReportMediaType },
  source: BundleSource,
  transcript: Transcript,
): Promise<ReportCheck> {
  const described = {
    name: report.name,
    bytes: report.bytes.length,
    sha256: toHex(digestOf('sha256', report.bytes)),
  };
  const common = { transcript, report: described };
  // Counts of records that are not proven to be there would accuse the report of what the bundle lacks.
  const counted = transcript.checks.some(
    ({ id, status }) => id === 'manifest/counts' && status === 'passed',
  );
  if (!counted || !holds(transcript, 'included') || transcript.verdict === 'fail')
    return {
      ...common,
      verdict: transcript.verdict === 'fail' ? 'fail' : 'unproven',
      summary: `the bundle is ${transcript.verdict}, so the report was not compared with it`,
      compared: [],
      findings: [],
    };
  const {
    manifest: { selection },
    batches,
  } = await openProven(source, transcript, 'included');
  const facts = new ReportFacts();
  for await (const records of batches())
    for (const { record, selected } of records) if (selected) facts.add(record);
  const { compared, findings, jobStatus } = compareReport(
    report.bytes,
    report.type,
    { facts, selection },
    {},
  );
  const told = findings.map((found) => {
    const { outcome, remedy } = CODES[found.code];
    return { ...found, outcome, remedy };
  });
  const differs = told.some(({ outcome }) => outcome === 'fail');
  const isAboutRecords = compared.some((name) => !OF_THE_SELECTION.has(name));
  const verdict: Verdict = differs ? 'fail' : isAboutRecords ? transcript.verdict : 'unproven';
  return {
    ...common,
    verdict,
    summary:
      jobStatus === undefined
        ? summaryOf(differs, compared, isAboutRecords, transcript.verdict)
        : `this is the answer of an export job (${jobStatus}), and not a report: download the report`,
    compared,
    findings: told,
  };
}

/** What a report says of the selection, which the exporter chose: agreeing on it says nothing about a record. */
const OF_THE_SELECTION: ReadonlySet<string> = new Set(['period_start', 'period_end']);

function summaryOf(
  differs: boolean,
  compared: readonly string[],
  isAboutRecords: boolean,
  bundle: Verdict,
): string {
  if (differs) return 'the report differs from the verified records, or cannot be read';
  if (!isAboutRecords && compared.length > 0)
    return 'only the period of the report can be compared, and nothing that it says about records';
  if (compared.length === 0) return 'nothing of the report can be compared with the records';
  if (bundle !== 'pass') return `the report agrees, and the bundle is ${bundle}`;
  return 'the report agrees with the verified records where it can be compared';
}
