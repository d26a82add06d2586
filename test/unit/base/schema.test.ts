import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unzip } from '../../../scripts/unzip.js';
import { sourceFromBytes } from '../../../src/archive/source.js';
import { codePoints } from '../../../src/base/formats.js';
import { type Json, type JsonObject, parseCanonical } from '../../../src/base/json.js';
import { NAMES as OUR_NAMES } from '../../../src/base/names.js';
import { SCHEMAS } from '../../../src/base/published.js';
import { CATALOGUE } from '../../../src/catalogue/checks.js';
import { CODES } from '../../../src/catalogue/codes.js';
import { REQUIREMENTS } from '../../../src/catalogue/requirements.js';
import { buildReport } from '../../../src/compliance/build.js';
import { BUILT_IN } from '../../../src/frameworks/framework.js';
import type { TranscriptCheck } from '../../../src/transcript/transcript.js';
import { expectLinear } from '../../support/growth.js';
import { checkSchema, type PublishedName } from '../../support/schema.js';
import { passing } from '../../support/transcripts.js';
import { verbDocuments } from '../../support/verb-documents.js';

/** A report over no bundle that counts; test/compliance has full ones. */
const EMPTY_REPORT = JSON.parse(
  JSON.stringify(
    await buildReport({
      bundles: [{ name: 'x.zip', source: sourceFromBytes(new Uint8Array()) }],
      trustRoot: undefined,
      frameworks: [],
      from: '2026-01-01',
      to: '2026-01-31',
      at: 0n,
    }),
  ),
) as JsonObject;

const NAMES = Object.keys(SCHEMAS) as PublishedName[];
const DIGEST = `sha3-256:${'0'.repeat(64)}`;
const HEX = 'ab'.repeat(32);
const TIME = '2026-03-23T11:32:05.12Z';
const B64 = 'AAAA';

const MANIFEST = {
  bundle_id: 'evb_1',
  counts: { records: 1, stubs: 0 },
  entries: [{ bytes: 1, digest: DIGEST, path: 'records.jsonl' }],
  exported_at: TIME,
  exporter: 'Acme export service',
  format: 'softqcos.evidence-bundle/v1',
  ledger: 'ledger.softqcos.example/acme',
  selection: { record_ids: ['rec_1'] },
  suite: 'softqcos-v1',
  tree_head: { root_hash: DIGEST, tree_size: 1 },
};
const RECORD = {
  data: { action: 'read', anything: [1, { nested: null }] },
  ledger: 'ledger.softqcos.example/acme',
  nonce: '0acIjpzw70q-l6YML9kM8Q',
  previous_hash: DIGEST,
  record_id: 'rec_1',
  recorded_at: TIME,
  sequence: 0,
  type: 'event',
};
const ERASURE = {
  authority: 'Data Protection Officer',
  fields: ['actor', 'subject'],
  legal_ground: 'gdpr_art_17_1_f',
  method: 'cryptographic_erasure',
  policy: 'hipaa-6-years',
  record_hash: DIGEST,
  record_id: 'rec_1',
  recorded_at: TIME,
  sequence: 4,
  timestamp: TIME,
  type: 'event',
};
const RETENTION = {
  applies_to: { data_classification: 'PHI' },
  deletion_method: 'cryptographic_erasure',
  policy_name: 'hipaa-6-years',
  retention_years: 6,
  timestamp: TIME,
};
const EXPORT = {
  bundle_id: 'evb_1',
  decision: 'ALLOW',
  disclosures: ['actor'],
  policy: 'BUNDLE_EXPORT/phi',
  requested_by: 'officer',
  selection: { sequence: { from: 0, to: 4 } },
  timestamp: TIME,
};
const STATEMENT = {
  _type: 'https://in-toto.io/Statement/v1',
  predicate: {
    bundle_id: 'evb_1',
    claims: { entropy_source: 'as claimed' },
    signers: [
      { algorithm: 'Ed25519', key_id: HEX },
      { algorithm: 'ML-DSA-65', key_id: HEX },
    ],
  },
  predicateType: 'urn:uuid:c19ff9a1-8a21-4abb-8884-a1e47d0fb850',
  subject: [{ digest: { sha256: HEX, sha3_256: HEX }, name: 'manifest.json' }],
};
const KEYS = { ed25519: B64, ml_dsa_65: B64, valid_from: TIME };
const KEEPER = { ed25519: B64, ml_dsa_65: B64, name: 'A. Auditor' };
const CUSTODY: JsonObject = {
  ...{ format: 'softqcos.custody/v1', number: 1, at: TIME, by: 'a', from: 'b' },
  ...{ before: `sha256:${HEX}`, after: `sha256:${HEX}`, previous: `sha256:${HEX}` },
};
const RENEWAL_ADDED: JsonObject = {
  ...{ format: 'softqcos.renewal-added/v1', exit: 0, renewals: 'r', verdict: 'pass', summary: 's' },
  ...{ at: TIME, bundle: { name: 'b.zip', sha256: HEX } },
  renewal: { generation: 1, at: TIME, authority: 'a', algorithms: ['SHA-512'] },
};
const UPDATE = {
  payload: B64,
  payloadType: 'application/vnd.softqcos.trust-update+json',
  signatures: [{ keyid: HEX, sig: 'AA==' }],
};
const TRUST_ROOT = {
  expires_at: TIME,
  format: 'softqcos.trust-root/v1',
  issued_at: TIME,
  ledgers: [
    {
      origin: 'ledger.softqcos.example/acme',
      suite: 'softqcos-v1',
      key_sets: [
        {
          vkeys: ['ledger.softqcos.example/acme+0b1f881b+AQ==', 'ledger+24749806+Bg=='],
          valid_from: TIME,
        },
      ],
    },
  ],
  name: 'Acme audit 2026',
  serial: 1,
};
const pair = (changes: JsonObject): JsonObject => ({
  ...TRUST_ROOT,
  attesters: [{ name: 'A', ledgers: ['l'], key_pairs: [{ ...KEYS, ...changes }] }],
});
const record = (type: string, data: JsonObject): JsonObject => ({ ...RECORD, type, data });
const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

