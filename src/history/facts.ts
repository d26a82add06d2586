// A fact is one thing that one bundle proves about one place of its ledger's tree. Places are comparable between heads of any size:
// a perfect subtree (2^k leaves from a multiple of 2^k) has one hash in every later tree (RFC 9162 §2.1.1). Facts stand in the order
// in which their places end, a subtree after its parts, and the tree of all leaves up to there last.

import type { ProvenLeaf } from './evidence.js';
import type { RunningRoot } from './running-root.js';

/** Level of the whole tree of `end` leaves, whatever its shape: above every subtree. */
export const WHOLE = 64;

/** How a bundle proves a fact. */
export type Means =
  | 'record'
  | 'stub'
  /** The record after this leaf names it. */
  | 'previous_hash'
  /** An erasure record names it. */
  | 'erasure'
  /** A hash of the inclusion proof. */
  | 'proof'
  /** Computed from leaves and hashes of the proof. */
  | 'computed'
  /** A hash of a consistency proof, or computed from it. */
  | 'line'
  /** Put together from what several bundles prove of its parts. */
  | 'parts'
  /** A tree head: signed; an earlier one that the bundle proves; the auditor's. */
  | 'head'
  | 'earlier head'
  | 'held';

/** One stream of facts, and whose it is. */
export interface Voice {
  /** The index of its bundle, -1 for the auditor; several where they say it together. */
  readonly bundles: readonly number[];
  readonly counted: boolean;
  /** Of a stream that tiles the tree from its first leaf on; and by which means it determines a root. */
  readonly root: RunningRoot | undefined;
  readonly determines: 'computed' | 'line';
}

export interface Fact {
  /** The leaves [end − 2^level, end), or [0, end) for `WHOLE`. */
  readonly end: number;
  readonly level: number;
  /** In the tree: of the leaf, the subtree or the root. */
  readonly hash: Uint8Array;
  readonly means: Means;
  readonly voice: Voice;
  /** Of a leaf, where it is known. */
  readonly recordHash?: Uint8Array;
  /** Put together with a leaf that nothing but an erasure names. */
  readonly isNamed?: boolean;
  /** The record that states the hash: for `previous_hash` and `erasure`. */
  readonly statedAt?: number;
  /** The leaf itself, where this bundle shows it. */
  readonly leaf?: ProvenLeaf;
  /** Names of the fields of this leaf that the bundle discloses, where an erasure asks for them. */
  readonly disclosed?: ReadonlySet<string>;
}

/** Below zero if `a` comes before `b`. */
export function comparePlaces(
  a: Pick<Fact, 'end' | 'level'>,
  b: Pick<Fact, 'end' | 'level'>,
): number {
  return a.end - b.end || a.level - b.level;
}

/** First leaf of a place. */
export function beginOf({ end, level }: Pick<Fact, 'end' | 'level'>): number {
  return level === WHOLE ? 0 : end - 2 ** level;
}

/** The level of the perfect subtree [lo, hi); undefined if it is none. */
export function levelOf(lo: number, hi: number): number | undefined {
  const level = Math.log2(hi - lo);
  return Number.isInteger(level) && lo % (hi - lo) === 0 ? level : undefined;
}
