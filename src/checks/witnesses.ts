// Witnesses (docs/SPEC.md §7.4): cosignatures counted by the C2SP policy of the trust root, distinct by key material, and the
// times that they prove. A cosignature of a listed witness that does not verify fails, whatever the quorum.

import type { Instant } from '../base/encoding.js';
import type { UnverifiedCheckpoint } from '../bundle/checkpoint.js';
import { PATHS } from '../bundle/layout.js';
import { isQuorum, quorumTime, type WitnessPolicy } from '../trust/policy.js';
import { Findings, type Step } from './findings.js';
import { at, linesOf, verifyLine } from './key-sets.js';

/** Cosignatures of listed witnesses that verified. */
export interface Witnessed {
  readonly policy: WitnessPolicy | undefined;
  /** By the policy's name: the times of the witness's cosignatures; undefined where one proves no time. */
  readonly times: ReadonlyMap<string, readonly (Instant | undefined)[]>;
  /** The earliest time by which the quorum is met; undefined if it is not, or only without times. */
  readonly quorumTime: Instant | undefined;
}

/** §7.4: cosignatures, counted by the policy of the trust root and distinct by key material. */
export function checkWitnesses(
  checkpoint: UnverifiedCheckpoint,
  policy: WitnessPolicy | undefined,
): Step<Witnessed> {
  const findings = new Findings();
  const times = new Map<string, readonly (Instant | undefined)[]>();
  if (policy === undefined) {
    findings.absent('WITNESS_POLICY_ABSENT', {});
    return { value: { policy, times, quorumTime: undefined }, findings };
  }
  for (const { name, noteKey } of policy.witnesses) {
    for (const line of linesOf(checkpoint, noteKey)) {
      findings.examined('checkpoint/witnesses');
      const verified = verifyLine(checkpoint, noteKey, line);
      const message = `the cosignature of witness ${name} does not verify`;
      if (verified !== undefined) times.set(name, [...(times.get(name) ?? []), verified.time]);
      else findings.report('COSIGNATURE_INVALID', at(line.line), message, { actual: noteKey.name });
    }
  }
  const quorum = quorumTime(
    policy,
    new Map([...times].map(([name, all]) => [name, earliest(all)])),
  );
  if (quorum === undefined) {
    const where = { entry: PATHS.checkpoint };
    const message = `the quorum ${policy.quorum} is not met`;
    const actual = 'no cosignature of a listed witness';
    if (times.size === 0) findings.absent('WITNESS_QUORUM_UNMET', where, message, { actual });
    else
      findings.report('WITNESS_QUORUM_UNMET', where, message, {
        actual: `cosigned by ${[...times.keys()].join(', ')}`,
      });
  }
  const value = { policy, times, quorumTime: quorum === 'untimed' ? undefined : quorum };
  return { value, findings };
}

/** True if the ledger's 0x06 line, or a quorum of cosignatures, says that the head was signed not earlier than `time` (§11.1). */
export function isHeadNotBefore(
  time: Instant,
  headTime: Instant | undefined,
  witnessed: Witnessed | undefined,
): boolean {
  if (headTime !== undefined && headTime >= time) return true;
  if (witnessed?.policy === undefined) return false;
  const names = [...witnessed.times].filter(([, times]) =>
    times.some((each) => each !== undefined && each >= time),
  );
  return isQuorum(witnessed.policy, new Set(names.map(([name]) => name)));
}

function earliest(times: readonly (Instant | undefined)[]): Instant | undefined {
  return times.reduce(
    (least, time) => (least === undefined || (time !== undefined && time < least) ? time : least),
    undefined,
  );
}
