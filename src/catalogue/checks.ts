// The catalogue: every check, in the order of docs/SPEC.md, which lists the same ids, titles and sections.
// Data only; what rests on what is said here and nowhere else. test/catalogue.test.ts holds specification, catalogue, codes
// and cases together.

import type { Requirement } from './requirements.js';

export interface Check {
  readonly id: string;
  /** What holds when the check has passed. */
  readonly title: string;
  /** Section of docs/SPEC.md. */
  readonly section: string;
  /** What `examined` counts, in the plural. */
  readonly unit: string;
  /**
   * When a pass needs this check: `always`; `present` (whenever the bundle holds something for it);
   * or the name of a requirement of the trust root (§12).
   */
  readonly needed: 'always' | 'present' | Requirement;
  /**
   * Checks without whose result this one cannot run to its end (§14.2): the first of them that came to no end is why it is
   * skipped, or whatever stopped that one.
   */
  readonly restsOn: readonly string[];
  /** Checks without whose pass this one may not pass: what it has seen is not proven (§14.2). */
  readonly holdsWith?: readonly string[];
  /** Codes of what is missing. They count only where the auditor requires the check. */
  readonly absent?: readonly string[];
}

/** A zip with two readings has no content; a manifest without a meaning says nothing about the rest. */
const ZIP = ['archive/structure', 'archive/names'] as const;
const MANIFEST = ['manifest/support'] as const;
/** Conclusions that one leaf more could overturn. */
const EVERY_LEAF = ['records/form', 'stubs/form', 'archive/content'] as const;

