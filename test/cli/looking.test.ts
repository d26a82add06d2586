// The verbs that explain, look or keep.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../src/base/published.js';
import { VERSION } from '../../src/base/version.js';
import { CATALOGUE } from '../../src/catalogue/checks.js';
import { CODES, ERRORS } from '../../src/catalogue/codes.js';
import { FRAMEWORK_NAMES } from '../../src/cli/manner.js';
import { FORMAT_NAMES } from '../../src/cli/verbs/verify.js';
import { DOCUMENT_FORMATS } from '../../src/document/formats.js';
import { BUILT_IN } from '../../src/frameworks/framework.js';
import { FORMATS } from '../../src/report/formats.js';
import { command, temporaryFolder } from '../support/command.js';

const golden = (name: string, file = 'bundle.zip'): string => `fixtures/golden/${name}/${file}`;
const ROOT = 'fixtures/golden/trust-root.json';
const GOOD = golden('pass-01-minimal');
const BAD = golden('fail-01-record-altered');
const trusted = ['--trust-root', ROOT];
const firstLine = (text: string): string => text.split('\n')[0] ?? '';

describe('other verbs', () => {
  it('--version and --help are output, exit code 0', async () => {
    expect(await command(['--version'])).toEqual({ exit: 0, stdout: `${VERSION}\n`, stderr: '' });
    expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(VERSION);
    for (const argv of [['--help'], ['inspect', '--help'], ['trust', 'add', '--help']]) {
      const ran = await command(argv);
      expect(ran.exit).toBe(0);
      expect(ran.stdout).toMatch(/^Usage: softqcos-verify/);
    }
  });

  it('what help names is what there is', () => {
    expect([...FORMAT_NAMES]).toEqual([...Object.keys(FORMATS), ...Object.keys(DOCUMENT_FORMATS)]);
    expect([...FRAMEWORK_NAMES]).toEqual([...BUILT_IN.keys()]);
  });

  it('checks lists every check, explain explains every code, error and check', async () => {
    const { stdout } = await command(['checks']);
    for (const { id } of CATALOGUE) expect(stdout).toContain(` ${id} `);
    for (const name of [
      ...Object.keys(CODES),
      ...Object.keys(ERRORS),
      ...CATALOGUE.map(({ id }) => id),
    ]) {
      const ran = await command(['explain', name.toLowerCase()]);
      expect(ran.exit).toBe(0);
      expect(firstLine(ran.stdout)).toBe(name);
    }
    const all = await command(['explain']);
    for (const code of Object.keys(CODES)) expect(all.stdout).toContain(code);
    expect((await command(['explain', 'ROOT_MISMATCH'])).stderr).toContain(
      'INCLUSION_ROOT_MISMATCH',
    );
  });

  it('schema prints every schema that the code uses', async () => {
    for (const [name, schema] of Object.entries(SCHEMAS))
      expect(JSON.parse((await command(['schema', name])).stdout)).toEqual(schema);
    expect((await command(['schema'])).stdout.trim().split('\n')).toEqual(Object.keys(SCHEMAS));
  });

  it('self-test passes', async () => {
    const ran = await command(['self-test']);
    expect(ran.stdout).not.toContain('FAIL');
    expect(ran.stdout.trimEnd().split('\n').at(-1)).toBe('PASS  15 known answers');
    expect(ran.exit).toBe(0);
  });

  it('inspect says first and last that nothing was verified, and is never 0', async () => {
    for (const bundle of [GOOD, BAD, golden('fail-25-zip-unlisted-entry')]) {
      const ran = await command(['inspect', bundle]);
      expect(ran.exit).toBe(3);
      const lines = ran.stdout.trimEnd().split('\n');
      expect(lines[0]).toMatch(/^NOT VERIFIED {2}/);
      expect(lines.at(-1)).toMatch(/^NOT VERIFIED {2}/);
      expect(ran.stdout).not.toMatch(/^(?:PASS|pass)/m);
    }
    const unlisted = await command(['inspect', golden('fail-25-zip-unlisted-entry')]);
    expect(unlisted.stdout).toMatch(/^ {2}unlisted /m);
    const none = await command(['inspect', 'package.json']);
    expect(none.exit).toBe(1);
    expect(none.stdout).toContain('ZIP_NO_END_RECORD');
    expect(none.stdout).toMatch(/^NOT VERIFIED .*this is no bundle.*: the file is JSON text$/m);
  });

  it('checkpoint keeps the bytes of a checkpoint that verified, and nothing else', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'kept');
    for (const [name, exit] of [
      ['fail-10-checkpoint-ed25519', 1],
      ['fail-11-checkpoint-stripped', 1],
      ['fail-09-other-checkpoint', 1],
      ['unproven-04-no-proofs', 3],
    ] as const) {
      const ran = await command(['checkpoint', golden(name), '-o', file, ...trusted]);
      expect([name, ran.exit]).toEqual([name, exit]);
      expect(existsSync(file)).toBe(false);
    }
    expect((await command(['checkpoint', GOOD, '-o', file])).exit).toBe(3);
    expect(existsSync(file)).toBe(false);
    const kept = await command(['checkpoint', GOOD, '-o', file, ...trusted]);
    expect(kept.exit).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^ledger\.softqcos\.example\/acme\n13\n/);
    const again = await command([GOOD, ...trusted, '--checkpoint', file, '--format', 'json']);
    const [{ checks }] = JSON.parse(again.stdout).transcripts;
    expect(checks.find(({ id }: { id: string }) => id === 'checkpoint/continuity').status).toBe(
      'passed',
    );
  });
});
