// Retention (docs/SPEC.md §9.3): was the policy in force when the record was made, does it apply, was its period over? The
// results are findings; they never change the verdict, since a legal ground may rightly come first.

import { type Erasure, type RetentionPolicy, yearsAfter } from '../bundle/erasure.js';
import { formatTime } from '../encoding.js';
import { finding } from '../errors.js';
import { equalJson, type JsonObject, member } from '../json.js';
import type { Recorder } from './recorder.js';

/**
 * Judges one erasure. `policies` stand in ascending sequence; `data` is the target's clear data, or undefined if the target
 * is not shown (then whether the policy applies cannot be seen).
 */
export function checkRetention(
  recorder: Recorder,
  erasure: Erasure,
  policies: readonly RetentionPolicy[],
  data: JsonObject | undefined,
): void {
  const where = { ...erasure.where, pointer: '/data/policy' };
  recorder.examined('erasures/retention');
  // In force: the last shown policy of that name before the *target*; a later one cannot shorten a period after the fact.
  const policy = policies.findLast(
    ({ name, sequence }) => name === erasure.policy && sequence < erasure.target.sequence,
  );
  if (policy === undefined) {
    recorder.report(
      finding(
        'RETENTION_POLICY_NOT_SHOWN',
        where,
        `no policy of this name is shown before record ${erasure.target.sequence}`,
        {
          actual: erasure.policy,
        },
      ),
    );
    return;
  }
  if (data !== undefined) {
    for (const [field, value] of Object.entries(policy.appliesTo)) {
      const actual = member(data, field);
      if (actual !== undefined && equalJson(actual, value)) continue;
      recorder.report(
        finding(
          'RETENTION_POLICY_NOT_APPLICABLE',
          where,
          `the policy asks for another ${field} than record ${erasure.target.sequence} has`,
          {
            expected: JSON.stringify(value),
            actual: actual === undefined ? 'no such field' : JSON.stringify(actual),
          },
        ),
      );
      return;
    }
  }
  const end = yearsAfter(erasure.target.recordedAt, policy.years);
  if (erasure.loggedAt >= end) return;
  const expired = erasure.legalGround === 'retention_expired';
  recorder.report(
    finding(
      expired ? 'RETENTION_EARLY' : 'RETENTION_NOT_OVER',
      where,
      expired
        ? `record ${erasure.target.sequence} was erased as expired before its period ended`
        : `record ${erasure.target.sequence} was erased before its period ended, on the ground ${erasure.legalGround}`,
      { expected: `not before ${formatTime(end)}`, actual: erasure.loggedAtText },
    ),
  );
}
