// The reporter of the library: the example of docs/FRAMEWORKS.md is run as it is written there.

import { readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { YEAR_AT } from '../../scripts/make-year.js';
import * as library from '../../src/index.js';
import { temporaryFolder } from '../support/command.js';
import { instantOf, smallYear } from '../support/year.js';

const folder = temporaryFolder();
const inFolder = (name: string): string => (isAbsolute(name) ? name : join(folder, name));
const reporterOver = (names: readonly string[]) =>
  new library.ComplianceReporter({
    bundles: names.map((name) => ({
      name,
      source: library.sourceFromBytes(readFileSync(inFolder(name))),
    })),
    trustRoot: library.loadTrustRoot(readFileSync(inFolder('trust-root.json'))),
    at: instantOf(YEAR_AT),
    write: (path, content) => writeFile(inFolder(path), content),
  });
const YEAR = { period_start: '2026-01-01', period_end: '2026-12-31' };

beforeAll(async () => {
  const year = smallYear();
  const quarter = (from: string, to: string) =>
    year.bundle(from, { period: { from: `2026-${from}T00:00:00Z`, to: `2026-${to}T23:59:59Z` } });
  writeFileSync(inFolder('trust-root.json'), year.trustRoot);
  writeFileSync(inFolder('Q1.zip'), await quarter('01-01', '03-31'));
  writeFileSync(inFolder('Q2.zip'), await quarter('04-01', '06-30'));
});

it('does what the documentation shows', async () => {
  const text = readFileSync(new URL('../../docs/FRAMEWORKS.md', import.meta.url), 'utf8');
  const [, example = ''] = /<!-- example: reporter -->\n```js\n(.*?)```/s.exec(text) ?? [];
  const [imports, body] = [
    example.match(/^import .*;$/gm) ?? [],
    example.replace(/^import .*;$/gm, ''),
  ];
  expect(imports).toHaveLength(3);
  const printed: string[] = [];
  const names = {
    ...library,
    readFileSync: (name: string) => readFileSync(inFolder(name)),
    writeFile: (name: string, content: string | Uint8Array) => writeFile(inFolder(name), content),
    console: { log: (line: string) => printed.push(line) },
  };
  const AsyncFunction = (async () => {}).constructor as new (
    ...words: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction(...Object.keys(names), body)(...Object.values(names));
  expect(readFileSync(inFolder('soc2-audit-2026.pdf'), 'latin1')).toMatch(/^%PDF-1/);
  const { document } = await reporterOver(['Q1.zip', 'Q2.zip']).generate({
    framework: 'soc2',
    ...YEAR,
  });
  expect(printed).toEqual([
    `Records included: ${document.record_count}`,
    'Integrity verified: true',
    `Covered: ${document.coverage.proven_permille / 10} %`,
  ]);
});

it('saves by the ending of the file, and refuses what it does not know', async () => {
  const report = await reporterOver(['Q1.zip']).generate({ framework: ['soc2', 'hipaa'], ...YEAR });
  await report.save('r.md');
  expect(readFileSync(inFolder('r.md'), 'utf8')).toMatch(/^# Evidence report\\?: /);
  await expect(report.save('r.docx')).rejects.toMatchObject({ code: 'ERR_USAGE' });
  await report.save('r.docx', 'json');
  const unknown = reporterOver(['Q1.zip']).generate({ framework: 'pci', ...YEAR });
  await expect(unknown).rejects.toMatchObject({ code: 'ERR_USAGE' });
});
