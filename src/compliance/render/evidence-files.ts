// The files behind a number of a control: bundles that count and hold some of the evidence.

import type { BundleSection, ComplianceReport, FrameworkSection } from '../model.js';

/** Of records: every counted bundle with records of the period, since the count is over all of them. None where nothing was found. */
export function evidenceFiles(
  { bundles }: ComplianceReport,
  { records, bundles: named }: FrameworkSection['controls'][number],
): readonly BundleSection[] {
  if (records === 0) return [];
  if (named !== undefined) return bundles.filter(({ id }) => named.includes(id));
  return bundles.filter(({ counted, showings }) => counted && showings.in_period > 0);
}
