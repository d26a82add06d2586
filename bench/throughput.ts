// Throughput over a large bundle: `npx tsx bench/throughput.ts [records] [paths|batch]`. Makes a bundle with the exporter, verifies it,
// and prints each time as a ratio to one floor of the same run: inflating the entries and hashing each record three times.

import { mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportEvidenceBundle } from '../exporter/bundle.js';
import { deriveFrom } from '../exporter/derive.js';
import { testKeys } from '../exporter/keys.js';
import { Ledger } from '../exporter/ledger.js';
import { trustRootFor } from '../exporter/trust-root.js';
import { openArchive } from '../src/archive/archive.js';
import type { BundleSource } from '../src/archive/source.js';
import { surveyZip } from '../src/archive/survey.js';
import { parseTime } from '../src/base/encoding.js';
import { FORMAT, SUPPORT } from '../src/base/limits.js';
import { LineBlocks, linesOf } from '../src/bundle/lines.js';
import { hash } from '../src/crypto/digest.js';
import { treeHasher } from '../src/merkle/hasher.js';
import { loadTrustRoot } from '../src/trust/trust-root.js';
import { verifyBundle } from '../src/verify.js';

const ORIGIN = 'ledger.softqcos.example/bench';
const count = Number(process.argv[2] ?? 100_000);
const proof = process.argv[3] === 'paths' ? 'paths' : 'batch';
const folder = mkdtempSync(join(tmpdir(), 'softqcos-bench-'));
const path = join(folder, 'bench.zip');

const keys = testKeys('bench', ORIGIN);
const start = Date.parse('2026-01-01T00:00:00Z');
const ledger = new Ledger({
  origin: ORIGIN,
  derive: deriveFrom('bench'),
  clock: (sequence) => new Date(start + sequence * 1000).toISOString(),
});
for (let i = 0; i < count; i += 1) {
  ledger.append({
    event_type: 'data_access',
    action: i % 3 === 0 ? 'read' : 'update',
    actor: `user-${i % 97}@hospital.example`,
    subject: `patient_record_${i % 9973}`,
    outcome: i % 50 === 0 ? 'failure' : 'success',
    data_classification: 'PHI',
    legal_basis: 'legal_obligation',
    timestamp: new Date(start + i * 1000).toISOString(),
  });
}
await exportEvidenceBundle(ledger, {
  bundleId: 'bench',
  exportedAt: new Date(start + count * 1000).toISOString(),
  keys,
  sequence: { from: 0, to: count },
  proof,
}).save(path);

const file = openSync(path, 'r');
const source: BundleSource = {
  size: statSync(path).size,
  read: (offset, length) => {
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, offset);
    return Promise.resolve(bytes);
  },
};
const root = loadTrustRoot(Buffer.from(JSON.stringify(trustRootFor(keys))));
const at = parseTime('2026-06-01T00:00:00Z') ?? 0n;

/** The floor: inflate, split into lines, hash each record as record, leaf and node. No JSON, no proof. */
async function floor(): Promise<void> {
  const archive = await openArchive(source, await surveyZip(source, SUPPORT));
  const hasher = treeHasher('sha3-256');
  const blocks = new LineBlocks(archive.stream('records.jsonl'), FORMAT.lineBytes);
  for await (const line of linesOf(blocks)) {
    const leaf = hasher.leafHash(hash('sha3-256', line.bytes));
    hasher.nodeHash(leaf, leaf);
  }
}

async function verify(): Promise<void> {
  const { verdict, summary } = await verifyBundle(source, root, { at, name: 'bench' });
  if (verdict !== 'pass') throw new Error(summary);
}

async function timed(run: () => Promise<void>): Promise<number> {
  const before = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - before) / 1e9;
}

const ratios: number[] = [];
for (let round = 0; round < 3; round += 1) {
  const base = await timed(floor);
  const whole = await timed(verify);
  ratios.push(whole / base);
  console.log(
    `${count} records, ${proof}: verify ${whole.toFixed(2)} s = ${(whole / base).toFixed(2)} x floor (${base.toFixed(2)} s), ${Math.round(count / whole)} records/s`,
  );
}
ratios.sort((a, b) => a - b);
console.log(
  `median ratio ${ratios[1]?.toFixed(2)}, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB (exporter included)`,
);
rmSync(folder, { recursive: true });
