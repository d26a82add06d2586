// A bundle of a report: which file it is, what it came to, and what it adds.

import type { BundleSection } from '../model.js';
import { bundleId, ledgerId } from './labels.js';
import type { MergedBundle } from './merged.js';

export function bundleOf(
  { transcript, shown, kind, records, fresh, repeated, differing, notMerged }: MergedBundle,
  index: number,
): BundleSection {
  const { bundle, verdict, summary, signatures, times, attester, checks } = transcript;
  const count = (status: string): number =>
    checks.filter((check) => check.status === status).length;
  return {
    id: bundleId(index),
    name: bundle.name,
    bytes: bundle.bytes,
    sha256: bundle.sha256,
    verdict,
    summary,
    counted: shown !== undefined,
    ...(shown === undefined ? {} : { ledger: ledgerId(shown.ledger) }),
    ...(bundle.manifest === undefined ? {} : { manifest: bundle.manifest }),
    ...(kind === undefined ? {} : { selection: kind }),
    ...(attester === undefined ? {} : { attester }),
    signatures,
    times,
    checks: {
      passed: count('passed'),
      failed: count('failed'),
      unproven: count('unproven'),
      skipped: count('skipped'),
    },
    results: checks.map(({ id, title, section, needed, status, examined, counts }) => ({
      ...{ id, title, section, needed, status, examined, counts },
    })),
    showings: {
      records,
      new: fresh,
      repeated,
      differing,
      not_merged: notMerged,
      in_period: shown?.inPeriod ?? 0,
    },
  };
}