const transcript = (changes: Parameters<typeof passing>[0] = {}): JsonObject =>
  JSON.parse(JSON.stringify(passing(changes))) as JsonObject;

/** A passing transcript whose first check is changed. */
const withCheck = (changes: Partial<TranscriptCheck>): JsonObject => {
  const [first, ...rest] = passing().checks;
  return transcript({ checks: first === undefined ? [] : [{ ...first, ...changes }, ...rest] });
};

const DRILL: JsonObject = {
  format: 'softqcos.drill/v1',
  verifier: { name: 'softqcos-verify', version: '1', specification: 's' },
  at: TIME,
  seed: 1,
  bundle: { name: 'x.zip', bytes: 1, sha256: HEX },
  trust_root: null,
  requirements: ['inclusion'],
  verdict: 'fail',
  summary: 's',
  environment: [],
  counts: {
    ...{
      tamperings: 1,
      caught: 1,
      missed: 0,
      hidden: 0,
      by_another_check: 0,
      not_applicable: 0,
      not_tried: 0,
    },
  },
  tamperings: [
    {
      ...{ id: 'zip/comment', what: 'w', where: 'x', outcome: 'caught', as_expected: true },
      ...{ expected: ['archive/structure'], verdict: 'fail' },
      decided: { check: 'archive/structure', code: 'ZIP_COMMENT' },
      findings: [{ check: 'archive/structure', code: 'ZIP_COMMENT' }],
    },
  ],
  not_applicable: [{ id: 'zip/gap', what: 'w', why: 'y' }],
  removals: [{ what: 'disclosures.jsonl', outcome: 'legal', verdict: 'pass', reported: ['r'] }],
};

const HISTORY: JsonObject = {
  ledger: 'ledger.softqcos.example/acme',
  state: 'contradicted',
  heads: [{ tree_size: 95, root_hash: DIGEST, bundles: ['B1'] }],
  groups: [{ tree_sizes: [95], bundles: ['B1'] }],
  joins: [{ earlier: 95, later: 187, by: 'consistency proof', bundle: 'B2' }],
  checks: [
    {
      ...{ id: 'history/leaves', title: 't', status: 'failed', examined: 1, counts: 'sequences' },
      findings: [
        {
          ...{ code: 'SET_LEAF_CONFLICT', outcome: 'fail', bundles: ['B1', 'B2'], message: 'm' },
          ...{ where: { node: [0, 2] }, remedy: 'r' },
        },
      ],
      omitted: 0,
    },
  ],
  split_views: [{ tree_size: 95, files: [{ name: 'B1.checkpoint', base64: 'AQ==' }] }],
};

