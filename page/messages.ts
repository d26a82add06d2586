// What the page and its worker say to each other. Files are handed over as they are: the worker reads slices of them.

import type { Requirement } from '../src/catalogue/requirements.js';
import type { Skipped, Unread } from '../src/transcript/run.js';
import type { Verdict } from '../src/transcript/transcript.js';
import type { TrustSource } from '../src/transcript/worth.js';
import type { TrustRootParts } from '../src/trust/make.js';

/** A bundle, by the name that the transcript gives it. */
export interface Bundle {
  readonly name: string;
  readonly file: File;
}

/** A verification as the page asks for it; the members are those of the command line. */
export interface VerifyRequest {
  readonly kind: 'verify';
  readonly bundles: readonly Bundle[];
  /** Of a folder that was chosen. */
  readonly skipped?: readonly Skipped[];
  readonly unread?: readonly Unread[];
  readonly trustRoot?: File;
  readonly trustSource?: Pick<TrustSource, 'from' | 'compared'>;
  /** `sha3-256:…`: no other trust root is used. */
  readonly trustRootDigest?: string;
  readonly checkpoint?: File;
  readonly expectSelection?: File;
  readonly sample?: File;
  readonly renewals?: File;
  /** A time of the format. */
  readonly at: string;
  /** `YYYY-MM-DD`. */
  readonly asOf?: string;
  readonly requirements: readonly Requirement[];
  /** Ids of frameworks that are built in. */
  readonly frameworks: readonly string[];
  readonly limits?: Readonly<Record<string, number>>;
}

type KeyFiles = 'ledgerKeys' | 'attesterKeys' | 'recorderKeys' | 'certificates';

/** A trust root to be made: its parts, with files for texts. */
export type MakeRequest = Omit<TrustRootParts, KeyFiles | 'witnessPolicy'> &
  Readonly<Record<KeyFiles, readonly File[]>> & {
    readonly kind: 'make';
    readonly witnessPolicy?: File;
  };

export type Request =
  | VerifyRequest
  | MakeRequest
  | { readonly kind: 'show'; readonly file: File; readonly at: string }
  | { readonly kind: 'compare'; readonly before: File; readonly after: File }
  | { readonly kind: 'sha256'; readonly file: File; readonly zeroed: string };

/** HTML of which every foreign text is escaped. */
export type Html = string;

/** A run, in the forms in which it can be saved, and the part of the document that is shown. */
export interface Verified {
  readonly verdict: Verdict;
  readonly json: string;
  readonly html: string;
  readonly text: string;
  readonly shown: Html;
  /** Answers that Web Crypto has confirmed. */
  readonly confirmed: { readonly signatures: number; readonly digests: number };
}

/** A trust root, for a person who compares. */
export interface Sheet {
  readonly name: string;
  readonly serial: number;
  /** `sha3-256:…`, and its digits in groups of four. */
  readonly digest: string;
  readonly groups: string;
  /** Since when it is no longer current, if it is not. */
  readonly expired?: string;
  readonly parts: Html;
}

export interface Answers {
  readonly verify: Verified;
  readonly make: { readonly text: string; readonly sheet: Sheet };
  readonly show: Sheet;
  readonly compare: Html;
  /** Of the file as it is, and with the given text replaced by zeros: lower-case hex SHA-256. */
  readonly sha256: { readonly plain: string; readonly zeroed: string };
}

/** What went wrong, in words; `code` is that of the catalogue where it is the operator's input. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export type Reply =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly answer: Answers[keyof Answers] }
  | { readonly id: number; readonly failure: Failure };

export interface Progress {
  readonly bundle: number;
  readonly bundles: number;
  readonly name: string;
  /** 0 to 1, of this bundle. */
  readonly part: number;
}
