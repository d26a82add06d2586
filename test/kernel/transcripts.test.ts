// Neither the kernel nor threads change a transcript: every committed bundle, and ledgers with one fault at a random place, read with
// them and without them.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exportEvidenceBundle } from '../../exporter/bundle.js';
import { deriveFrom } from '../../exporter/derive.js';
import { testKeys } from '../../exporter/keys.js';
import { Ledger } from '../../exporter/ledger.js';
import type { ExportOptions } from '../../exporter/options.js';
import { SAMPLE_SEALED, sampleEvent, sampleTime } from '../../exporter/sample.js';
import { trustRootFor } from '../../exporter/trust-root.js';
import { rememberAnswers } from '../../scripts/remember.js';
import { sourceFromBytes } from '../../src/archive/source.js';
import { parseTime } from '../../src/base/encoding.js';
import { work } from '../../src/base/work.js';
import { CATALOGUE } from '../../src/catalogue/checks.js';
import type { Transcript } from '../../src/transcript/transcript.js';
import { loadTrustRoot, type TrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';
import { Pool } from '../../src/workers/pool.js';
import { randomFrom } from './mutants.js';

const AT = parseTime('2026-12-31T00:00:00Z') ?? 0n;

/** As many threads as `--jobs` 1, 2 and 3 have beside that of the run, at work whatever the size. */
const POOLS = [undefined, new Pool(1, 0), new Pool(2, 0)];
afterAll(() => Promise.all(POOLS.map((pool) => pool?.close())));
let turn = 0;

/** The transcript without the kernel, which is that with it, in one thread or in several: one of these, in turn, or all. */
async function both(
  zip: Uint8Array,
  root: TrustRoot | undefined,
  at = AT,
  pools = [POOLS[turn++ % POOLS.length]],
): Promise<Transcript> {
  const run = (bulkBytes: number, pool?: Pool): Promise<Transcript> =>
    verifyBundle(sourceFromBytes(zip), root, { at, name: 'bundle.zip', bulkBytes, pool });
  const slow = await run(Number.POSITIVE_INFINITY);
  for (const pool of pools) expect(await run(0, pool)).toEqual(slow);
  return slow;
}

/** Many cases have one trust root. Signatures are no work of the kernel: the second reading need not compute them again. */
const roots = new Map<string, TrustRoot>();
function rootOf(path: string): TrustRoot {
  const root = roots.get(path) ?? rememberAnswers(loadTrustRoot(readFileSync(path)));
  roots.set(path, root);
  return root;
}

function* cases(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && existsSync(join(path, 'case.json'))) yield path;
    else if (entry.isDirectory()) yield* cases(path);
  }
}

test.each(
  ['archive', 'cases', 'golden'].flatMap((name) =>
    existsSync(join('fixtures', name)) ? [name] : [],
  ),
)('every bundle of fixtures/%s has one transcript', async (name) => {
  for (const path of cases(join('fixtures', name))) {
    const { trust_root, at } = JSON.parse(readFileSync(join(path, 'case.json'), 'utf8'));
    let root: TrustRoot | undefined;
    try {
      if (trust_root !== null) root = rootOf(join(path, trust_root));
    } catch {
      continue;
    }
    const zip = new Uint8Array(readFileSync(join(path, 'bundle.zip')));
    await both(zip, root, parseTime(at), name === 'golden' ? POOLS : undefined);
  }
});

