// The members of a transcript that say what it is worth: under whose keys it stands, until when it is expected to hold, and what was
// not checked (docs/SPEC.md §12.5, §16.5, §16.6). Shapes only.

import type { DatedAlgorithm, SourceId } from '../catalogue/horizons.js';
import type { UncheckedCode, UncheckedRow } from '../catalogue/not-checked.js';
import type { DatedPart } from '../checks/horizon.js';

export interface NotChecked {
  readonly code: UncheckedCode;
  readonly category: UncheckedRow['category'];
  /** A clause: what was not checked. */
  readonly message: string;
  /** A sentence: what may be wrong although the verdict is as it is. */
  readonly consequence: string;
  /** What it is about, where that is known: authorities by the trust root's words, ids of checks, facts of the environment. */
  readonly about?: readonly string[];
}

/** Where the trust root of a run came from, as far as the caller says; all of it is the operator's word. */
export interface TrustSource {
  /** A clause: `--trust-root`, `SOFTQCOS_TRUST_ROOT`, `trust add`. */
  readonly from?: string;
  /** True if the operator pinned the trust root by its digest in this run. */
  readonly digestPinned?: boolean;
  /** With whom, how and when somebody compared the keys over another channel. */
  readonly compared?: string;
}

export interface TrustMode {
  /** One line: under whose keys, since when, from where, compared with whom, with or without trusted times and witnesses. */
  readonly headline: string;
  /** Whose keys had to sign: those of the trust root, or nobody's. */
  readonly keys: 'trust root' | 'none';
  readonly from?: string;
  readonly digest_pinned: boolean;
  /** When the trust root was issued: since then its keys are pinned. */
  readonly since?: string;
  /** The operator's words; absent if nobody said so. */
  readonly compared?: string;
  /** What trusted times show: when both were signed, one of them, or neither. */
  readonly trusted_time: 'both' | 'checkpoint' | 'attestation' | 'none';
  /** Witnesses of the trust root's policy that cosigned; 0 also where their quorum is not met. */
  readonly witnesses: number;
}

/** A hand-over, in the words of whoever wrote the entry (§12.8). */
export interface CustodyLine {
  readonly number: number;
  readonly at: string;
  /** Who has the file since, and from whom. */
  readonly by: string;
  readonly from: string;
  /** `sha256:…` of the file as it was handed over, and as it was kept. */
  readonly before: string;
  readonly after: string;
  readonly words?: string;
  /** SHA-256 of the SPKI that signed the entry; absent if it is unsigned. */
  readonly key?: string;
}

export interface ProvesUntilPart {
  readonly what: string;
  readonly kind: DatedPart['kind'];
  readonly algorithms: readonly DatedAlgorithm[];
  /** Whether the verdict rests on it; else it is a time or a signature beside it. */
  readonly needed: boolean;
  /** Last day, `YYYY-MM-DD`, renewals counted; absent if no text of the catalogue sets one. */
  readonly until?: string;
  /** The day without renewals, where they change it. */
  readonly unrenewed_until?: string;
  /** Texts of the catalogue that the day is from, or that set none. */
  readonly sources: readonly SourceId[];
  /** What to do by then. */
  readonly renew?: string;
}

export interface ProvesUntil {
  /** Edition and SHA3-256 of the catalogue of algorithms: of its RFC 8785 form. */
  readonly catalogue: { readonly edition: string; readonly sha3_256: string };
  /** For people: the days below, and that they are expectations. */
  readonly sentence: string;
  /** The earliest day of all parts; absent if none has one, or nothing is proven. */
  readonly until?: string;
  /** The part that has it. */
  readonly by?: string;
  /** The earliest day of what the verdict rests on. */
  readonly verdict_until?: string;
  readonly parts: readonly ProvesUntilPart[];
  /** Those that verified (§12.6), in order. */
  readonly renewals: readonly {
    readonly generation: number;
    readonly at: string;
    /** By the trust root's words. */
    readonly authority: string;
    readonly algorithms: readonly DatedAlgorithm[];
    readonly until?: string;
  }[];
  /** What was asked with a later day; absent if nothing was. */
  readonly as_of?: {
    readonly day: string;
    /** True if the verdict is a pass and nothing that it rests on is past its day. */
    readonly holds: boolean;
    /** Parts that are past their day, needed or not. */
    readonly lapsed: readonly string[];
  };
}
