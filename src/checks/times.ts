// Do stated and proven times fit each other (docs/SPEC.md §12.3, §13)? All results are findings: clocks drift, and none of
// this changes what signatures and proofs show.

import { formatTime, type Instant } from '../base/encoding.js';
import type { AttestationFacts } from './attestation.js';
import type { CheckpointFacts } from './checkpoint.js';
import { Findings } from './findings.js';

const FIVE_MINUTES: Instant = 300n * 1_000_000_000n;
const DAY: Instant = 86_400n * 1_000_000_000n;

/**
 * Compares the tokens with what they cover, the head's time with the export, and all of them with the time of verification.
 * @param lastRecordedAt of the shown records
 */
export function checkTimes(
  at: Instant,
  exportedAt: Instant,
  { headTime, witnessed, tokens: overCheckpoint }: CheckpointFacts,
  { tokens: overAttestation }: AttestationFacts,
  lastRecordedAt: Instant | undefined,
): Findings {
  const findings = new Findings();
  const later = latest([
    ['the checkpoint was signed', headTime],
    ['a quorum of witnesses saw the checkpoint', witnessed?.quorumTime],
    ...[...overCheckpoint, ...overAttestation].map(
      ({ genTime }) => ['a time stamp was made', genTime] as const,
    ),
    ['the bundle was exported', exportedAt],
    ['a record was logged', lastRecordedAt],
  ]);
  if (at + FIVE_MINUTES < later.time) {
    const message = `${later.what} after the time of verification`;
    const details = { expected: `not before ${formatTime(later.time)}`, actual: formatTime(at) };
    findings.report('VERIFIED_BEFORE_EVIDENCE', {}, message, details);
  }
  if (headTime !== undefined) {
    findings.examined('time/plausible');
    const distance = exportedAt > headTime ? exportedAt - headTime : headTime - exportedAt;
    const expected = `within 24 hours of ${formatTime(exportedAt)}`;
    const details = { expected, actual: formatTime(headTime) };
    if (distance > DAY) findings.report('HEAD_FAR_FROM_EXPORT', { entry: 'checkpoint' }, details);
  }
  for (const [name, time, tokens] of [
    ['recorded_at', lastRecordedAt, overCheckpoint],
    ['exported_at', exportedAt, overAttestation],
  ] as const) {
    for (const { genTime, entry } of time === undefined ? [] : tokens) {
      findings.examined('time/plausible');
      if (time === undefined || genTime + FIVE_MINUTES >= time) continue;
      const message = `the token is older than a ${name} that it covers`;
      const details = { expected: `not before ${formatTime(time)}`, actual: formatTime(genTime) };
      findings.report('TOKEN_BEFORE_CONTENT', { entry }, message, details);
    }
  }
  return findings;
}

function latest(times: readonly (readonly [what: string, time: Instant | undefined])[]): {
  readonly what: string;
  readonly time: Instant;
} {
  return times
    .map(([what, time = 0n]) => ({ what, time }))
    .reduce((last, each) => (each.time > last.time ? each : last));
}