/** What the verbs print, by schema. */
const PRINTED: Partial<Record<string, Json[]>> = {};
for (const { schema, document } of await verbDocuments())
  PRINTED[schema] = [...(PRINTED[schema] ?? []), document];

const GOOD: Partial<Record<PublishedName, readonly Json[]>> = {
  ...PRINTED,
  manifest: [
    MANIFEST,
    without(MANIFEST, 'tree_head'),
    { ...MANIFEST, suite: 'softqcos-v9-x', format: 'softqcos.evidence-bundle/v20' },
    {
      ...MANIFEST,
      attachments: [{ media_type: 'text/csv', path: 'attachments/a/b.csv', role: 'document' }],
      authorization: { record_id: 'rec:1' },
      critical: ['com.example.must'],
      extensions: { 'com.example.must': [null, { deep: 'anything' }] },
      selection: { period: { from: TIME, to: TIME } },
    },
  ],
  record: [
    RECORD,
    { ...RECORD, metadata: { '€ any name': 1 }, sealed: { 'actor.name': DIGEST } },
    record('erasure', ERASURE),
    record('erasure', { ...ERASURE, fields: ['*'], legal_note: '', type: 'erasure' }),
    record('retention_policy', RETENTION),
    record('export', EXPORT),
    record('export', { ...EXPORT, decision: 'DENY', disclosures: 'none', policy: 'BUNDLE_EXPORT' }),
  ],
  stub: [
    { reason: 'link', record_hash: DIGEST, sequence: 1 },
    { erasure: 9, reason: 'erased', record_hash: DIGEST, sequence: 1 },
  ],
  path: [
    { path: [], sequence: 0 },
    { path: Array(63).fill(HEX), sequence: 2 ** 53 - 1 },
  ],
  consistency: [{ path: [HEX], root_hash: `sha256:${HEX}`, tree_size: 1 }],
  'record-signature': [
    { algorithm: 'ML-DSA-65', key_id: HEX, sequence: 0, signature: 'A'.repeat(4412) },
  ],
  disclosure: [{ disclosures: ['WyJh'], sequence: 0 }],
  attestation: [
    {
      payload: B64,
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ keyid: HEX, sig: 'AA==' }],
    },
  ],
  statement: [STATEMENT, { ...STATEMENT, predicate: without(STATEMENT.predicate, 'claims') }],
  renewal: [{ format: 'softqcos.renewal/v1', generation: 64, hash: 'sha3-512', token: B64 }],
  custody: [CUSTODY, { ...CUSTODY, words: 'in a sealed bag' }],
  'renewal-added': [RENEWAL_ADDED],
  selection: [
    { record_ids: ['b', 'a'] },
    { sequence: { from: 0, to: 1 } },
    { period: { from: TIME, to: TIME } },
  ],
  'trust-root': [
    TRUST_ROOT,
    pair({ valid_until: TIME, revoked: { at: TIME, reason: 'superseded' } }),
    pair({ revoked: { at: TIME, reason: 'compromised', compromised_since: TIME } }),
    { ...TRUST_ROOT, requirements: [...REQUIREMENTS], witness_policy: 'group g any w\nquorum g\n' },
    { ...TRUST_ROOT, keepers: { threshold: 1, keys: [KEEPER] } },
  ],
  'trust-update': [UPDATE, { ...UPDATE, signatures: [] }],
  'trust-successor': [{ format: 'softqcos.trust-successor/v1', replaces: HEX, trust_root: B64 }],
  keeper: [{ ...KEEPER, format: 'softqcos.keeper/v1' }],
  framework: [...BUILT_IN.values()].map(({ document }) => document as unknown as Json),
  drill: [DRILL],
  transcript: [transcript(), transcript({ trust_root: null, verdict: 'unproven', next: 'x' })],
  'compliance-report': [EMPTY_REPORT],
  history: [HISTORY],
  run: [
    {
      ...{ format: 'softqcos.run/v1', verdict: 'pass', exit: 0, transcripts: [transcript()] },
      ...{ history: [], unread: [], skipped: [], environment: [] },
    },
    {
      ...{
        format: 'softqcos.run/v1',
        verdict: 'unproven',
        exit: 2,
        transcripts: [],
        history: [HISTORY],
      },
      unread: [{ name: 'x', code: 'ERR_BUNDLE_UNREADABLE', message: 'no such file' }],
      ...{ skipped: [{ name: 'y', because: 'text' }], uncovered: ['rec_a'], environment: ['z'] },
    },
  ],
};

