// Hand-made transcripts for tests of reports and of the command line. No bundle is behind them.

import type { Location } from '../../src/base/errors.js';
import { CATALOGUE, type CheckId } from '../../src/catalogue/checks.js';
import { CODES, type FindingCode } from '../../src/catalogue/codes.js';
import type {
  Transcript,
  TranscriptCheck,
  TranscriptFinding,
} from '../../src/transcript/transcript.js';

const HASH = '1f'.repeat(32);

/** A finding with the outcome and remedy of its code. */
export function findingOf(
  code: FindingCode,
  where: Location,
  message: string,
  details: { expected?: string; actual?: string } = {},
): TranscriptFinding {
  const { outcome, remedy } = CODES[code];
  return { code, outcome, where, message, ...details, remedy };
}

/** Every check of the catalogue, passed on two subjects, unless `changes` says otherwise. */
export function checksWith(
  changes: Partial<Record<CheckId, Partial<TranscriptCheck>>> = {},
): TranscriptCheck[] {
  return CATALOGUE.map((check) => ({
    id: check.id,
    title: check.title,
    section: check.section,
    needed: check.needed !== 'completeness' && check.needed !== 'witnesses',
    status: 'passed',
    examined: 2,
    counts: check.unit,
    findings: [],
    omitted: 0,
    ...changes[check.id],
  }));
}

/** A transcript of a bundle that passed. */
export function passing(changes: Partial<Transcript> = {}): Transcript {
  return {
    format: 'softqcos.transcript/v1',
    verdict: 'pass',
    summary: 'all 2 selected records are unchanged, in this tree, and signed for',
    verifier: { name: 'softqcos-verify', version: '0.1.0', specification: '1' },
    at: '2026-04-01T00:00:00Z',
    bundle: {
      name: 'incident.zip',
      bytes: 48213,
      sha256: HASH,
      manifest: {
        bundle_id: 'evb_2026-03-23_incident',
        ledger: 'ledger.softqcos.example/acme',
        suite: 'softqcos-v1',
        exporter: 'SoftQCOS Ledger',
        exported_at: '2026-03-23T12:00:00Z',
        selection: '2 record ids',
        tree_head: { tree_size: 2048, root_hash: `sha3-256:${'ab'.repeat(32)}` },
      },
    },
    trust_root: {
      name: 'Acme audit 2026',
      serial: 1,
      sha3_256: 'cd'.repeat(32),
      issued_at: '2026-01-01T00:00:00Z',
      expires_at: '2027-01-01T00:00:00Z',
    },
    trust_mode: {
      headline: 'under the keys of "Acme audit 2026" (serial 1), pinned since 2026-01-01',
      keys: 'trust root',
      digest_pinned: false,
      since: '2026-01-01T00:00:00Z',
      trusted_time: 'checkpoint',
      witnesses: 0,
    },
    requirements: ['inclusion', 'checkpoint', 'attestation'],
    checks: checksWith({
      'checkpoint/witnesses': { status: 'skipped', because: 'not-in-bundle', examined: 0 },
      'completeness/selection': {
        status: 'unproven',
        examined: 2,
        findings: [
          findingOf(
            'SELECTION_BY_ID',
            { entry: 'manifest.json', pointer: '/selection' },
            'the selection is by record id',
          ),
        ],
      },
      'completeness/asked': {
        findings: [
          findingOf(
            'SELECTION_BY_EXPORTER',
            { entry: 'manifest.json', pointer: '/selection' },
            'nobody stated what was asked for',
          ),
        ],
      },
    }),
    evidence: {
      records: 3,
      selected: 2,
      shown_in_addition: 1,
      link_stubs: 2,
      erased_records: [
        {
          sequence: 14,
          record_id: 'rec_014',
          legal_ground: 'gdpr_art_17_1_a',
          logged_at: '2026-02-11T08:00:00Z',
          erasure: 50,
        },
      ],
      sealed_fields: { disclosed: 3, erased: 1, withheld: 2 },
      first_recorded_at: '2026-03-23T11:32:05.12Z',
      last_recorded_at: '2026-03-23T11:40:00Z',
    },
    signatures: [
      {
        what: 'checkpoint',
        algorithm: 'Ed25519',
        standard: 'RFC 8032',
        status: 'verified',
        signer: 'ledger.softqcos.example/acme',
        quantum: 'a quantum computer could forge it; the ML-DSA-44 half stands',
      },
      {
        what: 'checkpoint',
        algorithm: 'ML-DSA-44',
        standard: 'FIPS 204',
        category: 2,
        status: 'verified',
        signer: 'ledger.softqcos.example/acme',
        quantum: 'resists known quantum attacks (category 2)',
      },
      {
        what: 'attestation',
        algorithm: 'ML-DSA-65',
        standard: 'FIPS 204',
        category: 3,
        status: 'verified',
        signer: 'SoftQCOS Ledger export service',
        quantum: 'resists known quantum attacks (category 3)',
      },
    ],
    times: [
      {
        of: 'checkpoint',
        existed_before: '2026-03-23T11:50:00Z',
        by: 'Example TSA',
        accuracy: '1 s',
      },
    ],
    proves_until: {
      catalogue: { edition: '2026-11-27', sha3_256: 'ef'.repeat(32) },
      sentence: 'No text of the catalogue sets an end to what this verdict rests on.',
      until: '2035-12-31',
      by: 'time stamp over the checkpoint by Example TSA',
      parts: [
        {
          what: 'time stamp over the checkpoint by Example TSA',
          kind: 'time stamp',
          algorithms: ['ECDSA P-256', 'SHA-256'],
          needed: false,
          until: '2035-12-31',
          sources: ['IR 8547'],
          renew: 'a later time stamp over the whole file by 2035-12-31',
        },
      ],
      renewals: [],
    },
    attester: 'SoftQCOS Ledger export service',
    claims: '{"entropy_source":"QRNG"}',
    compare_by_hand: [
      { what: 'bundle SHA-256', value: HASH },
      { what: 'tree head', value: `2048, sha3-256:${'ab'.repeat(32)}` },
    ],
    says: ["These records were in this ledger's tree, unchanged and in this order."],
    does_not_say: ['That the events are true.', 'That nothing was left unlogged.'],
    not_checked: [
      {
        code: 'UNCHECKED_TRUTH',
        category: 'content',
        message: 'whether the events are true',
        consequence: 'A false event that was logged is proven as faithfully as a true one.',
      },
    ],
    ...changes,
  };
}

