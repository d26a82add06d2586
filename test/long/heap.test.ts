// A run over many bundles with little memory: bundles whose documents are as dear as they can be end in a verdict each, and the honest
// one beside them in its own (SECURITY.md). The command as it is built, with a heap of 256 MiB, which Node takes in a container of 512.

import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeYear, YEAR_AT } from '../../scripts/make-year.js';
import { temporaryFolder } from '../support/command.js';
import { rawZip } from '../support/raw-zip.js';
import { WHOLE } from '../support/year.js';

const repeated = (text: string, count: number): string => Array(count).fill(text).join();
const MANIFESTS: Readonly<Record<string, string>> = {
  'brackets.zip': `{"a":${'['.repeat(8_000_000)}`,
  'objects.zip': `{"a":[${repeated('{}', 5_500_000)}]}`,
  'strings.zip': `{"a":[${repeated('"aaaaaaaaaaa"', 1_000_000)}]}`,
  'half as many objects.zip': `{"a":[${repeated('{"a":[]}', 340_000)}]}`,
  'names.zip': `{${Array.from({ length: 1_000_000 }, (_, i) => `"n${String(i).padStart(7, '0')}":0`).join()}}`,
  'entries.zip': `{"entries":[${repeated('{"digest":"x","path":"a","size":1}', 300_000)}]}`,
};

it('seven dear bundles and an honest one with a heap of 256 MiB', () => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(MANIFESTS)) {
    const data = Buffer.from(text);
    writeFileSync(join(folder, name), rawZip({ entries: [{ name: 'manifest.json', data }] }));
  }
  const lines = Buffer.from(Array(30).fill('['.repeat(1_500_000)).join('\n'));
  const data = Buffer.from('{}');
  const entries = [
    { name: 'manifest.json', data },
    { name: 'records.jsonl', data: lines },
  ];
  writeFileSync(join(folder, 'lines.zip'), rawZip({ entries }));
  copyFileSync('fixtures/demo/incident.zip', join(folder, 'honest.zip'));
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      ...['--max-old-space-size=256', 'bin/softqcos-verify.js', folder],
      ...['--trust-root', 'fixtures/demo/trust-root.json', '--at', '2026-04-01T00:00:00Z'],
      ...['--format', 'json'],
    ],
    { encoding: 'utf8' },
  );
  expect(status).toBe(1);
  const { transcripts } = JSON.parse(stdout) as {
    transcripts: { bundle: { name: string }; verdict: string }[];
  };
  expect(transcripts.map(({ verdict }) => verdict).sort()).toEqual([
    ...Array(7).fill('fail'),
    'pass',
  ]);
  expect(transcripts.find(({ verdict }) => verdict === 'pass')?.bundle.name).toContain(
    'honest.zip',
  );
});

it('a PDF that lists 10,000 records with a heap of 128 MiB, and every line of them in JSON with one of 256 MiB', async () => {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder, name);
  const year = makeYear(10_000);
  writeFileSync(file('year.zip'), await year.bundle('2026', WHOLE));
  writeFileSync(file('trust-root.json'), year.trustRoot);
  const exitWith = (heap: number, ...target: readonly string[]): number | null =>
    spawnSync(process.execPath, [
      ...[`--max-old-space-size=${heap}`, 'bin/softqcos-verify.js', 'report', file('year.zip')],
      ...['--trust-root', file('trust-root.json'), '--at', YEAR_AT],
      ...['--from', '2026-01-01', '--to', '2026-12-31', ...target],
    ]).status;
  expect(exitWith(128, '--list', '10000', '-o', file('r.pdf'))).toBe(0);
  expect(exitWith(256, '--report', `jsonl=${file('r.jsonl')}`)).toBe(0);
}, 300_000);
