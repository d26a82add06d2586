// Of a report: its bundles, its ledgers, and for how much of the period they speak.

import type { HistoryDocument } from '../../history/document.js';
import type { RecordRef } from '../../layout/block.js';
import type {
  ProvenTime,
  SignatureLine,
  Transcript,
  Verdict,
} from '../../transcript/transcript.js';
import type { Interval } from './places.js';

/** One bundle that the operator named: what it is, who signed it, what verifying it came to. */
export interface BundleSection {
  /** `B1`, `B2`, … in the order given. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly verdict: Verdict;
  readonly summary: string;
  /** True if its records are counted: only a verdict of pass makes them so. */
  readonly counted: boolean;
  /** A member of `ledgers`; only where the bundle is counted. */
  readonly ledger?: string;
  /** The exporter's words; absent without a readable manifest. */
  readonly manifest?: NonNullable<Transcript['bundle']['manifest']>;
  readonly selection?: 'record_ids' | 'sequence' | 'period';
  /** The attester by the trust root's name. */
  readonly attester?: string;
  readonly signatures: readonly SignatureLine[];
  readonly times: readonly ProvenTime[];
  readonly checks: {
    readonly passed: number;
    readonly failed: number;
    readonly unproven: number;
    readonly skipped: number;
  };
  /** Status of every check, in the order of the catalogue. */
  readonly results: readonly {
    readonly id: string;
    readonly title: string;
    readonly section: string;
    readonly needed: boolean;
    readonly status: 'passed' | 'failed' | 'unproven' | 'skipped';
    readonly examined: number;
    readonly counts: string;
  }[];
  /** Zero unless counted. `records` = `new` + `repeated` + `differing` + `not_merged`. */
  readonly showings: {
    readonly records: number;
    /** First shown by this bundle. */
    readonly new: number;
    /** Shown by an earlier bundle too, with the same record hash. */
    readonly repeated: number;
    /** Shown by an earlier bundle with another record hash. */
    readonly differing: number;
    /** Beyond the bound of what one report can merge. */
    readonly not_merged: number;
    /** Of `records`: recorded in the period. */
    readonly in_period: number;
  };
}

/** For how much of the period no record can be missing. A moment counts only if every ledger that counts proves it. */
export interface CoverageSection {
  /** False after a failure: then nothing is called proven, and nothing a gap. */
  readonly examined: boolean;
  /** Whether completeness of the period was required. */
  readonly required: boolean;
  /** Thousandths of the period, rounded down; 1000 only if there is no gap. */
  readonly proven_permille: number;
  /** The rest of the period. Ascending, apart. */
  readonly gaps: readonly Interval[];
  /** The same for each bucket of the period; empty if not examined. */
  readonly buckets: readonly number[];
}

/** Where records of one ledger are known in the period, and where nothing is. Times are of `recorded_at`. */
export interface LedgerSection {
  /** `L1`, … in the order in which counted bundles name them. */
  readonly id: string;
  readonly origin: string;
  /** Verified tree heads, ascending in size, each with the bundles that hold it. */
  readonly tree_heads: readonly {
    readonly tree_size: number;
    readonly root_hash: string;
    readonly bundles: readonly string[];
  }[];
  /** What the bundles of this ledger prove of each other (docs/SPEC.md §13.5). */
  readonly history?: HistoryDocument;
  readonly records_in_period: number;
  /** Whole records of the period that were logged as erased; they are in no count of records. */
  readonly erased_in_period: number;
  readonly first?: RecordRef;
  readonly last?: RecordRef;
  /** One for each counted bundle of this ledger: what of the period it speaks about. Empty, as the stretches, after a failure. */
  readonly lanes: readonly {
    readonly bundle: string;
    readonly selection: 'record_ids' | 'sequence' | 'period';
    /** True if its completeness check passed; never by ids. */
    readonly complete: boolean;
    /** Cut to the period: first to last record shown, or the proven stretch; absent if it lies outside. */
    readonly extent?: Interval;
    readonly records: number;
  }[];
  /** Stretches of the period in which no record can be missing: completeness was proven. Ascending, apart. */
  readonly proven: readonly Interval[];
  /** The rest of the period: records may be missing there. Ascending, apart. */
  readonly gaps: readonly (Interval & { readonly records: number })[];
  /** Thousandths of the period that `proven` covers, rounded down; 1000 only if there is no gap. */
  readonly proven_permille: number;
  /** Sequences shown in the period. `holes` are sequences between them that no counted bundle shows. */
  readonly sequences: {
    readonly from?: number;
    readonly to?: number;
    readonly runs: number;
    readonly missing: number;
    readonly holes: readonly {
      readonly from: number;
      readonly to: number;
      readonly after: RecordRef;
      readonly before: RecordRef;
    }[];
    /** Holes that are counted in `missing` and not listed. */
    readonly holes_left_out: number;
  };
}
