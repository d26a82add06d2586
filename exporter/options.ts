// What an export can be asked for, and where a test can put a fault. A fault at one level leaves everything that is made after
// it in agreement, as a producer with a bug, or a tamperer with the keys, would.

import type { JsonObject } from '../src/base/json.js';
import type { TreeHead } from './checkpoint.js';
import type { AttesterKeys, LedgerKeys, NoteKey, SigningKey } from './keys.js';
import type { Plan, Selection } from './plan.js';

export interface Attachment {
  /** Path inside the zip, beginning with `attachments/`. */
  readonly path: string;
  readonly mediaType: string;
  readonly role: 'compliance-report' | 'document';
  readonly content: string | Uint8Array;
}

/** Makes a time stamp response over bytes: the authority hashes them. */
export type Stamp = (datum: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export interface ExportOptions extends Selection {
  readonly bundleId: string;
  readonly exportedAt: string;
  readonly exporter?: string;
  readonly suite?: 'softqcos-v1' | 'softqcos-v1-sha256';
  readonly keys: {
    readonly ledger: LedgerKeys;
    readonly attester: AttesterKeys;
    readonly recorder: { readonly key: SigningKey };
  };
  /** Tree size of the checkpoint; the whole ledger unless given. */
  readonly treeSize?: number;
  /** Default true. Without: no tree head, stubs, proof or checkpoint. */
  readonly includeMerkleProofs?: boolean;
  /** Default true. */
  readonly includeQuantumAttestation?: boolean;
  readonly proof?: 'paths' | 'batch';
  /** Default true: the leaf before each shown record as a stub, so that its link can be checked. */
  readonly linkStubs?: boolean;
  /** Sealed fields that are opened; default none. */
  readonly disclose?:
    | 'all'
    | 'none'
    | readonly string[]
    | ((sequence: number, name: string) => boolean);
  readonly recordSignatures?: boolean;
  /** The record id of a logged export decision. */
  readonly authorization?: string;
  /** Sequences shown in addition to the selection. */
  readonly also?: readonly number[];
  readonly attachments?: readonly Attachment[];
  /** POSIX seconds inside the ledger's ML-DSA-44 line; the second of `exportedAt` unless given. */
  readonly signedAt?: number | bigint;
  readonly cosignatures?: readonly { readonly witness: NoteKey; readonly seconds: number }[];
  readonly timestamps?: {
    readonly checkpoint?: readonly Stamp[];
    readonly attestation?: readonly Stamp[];
  };
  /** Earlier tree sizes for proof/consistency.jsonl. */
  readonly consistencyFrom?: readonly number[];
  readonly extensions?: JsonObject;
  readonly critical?: readonly string[];
  /** Vendor statements in the attestation. */
  readonly claims?: JsonObject;
  /** Default true: entries are deflated. */
  readonly compress?: boolean;
  readonly tamper?: Tamper;
}

/** Faults, in the order in which an export is made. */
interface Tamper {
  /** What is shown, stubbed or left out. */
  readonly plan?: (plan: Plan) => void;
  /** Lines of a `.jsonl` entry. */
  readonly lines?: Readonly<Record<string, (lines: readonly string[]) => readonly string[]>>;
  /** Bytes of a listed entry; undefined leaves it out. */
  readonly listed?: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array | undefined>>;
  /** Further listed entries. */
  readonly more?: Readonly<Record<string, string | Uint8Array>>;
  /** The tree head of manifest and checkpoint. */
  readonly head?: (head: TreeHead) => TreeHead;
  readonly manifest?: (manifest: JsonObject) => JsonObject;
  readonly manifestText?: (text: string) => string | Uint8Array;
  /** The tree head of the checkpoint alone. */
  readonly checkpointHead?: (head: TreeHead) => TreeHead;
  readonly checkpointText?: (text: string) => string;
  readonly checkpointLines?: (lines: readonly string[], text: string) => readonly string[];
  readonly statement?: (statement: JsonObject) => JsonObject;
  readonly payload?: (payload: Uint8Array) => Uint8Array;
  readonly envelope?: (envelope: JsonObject) => JsonObject;
  /** All entries, last of all: a tamperer without keys. */
  readonly entries?: (entries: Map<string, Uint8Array>) => Map<string, Uint8Array>;
  /** The zip itself. */
  readonly zip?: (entries: ReadonlyMap<string, Uint8Array>) => Uint8Array;
}