describe('a ledger of 400 records, of which any may be the one that is wrong', () => {
  const ORIGIN = 'ledger.softqcos.example/kernel-runs';
  const keys = testKeys('kernel runs', ORIGIN);
  const root = rememberAnswers(loadTrustRoot(Buffer.from(JSON.stringify(trustRootFor(keys)))));
  const ledgerOf = (treeHash: 'sha3-256' | 'sha256'): Ledger => {
    const derive = deriveFrom('kernel runs');
    const made = new Ledger({ origin: ORIGIN, derive, clock: sampleTime, treeHash });
    for (let i = 0; i < 400; i += 1) {
      if (i === 123)
        made.setRetentionPolicy({ policyName: 'short', retentionYears: 1, appliesTo: {} });
      else made.append(sampleEvent(i), { sealed: i % 3 === 0 ? SAMPLE_SEALED : [] });
    }
    return made;
  };
  const ledger = ledgerOf('sha3-256');
  const zipOf = async (options: Partial<ExportOptions>, of = ledger): Promise<Uint8Array> => {
    const common = { bundleId: 'evb_runs', exportedAt: '2026-12-30T00:00:00Z', keys } as const;
    const made = exportEvidenceBundle(of, {
      ...common,
      sequence: { from: 3, to: 390 },
      ...options,
    } as ExportOptions);
    return made.toBytes();
  };
  const swap = (lines: readonly string[], at: number, from: RegExp, to: string): string[] =>
    lines.map((line, index) => (index === at ? line.replace(from, to) : line));

  test.each(['batch', 'paths'] as const)('whole, with %s: it passes', async (proof) => {
    expect((await both(await zipOf({ proof }), root)).verdict).toBe('pass');
    expect((await both(await zipOf({ proof, disclose: 'all' }), root)).verdict).toBe('pass');
    expect(
      (await both(await zipOf({ proof, suite: 'softqcos-v1-sha256' }), root)).checks,
    ).toHaveLength(CATALOGUE.length);
    expect((await both(await zipOf({ proof, also: [0, 395, 399] }), root)).verdict).toBe('pass');
    const period = { from: sampleTime(17), to: sampleTime(300) };
    await both(await zipOf({ proof, sequence: undefined, period } as never), root);
  });

  const FAULTS: readonly (readonly [
    string,
    (lines: readonly string[], at: number) => readonly string[],
  ])[] = [
    ['another word', (lines, at) => swap(lines, at, /"outcome":"success"/, '"outcome":"failure"')],
    [
      'another previous hash',
      (lines, at) => swap(lines, at, /"previous_hash":"sha3-256:./, '"previous_hash":"sha3-256:0'),
    ],
    [
      'an id that was there before',
      (lines, at) => {
        const id = /"record_id":"[^"]*"/.exec(lines[Math.floor(at / 2)] ?? '')?.[0] ?? '';
        return swap(lines, at, /"record_id":"[^"]*"/, id);
      },
    ],
    [
      'an earlier time',
      (lines, at) => swap(lines, at, /"recorded_at":"2026/, '"recorded_at":"2025'),
    ],
    ['a later time', (lines, at) => swap(lines, at, /"recorded_at":"2026/, '"recorded_at":"2027')],
    ['another ledger', (lines, at) => swap(lines, at, /"ledger":"ledger/, '"ledger":"lodger')],
    ['a blank', (lines, at) => swap(lines, at, /"action":/, '"action": ')],
    ['a missing record', (lines, at) => lines.filter((_, index) => index !== at)],
    [
      'a record twice',
      (lines, at) => lines.flatMap((line, index) => (index === at ? [line, line] : [line])),
    ],
    [
      'two records in each other’s place',
      (lines, at) =>
        lines.map((line, index) =>
          index === at
            ? (lines[at + 1] ?? line)
            : index === at + 1 && at + 1 < lines.length
              ? (lines[at] ?? line)
              : line,
        ),
    ],
    [
      'a commitment that was there before',
      (lines, at) => {
        const all = lines.join('').match(/"actor":"sha3-256:[0-9a-f]{64}"/g) ?? [];
        return swap(
          lines,
          at - (at % 3),
          /"actor":"sha3-256:[0-9a-f]{64}"/,
          all[Math.floor(at / 9)] ?? '',
        );
      },
    ],
    ['an empty line', (lines, at) => swap(lines, at, /.*/, '')],
  ];
  const PATH_FAULTS: typeof FAULTS = [
    ['another hash', (lines, at) => swap(lines, at, /(?<=\["[^\]]*)[0-9](?=[0-9a-f]*"[,\]])/, 'e')],
    ['another first hash', (lines, at) => swap(lines, at, /\["./, '["g')],
    ['a shorter path', (lines, at) => swap(lines, at, /"[0-9a-f]{64}",/, '')],
    ['a missing path', (lines, at) => lines.filter((_, index) => index !== at)],
    [
      'a path twice',
      (lines, at) => lines.flatMap((line, index) => (index === at ? [line, line] : [line])),
    ],
    ['another sequence', (lines, at) => swap(lines, at, /(?<="sequence":)\d+/, '1000')],
    ['a blank in a path', (lines, at) => swap(lines, at, /\[/, '[ ')],
    ['an empty line among paths', (lines, at) => swap(lines, at, /.*/, '')],
    [
      'the path of another leaf',
      (lines, at) =>
        swap(lines, at, /\[.*\]/, /\[.*\]/.exec(lines[Math.floor(at / 2)] ?? '')?.[0] ?? ''),
    ],
  ];
  const random = randomFrom(7);

  test.each(FAULTS)('%s', async (_, fault) => {
    for (const proof of ['batch', 'paths'] as const) {
      const at = Math.floor(random() * 380);
      const lines = (all: readonly string[]) => fault(all, at);
      const { verdict } = await both(
        await zipOf({ proof, tamper: { lines: { 'records.jsonl': lines } } }),
        root,
      );
      expect(verdict, `line ${at}`).not.toBe('unproven');
    }
  });

  test('one altered record is named, of either suite and proof, with one, two and three threads', async () => {
    const suite = 'softqcos-v1-sha256';
    const document = Buffer.from(JSON.stringify(trustRootFor(keys, { suite })));
    const ways = [
      { of: ledger, more: {}, under: root },
      {
        of: ledgerOf('sha256'),
        more: { suite },
        under: rememberAnswers(loadTrustRoot(document)),
      },
    ] as const;
    for (const { of, more, under } of ways) {
      for (const proof of ['batch', 'paths'] as const) {
        expect((await both(await zipOf({ proof, ...more }, of), under)).verdict).toBe('pass');
        const place = Math.floor(random() * 380);
        // Any but the retention policy, which has no outcome.
        const at = place === 120 ? 121 : place;
        const alter = (lines: readonly string[]) => swap(lines, at, /(?<="outcome":")[a-z]/, 'z');
        const tamper = { lines: { 'records.jsonl': alter } };
        const zip = await zipOf({ proof, ...more, tamper }, of);
        const { checks, verdict } = await both(zip, under, AT, POOLS);
        expect(verdict).toBe('fail');
        const findings = checks.flatMap((check) => check.findings);
        const isNamed = findings.some(({ code, where, message }) =>
          code === 'CHAIN_BROKEN'
            ? where.sequence === 4 + at && message.includes(`record ${3 + at}`)
            : code === 'INCLUSION_ROOT_MISMATCH' && where.sequence === 3 + at,
        );
        expect(isNamed, `line ${at} of ${JSON.stringify({ ...more, proof })}`).toBe(true);
      }
    }
  });

  test('an id that was there before costs a second reading, and no second hash of each record', async () => {
    const digests = async (options: Partial<ExportOptions>): Promise<number> => {
      const zip = await zipOf({ proof: 'batch', ...options });
      const before = work.digests;
      const run = { at: AT, name: 'bundle.zip', bulkBytes: 0 };
      const { verdict } = await verifyBundle(sourceFromBytes(zip), root, run);
      expect(verdict).toBe(options.tamper === undefined ? 'pass' : 'fail');
      return work.digests - before;
    };
    const [, fault] = FAULTS.find(([name]) => name === 'an id that was there before') ?? [];
    const lines = (all: readonly string[]) => fault?.(all, 200) ?? [];
    const twice = await digests({ tamper: { lines: { 'records.jsonl': lines } } });
    expect(twice - (await digests({}))).toBeLessThan(100);
  });

  test.each(PATH_FAULTS)('%s', async (_, fault) => {
    for (const more of [{}, { also: [0, 395, 399] }]) {
      const at = Math.floor(random() * 380);
      const lines = (all: readonly string[]) => fault(all, at);
      const zip = await zipOf({
        proof: 'paths',
        tamper: { lines: { 'proof/paths.jsonl': lines } },
        ...more,
      });
      expect((await both(zip, root)).verdict, `line ${at}`).toBe('fail');
    }
  });
});
