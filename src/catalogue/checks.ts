// The catalogue: every check, in the order of docs/SPEC.md, which lists the same ids, titles and sections.
// Data only. test/catalogue.test.ts holds specification, catalogue, codes and cases together.

export interface Check {
  readonly id: string;
  /** What holds when the check has passed. */
  readonly title: string;
  /** Section of docs/SPEC.md. */
  readonly section: string;
  /** What `examined` counts, in the plural. */
  readonly counts: string;
  /**
   * When a pass needs this check: `always`; `present` (whenever the bundle holds something for it);
   * or the name of a requirement of the trust root (§12).
   */
  readonly needed: 'always' | 'present' | Requirement;
}

/** Words that a trust root's `requirements` and `--require` may use (§12). */
export const REQUIREMENTS = [
  'inclusion',
  'checkpoint',
  'attestation',
  'timestamp',
  'witnesses',
  'record-signatures',
  'completeness',
  'authorization',
] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

export const CATALOGUE = [
  {
    id: 'archive/structure',
    section: '2.2',
    needed: 'always',
    counts: 'zip structures',
    title: 'The zip can be read in one way only',
  },
  {
    id: 'archive/names',
    section: '2.3',
    needed: 'always',
    counts: 'entry names',
    title: 'Entry names are plain, and unique after case folding',
  },
  {
    id: 'archive/content',
    section: '2.4',
    needed: 'always',
    counts: 'entries',
    title: 'Every entry has the size and CRC-32 that the zip declares',
  },
  {
    id: 'manifest/form',
    section: '3.1',
    needed: 'always',
    counts: 'documents',
    title: 'The manifest is canonical JSON of the known form',
  },
  {
    id: 'manifest/support',
    section: '3.2',
    needed: 'always',
    counts: 'declarations',
    title: 'Format, suite and critical extensions are known to this verifier',
  },
  {
    id: 'manifest/inventory',
    section: '3.3',
    needed: 'always',
    counts: 'entries',
    title: 'The zip holds what the manifest lists, detached entries, and nothing else',
  },
  {
    id: 'manifest/digests',
    section: '3.4',
    needed: 'always',
    counts: 'entries',
    title: 'Every listed entry has the size and SHA3-256 that the manifest states',
  },
  {
    id: 'manifest/counts',
    section: '3.5',
    needed: 'always',
    counts: 'counts',
    title: 'There are as many records and stubs as the manifest counts',
  },
  {
    id: 'records/form',
    section: '4.1',
    needed: 'always',
    counts: 'records',
    title: 'Every record is canonical JSON of the known form, in ascending sequence',
  },
  {
    id: 'records/identity',
    section: '4.2',
    needed: 'always',
    counts: 'records',
    title: 'Every record is of this ledger and bears an id of its own',
  },
  {
    id: 'records/clock',
    section: '4.3',
    needed: 'always',
    counts: 'records',
    title: "The ledger's clock never runs back among the records shown",
  },
  {
    id: 'records/chain',
    section: '4.4',
    needed: 'present',
    counts: 'links',
    title: 'Every shown link of the hash chain holds',
  },
  {
    id: 'records/signatures',
    section: '4.5',
    needed: 'record-signatures',
    counts: 'signatures',
    title: 'Record signatures verify under a listed recorder key',
  },
  {
    id: 'stubs/form',
    section: '5',
    needed: 'present',
    counts: 'stubs',
    title: 'Every stub is well formed and has the reason that it states',
  },
  {
    id: 'inclusion/form',
    section: '6.1',
    needed: 'inclusion',
    counts: 'proofs',
    title: 'The inclusion proof has exactly the shape that the tree requires',
  },
  {
    id: 'inclusion/leaves',
    section: '6.2',
    needed: 'inclusion',
    counts: 'leaves',
    title: 'Every record and stub is in the tree',
  },
  {
    id: 'checkpoint/form',
    section: '7.1',
    needed: 'checkpoint',
    counts: 'documents',
    title: 'The checkpoint is a C2SP signed note of this ledger',
  },
  {
    id: 'checkpoint/tree-head',
    section: '7.2',
    needed: 'checkpoint',
    counts: 'tree heads',
    title: 'Manifest and checkpoint state the same tree head',
  },
  {
    id: 'checkpoint/signatures',
    section: '7.3',
    needed: 'checkpoint',
    counts: 'signature lines',
    title: 'Both keys of one key set of this ledger signed the checkpoint',
  },
  {
    id: 'checkpoint/witnesses',
    section: '7.4',
    needed: 'witnesses',
    counts: 'cosignatures',
    title: "Enough of the auditor's witnesses cosigned the checkpoint",
  },
  {
    id: 'checkpoint/consistency',
    section: '7.5',
    needed: 'present',
    counts: 'tree heads',
    title: 'Earlier tree heads are prefixes of this tree',
  },
  {
    id: 'checkpoint/continuity',
    section: '7.6',
    needed: 'present',
    counts: 'checkpoints',
    title: 'The tree continues the checkpoint that the auditor holds',
  },
  {
    id: 'checkpoint/timestamps',
    section: '7.7',
    needed: 'timestamp',
    counts: 'tokens',
    title: 'A pinned authority time-stamped the checkpoint',
  },
  {
    id: 'attestation/form',
    section: '8.1',
    needed: 'attestation',
    counts: 'documents',
    title: 'The attestation is a DSSE envelope with an in-toto statement',
  },
  {
    id: 'attestation/statement',
    section: '8.2',
    needed: 'attestation',
    counts: 'statements',
    title: 'The attestation is about exactly this manifest',
  },
  {
    id: 'attestation/signatures',
    section: '8.3',
    needed: 'attestation',
    counts: 'signatures',
    title: 'Both keys of one key pair of one attester signed it (Ed25519 and ML-DSA-65)',
  },
  {
    id: 'attestation/timestamps',
    section: '8.4',
    needed: 'timestamp',
    counts: 'tokens',
    title: 'A pinned authority time-stamped the attestation',
  },
  {
    id: 'disclosures/commitments',
    section: '9.1',
    needed: 'present',
    counts: 'disclosures',
    title: 'Every disclosed value is the one that was committed to',
  },
  {
    id: 'erasures/logged',
    section: '9.2',
    needed: 'present',
    counts: 'erasures',
    title: 'Everything called erased was erased by a logged, proven record',
  },
  {
    id: 'erasures/retention',
    section: '9.3',
    needed: 'present',
    counts: 'erasures',
    title: 'Erasures follow the retention policy that was in force',
  },
  {
    id: 'attachments/described',
    section: '10.1',
    needed: 'present',
    counts: 'attachments',
    title: 'Every attachment is described exactly once',
  },
  {
    id: 'attachments/reports',
    section: '10.2',
    needed: 'present',
    counts: 'reports',
    title: 'Compliance reports agree with the verified records',
  },
  {
    id: 'authorization/decision',
    section: '10.3',
    needed: 'authorization',
    counts: 'decisions',
    title: 'A logged decision allowed this export',
  },
  {
    id: 'completeness/selection',
    section: '11.1',
    needed: 'completeness',
    counts: 'selected leaves',
    title: 'Nothing of the selection is left out',
  },
  {
    id: 'completeness/asked',
    section: '11.2',
    needed: 'present',
    counts: 'selections',
    title: 'The selection is the one that the auditor asked for',
  },
  {
    id: 'trust/ledger',
    section: '12.1',
    needed: 'always',
    counts: 'trust roots',
    title: 'The trust root is current and names this ledger with this suite',
  },
  {
    id: 'time/plausible',
    section: '12.3',
    needed: 'present',
    counts: 'times',
    title: 'Stated and proven times fit each other',
  },
] as const satisfies readonly Check[];

export type CheckId = (typeof CATALOGUE)[number]['id'];