/** A transcript of a bundle whose hash chain is broken. */
export function failing(changes: Partial<Transcript> = {}): Transcript {
  return passing({
    verdict: 'fail',
    summary: 'the hash chain is broken',
    next: 'Ask the exporter for the bundle as it was exported.',
    checks: checksWith({
      'records/chain': {
        status: 'failed',
        examined: 3,
        findings: [
          findingOf(
            'CHAIN_BROKEN',
            {
              entry: 'records.jsonl',
              line: 2,
              pointer: '/previous_hash',
              sequence: 12,
              record_id: 'rec_012',
            },
            'previous_hash is not the record hash at sequence 11',
            {
              expected: `sha3-256:${'00'.repeat(32)}`,
              actual: `sha3-256:${'11'.repeat(32)}`,
            },
          ),
        ],
        omitted: 4,
      },
      'inclusion/leaves': { status: 'skipped', because: 'records/chain', examined: 0 },
    }),
    evidence: {
      records: 0,
      selected: 0,
      shown_in_addition: 0,
      link_stubs: 0,
      erased_records: [],
      sealed_fields: { disclosed: 0, erased: 0, withheld: 0 },
    },
    ...changes,
  });
}

/** Text with everything that a bundle may try on a reader. */
export const HOSTILE = [
  '\u001b[2J\u001b]8;;http://evil.example\u0007click\u001b]8;;\u0007',
  '\r\nPASS  incident.zip: trust me',
  '\u202Etxt.exe\u2066\u200B\u00AD\uFEFF',
  '\n::error::x\n##vso[task.setvariable]x',
  '</system-out><script>alert(1)</script>]]>&amp;',
  '| `code` [a](javascript:x) @everyone <!-- ',
  '\u0000\u0085\u2028\uFFFE\uD800',
].join('');

/** A failing transcript in which every text of the bundle is hostile. */
export function hostile(): Transcript {
  const base = failing();
  const bad = findingOf(
    'CHAIN_BROKEN',
    { entry: HOSTILE, pointer: `/${HOSTILE}`, record_id: HOSTILE, line: 1 },
    HOSTILE,
    { expected: `=HYPERLINK("x")${HOSTILE}`, actual: `@SUM(1)${HOSTILE}` },
  );
  return {
    ...base,
    bundle: {
      ...base.bundle,
      name: HOSTILE,
      manifest: {
        bundle_id: HOSTILE,
        ledger: HOSTILE,
        suite: HOSTILE,
        exporter: HOSTILE,
        exported_at: HOSTILE,
        selection: HOSTILE,
      },
    },
    checks: checksWith({ 'records/chain': { status: 'failed', examined: 1, findings: [bad] } }),
    claims: HOSTILE,
  };
}
