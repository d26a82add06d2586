// The transcript as a document, before it is HTML or PDF: the answers that everybody looks for, then parts made of blocks. Our own words
// are strings; text of a bundle or of the operator is wrapped as foreign, and each painter escapes it for its format.

import type { Block, Inline, Plot, Table } from '../layout/block.js';
import type { Status, Verdict } from '../transcript/transcript.js';

export type Text = readonly Inline[];

/** A question that a reader has at first sight, with its answer. */
export interface Answer {
  readonly id: string;
  readonly question: string;
  readonly answer: Text;
  readonly more: readonly Text[];
  /** Where the rest of it is. */
  readonly to?: { readonly words: string; readonly part: string };
}

/** Findings that say the same, told once. */
export interface ToldFinding {
  readonly code: string;
  readonly outcome: 'fail' | 'unproven' | 'note';
  /** The outcome as a word; of a run that passed, that it was not required. */
  readonly tag: string;
  readonly message: string;
  readonly check: string;
  /** Where, expected, actual, what to do. */
  readonly facts: readonly (readonly [string, Text])[];
}

interface ToldCheck {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  /** Keeps the run from a pass. */
  readonly against: boolean;
  readonly note: string;
}

export interface CheckFamily {
  readonly name: string;
  readonly checks: readonly ToldCheck[];
}

export type DocumentBlock =
  | Exclude<Block, { kind: 'heading' | 'table' | 'plot' }>
  | (Table & { readonly search?: string })
  | Plot
  | { readonly kind: 'findings'; readonly findings: readonly ToldFinding[] }
  | { readonly kind: 'checks'; readonly families: readonly CheckFamily[] };

export interface Part {
  /** Of the document; unique in it. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly DocumentBlock[];
}

/** The head of a document, or of one bundle in it. */
export interface Head {
  readonly verdict: Verdict;
  /** `, 2 framework gaps (exit 4)`. */
  readonly remark: string;
  readonly name: Text;
  /** What the verdict comes to, in one sentence. */
  readonly meaning: string;
  readonly lines: readonly Text[];
  /** Why, and what to do; of a pass there is none. */
  readonly next: readonly (readonly [string, Text])[];
  readonly answers: readonly Answer[];
}

export interface BundleDocument {
  readonly id: string;
  readonly head: Head;
  readonly parts: readonly Part[];
}

export interface TranscriptDocument {
  /** Of the window and of the file's properties. */
  readonly title: string;
  /** Of several bundles; a run over one has the head of that one. */
  readonly head?: Head;
  readonly parts: readonly Part[];
  readonly bundles: readonly BundleDocument[];
  readonly verifier: string;
  /** Verification time, RFC 3339; empty where nothing was verified. */
  readonly at: string;
  /** What names the evidence: the digest of the bundle, or of all of them. */
  readonly fingerprint: string;
}

/** A record for the table: its name and time, and what kind of record it is. */
export interface ListedRecord {
  readonly sequence: number;
  readonly record_id: string;
  readonly recorded_at: string;
  /** When it happened, by the record's own `timestamp` in the clear, if there is one that is a time. */
  readonly happened_at?: string;
  /** `event`, `erasure`, `retention_policy`. */
  readonly type: string;
  /** `event_type` in the clear, if there is one. */
  readonly event_type?: string;
  readonly selected: boolean;
  /** `sha3-256:…`. */
  readonly record_hash: string;
}

export interface ListedRecords {
  readonly records: readonly ListedRecord[];
  /** Records of the bundle that are not listed. */
  readonly omitted: number;
}

/** What a document is made of. */
export interface DocumentInput {
  /** One for each transcript of the run, in its order; undefined where nothing of a bundle is proven. */
  readonly records?: readonly (ListedRecords | undefined)[];
}

/** Bounds: a hostile bundle must not make a page that nobody can open. What is left out is counted where it would stand. */
export const SHOWN = {
  bundles: 100,
  bundleRows: 2_000,
  findings: 200,
  records: 1_000,
  erased: 200,
  signatures: 200,
  values: 200,
  items: 100,
} as const;

/** The first of a list, and how many more there are. */
export function first<T>(all: readonly T[], most: number): { shown: readonly T[]; more: number } {
  return { shown: all.slice(0, most), more: Math.max(0, all.length - most) };
}
