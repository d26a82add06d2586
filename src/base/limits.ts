// Every bound of the verifier, each with its reason. docs/SPEC.md §2.5 states what every verifier must accept at least.
// FORMAT bounds are part of the format: more is an error. SUPPORT bounds are this verifier's: more is unsupported.

/** Bounds of the format (docs/SPEC.md §2.3, §3, §4.1): more than this is malformed. */
export const FORMAT = {
  /** Path of an entry, bytes: fits every file system and every tar header. */
  nameBytes: 200,
  /** A line without its LF, bytes: `data` and its commitments, with room for base64. */
  lineBytes: 1_572_864,
  /** Canonical bytes of a record's `data`: the ledger's own limit on a record. */
  dataBytes: 1_048_576,
  /** Nesting of JSON; the outermost object is 1. Bounds recursion everywhere below. */
  depth: 16,
  /** Values of one JSON document: the million items of the longest list of a manifest, and room. Bounds the memory of a parse. */
  values: 1_048_576,
  /** Signature lines of a checkpoint: two of the ledger and 32 witnesses with room to spare (C2SP asks for 16 at least). */
  noteSignatures: 64,
  /** Hashes of an inclusion or consistency path: a tree of 2^53 leaves has 53 levels; C2SP allows 63. */
  pathHashes: 63,
} as const;

/** Bounds of this verifier, which a caller may raise (docs/SPEC.md §2.5). */
export interface Limits {
  readonly entries: number;
  readonly totalBytes: number;
  readonly attachmentBytes: number;
  readonly manifestBytes: number;
  readonly documentBytes: number;
  readonly erasures: number;
  readonly tokens: number;
  readonly identities: number;
  readonly reportBytes: number;
}

export const SUPPORT: Limits = {
  /** Entries of the zip. */
  entries: 4_096,
  /** Inflated bytes of all entries: 64 GiB. */
  totalBytes: 68_719_476_736,
  /** One attachment: 256 MiB. Attachments are digested as a stream. */
  attachmentBytes: 268_435_456,
  /** manifest.json: 16 MiB. It is held whole. */
  manifestBytes: 16_777_216,
  /** Checkpoint, envelope, token: 1 MiB. They are held whole. */
  documentBytes: 1_048_576,
  /** Erasure records, erased stubs and retention policies: an erasure is compared with a record that came before it, so it is held. */
  erasures: 100_000,
  /** Time stamps over one thing: each may cost a chain of certificates to check. */
  tokens: 32,
  /** Record ids, and commitments: "seen twice?" asks to remember each, some 11 bytes as a rule, 40 where every one is repeated (checks/repetitions.ts). */
  identities: 20_000_000,
  /** Compliance reports in all: 64 MiB. Reading one costs a tenth of a second a MiB and more. */
  reportBytes: 67_108_864,
};

/**
 * Lines of one entry, and disclosures, that cannot be used, after which the rest is not examined (docs/SPEC.md §4.1, §9.1): a
 * gigabyte of empty lines fits into a megabyte of zip and is no evidence of anything.
 */
export const UNUSABLE_LINES = 1_000;

/** Most that raw deflate can expand: 1032 to 1 (zlib, technical details). More in the directory is a lie. */
export const DEFLATE_RATIO = 1032;

/** Findings of one code that a transcript prints; the rest is counted. A hostile bundle must not flood the reader. */
export const FINDINGS_PER_CODE = 20;

/** Sequences of failures that are remembered: beyond it a record of a failed bundle is called unproven, never verified (MANUAL §2). */
export const FAILED_SEQUENCES = 100_000;

/** Bounds of a framework result (docs/FRAMEWORKS.md): what is held and listed does not grow with the records. */
export const FRAMEWORK = {
  /** A framework file, bytes: a page of rules is some ten thousand. */
  fileBytes: 1_048_576,
  /** Records listed for a gap; the rest is counted. */
  gaps: 1_000,
  /** Records listed behind a control or a lint; the rest is counted. */
  examples: 100,
  /** Retention policies in force at once: each is compared with each record. */
  policies: 1_000,
  /** Characters of what one policy applies to; a longer one is not followed. */
  policyTerms: 4_096,
  /** Policy records listed. */
  policiesShown: 100,
  /** Events remembered, nine bytes each, to be found again by an erasure. */
  remembered: 2_000_000,
  /** Legal grounds told apart. */
  grounds: 100,
  /** Incidents followed at once. */
  incidents: 1_000,
  /** Characters of an incident id. */
  incidentId: 256,
} as const;