/** [schema, value, pointer, message]: one fault each. */
const BAD: readonly (readonly [PublishedName, Json, string, string])[] = [
  ['drill', { ...DRILL, seed: 2 ** 32 }, '/seed', '2^32'],
  ['drill', without(DRILL, 'counts'), '', 'member "counts" is missing'],
  ['drill', { ...DRILL, verdict: 'warn' }, '/verdict', 'must be one of "pass"'],
  ['compliance-report', { ...EMPTY_REPORT, record_count: -1 }, '/record_count', '2^53'],
  ['compliance-report', { ...EMPTY_REPORT, certified: true }, '', 'has no place here'],
  ['manifest', [], '', 'must be an object'],
  ['manifest', without(MANIFEST, 'suite'), '', 'member "suite" is missing'],
  ['manifest', { ...MANIFEST, keys: 1 }, '', 'member "keys" has no place here'],
  ['manifest', { ...MANIFEST, suite: 'softqcos-' }, '/suite', 'must be "softqcos-v" and'],
  ['manifest', { ...MANIFEST, format: 'softqcos.evidence-bundle/v01' }, '/format', 'must be'],
  ['manifest', { ...MANIFEST, exported_at: '2026-02-30T00:00:00Z' }, '/exported_at', 'a real time'],
  ['manifest', { ...MANIFEST, exported_at: '2026-02-03T00:00:60Z' }, '/exported_at', 'a real time'],
  ['manifest', { ...MANIFEST, critical: ['com.example'] }, '', 'member "extensions" is missing'],
  ['manifest', { ...MANIFEST, critical: [], extensions: {} }, '/critical', 'at least 1'],
  ['manifest', { ...MANIFEST, extensions: { ticket: 1 } }, '/extensions', 'the name "ticket"'],
  ['manifest', { ...MANIFEST, ledger: 'a b' }, '/ledger', 'must be an origin'],
  ['manifest', { ...MANIFEST, counts: { records: -1, stubs: 0 } }, '/counts/records', '2^53'],
  ['manifest', { ...MANIFEST, counts: { records: 1.5, stubs: 0 } }, '/counts/records', 'whole'],
  [
    'manifest',
    { ...MANIFEST, tree_head: { root_hash: DIGEST, tree_size: 0 } },
    '/tree_head/tree_size',
    'from 1',
  ],
  [
    'manifest',
    { ...MANIFEST, entries: [{ bytes: 0, digest: DIGEST, path: 'a/../b' }] },
    '/entries/0/path',
    'plain',
  ],
  [
    'manifest',
    { ...MANIFEST, entries: [{ bytes: 0, digest: DIGEST, path: './b' }] },
    '/entries/0/path',
    'plain',
  ],
  [
    'manifest',
    { ...MANIFEST, entries: [{ bytes: 0, digest: DIGEST, path: 'a'.repeat(201) }] },
    '/entries/0/path',
    '200',
  ],
  [
    'manifest',
    { ...MANIFEST, attachments: [{ media_type: 'text/csv', path: 'attachments/a', role: 'key' }] },
    '/attachments/0/role',
    'one of "compliance-report", "document"',
  ],
  [
    'manifest',
    {
      ...MANIFEST,
      attachments: [{ media_type: 'text/csv', path: 'records.jsonl', role: 'document' }],
    },
    '/attachments/0/path',
    'under attachments/',
  ],
  ['record', { ...RECORD, type: 'note' }, '/type', 'must be one of "event"'],
  ['record', { ...RECORD, data: { 'a b': 1 } }, '/data', 'the name "a b" must be a field name'],
  ['record', { ...RECORD, sealed: { 'a b': DIGEST } }, '/sealed', 'the name "a b"'],
  ['record', { ...RECORD, sealed: { a: 'x' } }, '/sealed/a', 'sha3-256:'],
  ['record', { ...RECORD, nonce: '0acIjpzw70q-l6YML9kM8R' }, '/nonce', '16 bytes'],
  ['record', { ...RECORD, sequence: 2 ** 53 }, '/sequence', '2^53'],
  ['record', record('erasure', {}), '/data', 'is missing'],
  [
    'record',
    record('erasure', { ...ERASURE, fields: ['*', 'actor'] }),
    '/data/fields',
    'at most 1',
  ],
  ['record', record('erasure', { ...ERASURE, fields: ['a', 'a'] }), '/data/fields', 'are equal'],
  [
    'record',
    record('erasure', { ...ERASURE, legal_ground: 'gdpr_art_17_1_g' }),
    '/data/legal_ground',
    'one of',
  ],
  ['record', record('erasure', { ...ERASURE, note: 1 }), '/data', '"note" has no place'],
  [
    'record',
    record('retention_policy', { ...RETENTION, retention_years: 0.5 }),
    '/data/retention_years',
    'whole',
  ],
  [
    'record',
    record('export', { ...EXPORT, disclosures: 'all' }),
    '/data/disclosures',
    'must be "none"',
  ],
  [
    'record',
    record('export', { ...EXPORT, disclosures: 1 }),
    '/data/disclosures',
    'must be an array',
  ],
  ['record', record('export', { ...EXPORT, policy: 'EXPORT' }), '/data/policy', 'BUNDLE_EXPORT'],
  ['stub', { reason: 'erased', record_hash: DIGEST, sequence: 1 }, '', '"erasure" is missing'],
  [
    'stub',
    { erasure: 2, reason: 'link', record_hash: DIGEST, sequence: 1 },
    '/erasure',
    'no place',
  ],
  [
    'stub',
    { reason: 'hidden', record_hash: DIGEST, sequence: 1 },
    '/reason',
    'one of "link", "erased"',
  ],
  ['path', { path: Array(64).fill(HEX), sequence: 0 }, '/path', 'at most 63'],
  ['path', { path: [HEX.toUpperCase()], sequence: 0 }, '/path/0', '64 lower-case hex digits'],
  ['consistency', { path: [], root_hash: DIGEST, tree_size: 0 }, '/tree_size', 'from 1'],
  [
    'record-signature',
    { algorithm: 'ML-DSA-87', key_id: HEX, sequence: 0, signature: 'A'.repeat(4412) },
    '/algorithm',
    'must be "ML-DSA-65"',
  ],
  [
    'record-signature',
    { algorithm: 'ML-DSA-65', key_id: HEX, sequence: 0, signature: 'A'.repeat(4411) },
    '/signature',
    '3309 bytes',
  ],
  ['disclosure', { disclosures: [], sequence: 0 }, '/disclosures', 'at least 1'],
  ['disclosure', { disclosures: ['a='], sequence: 0 }, '/disclosures/0', 'base64url'],
  [
    'attestation',
    { payload: B64, payloadType: 'text/plain', signatures: [] },
    '/payloadType',
    'must be "application/',
  ],
  [
    'attestation',
    {
      payload: 'AAB=',
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ keyid: HEX, sig: B64 }],
    },
    '/payload',
    'canonical base64',
  ],
  [
    'attestation',
    {
      payload: B64,
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ cert: '', keyid: HEX, sig: B64 }],
    },
    '/signatures/0',
    '"cert" has no place',
  ],
  [
    'statement',
    { ...STATEMENT, subject: [...STATEMENT.subject, ...STATEMENT.subject] },
    '/subject',
    'at most 1',
  ],
  [
    'statement',
    {
      ...STATEMENT,
      predicate: { ...STATEMENT.predicate, signers: [...STATEMENT.predicate.signers].reverse() },
    },
    '/predicate/signers/0/algorithm',
    'must be "Ed25519"',
  ],
  ['selection', {}, '', 'exactly one of'],
  ['selection', { record_ids: ['a'], sequence: { from: 0, to: 1 } }, '', 'exactly one of'],
  [
    'trust-root',
    pair({ revoked: { at: TIME, reason: 'compromised' } }),
    '/attesters/0/key_pairs/0/revoked',
    '"compromised_since" is missing',
  ],
  [
    'trust-root',
    pair({ revoked: { at: TIME, reason: 'ceased', compromised_since: TIME } }),
    '/attesters/0/key_pairs/0/revoked/compromised_since',
    'no place',
  ],
  [
    'trust-root',
    { ...TRUST_ROOT, requirements: ['inclusions'] },
    '/requirements/0',
    'one of "inclusion"',
  ],
  [
    'trust-root',
    { ...TRUST_ROOT, keepers: { threshold: 0, keys: [KEEPER] } },
    '/keepers/threshold',
    'from 1 to 32',
  ],
  ['keeper', { ...KEEPER, format: 'softqcos.keeper/v1', seed: 'x' }, '', '"seed" has no place'],
  [
    'trust-update',
    { ...UPDATE, payloadType: 'application/vnd.in-toto+json' },
    '/payloadType',
    'must be',
  ],
  ['trust-root', { ...TRUST_ROOT, private_key: 'x' }, '', '"private_key" has no place'],
  ['transcript', transcript({ trust_root: {} as never }), '/trust_root', 'is missing'],
  [
    'transcript',
    transcript({ verdict: 'ok' as never }),
    '/verdict',
    'one of "pass", "fail", "unproven"',
  ],
  ['transcript', withCheck({ status: 'skipped' }), '/checks/0', '"because" is missing'],
  ['transcript', withCheck({ because: 'not-asked' }), '/checks/0/because', 'no place'],
];

