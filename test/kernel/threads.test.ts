// Threads: one altered record of thousands is named, whoever reads it; and a thread that fails in any way is no answer.

import { afterAll, expect, test } from 'vitest';
import { exportEvidenceBundle } from '../../exporter/bundle.js';
import { deriveFrom } from '../../exporter/derive.js';
import { testKeys } from '../../exporter/keys.js';
import { Ledger } from '../../exporter/ledger.js';
import type { ExportOptions } from '../../exporter/options.js';
import { sampleEvent, sampleTime } from '../../exporter/sample.js';
import { trustRootFor } from '../../exporter/trust-root.js';
import { sourceFromBytes } from '../../src/archive/source.js';
import { parseTime } from '../../src/base/encoding.js';
import { buildReport } from '../../src/compliance/build.js';
import type { Transcript } from '../../src/transcript/transcript.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';
import { Pool } from '../../src/workers/pool.js';
import { SOURCE } from '../../src/workers/source.js';
import { randomFrom } from './mutants.js';

const ORIGIN = 'ledger.softqcos.example/threads';
const COUNT = 3000;
const keys = testKeys('threads', ORIGIN);
const root = loadTrustRoot(Buffer.from(JSON.stringify(trustRootFor(keys, { recorders: true }))));
const ledger = new Ledger({ origin: ORIGIN, derive: deriveFrom('threads'), clock: sampleTime });
for (let at = 0; at < COUNT; at += 1) ledger.append(sampleEvent(at));
const random = randomFrom(11);

const zipOf = (options: Partial<ExportOptions> = {}): Promise<Uint8Array> =>
  exportEvidenceBundle(ledger, {
    ...{ bundleId: 'evb_threads', exportedAt: '2026-12-30T00:00:00Z', keys, proof: 'batch' },
    sequence: { from: 0, to: COUNT },
    ...options,
  } as ExportOptions).toBytes();

const run = (zip: Uint8Array, pool: Pool | undefined): Promise<Transcript> =>
  verifyBundle(sourceFromBytes(zip), root, {
    at: parseTime('2026-12-31T00:00:00Z') ?? 0n,
    name: 'bundle.zip',
    bulkBytes: 0,
    pool,
  });

const pools: (Pool | undefined)[] = [undefined, new Pool(1, 0), new Pool(2, 0)];
afterAll(() => Promise.all(pools.map((pool) => pool?.close())));

test.each(['batch', 'paths'] as const)(
  'with %s: a whole ledger passes, and one altered record at a random place is named',
  async (proof) => {
    const whole = await run(await zipOf({ proof }), pools[0]);
    expect(whole.verdict).toBe('pass');
    const at = Math.floor(random() * (COUNT - 1));
    const alter = (lines: readonly string[]) =>
      lines.map((line, index) => (index === at ? line.replace('"success"', '"sucesss"') : line));
    const zip = await zipOf({ proof, tamper: { lines: { 'records.jsonl': alter } } });
    const [first, ...others] = await Promise.all(pools.map((pool) => run(zip, pool)));
    const chain = first?.checks.find(({ id }) => id === 'records/chain')?.findings;
    // §4.4: it is the record after it whose previous_hash tells.
    expect(chain?.map(({ where }) => where.sequence)).toEqual([at + 1]);
    for (const other of others) expect(JSON.stringify(other)).toBe(JSON.stringify(first));
  },
);

test('a compliance report has the same bytes, whoever reads the records', async () => {
  const zip = await zipOf();
  const reports = pools.map((pool) =>
    buildReport({
      bundles: [{ name: 'bundle.zip', source: sourceFromBytes(zip) }],
      trustRoot: root,
      frameworks: [],
      from: '2026-01-01',
      to: '2026-12-31',
      at: parseTime('2026-12-31T00:00:00Z') ?? 0n,
      pool,
    }),
  );
  const [first, ...others] = (await Promise.all(reports)).map((report) => JSON.stringify(report));
  expect(JSON.parse(first ?? '').record_count).toBe(COUNT);
  for (const other of others) expect(other).toBe(first);
});

/** Bytes that are inflated at once: where they end, a line goes on in the next block, and a run ends. */
const CHUNK = 524_288;

