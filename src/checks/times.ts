// Do stated and proven times fit each other (docs/SPEC.md §12.3, §13)? All results are findings: clocks drift, and none of
// this changes what signatures and proofs show.

import { formatTime, type Instant } from '../base/encoding.js';
import { finding } from '../base/errors.js';
import type { Findings } from './findings.js';
import type { FoundToken } from './timestamps.js';

const FIVE_MINUTES: Instant = 300n * 1_000_000_000n;
const DAY: Instant = 86_400n * 1_000_000_000n;

export interface StatedTimes {
  readonly exportedAt: Instant;
  /** In the ledger's verified 0x06 line. */
  readonly headTime: Instant | undefined;
  /** Of the shown records. */
  readonly lastRecordedAt: Instant | undefined;
}

/** Compares the tokens with what they cover, and the head's time with the export. */
export function checkTimes(
  recorder: Findings,
  stated: StatedTimes,
  tokens: {
    readonly checkpoint: readonly FoundToken[];
    readonly attestation: readonly FoundToken[];
  },
): void {
  const { exportedAt, headTime, lastRecordedAt } = stated;
  if (headTime !== undefined) {
    recorder.examined('time/plausible');
    const distance = exportedAt > headTime ? exportedAt - headTime : headTime - exportedAt;
    if (distance > DAY) {
      recorder.report(
        finding(
          'HEAD_FAR_FROM_EXPORT',
          { entry: 'checkpoint' },
          {
            expected: `within 24 hours of ${formatTime(exportedAt)}`,
            actual: formatTime(headTime),
          },
        ),
      );
    }
  }
  const covered = [
    ['recorded_at', lastRecordedAt, tokens.checkpoint],
    ['exported_at', exportedAt, tokens.attestation],
  ] as const;
  for (const [name, time, list] of covered) {
    if (time === undefined) continue;
    for (const token of list) {
      recorder.examined('time/plausible');
      if (token.genTime + FIVE_MINUTES >= time) continue;
      recorder.report(
        finding(
          'TOKEN_BEFORE_CONTENT',
          { entry: token.entry },
          `the token is older than a ${name} that it covers`,
          { expected: `not before ${formatTime(time)}`, actual: formatTime(token.genTime) },
        ),
      );
    }
  }
}
