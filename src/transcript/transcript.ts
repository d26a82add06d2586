// The result document of a run (docs/SPEC.md §16, schemas/transcript.schema.json) and the rule that makes a verdict of
// check results (§13). Nothing is printed here, no clock is read: the same inputs give the same document.

import type { Location } from '../base/errors.js';
import { CATALOGUE, type CheckId } from '../catalogue/checks.js';
import type { Outcome } from '../catalogue/codes/code.js';
import type { FindingCode } from '../catalogue/codes.js';
import type { Requirement } from '../catalogue/requirements.js';
import type { Skipped } from '../checks/findings.js';
import type { LeafRange } from '../checks/leaf-ranges.js';
import type { CheckResult } from '../checks/settle.js';
import type { FrameworkResult } from '../frameworks/result.js';
import type { CustodyLine, NotChecked, ProvesUntil, TrustMode } from './worth.js';

export type Verdict = 'pass' | 'fail' | 'unproven';
export type Status = CheckResult['status'];

export interface TranscriptFinding {
  readonly code: FindingCode;
  readonly outcome: Outcome;
  readonly where: Location;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly remedy: string;
}

export interface TranscriptCheck {
  readonly id: CheckId;
  readonly title: string;
  readonly section: string;
  /** Whether a pass needs this check in this run. */
  readonly needed: boolean;
  readonly status: Status;
  /** For `skipped`: why. */
  readonly because?: Skipped;
  readonly examined: number;
  /** What `examined` counts, in the plural. */
  readonly counts: string;
  readonly findings: readonly TranscriptFinding[];
  /** Further findings that were counted but not kept. */
  readonly omitted: number;
}

/** What a signature of the bundle is worth, now and against a quantum computer (§12.4). */
export interface SignatureLine {
  readonly what: string;
  readonly algorithm: string;
  /** The standard that defines it: `RFC 8032`, `FIPS 204`. */
  readonly standard: string;
  /** NIST security category of a post-quantum algorithm; absent for a classical one. */
  readonly category?: number;
  readonly status: 'verified' | 'failed' | 'unknown key' | 'not counted';
  /** Who, by the trust root's words; absent if the key is unknown. */
  readonly signer?: string;
  /** When it was made by its own account: of the ledger's 0x06 line (§7.3). A claim, unless a trusted time says more. */
  readonly stated_at?: string;
  /** When the trust root lets the key sign; absent if it sets no window, or the key is unknown. */
  readonly window?: {
    readonly from: string;
    readonly until?: string;
    readonly revoked?: string;
    /** Of a compromised key: since when. */
    readonly compromised_since?: string;
  };
  /** What a later quantum computer could forge, and why that does or does not matter here. */
  readonly quantum: string;
}

/** A time that something trusted proves: a token's genTime or a witness quorum's. */
export interface ProvenTime {
  readonly of: 'checkpoint' | 'attestation';
  readonly existed_before: string;
  readonly by: string;
  readonly accuracy?: string;
}

/** What the records add up to. Counts are of proven leaves only; all zero unless the inclusion checks passed. */
export interface EvidenceSummary {
  readonly records: number;
  readonly selected: number;
  readonly shown_in_addition: number;
  readonly link_stubs: number;
  readonly erased_records: readonly {
    sequence: number;
    record_id: string;
    legal_ground: string;
    logged_at: string;
    erasure: number;
  }[];
  readonly sealed_fields: {
    readonly disclosed: number;
    readonly erased: number;
    readonly withheld: number;
  };
  /** Where the leaves are in the ledger, ascending: at most 64 ranges, the nearest joined. Absent if nothing is counted. */
  readonly leaf_ranges?: readonly LeafRange[];
  readonly first_recorded_at?: string;
  readonly last_recorded_at?: string;
}

/** What became of one id of the auditor's list (MANUAL §2). */
export interface SampleRow {
  readonly record_id: string;
  readonly state: 'verified' | 'erased' | 'failed' | 'unproven' | 'absent';
  readonly sequence?: number;
  /** False for a record that is shown in addition to the selection. */
  readonly selected?: boolean;
  /** For `failed`: the codes of the findings that name the record. */
  readonly codes?: readonly FindingCode[];
  /** For an erased record: ground, date and record of the erasure. */
  readonly legal_ground?: string;
  readonly logged_at?: string;
  readonly erasure?: number;
  /** A record of the bundle whose id differs in case alone. */
  readonly similar?: string;
}

/** The auditor's list beside the evidence: counts of rows, and a row for each id in the order of the list. */
export interface SampleResult {
  readonly sha256: string;
  readonly bytes: number;
  readonly ids: number;
  /** Ids that the file lists more than once, each counted once; absent if there are none. */
  readonly repeated?: readonly string[];
  readonly verified: number;
  readonly erased: number;
  readonly failed: number;
  readonly unproven: number;
  readonly absent: number;
  readonly rows: readonly SampleRow[];
}