test('of 20,000 records every altered one is named, where two blocks meet too', async () => {
  const many = 20_000;
  const large = new Ledger({ origin: ORIGIN, derive: deriveFrom('many'), clock: sampleTime });
  for (let at = 0; at < many; at += 1) large.append(sampleEvent(at));
  const altered = new Set<number>();
  const alter = (lines: readonly string[]) => {
    let offset = 0;
    lines.forEach((line, at) => {
      const end = offset + line.length + 1;
      // The line that two chunks share, the one before it and the one after it: one of them, in turn.
      const next = Math.ceil(offset / CHUNK) * CHUNK;
      if (offset > 0 && next < end && altered.size < 9) altered.add(at + (altered.size % 3) - 1);
      offset = end;
    });
    for (let more = 0; more < 8; more += 1) altered.add(Math.floor(random() * (many - 2)));
    return lines.map((line, at) =>
      altered.has(at) ? line.replace(/(?<="outcome":")[a-z]+/, 'changed') : line,
    );
  };
  const zip = await exportEvidenceBundle(large, {
    ...{ bundleId: 'evb_many', exportedAt: '2026-12-30T00:00:00Z', keys, proof: 'batch' },
    sequence: { from: 0, to: many },
    tamper: { lines: { 'records.jsonl': alter } },
  } as ExportOptions).toBytes();
  const [first, ...others] = await Promise.all(pools.map((pool) => run(zip, pool)));
  const chain = first?.checks.find(({ id }) => id === 'records/chain')?.findings;
  const expected = [...altered].map((at) => at + 1).sort((a, b) => a - b);
  expect(expected.length).toBeGreaterThan(12);
  expect(chain?.map(({ where }) => where.sequence)).toEqual(expected);
  for (const other of others) expect(JSON.stringify(other)).toBe(JSON.stringify(first));
});

test('record signatures: good ones, bad ones, of unknown keys and missing ones', async () => {
  const spoil = (lines: readonly string[]) =>
    lines.flatMap((line, at) => {
      if (at % 11 === 5) return [line.replace(/"signature":"..../, '"signature":"AAAA')];
      if (at % 13 === 7) return [line.replace(/"key_id":"./, '"key_id":"f')];
      return at % 17 === 9 ? [] : [line];
    });
  const tamper = { lines: { 'signatures.jsonl': spoil } };
  const zip = await zipOf({ sequence: { from: 0, to: 60 }, recordSignatures: true, tamper });
  const [first, ...others] = await Promise.all(pools.map((pool) => run(zip, pool)));
  for (const other of others) expect(JSON.stringify(other)).toBe(JSON.stringify(first));
  const check = first?.checks.find(({ id }) => id === 'records/signatures');
  expect(check?.status).toBe('failed');
  expect(new Set(check?.findings.map(({ code }) => code)).size).toBe(2);
});

const FAILING: readonly (readonly [string, string])[] = [
  ['does not start', 'this is no program'],
  ['ends at once', 'process.exit(0)'],
  [
    'throws at the first question',
    'require("worker_threads").parentPort.on("message", () => { throw new Error("no"); })',
  ],
  [
    'is killed at the first question',
    'require("worker_threads").parentPort.on("message", () => process.exit(1))',
  ],
  [
    'is killed at the fourth question',
    `let asked = 0; require("worker_threads").parentPort.on("message", () => { asked += 1; if (asked === 4) process.exit(1); });${SOURCE}`,
  ],
];

const altered = 2000;
const ZIPS = await Promise.all([
  zipOf(),
  zipOf({
    tamper: {
      lines: {
        'records.jsonl': (lines) =>
          lines.map((line, at) => (at === altered ? line.replace('"success"', '"sucesss"') : line)),
      },
    },
  }),
]);
const EXPECTED = await Promise.all(ZIPS.map((zip) => run(zip, undefined)));

test.each(FAILING)('a thread that %s is no answer: the run gives it', async (_, program) => {
  expect(EXPECTED.map(({ verdict }) => verdict)).toEqual(['pass', 'fail']);
  for (const [at, zip] of ZIPS.entries()) {
    const pool = new Pool(2, 0, program);
    expect(await run(zip, pool)).toEqual(EXPECTED[at]);
    await pool.close();
  }
});
