// The trust mode (docs/SPEC.md §16.6): what a verdict stands on, in one short line for the head of every report, since that is what
// people cut out and file. Names are the trust root's and the operator's, never the bundle's.

import type { CheckResult } from '../checks/settle.js';
import type { Facts, Question } from './facts.js';
import type { TrustMode } from './worth.js';

/** States the trust mode of a run. */
export function trustModeOf(
  results: readonly CheckResult[],
  facts: Facts,
  { trustRoot, trustSource = {} }: Question,
): TrustMode {
  const { checkpoint, attestation } = facts;
  const quorum = results.some(
    ({ id, status }) => id === 'checkpoint/witnesses' && status === 'passed',
  );
  const witnesses = quorum ? (checkpoint?.witnessed?.times.size ?? 0) : 0;
  const ofCheckpoint =
    (checkpoint?.tokens ?? []).length > 0 || checkpoint?.witnessed?.quorumTime !== undefined;
  const ofAttestation = attestation?.signer !== undefined && attestation.tokens.length > 0;
  const time = timeOf(ofCheckpoint, ofAttestation);
  const { from, digestPinned = false } = trustSource;
  const compared = comparedOf(trustRoot, trustSource);
  const tail = { trusted_time: time, witnesses };
  if (trustRoot === undefined) {
    const headline = "under nobody's keys: no trust root, so nothing says who signed";
    return { headline, keys: 'none', digest_pinned: digestPinned, ...tail };
  }
  const since = trustRoot.issuedAtText;
  const parts = [
    `under the keys of "${trustRoot.name}" (serial ${trustRoot.serial}), pinned since ${since.slice(0, 10)}${digestPinned ? ' and by digest' : ''}`,
    ...(from === undefined ? [] : [`from ${from}`]),
    compared === undefined ? 'no comparison stated' : `compared: ${compared}`,
    TIME_WORDS[time],
    witnesses === 0 ? 'no witnesses' : `${witnesses} ${witnesses === 1 ? 'witness' : 'witnesses'}`,
  ];
  return {
    headline: parts.join('; '),
    keys: 'trust root',
    ...(from === undefined ? {} : { from }),
    digest_pinned: digestPinned,
    since,
    ...(compared === undefined ? {} : { compared }),
    ...tail,
  };
}

/** With whom the keys were compared: what the operator says of this run, else the note in the trust root. */
export function comparedOf(
  trustRoot: Question['trustRoot'],
  { compared }: NonNullable<Question['trustSource']> = {},
): string | undefined {
  return compared ?? trustRoot?.compared;
}

const TIME_WORDS: Readonly<Record<TrustMode['trusted_time'], string>> = {
  both: 'trusted times',
  checkpoint: 'trusted time of the checkpoint alone',
  attestation: 'trusted time of the attestation alone',
  none: 'no trusted time',
};

function timeOf(checkpoint: boolean, attestation: boolean): TrustMode['trusted_time'] {
  if (checkpoint) return attestation ? 'both' : 'checkpoint';
  return attestation ? 'attestation' : 'none';
}
