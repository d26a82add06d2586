// The exporter's ledger: what it keeps, what it forgets, and that file and memory make the same bundle.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exportEvidenceBundle } from '../../exporter/bundle.js';
import { commitmentOf, nameIn } from '../../exporter/commitment.js';
import { deriveFrom } from '../../exporter/derive.js';
import { TEST_ORIGIN, testKeys } from '../../exporter/keys.js';
import { Ledger } from '../../exporter/ledger.js';
import { SAMPLE_SEALED, sampleEvent, sampleTime } from '../../exporter/sample.js';
import { FileStore } from '../../exporter/store.js';
import { trustRootFor } from '../../exporter/trust-root.js';
import { unzip } from '../../scripts/unzip.js';
import { sourceFromBytes } from '../../src/archive/source.js';
import { parseTime } from '../../src/base/encoding.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';

const folder = mkdtempSync(join(tmpdir(), 'softqcos-exporter-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OPTIONS = { origin: TEST_ORIGIN, derive: deriveFrom('exporter test'), clock: sampleTime };
const KEYS = testKeys('exporter test');
const ERASURE = { policy: 'none', legalGround: 'other', authority: 'Data Protection Officer' };

function filled(ledger: Ledger, size: number): Ledger {
  while (ledger.size < size) ledger.append(sampleEvent(ledger.size), { sealed: SAMPLE_SEALED });
  return ledger;
}

const exported = (ledger: Ledger, to: number) =>
  exportEvidenceBundle(ledger, {
    sequence: { from: 10, to },
    bundleId: 'evb_test',
    exportedAt: '2026-04-01T12:00:00Z',
    keys: KEYS,
    proof: 'batch',
    disclose: ['actor'],
  });

describe('Ledger', () => {
  test('append answers with id, time, sequence and hash, and commits to what is sealed', () => {
    const ledger = filled(new Ledger(OPTIONS), 3);
    const appended = ledger.append({ action: 'read', actor: 'a' }, { sealed: ['actor'] });
    expect(appended).toEqual({
      record_id: expect.stringMatching(/^rec_[0-9a-f]{12}$/),
      recorded_at: sampleTime(3),
      sequence: 3,
      record_hash: ledger.hashAt(3),
    });
    const [opening = ''] = ledger.openingsAt(3);
    expect(ledger.recordAt(3)).toMatchObject({
      data: { action: 'read' },
      previous_hash: ledger.hashAt(2),
      sealed: { actor: commitmentOf(opening) },
    });
    expect(ledger.lineAt(3)).not.toContain('"actor":"a"');
  });

  test('what is erased is gone from the ledger and from its file', async () => {
    const ledger = filled(new Ledger(OPTIONS), 8);
    const [fields, whole] = [ledger.openingsAt(3), ledger.openingsAt(5)];
    const wholeLine = ledger.lineAt(5);
    ledger.erase(3, { ...ERASURE, fields: ['subject'] });
    ledger.erase(5, { ...ERASURE, fields: '*' });
    expect(ledger.openingsAt(3).map(nameIn)).toEqual(['actor', 'ip_address']);
    expect(ledger.openingsAt(5)).toEqual([]);

    const lines = [...ledger.jsonLines()];
    const subject = fields.find((opening) => nameIn(opening) === 'subject') ?? '';
    for (const gone of [subject, ...whole, wholeLine]) expect(lines.join()).not.toContain(gone);
    const again = await Ledger.fromJsonLines(lines, OPTIONS);
    expect(again.tree.root()).toEqual(ledger.tree.root());
    expect(again.erasures).toEqual(ledger.erasures);
    expect([...again.jsonLines()]).toEqual(lines);
    expect(again.recordedAt(5)).toBe(sampleTime(5));
  });

  test('a file is read as it was written, in pieces, and appended to', async () => {
    const path = join(folder, 'ledger.jsonl');
    const made = filled(new Ledger({ ...OPTIONS, store: FileStore.create(path) }), 3000);
    made.close();
    const memory = filled(new Ledger(OPTIONS), 3100);
    expect(readFileSync(path, 'utf8').split('\n').slice(0, 3000)).toEqual(
      [...memory.jsonLines()].slice(0, 3000),
    );
    const ledger = filled(await Ledger.fromJsonLines(path, OPTIONS), 3100);
    expect(ledger.tree.root()).toEqual(memory.tree.root());
    expect([...ledger.scan(2990, 3010)].map(({ line }) => line)).toEqual(
      [...memory.scan(2990, 3010)].map(({ line }) => line),
    );
    const bytes = await exported(ledger, 3090).toBytes();
    expect(Buffer.compare(bytes, await exported(memory, 3090).toBytes())).toBe(0);
    ledger.close();
  });

  test('a file without a final line feed is refused', () => {
    const path = join(folder, 'cut.jsonl');
    writeFileSync(path, '{"disclosures":[],"record":{}}');
    expect(() => FileStore.open(path)).toThrow('no LF');
  });
});

test('save streams the bundle that toEntries holds, with entries over a megabyte', async () => {
  const path = join(folder, 'large.zip');
  const made = exported(filled(new Ledger(OPTIONS), 3000), 3000);
  await made.save(path);
  const bytes = readFileSync(path);
  const [saved, entries] = [await unzip(bytes), await made.toEntries()];
  expect(entries.get('records.jsonl')?.length).toBeGreaterThan(1 << 20);
  expect([...saved.keys()]).toEqual([...entries.keys()]);
  for (const [name, content] of entries) {
    expect(Buffer.compare(content, saved.get(name) ?? Buffer.alloc(0)), name).toBe(0);
  }
  const root = loadTrustRoot(Buffer.from(JSON.stringify(trustRootFor(KEYS))));
  const at = parseTime('2026-04-02T00:00:00Z') ?? 0n;
  const { verdict } = await verifyBundle(sourceFromBytes(new Uint8Array(bytes)), root, {
    at,
    name: 'large.zip',
    requirements: ['completeness'],
  });
  expect(verdict).toBe('pass');
});