export interface Transcript {
  readonly format: 'softqcos.transcript/v1';
  readonly verdict: Verdict;
  /** One sentence: why this verdict. */
  readonly summary: string;
  /** What the reader can do next, where the verdict is not pass. */
  readonly next?: string;
  readonly verifier: {
    readonly name: 'softqcos-verify';
    readonly version: string;
    readonly specification: string;
  };
  /** Verification time, as given by the caller. */
  readonly at: string;
  readonly bundle: {
    /** As the operator named it; the exporter's text never stands here. */
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    /** The exporter's words, taken from the manifest; absent if there is no readable manifest. */
    readonly manifest?: {
      readonly bundle_id: string;
      readonly ledger: string;
      readonly suite: string;
      readonly exporter: string;
      readonly exported_at: string;
      readonly selection: string;
      readonly tree_head?: { readonly tree_size: number; readonly root_hash: string };
    };
  };
  readonly trust_root: {
    readonly name: string;
    readonly serial: number;
    readonly sha3_256: string;
    readonly issued_at: string;
    readonly expires_at: string;
  } | null;
  /** What the verdict stands on, in one line (§16.6). */
  readonly trust_mode: TrustMode;
  readonly requirements: readonly Requirement[];
  readonly checks: readonly TranscriptCheck[];
  readonly evidence: EvidenceSummary;
  readonly signatures: readonly SignatureLine[];
  readonly times: readonly ProvenTime[];
  /** Until when the result is expected to hold (§12.5). */
  readonly proves_until: ProvesUntil;
  /** The entries of custody that fit, in order; absent if no file of custody was handed in (§12.8). */
  readonly custody?: readonly CustodyLine[];
  /** The attester by the trust root's name; absent unless attestation/signatures passed. */
  readonly attester?: string;
  /** Vendor claims in the attestation: printed as claimed, never as verified. */
  readonly claims?: string;
  /** Both sides of a split view, as files in base64: evidence that somebody else can check. */
  readonly split_view?: {
    readonly tree_size: number;
    readonly files: readonly {
      readonly name: 'held.checkpoint' | 'bundle.checkpoint' | 'consistency.jsonl';
      readonly base64: string;
    }[];
  };
  /** In the order asked for; absent if none was. Beside the verdict, never part of it. */
  readonly frameworks?: readonly FrameworkResult[];
  /** The auditor's list, if one was handed in. It never changes the verdict. */
  readonly sample?: SampleResult;
  readonly compare_by_hand: readonly { readonly what: string; readonly value: string }[];
  readonly says: readonly string[];
  readonly does_not_say: readonly string[];
  /** In the order of the catalogue (§16.5); never empty. */
  readonly not_checked: readonly NotChecked[];
}

/** True if a pass needs this check in this run (§13.2): always, when the bundle holds something for it, or by requirement. */
export function isNeeded(result: CheckResult, requirements: ReadonlySet<Requirement>): boolean {
  const needed = CATALOGUE.find(({ id }) => id === result.id)?.needed ?? 'always';
  if (needed === 'always') return true;
  if (needed !== 'present') return requirements.has(needed);
  return !(
    result.status === 'skipped' &&
    (result.because === 'not-in-bundle' || result.because === 'not-asked')
  );
}

/** The whole rule of §13.2: a failed check fails; a needed check that did not pass leaves unproven; else pass. */
export function decide(
  results: readonly CheckResult[],
  requirements: ReadonlySet<Requirement>,
): Verdict {
  if (results.some(({ status }) => status === 'failed')) return 'fail';
  const proven = results.every(
    (result) =>
      !isNeeded(result, requirements) || (result.status === 'passed' && result.examined > 0),
  );
  return proven ? 'pass' : 'unproven';
}

/** True if the evidence holds and a framework that was asked for has gaps: exit code 4 (§13.4, docs/FRAMEWORKS.md). */
export function frameworkGaps({ verdict, frameworks }: Transcript): boolean {
  return (
    verdict === 'pass' &&
    (frameworks ?? []).some((result) => result.state === 'examined' && result.gaps.length > 0)
  );
}

/** The ids of a list that no run covers: neither verified nor logged as erased in any of these bundles (MANUAL §2). */
export function uncoveredIds(transcripts: readonly Transcript[]): readonly string[] {
  const rows = transcripts.flatMap(({ sample }) => sample?.rows ?? []);
  const covered = new Set(
    rows
      .filter(({ state }) => state === 'verified' || state === 'erased')
      .map(({ record_id }) => record_id),
  );
  return [...new Set(rows.map(({ record_id }) => record_id))].filter((id) => !covered.has(id));
}
