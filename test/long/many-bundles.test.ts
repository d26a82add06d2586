// Reports over several hundred bundles with a small heap (SECURITY.md, docs/MANUAL.md §8): bundles that follow each other are never open
// together; more than 256 that overlap in one place are refused by name, and nothing is called proven.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportEvidenceBundle } from '../../exporter/bundle.js';
import { deriveFrom } from '../../exporter/derive.js';
import { TEST_ORIGIN, testKeys } from '../../exporter/keys.js';
import { Ledger } from '../../exporter/ledger.js';
import { trustRootFor, trustRootText } from '../../exporter/trust-root.js';
import type { ComplianceReport } from '../../src/compliance/model.js';

const MANY = 400;
const OVERLAPPING = 300;
const COMMAND = fileURLToPath(new URL('../../bin/softqcos-verify.js', import.meta.url));

let folder: string;
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'softqcos-'));
  const keys = testKeys('softqcos-verify many');
  writeFileSync(file('trust-root.json'), trustRootText(trustRootFor(keys)));
  const ledger = new Ledger({
    origin: TEST_ORIGIN,
    derive: deriveFrom('many'),
    clock: (sequence) => new Date(Date.UTC(2026, 1, 1) + sequence * 60_000).toISOString(),
  });
  while (ledger.size < MANY)
    ledger.append({
      event_type: 'login',
      action: 'x',
      actor: 'a',
      outcome: 'success',
      subject: 's',
    });
  const save = async (name: string, from: number, to: number): Promise<void> =>
    exportEvidenceBundle(ledger, {
      ...{ bundleId: `evb_${name}`, exportedAt: '2026-04-01T00:00:00Z', keys },
      sequence: { from, to },
    }).save(file(`${name}.zip`));
  for (let at = 0; at < MANY; at += 1) await save(`one-${at}`, at, at + 1);
  // Files of their own, so that none is told to be the same as another.
  for (let at = 0; at < OVERLAPPING; at += 1) await save(`all-${at}`, 0, 2);
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** With 96 MiB of old space, a report over so many bundles. */
function reportOn(names: readonly string[]): { report: ComplianceReport; exit: number | null } {
  const result = spawnSync(
    process.execPath,
    [
      ...['--max-old-space-size=96', COMMAND, 'report', '--trust-root', file('trust-root.json')],
      ...['--at', '2026-05-01T00:00:00Z', '--from', '2026-02-01', '--to', '2026-02-01'],
      ...['--format', 'json', '--force', '-o', file('report.json')],
      ...names.flatMap((name) => ['--bundle', file(`${name}.zip`)]),
    ],
    { encoding: 'utf8', maxBuffer: 1e8 },
  );
  return { report: JSON.parse(readFileSync(file('report.json'), 'utf8')), exit: result.status };
}

it('puts hundreds of bundles that follow each other together', () => {
  execFileSync(process.execPath, [COMMAND, '--version']);
  const { report, exit } = reportOn(Array.from({ length: MANY }, (_, at) => `one-${at}`));
  expect([exit, report.verdict, report.record_count]).toEqual([0, 'pass', MANY]);
  expect(report.ledgers[0]?.sequences.missing).toBe(0);
}, 300_000);

it('refuses more than 256 bundles that overlap in one place, by name, and calls nothing proven', () => {
  const { report, exit } = reportOn(Array.from({ length: OVERLAPPING }, (_, at) => `all-${at}`));
  expect([exit, report.verdict]).toEqual([3, 'unproven']);
  expect(report.findings.map(({ code }) => code)).toContain('SET_TOO_MANY');
  expect(report.integrity_verified).toBe(false);
}, 300_000);
