// One line for each signature of a bundle: algorithm, standard, category, and what a later quantum computer could do with it
// (docs/SPEC.md §12.4). A classical signature is worth its hybrid partner or the hashes around it, and the line says so.

import { formatTime, type Instant } from '../base/encoding.js';
import type { CheckId } from '../catalogue/checks.js';
import type { CheckResult } from '../checks/settle.js';
import { type SignatureAlgorithm, STANDARDS } from '../crypto/signature.js';
import type { KeyWindow } from '../trust/key-window.js';
import type { Facts } from './facts.js';
import type { ProvenTime, SignatureLine } from './transcript.js';

const CLASSICAL_HALF =
  'classical: a quantum computer could forge this half, not its ML-DSA partner; both are required';
const OF_LEDGER = ['Ed25519', 'ML-DSA-44'] as const;
const OF_ATTESTER = ['Ed25519', 'ML-DSA-65'] as const;
const POST_QUANTUM = 'post-quantum: no known quantum attack';

/** The signatures that the run looked at, in the order of the catalogue. */
export function signatureLines(facts: Facts, results: readonly CheckResult[]): SignatureLine[] {
  const { checkpoint, attestation, manifest } = facts;
  const passed = (check: CheckId) =>
    results.some(({ id, status }) => id === check && status === 'passed');
  const byLedger = passed('checkpoint/signatures') && checkpoint?.head !== undefined;
  const byAttester = passed('attestation/signatures') && attestation?.isPairValid === true;
  const attester = attestation?.signer?.attester.name;
  const { ledger } = manifest ?? {};
  const ofSet = byLedger ? checkpoint?.signed?.keySet.window : undefined;
  const ofPair = byAttester ? attestation?.signer?.pair.window : undefined;
  return [
    ...(checkpoint?.checkpoint === undefined
      ? []
      : pairLines(
          'checkpoint',
          OF_LEDGER,
          ledger,
          byLedger,
          checkpoint.forged,
          ofSet,
          checkpoint.headTime,
        )),
    ...witnessLines(facts),
    ...tokenLines(facts, 'checkpoint'),
    ...(attestation?.attestation === undefined
      ? []
      : pairLines('attestation', OF_ATTESTER, attester, byAttester, attestation.forged, ofPair)),
    ...tokenLines(facts, 'attestation'),
    ...recordLine(facts),
  ];
}

function pairLines(
  what: string,
  algorithms: readonly SignatureAlgorithm[],
  signer: string | undefined,
  isVerified: boolean,
  forged: ReadonlySet<SignatureAlgorithm> | undefined,
  window: KeyWindow | undefined,
  stated?: Instant,
): SignatureLine[] {
  return algorithms.map((algorithm) => {
    const { standard, category } = STANDARDS[algorithm];
    // The partner of a forged half may be genuine, and a half that is not there has not failed.
    const failed = forged?.has(algorithm) === true;
    return {
      what,
      algorithm,
      standard,
      ...(category === undefined ? {} : { category }),
      status: isVerified ? 'verified' : failed ? 'failed' : 'not counted',
      ...(isVerified && signer !== undefined ? { signer } : {}),
      // Of the two lines of a ledger only that of the post-quantum key states a time.
      ...(isVerified && stated !== undefined && category !== undefined
        ? { stated_at: formatTime(stated) }
        : {}),
      ...windowOf(window),
      quantum: category === undefined ? CLASSICAL_HALF : POST_QUANTUM,
    };
  });
}

function witnessLines({ checkpoint }: Facts): SignatureLine[] {
  const { witnessed } = checkpoint ?? {};
  if (witnessed?.policy === undefined) return [];
  return witnessed.policy.witnesses
    .filter(({ name }) => witnessed.times.has(name))
    .map(({ name, noteKey }) => {
      const { standard, category } = STANDARDS[noteKey.key.algorithm];
      return {
        what: 'cosignature',
        algorithm: noteKey.key.algorithm,
        standard,
        ...(category === undefined ? {} : { category }),
        status: 'verified',
        signer: `${name} (${noteKey.name})`,
        quantum:
          category === undefined
            ? 'classical: a quantum computer could forge and back-date this cosignature'
            : POST_QUANTUM,
      };
    });
}

function tokenLines(facts: Facts, over: 'checkpoint' | 'attestation'): SignatureLine[] {
  return (facts[over]?.tokens ?? []).map(({ authority, signatureAlgorithm, postQuantum }) => ({
    what: `time stamp over the ${over}`,
    algorithm: signatureAlgorithm,
    standard: 'RFC 3161',
    status: 'verified',
    signer: authority,
    ...windowOf(
      facts.trust?.root?.timestampAuthorities.find(({ name }) => name === authority)?.window,
    ),
    quantum: postQuantum
      ? POST_QUANTUM
      : 'classical: a quantum computer could forge and back-date this token; renew it before that',
  }));
}

function windowOf(window: KeyWindow | undefined): Pick<SignatureLine, 'window'> {
  if (window === undefined) return {};
  const { validFrom, validUntil, revoked } = window;
  return {
    window: {
      from: formatTime(validFrom),
      ...(validUntil === undefined ? {} : { until: formatTime(validUntil) }),
      ...(revoked === undefined ? {} : { revoked: formatTime(revoked.at) }),
      ...(revoked?.compromisedSince === undefined
        ? {}
        : { compromised_since: formatTime(revoked.compromisedSince) }),
    },
  };
}

function recordLine({ leaves }: Facts): SignatureLine[] {
  const verified = leaves?.signatures.verified ?? 0;
  if (verified === 0) return [];
  const { standard, category } = STANDARDS['ML-DSA-65'];
  return [
    {
      what: `${verified} record signature(s)`,
      algorithm: 'ML-DSA-65',
      standard,
      ...(category === undefined ? {} : { category }),
      status: 'verified',
      quantum: POST_QUANTUM,
    },
  ];
}

/** Times that something trusted proves, kept apart by what they are of (§12.3). */
export function provenTimes({ checkpoint, attestation }: Facts): ProvenTime[] {
  const times: ProvenTime[] = [];
  // A token over the checkpoint covers its text; one over the attestation covers two signatures, which anybody can put beside
  // another statement: it dates this one only if they verify.
  const dated = attestation?.signer === undefined ? [] : attestation.tokens;
  for (const [of, tokens] of [
    ['checkpoint', checkpoint?.tokens ?? []],
    ['attestation', dated],
  ] as const) {
    for (const { genTime, authority, accuracy } of tokens) {
      times.push({
        of,
        existed_before: formatTime(genTime),
        by: authority,
        ...(accuracy === undefined ? {} : { accuracy: `${Number(accuracy) / 1e9} s` }),
      });
    }
  }
  const quorum = checkpoint?.witnessed?.quorumTime;
  if (quorum !== undefined)
    times.push({ of: 'checkpoint', existed_before: formatTime(quorum), by: 'quorum of witnesses' });
  return times;
}