export const CATALOGUE = [
  {
    id: 'archive/structure',
    section: '2.2',
    needed: 'always',
    unit: 'zip structures',
    title: 'The zip can be read in one way only',
    restsOn: [],
  },
  {
    id: 'archive/names',
    section: '2.3',
    needed: 'always',
    unit: 'entry names',
    title: 'Entry names are plain, and unique after case folding',
    restsOn: [],
  },
  {
    id: 'archive/content',
    section: '2.4',
    needed: 'always',
    unit: 'entries',
    title: 'Every entry has the size and CRC-32 that the zip declares',
    restsOn: ZIP,
  },
  {
    id: 'manifest/form',
    section: '3.1',
    needed: 'always',
    unit: 'documents',
    title: 'The manifest is canonical JSON of the known form',
    restsOn: ZIP,
  },
  {
    id: 'manifest/support',
    section: '3.2',
    needed: 'always',
    unit: 'declarations',
    title: 'Format, suite and critical extensions are known to this verifier',
    restsOn: ['manifest/form'],
  },
  {
    id: 'manifest/inventory',
    section: '3.3',
    needed: 'always',
    unit: 'entries',
    title: 'The zip holds what the manifest lists, detached entries, and nothing else',
    restsOn: MANIFEST,
  },
  {
    id: 'manifest/digests',
    section: '3.4',
    needed: 'always',
    unit: 'entries',
    title: 'Every listed entry has the size and SHA3-256 that the manifest states',
    restsOn: MANIFEST,
  },
  {
    id: 'manifest/counts',
    section: '3.5',
    needed: 'always',
    unit: 'counts',
    title: 'There are as many records and stubs as the manifest counts',
    restsOn: ['manifest/inventory', 'archive/content'],
  },
  {
    id: 'records/form',
    section: '4.1',
    needed: 'always',
    unit: 'records',
    title: 'Every record is canonical JSON of the known form, in ascending sequence',
    restsOn: ['manifest/inventory'],
  },
  {
    id: 'records/identity',
    section: '4.2',
    needed: 'always',
    unit: 'records',
    title: 'Every record is of this ledger and bears an id of its own',
    restsOn: EVERY_LEAF,
  },
  {
    id: 'records/clock',
    section: '4.3',
    needed: 'always',
    unit: 'records',
    title: "The ledger's clock never runs back among the records shown",
    restsOn: EVERY_LEAF,
  },
  {
    id: 'records/chain',
    section: '4.4',
    needed: 'present',
    unit: 'links',
    title: 'Every shown link of the hash chain holds',
    restsOn: EVERY_LEAF,
  },
  {
    id: 'records/signatures',
    section: '4.5',
    needed: 'record-signatures',
    unit: 'signatures',
    title: 'Record signatures verify under a listed recorder key',
    restsOn: ['trust/ledger', ...EVERY_LEAF],
    absent: ['RECORD_SIGNATURE_MISSING'],
  },
  {
    id: 'stubs/form',
    section: '5',
    needed: 'present',
    unit: 'stubs',
    title: 'Every stub is well formed and has the reason that it states',
    restsOn: MANIFEST,
  },
  {
    id: 'inclusion/form',
    section: '6.1',
    needed: 'inclusion',
    unit: 'proofs',
    title: 'The inclusion proof has exactly the shape that the tree requires',
    restsOn: EVERY_LEAF,
    absent: ['INCLUSION_ABSENT'],
  },
  {
    id: 'inclusion/leaves',
    section: '6.2',
    needed: 'inclusion',
    unit: 'leaves',
    title: 'Every record and stub is in the tree',
    restsOn: ['inclusion/form', ...EVERY_LEAF],
  },
  {
    id: 'checkpoint/form',
    section: '7.1',
    needed: 'checkpoint',
    unit: 'documents',
    title: 'The checkpoint is a C2SP signed note of this ledger',
    restsOn: MANIFEST,
    absent: ['CHECKPOINT_ABSENT'],
  },
  {
    id: 'checkpoint/tree-head',
    section: '7.2',
    needed: 'checkpoint',
    unit: 'tree heads',
    title: 'Manifest and checkpoint state the same tree head',
    restsOn: ['checkpoint/form'],
  },
  {
    id: 'checkpoint/signatures',
    section: '7.3',
    needed: 'checkpoint',
    unit: 'signature lines',
    title: 'Both keys of one key set of this ledger signed the checkpoint',
    restsOn: ['checkpoint/form', 'trust/ledger'],
  },
  {
    id: 'checkpoint/witnesses',
    section: '7.4',
    needed: 'witnesses',
    unit: 'cosignatures',
    title: "Enough of the auditor's witnesses cosigned the checkpoint",
    restsOn: MANIFEST,
    absent: ['WITNESS_POLICY_ABSENT', 'WITNESS_QUORUM_UNMET'],
  },
  {
    id: 'checkpoint/consistency',
    section: '7.5',
    needed: 'present',
    unit: 'tree heads',
    title: 'Earlier tree heads are prefixes of this tree',
    restsOn: MANIFEST,
  },
  {
    id: 'checkpoint/continuity',
    section: '7.6',
    needed: 'present',
    unit: 'checkpoints',
    title: 'The tree continues the checkpoint that the auditor holds',
    restsOn: ['trust/ledger'],
  },
  {
    id: 'checkpoint/timestamps',
    section: '7.7',
    needed: 'timestamp',
    unit: 'tokens',
    title: 'A pinned authority time-stamped the checkpoint',
    restsOn: MANIFEST,
    absent: ['CHECKPOINT_TIMESTAMP_MISSING'],
  },
  {
    id: 'attestation/form',
    section: '8.1',
    needed: 'attestation',
    unit: 'documents',
    title: 'The attestation is a DSSE envelope with an in-toto statement',
    restsOn: MANIFEST,
    absent: ['ATTESTATION_ABSENT'],
  },
  {
    id: 'attestation/statement',
    section: '8.2',
    needed: 'attestation',
    unit: 'statements',
    title: 'The attestation is about exactly this manifest',
    restsOn: ['attestation/form'],
  },
  {
    id: 'attestation/signatures',
    section: '8.3',
    needed: 'attestation',
    unit: 'signatures',
    title: 'Both keys of one key pair of one attester signed it (Ed25519 and ML-DSA-65)',
    restsOn: ['attestation/form', 'trust/ledger'],
  },
  {
    id: 'attestation/timestamps',
    section: '8.4',
    needed: 'timestamp',
    unit: 'tokens',
    title: 'A pinned authority time-stamped the attestation',
    restsOn: MANIFEST,
    absent: ['ATTESTATION_TIMESTAMP_MISSING'],
  },
  {
    id: 'disclosures/commitments',
    section: '9.1',
    needed: 'present',
    unit: 'disclosures',
    title: 'Every disclosed value is the one that was committed to',
    restsOn: EVERY_LEAF,
  },
  {
    id: 'erasures/logged',
    section: '9.2',
    needed: 'present',
    unit: 'erasures',
    title: 'Everything called erased was erased by a logged, proven record',
    restsOn: EVERY_LEAF,
    holdsWith: ['inclusion/leaves'],
  },
  {
    id: 'erasures/retention',
    section: '9.3',
    needed: 'present',
    unit: 'erasures',
    title: 'Erasures follow the retention policy that was in force',
    restsOn: EVERY_LEAF,
  },
  {
    id: 'attachments/described',
    section: '10.1',
    needed: 'present',
    unit: 'attachments',
    title: 'Every attachment is described exactly once',
    restsOn: MANIFEST,
  },
  {
    id: 'attachments/reports',
    section: '10.2',
    needed: 'present',
    unit: 'reports',
    title: 'Compliance reports agree with the verified records',
    restsOn: EVERY_LEAF,
    holdsWith: ['inclusion/leaves'],
  },
  {
    id: 'authorization/decision',
    section: '10.3',
    needed: 'authorization',
    unit: 'decisions',
    title: 'A logged decision allowed this export',
    restsOn: EVERY_LEAF,
    holdsWith: ['inclusion/leaves'],
    absent: ['AUTHORIZATION_ABSENT'],
  },
  {
    id: 'completeness/selection',
    section: '11.1',
    needed: 'completeness',
    unit: 'selected leaves',
    title: 'Nothing of the selection is left out',
    restsOn: EVERY_LEAF,
    holdsWith: ['erasures/logged', 'inclusion/leaves'],
  },
  {
    id: 'completeness/asked',
    section: '11.2',
    needed: 'present',
    unit: 'selections',
    title: 'The selection is the one that the auditor asked for',
    restsOn: MANIFEST,
  },
  {
    id: 'trust/ledger',
    section: '12.1',
    needed: 'always',
    unit: 'trust roots',
    title: 'The trust root is current and names this ledger with this suite',
    restsOn: MANIFEST,
  },
  {
    id: 'time/plausible',
    section: '12.3',
    needed: 'present',
    unit: 'times',
    title: 'Stated and proven times fit each other',
    restsOn: MANIFEST,
  },
  {
    id: 'time/algorithms',
    section: '12.5',
    needed: 'present',
    unit: 'parts',
    title: 'What the verdict rests on is expected to hold on the day that is asked about',
    restsOn: MANIFEST,
  },
  {
    id: 'time/renewals',
    section: '12.6',
    needed: 'present',
    unit: 'renewals',
    title: 'Each renewal time-stamps the whole file and every renewal before it',
    restsOn: MANIFEST,
  },
  {
    id: 'custody/chain',
    section: '12.8',
    needed: 'present',
    unit: 'entries',
    title: 'Each entry of custody follows on the one before it, and the last left this file',
    restsOn: [],
  },
] as const satisfies readonly Check[];

export type CheckId = (typeof CATALOGUE)[number]['id'];
/** Codes that stand for something missing. */
export type AbsenceCode = NonNullable<
  Extract<(typeof CATALOGUE)[number], { absent: unknown }>['absent']
>[number];
