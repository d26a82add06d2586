// Runs of plain events in a block of records.jsonl (docs/SPEC.md §4): canonical lines of this ledger, of adjacent sequences, each
// pointing at the one before it, with a clock that never runs back. Of such a run a check needs its two ends, and what whoever
// found it has computed.

import type { LineBlock } from './lines.js';

/** A subtree of 2^`level` leaves from `index` · 2^`level`, and its hash. */
export interface Subtree {
  readonly index: number;
  readonly level: number;
  readonly hash: Uint8Array;
}

export interface Run {
  /** Index of its first line in the block, and number of lines. */
  readonly at: number;
  readonly lines: number;
  /** Sequence of its first record. */
  readonly first: number;
  /** 32 bytes a record. */
  readonly recordHashes: Uint8Array;
  /** Four words a record: SipHash of its id. */
  readonly idPrints: Uint32Array;
  /** Four words a commitment: SipHash of it. */
  readonly commitmentPrints: Uint32Array;
  /** Of the leaves in a tree of SHA3-256: the fewest perfect subtrees, ascending. Empty for a tree of another hash. */
  readonly subtrees: readonly Subtree[];
}

/** Finds the runs of a block, ascending. What is in no run is read line by line. */
export interface RunFinder {
  find(block: LineBlock): Promise<readonly Run[]> | readonly Run[];
  /** Blocks that it can work on at once. */
  readonly ahead: number;
}
