// What a verdict stands on, and until when published texts expect each part of it to hold (docs/SPEC.md §12.5): hashes, hybrid
// signatures, cosignatures and tokens that verified. A hybrid holds as long as its later half, a token as long as its weakest part.

import { formatTime, type Instant } from '../base/encoding.js';
import { TREE_HASH } from '../bundle/suite.js';
import { type DatedAlgorithm, HORIZONS } from '../catalogue/horizons.js';
import type { Requirement } from '../catalogue/requirements.js';
import { validity } from '../trust/key-window.js';
import { isQuorum } from '../trust/policy.js';
import { HASH_NAMES } from '../x509/algorithms.js';
import type { AttestationFacts } from './attestation.js';
import type { CheckpointFacts } from './checkpoint.js';
import type { Context } from './context.js';
import type { LeavesFacts } from './leaves.js';
import type { FoundToken } from './timestamps.js';

/** The last day of something, `YYYY-MM-DD`; null if no text of the catalogue sets one. */
export type LastDay = string | null;

/** Something that a verdict stands on. */
export interface DatedPart {
  readonly what: string;
  readonly kind: 'hash' | 'signature' | 'cosignature' | 'time stamp';
  readonly algorithms: readonly DatedAlgorithm[];
  /** Whether the verdict rests on it, and not only a time beside it. */
  readonly needed: boolean;
  /** By its algorithms alone. */
  readonly until: LastDay;
}

/** What the steps before gave. */
export interface Signed {
  readonly checkpoint: CheckpointFacts;
  readonly attestation: AttestationFacts;
  readonly leaves: LeavesFacts;
}

/** The parts, in the order of a transcript's signatures. */
export function datedParts(
  { manifest, at }: Context,
  { checkpoint, attestation, leaves }: Signed,
  requirements: ReadonlySet<Requirement>,
): readonly DatedPart[] {
  const { signed, witnessed } = checkpoint;
  const { signer, isPairValid } = attestation;
  const isStamped = requirements.has('timestamp');
  const leansOn = {
    checkpoint:
      signed !== undefined && !validity(signed.keySet.window, [], at, signed.headTime).valid,
    attestation:
      signer !== undefined && !validity(signer.pair.window, [], at, manifest.exportedAt).valid,
  };
  const records = leaves.signatures.verified;
  return [
    part('records, commitments and listed entries', 'hash', ['SHA3-256'], true),
    ...(manifest.treeHead === undefined
      ? []
      : [part('tree', 'hash', [HASH_NAMES[TREE_HASH[manifest.suite]]], true)]),
    ...(signed === undefined ? [] : [hybrid('checkpoint', ['Ed25519', 'ML-DSA-44'])]),
    ...cosignatures(witnessed, requirements.has('witnesses') || leansOn.checkpoint),
    ...tokens('checkpoint', checkpoint.tokens, isStamped || leansOn.checkpoint),
    ...(signer === undefined || !isPairValid
      ? []
      : [hybrid('attestation', ['Ed25519', 'ML-DSA-65'])]),
    ...(signer === undefined
      ? []
      : tokens('attestation', attestation.tokens, isStamped || leansOn.attestation)),
    ...(records === 0
      ? []
      : [
          part(
            'record signatures',
            'signature',
            ['ML-DSA-65'],
            requirements.has('record-signatures'),
          ),
        ]),
  ];
}

/** True if the last day is over at a time. */
export function isOver(until: LastDay, at: Instant): boolean {
  return until !== null && formatTime(at).slice(0, 10) > until;
}

/** The earlier of two last days. */
export function earlier(a: LastDay, b: LastDay): LastDay {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** The later of two last days. */
export function later(a: LastDay, b: LastDay): LastDay {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

/** The last day of something that falls with the first of its algorithms. */
export function weakest(algorithms: readonly DatedAlgorithm[]): LastDay {
  return algorithms.reduce<LastDay>((day, name) => earlier(day, HORIZONS[name].until), null);
}

function part(
  what: string,
  kind: DatedPart['kind'],
  algorithms: readonly DatedAlgorithm[],
  needed: boolean,
): DatedPart {
  return { what, kind, algorithms, needed, until: weakest(algorithms) };
}

/** Both halves must verify, so a forger must break both: it holds as long as the later one. */
function hybrid(what: string, halves: readonly [DatedAlgorithm, DatedAlgorithm]): DatedPart {
  const [a, b] = halves.map((name) => HORIZONS[name].until);
  return {
    what: `${what}, both signatures`,
    kind: 'signature',
    algorithms: halves,
    needed: true,
    until: later(a ?? null, b ?? null),
  };
}

/** Of the cosignatures as many are needed, longest first, as make a quorum. */
function cosignatures(witnessed: CheckpointFacts['witnessed'], needed: boolean): DatedPart[] {
  const { policy } = witnessed ?? {};
  if (policy === undefined || witnessed === undefined) return [];
  const parts = policy.witnesses
    .filter(({ name }) => witnessed.times.has(name))
    .map(({ name, noteKey }) => ({
      name,
      part: part(`cosignature of ${name}`, 'cosignature', [noteKey.key.algorithm], false),
    }));
  const kept = new Set<string>();
  if (needed) {
    for (const { name } of parts.toSorted((a, b) => byDay(b.part.until, a.part.until))) {
      if (kept.size > 0 && isQuorum(policy, kept)) break;
      kept.add(name);
    }
  }
  return parts.map(({ name, part: one }) => ({ ...one, needed: kept.has(name) }));
}

/** Of several tokens over one thing the one that lasts longest is enough. */
function tokens(
  over: 'checkpoint' | 'attestation',
  found: readonly FoundToken[],
  needed: boolean,
): DatedPart[] {
  const parts = found.map(({ algorithms, authority }) =>
    part(`time stamp over the ${over} by ${authority}`, 'time stamp', algorithms, false),
  );
  const [longest] = parts.toSorted((a, b) => byDay(b.until, a.until));
  return parts.map((one) => ({ ...one, needed: needed && one === longest }));
}

function byDay(a: LastDay, b: LastDay): number {
  if (a === b) return 0;
  return earlier(a, b) === a ? -1 : 1;
}