/** Every subschema of a schema, with where it stands. */
function* nodes(schema: unknown, at = '#'): Generator<[string, Record<string, unknown>]> {
  if (Array.isArray(schema)) {
    for (const [i, item] of schema.entries()) yield* nodes(item, `${at}/${i}`);
  } else if (typeof schema === 'object' && schema !== null) {
    yield [at, schema as Record<string, unknown>];
    for (const [name, value] of Object.entries(schema)) yield* nodes(value, `${at}/${name}`);
  }
}
const everyNode = NAMES.flatMap((name) =>
  [...nodes(SCHEMAS[name])].map(([at, node]) => ({ at: `${name}${at}`, node })),
);
/** Nodes of a type; the condition of an `if` accepts nothing and so bounds nothing. */
const ofType = (type: string) =>
  everyNode.filter(({ at, node }) => node['type'] === type && !at.endsWith('/if'));

describe('the length of a string', () => {
  it('is the number of its code points, as JavaScript iterates over them', () => {
    const units = fc.array(fc.constantFrom(0x41, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000));
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes);
        expect(codePoints(text)).toBe([...text].length);
      }),
    );
  });
});

describe('the schemas', () => {
  it('bound every string, array and whole number', () => {
    for (const { at, node } of ofType('string')) {
      const bounded = ['maxLength', 'enum', 'const', '$ref'].some((keyword) => keyword in node);
      expect(bounded, at).toBe(true);
    }
    for (const { at, node } of ofType('array')) expect(node, at).toHaveProperty('maxItems');
    for (const { at, node } of ofType('integer')) expect(node, at).toHaveProperty('maximum');
    expect(ofType('number')).toEqual([]);
    expect(ofType('string').length).toBeGreaterThan(40);
  });

  it('follow the meta-schema of draft 2020-12, which runs do not compile', () => {
    const ajv = new Ajv2020({ strict: true, formats: { 'utc-time': true, base64: true } });
    for (const name of NAMES) expect(ajv.validateSchema(SCHEMAS[name]), name).toBe(true);
    expect(ajv.validateSchema({ type: 'strin' })).toBe(false);
  });

  it('close every object but the open maps of the format', () => {
    const open = ofType('object')
      .filter(({ node }) => node['additionalProperties'] !== false)
      .map(({ at }) => at);
    expect(open).toEqual([
      'manifest#/properties/extensions',
      'record#/properties/data',
      'record#/properties/metadata',
      'record#/properties/sealed',
      'record#/allOf/0/then/properties/data',
      'record#/allOf/1/then/properties/data/properties/applies_to',
      'statement#/properties/predicate/properties/claims',
      // Field names of the auditor's own choice.
      'framework#/$defs/selector/else/items',
      // Counts by field name.
      'redaction#/properties/kept',
      'redaction#/properties/dropped',
    ]);
  });

  it('anchor every pattern and describe everything that a message may have to name', () => {
    for (const { at, node } of everyNode) {
      const pattern = node['pattern'];
      if (typeof pattern === 'string') expect(pattern, at).toMatch(/^\^.*\$$/);
      const keywords = ['pattern', 'format', 'minLength', 'maxLength', 'minimum', 'maximum'];
      if (
        keywords.some(
          (keyword) => typeof node[keyword] === 'string' || typeof node[keyword] === 'number',
        )
      )
        expect(node, at).toHaveProperty('description');
    }
  });

  it('compare items for uniqueness only where their type is stated', () => {
    // ajv compares items of an unstated type pair by pair: a long hostile list would cost its square.
    const unique = everyNode.filter(({ node }) => node['uniqueItems'] === true);
    expect(unique.length).toBeGreaterThan(3);
    for (const { at, node } of unique) expect(node['items'], at).toHaveProperty('type', 'string');
  });

  it('mean the same by one name of $defs', () => {
    const seen = new Map<string, unknown>();
    for (const name of NAMES) {
      const schema: object = SCHEMAS[name];
      const defs = '$defs' in schema ? (schema.$defs as Record<string, unknown>) : {};
      for (const [def, body] of Object.entries(defs)) {
        expect(body, `${name} ${def}`).toEqual(seen.get(def) ?? body);
        seen.set(def, body);
      }
    }
  });

  it('bear their own names, one file each', () => {
    for (const name of NAMES) expect(SCHEMAS[name].$id).toBe(`${name}.schema.json`);
    const files = readdirSync(new URL('../../../schemas/', import.meta.url));
    expect([...files].sort()).toEqual(NAMES.map((name) => `${name}.schema.json`).sort());
  });

  it('name nothing in a namespace that nobody registered, but for the older predicate type', () => {
    const root = new URL('../../../', import.meta.url);
    const places = ['src', 'exporter', 'schemas', 'scripts'].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:ts|json)$/.test(name) && !name.includes('validators'))
        .map((name) => `${folder}/${name}`)
        .filter((name) => readFileSync(new URL(name, root), 'utf8').includes('urn:softqcos')),
    );
    expect(places).toEqual(['schemas/statement.schema.json', 'scripts/fixtures/valid.ts']);
    const registry = readFileSync(new URL('docs/SPEC.md', root), 'utf8').split('\n## 20 ')[1] ?? '';
    for (const name of Object.values(OUR_NAMES)) expect(registry).toContain(name);
  });

  it('accept every id and section of the catalogue', () => {
    const check = SCHEMAS.transcript.properties.checks.items.properties;
    for (const { id, section } of CATALOGUE) {
      expect(id).toMatch(new RegExp(SCHEMAS.transcript.$defs.checkId.pattern, 'u'));
      expect(section).toMatch(new RegExp(check.section.pattern, 'u'));
    }
    for (const code of Object.keys(CODES))
      expect(code).toMatch(new RegExp(check.findings.items.properties.code.pattern, 'u'));
  });

  it('list the requirements of the catalogue', () => {
    expect(SCHEMAS['trust-root'].properties.requirements.items.enum).toEqual(REQUIREMENTS);
  });
});

