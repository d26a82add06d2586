// Whether what a verdict stands on is still expected to hold on a later day (docs/SPEC.md §12.5): asked by the operator, judged by the
// dated catalogue and by the renewals that verified.

import type { Instant } from '../base/encoding.js';
import { Findings } from './findings.js';
import { type DatedPart, isOver, type LastDay, later } from './horizon.js';
import type { VerifiedRenewal } from './renewals.js';

/** A part with the last day that renewals give it. */
export interface RenewedPart extends DatedPart {
  readonly renewed: LastDay;
}

/** §12.6: a renewal carries what still held when it was made, for as long as it holds itself. */
export function renewedParts(
  parts: readonly DatedPart[],
  renewals: readonly VerifiedRenewal[],
): readonly RenewedPart[] {
  return parts.map((part) => ({
    ...part,
    renewed: renewals.reduce<LastDay>(
      (day, { at, until }) => (isOver(day, at) ? day : later(day, until)),
      part.until,
    ),
  }));
}

/** Judges each part as of a day; what is not needed is a note. */
export function checkAlgorithms(
  parts: readonly RenewedPart[],
  asOf: Instant | undefined,
): Findings {
  const findings = new Findings();
  if (asOf === undefined) return findings;
  for (const { what, algorithms, needed, renewed } of parts) {
    findings.examined('time/algorithms');
    if (!isOver(renewed, asOf)) continue;
    const message = `${what}: expected to hold until ${renewed}`;
    const details = { expected: `a renewal by ${renewed}`, actual: algorithms.join(', ') };
    const code = needed ? 'ALGORITHM_LAPSED' : 'ALGORITHM_LAPSED_BESIDE';
    findings.report(code, {}, message, details);
  }
  return findings;
}
