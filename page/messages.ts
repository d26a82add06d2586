// What the page and its worker say to each other. Files are handed over as they are: the worker reads slices of them.

/** A verification as the page asks for it; the members are those of the command line. */
export interface VerifyRequest {
  readonly kind: 'verify';
  readonly bundles: readonly File[];
  readonly trustRoot?: File;
  readonly checkpoint?: File;
  readonly expectSelection?: File;
  readonly sample?: File;
  /** A time of the format. */
  readonly at: string;
  readonly requirements: readonly string[];
  readonly frameworks: readonly string[];
  readonly limits?: Readonly<Record<string, number>>;
}

export interface MakeRequest {
  readonly kind: 'make';
  readonly name: string;
  readonly serial: number;
  readonly origin: string;
  readonly suite: string;
  readonly attester: string;
  readonly ledgerKeys: readonly File[];
  readonly attesterKeys: readonly File[];
  readonly recorderKeys: readonly File[];
  readonly certificates: readonly File[];
  readonly witnessPolicy?: File;
  readonly requirements: readonly string[];
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly validFrom: string;
  readonly validUntil?: string;
}

export type Request =
  | VerifyRequest
  | MakeRequest
  | { readonly kind: 'show'; readonly file: File; readonly at: string }
  | { readonly kind: 'compare'; readonly before: File; readonly after: File }
  | { readonly kind: 'sha256'; readonly file: File; readonly zeroed: string };

/** A run, in the forms in which it can be saved, and the part of the document that is shown. */
export interface Verified {
  readonly verdict: string;
  readonly json: string;
  readonly html: string;
  readonly text: string;
  /** HTML of the body, every text of a bundle escaped. */
  readonly shown: string;
  /** Answers that Web Crypto has confirmed. */
  readonly confirmed: { readonly signatures: number; readonly digests: number };
}

/** One key of a trust root, for a person who compares. */
interface ShownKey {
  readonly role: string;
  readonly owner: string;
  readonly algorithm: string;
  readonly groups: readonly string[];
  readonly window: string;
}

export interface ShownRoot {
  readonly name: string;
  readonly serial: number;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly isExpired: boolean;
  /** Lower-case hex SHA3-256 of the file. */
  readonly digest: string;
  readonly groups: readonly string[];
  readonly requirements: readonly string[];
  readonly keys: readonly ShownKey[];
  readonly weaknesses: readonly { readonly severity: string; readonly message: string }[];
}

export interface Made {
  readonly text: string;
  readonly root: ShownRoot;
}

export interface ShownChange {
  readonly change: string;
  readonly subject: string;
  readonly member: string;
  readonly before: string;
  readonly after: string;
  readonly caution: string;
}

export interface Fingerprints {
  /** Of the file as it is, and with the given text replaced by zeros: lower-case hex SHA-256. */
  readonly plain: string;
  readonly zeroed: string;
}

export interface Answers {
  readonly verify: Verified;
  readonly make: Made;
  readonly show: ShownRoot;
  readonly compare: readonly ShownChange[];
  readonly sha256: Fingerprints;
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