describe('checkSchema', () => {
  for (const name of NAMES) {
    it(`accepts good samples of ${name}`, () => {
      for (const sample of GOOD[name] ?? []) expect(checkSchema(name, sample)).toBeUndefined();
    });
  }

  it.each(BAD.map(([name, value, pointer, message]) => ({ name, value, pointer, message })))(
    'refuses a $name at "$pointer": $message',
    ({ name, value, pointer, message }) => {
      const fault = checkSchema(name, value);
      expect(fault?.pointer).toBe(pointer);
      expect(fault?.message).toContain(message);
    },
  );

  it('misses each member that a good sample has and the schema requires', () => {
    for (const name of NAMES) {
      const schema: { required?: readonly string[]; $id: string } = SCHEMAS[name];
      for (const gone of schema.required ?? []) {
        const fault = checkSchema(name, without(GOOD[name]?.[0] as JsonObject, gone));
        expect(fault?.message, `${name} ${gone}`).toBe(`member "${gone}" is missing`);
      }
    }
  });

  it('refuses names of Object.prototype like any other unknown member', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const hostile = JSON.parse(`{"path":[],"sequence":0,"${name}":1}`) as Json;
      expect(checkSchema('path', hostile)?.message).toBe(`member "${name}" has no place here`);
    }
    expect(checkSchema('path', JSON.parse('{"__proto__":{"path":[],"sequence":0}}'))).toBeDefined();
  });

  it('shortens what it quotes and stays well-formed', () => {
    const name = `${'x'.repeat(78)}😀${'y'.repeat(1_000_000)}`;
    const fault = checkSchema('path', { path: [], sequence: 0, [name]: 1 });
    expect(fault?.message.length).toBeLessThan(160);
    expect(fault?.message.isWellFormed()).toBe(true);
    const value = checkSchema('stub', { reason: name, record_hash: DIGEST, sequence: 0 });
    expect(value?.actual?.length).toBeLessThan(120);
  });

  it.each(['a/', '.', 'a.'])('stays linear on long hostile text: %s', async (piece) => {
    await expectLinear(250_000, (size) => {
      const text = piece.repeat(size);
      const entries = [{ bytes: 0, digest: DIGEST, path: text }];
      expect(checkSchema('manifest', { ...MANIFEST, entries })).toBeDefined();
      expect(checkSchema('manifest', { ...MANIFEST, extensions: { [text]: 1 } })).toBeDefined();
      expect(checkSchema('manifest', { ...MANIFEST, suite: `softqcos-v${text}` })).toBeDefined();
    });
  });
});

