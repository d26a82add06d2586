// What a ledger is told and what it answers: the calls of the public compliance guide, as types.

import type { JsonObject } from '../src/base/json.js';
import type { Derive } from './derive.js';
import type { LineStore } from './store.js';
import type { TreeHash } from './tree.js';

export type RecordType = 'event' | 'retention_policy' | 'erasure' | 'export';

export interface LedgerOptions {
  readonly origin: string;
  /** Tree hash of the suite; `sha3-256` unless given. */
  readonly treeHash?: TreeHash;
  /** Nonces, salts and ids. */
  readonly derive: Derive;
  /** The ledger's clock: `recorded_at` of the record at a sequence. */
  readonly clock: (sequence: number) => string;
  readonly store?: LineStore;
  /** A fault of the ledger itself: changes a line before it is hashed, so that everything later agrees with it. */
  readonly tamper?: (line: string, sequence: number) => string;
}

export interface AppendOptions {
  /** Names of fields that go into commitments instead of the clear. */
  readonly sealed?: readonly string[];
  readonly metadata?: JsonObject;
  readonly recordId?: string;
}

export interface Appended {
  readonly record_id: string;
  readonly recorded_at: string;
  readonly sequence: number;
  /** `sha3-256:…` */
  readonly record_hash: string;
}

export interface RetentionPolicy {
  readonly policyName: string;
  readonly retentionYears: number;
  readonly appliesTo: JsonObject;
  readonly deletionMethod?: string;
}

export interface Erasure {
  /** Field names, or `*` for the whole record. */
  readonly fields: readonly string[] | '*';
  readonly policy: string;
  readonly legalGround: string;
  readonly legalNote?: string;
  readonly authority: string;
  /** Replaces members of the logged data, to log a contradiction. */
  readonly data?: JsonObject;
}

export interface ExportDecision {
  readonly decision: 'ALLOW' | 'DENY';
  readonly policy?: string;
  readonly requestedBy: string;
  readonly bundleId: string;
  readonly selection: JsonObject;
  readonly disclosures: readonly string[] | 'none';
}

/** An erasure that a ledger has logged. */
export interface ErasureEntry {
  /** Sequence of the erasure record. */
  readonly sequence: number;
  readonly target: number;
  readonly targetId: string;
  readonly targetRecordedAt: string;
  readonly fields: readonly string[];
  readonly policy: string;
}
