// What can be known of several lines at once: runs of plain events in a block of records.jsonl (docs/SPEC.md §4), and of inclusion paths
// in one of proof/paths.jsonl (§6.1). Of such a run a check needs its two ends, and what whoever found it has computed.

import type { Instant } from '../base/encoding.js';
import type { LineBlock } from './lines.js';

/** A subtree of 2^`level` leaves from `index` · 2^`level`, and its hash. */
export interface Subtree {
  readonly index: number;
  readonly level: number;
  readonly hash: Uint8Array;
}

/** Lines of a block, of adjacent sequences. */
interface Lines {
  /** Index of the first in the block, and number of lines. */
  readonly at: number;
  readonly lines: number;
  /** Sequence of the first. */
  readonly first: number;
}

/**
 * What is asked of a run beside what all have: the subtrees that a batch proof proves, the leaf hashes that paths are compared with, or
 * in a second reading its fingerprints alone. Then nothing is hashed, and any adjacent lines are a run.
 */
export type Asked = 'subtrees' | 'leaves' | 'prints';

/** Canonical events of this ledger, each pointing at the one before it, with a clock that never runs back. */
export interface Run extends Lines {
  /** `recorded_at` of the first and of the last. */
  readonly from: Instant;
  readonly to: Instant;
  /** `previous_hash` of the first. */
  readonly previousHash: string;
  /** 32 bytes a record; none where nobody asks for them. */
  readonly leafHashes: Uint8Array;
  /** Four words a record: SipHash of its id. */
  readonly idPrints: Uint32Array;
  /** Commitments before each record, and of all; nothing if there are none. */
  readonly commitments: Uint32Array;
  /** Four words a commitment: SipHash of it. */
  readonly commitmentPrints: Uint32Array;
  /** Of the leaves: the fewest perfect subtrees, ascending. */
  readonly subtrees: readonly Subtree[];
}

/**
 * Canonical lines of paths. For leaves with these hashes, each path is that of its leaf if the paths of the subtrees
 * are those of the subtrees.
 */
export interface PathRun extends Lines {
  /** 32 bytes a line: the leaf hash that the paths of the others name. */
  readonly leafHashes: Uint8Array;
  /** Perfect subtrees that the lines fill, ascending; `path` is the way on from each, 32 bytes a hash. */
  readonly subtrees: readonly (Subtree & { readonly path: Uint8Array })[];
}

/** Finds the runs of a block, ascending. What is in no run is read line by line. */
export interface RunFinder {
  find(block: LineBlock): Promise<readonly Run[]> | readonly Run[];
  findPaths(block: LineBlock): Promise<readonly PathRun[]> | readonly PathRun[];
  /** Blocks of an entry that it can work on at once. */
  readonly ahead: number;
}