describe('the golden bundles', () => {
  const root = new URL('../../../fixtures/golden/', import.meta.url);
  const cases = readdirSync(root).filter((name) => name.startsWith('pass-'));
  const parsed = (bytes: Buffer): Json => {
    const result = parseCanonical(bytes);
    if (!result.ok) throw new Error(result.reason);
    return result.value;
  };
  const LINES: readonly (readonly [string, PublishedName])[] = [
    ['records.jsonl', 'record'],
    ['stubs.jsonl', 'stub'],
    ['signatures.jsonl', 'record-signature'],
    ['proof/paths.jsonl', 'path'],
    ['proof/consistency.jsonl', 'consistency'],
    ['disclosures.jsonl', 'disclosure'],
  ];

  it('are there', () => expect(cases.length).toBeGreaterThanOrEqual(20));

  it.each(cases)('%s follows the schemas in every document', async (name) => {
    const entries = await unzip(readFileSync(new URL(`${name}/bundle.zip`, root)));
    const take = (path: string) => entries.get(path);
    const check = (schema: PublishedName, value: Json) =>
      expect(checkSchema(schema, value), schema).toBeUndefined();
    const manifest = parsed(take('manifest.json') as Buffer) as JsonObject;
    check('manifest', manifest);
    check('selection', manifest['selection'] as Json);
    let lines = 0;
    for (const [path, schema] of LINES) {
      for (const line of (take(path)?.toString('utf8') ?? '').split('\n').slice(0, -1)) {
        check(schema, parsed(Buffer.from(line)));
        lines += 1;
      }
    }
    expect(lines).toBeGreaterThan(0);
    const envelope = parsed(take('attestation.dsse.json') as Buffer) as { payload: string };
    check('attestation', envelope);
    check('statement', parsed(Buffer.from(envelope.payload, 'base64')));
  });

  it('have trust roots that follow the schema', () => {
    const roots = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('trust-root.json'),
    );
    expect(roots.length).toBeGreaterThanOrEqual(5);
    for (const file of roots) {
      const value = JSON.parse(readFileSync(new URL(file, root), 'utf8')) as Json;
      expect(checkSchema('trust-root', value), file).toBeUndefined();
    }
  });
});
