// What a set of bundles is compared by (docs/SPEC.md §13.5): of each bundle the proven leaves, what its proof gives for them, its
// head and its consistency lines. The algorithms beside this file know nothing of archives, files or verdicts.

import type { Instant } from '../base/encoding.js';
import type { Erasure } from '../bundle/erasure.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { Stub } from '../bundle/stub.js';
import type { HashName } from '../crypto/digest.js';

/** A proven leaf, as it is compared with those of other bundles. */
export type ProvenLeaf = {
  readonly sequence: number;
  /** 32 bytes. */
  readonly recordHash: Uint8Array;
} & (
  | {
      readonly record: Pick<
        LedgerRecord,
        'recordId' | 'recordedAt' | 'recordedAtText' | 'type' | 'previousHash' | 'sealed'
      >;
      readonly stub?: never;
    }
  | { readonly stub: Pick<Stub, 'reason'>; readonly record?: never }
);

/** A leaf with what the proof has for it. */
export interface LeafWithProof {
  readonly leaf: ProvenLeaf;
  /** Its inclusion path (§6.1), leaf end first; absent where one batch proof is for all leaves. */
  readonly path?: readonly Uint8Array[];
  /** Names of the fields of a record that are disclosed. */
  disclosed(): ReadonlySet<string>;
}

/** The leaves of a bundle and the proof of them. */
interface Leaves {
  /** In ascending sequence. */
  readonly all: AsyncIterable<LeafWithProof>;
  /** The next hash of the batch proof; undefined where each leaf has a path. */
  readonly takeHash: (() => Uint8Array | undefined) | undefined;
}

/** An earlier head that the bundle proves (§7.5). */
export interface EarlierRoot {
  readonly treeSize: number;
  readonly rootHash: Uint8Array;
  readonly path: readonly Uint8Array[];
  /** As received, with its LF. */
  readonly line: Uint8Array;
}

/** One bundle, open. */
export interface OpenEvidence {
  /** @param disclosures whether anybody will ask what is disclosed */
  leaves(options: { readonly disclosures: boolean }): Leaves;
  /** In ascending size. */
  lines(): AsyncIterable<EarlierRoot>;
  /** The checkpoint as received. */
  checkpoint(): Promise<Uint8Array>;
}

/** Opens a bundle for as long as `use` runs. */
type OpenBundle = <T>(use: (evidence: OpenEvidence) => Promise<T>) => Promise<T>;

/** One bundle of a ledger, verified before. */
export interface HistoryBundle {
  /** How findings name it. */
  readonly name: string;
  /** True if its verdict is pass. Any other contributes nothing; where it disagrees, that is told. */
  readonly counted: boolean;
  readonly treeSize: number;
  readonly rootHash: Uint8Array;
  /** Erasures that it logs; `erasuresLeftOut` more were not held. */
  readonly erasures: readonly Erasure[];
  readonly erasuresLeftOut: number;
  readonly hasLines: boolean;
  /** Where its selection is a period whose completeness passed: the end of it, and whether that was required (§11.1). */
  readonly period?: { readonly to: Instant; readonly isRequired: boolean };
  /** Absent where nothing but the head is proven. */
  readonly open?: OpenBundle;
}

/** The bundles of one ledger, and the auditor's checkpoint of it. */
export interface LedgerBundles {
  readonly origin: string;
  readonly hashName: HashName;
  readonly bundles: readonly HistoryBundle[];
  readonly held?: HeldHead;
}

/** The auditor's checkpoint of this ledger. It counts only if a key set of the ledger signed it (§7.6). */
export interface HeldHead {
  readonly treeSize: number;
  readonly rootHash: Uint8Array;
  readonly isSigned: boolean;
}
