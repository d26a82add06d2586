// What a run prints: formats, colour, width.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeWhole } from '../../src/cli/files-out.js';
import { FORMATS } from '../../src/report/formats.js';
import { command, NOW, temporaryFolder } from '../support/command.js';

const golden = (name: string, file = 'bundle.zip'): string => `fixtures/golden/${name}/${file}`;
const ROOT = 'fixtures/golden/trust-root.json';
const GOOD = golden('pass-01-minimal');
const BAD = golden('fail-01-record-altered');
const trusted = ['--trust-root', ROOT];
const firstLine = (text: string): string => text.split('\n')[0] ?? '';

describe('outputs', () => {
  it.each(Object.keys(FORMATS))(
    '%s goes to standard output and to a file, the same bytes',
    async (format) => {
      const folder = temporaryFolder();
      const file = join(folder, 'report');
      const ran = await command([
        BAD,
        ...trusted,
        '--format',
        format,
        '--report',
        `${format}=${file}`,
      ]);
      expect(ran.exit).toBe(1);
      expect(readFileSync(file, 'utf8')).toBe(ran.stdout);
      expect(readdirSync(folder)).toEqual(['report']);
    },
  );

  it('a report is written whole or not at all', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'report');
    writeFileSync(file, 'old');
    // A temporary file of the same name is in the way.
    writeFileSync(`${file}.${process.pid}.tmp`, 'of somebody else');
    await expect(writeWhole(file, 'new')).rejects.toMatchObject({ code: 'ERR_OUTPUT_UNWRITABLE' });
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readFileSync(`${file}.${process.pid}.tmp`, 'utf8')).toBe('of somebody else');
    const target = join(folder, 'folder');
    mkdirSync(target);
    await expect(writeWhole(target, 'new')).rejects.toMatchObject({
      code: 'ERR_OUTPUT_UNWRITABLE',
    });
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('a report that cannot be written makes a pass 2, and the transcript is printed all the same', async () => {
    const argv = [GOOD, ...trusted, '--report', 'json=/nonexistent/report'];
    const ran = await command(argv);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toBe(
      'softqcos-verify: ERR_OUTPUT_UNWRITABLE: /nonexistent/report: no such folder\n',
    );
    expect(firstLine(ran.stdout)).toMatch(/^PASS, a report not written \(exit 2\) {2}/);
    const json = await command([...argv, '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ verdict: 'pass', exit: 2 });
  });

  it('colour appears on a terminal only, and NO_COLOR, TERM=dumb and --no-color take it away', async () => {
    const argv = [GOOD, ...trusted];
    const coloured = async (more: readonly string[], setting: Parameters<typeof command>[1]) =>
      (await command([...argv, ...more], setting)).stdout.includes('\u001b[');
    expect(await coloured([], { terminal: true })).toBe(true);
    expect(await coloured([], { terminal: true, env: { NO_COLOR: '' } })).toBe(true);
    expect(await coloured([], {})).toBe(false);
    expect(await coloured(['--no-color'], { terminal: true })).toBe(false);
    expect(await coloured([], { terminal: true, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await coloured([], { terminal: true, env: { TERM: 'dumb' } })).toBe(false);
  });

  it('the width is that of the terminal, and 100 columns elsewhere', async () => {
    const widest = (text: string): number =>
      Math.max(
        ...text
          .split('\n')
          .slice(1, -2)
          .map((line) => line.length),
      );
    const elsewhere = await command([GOOD, ...trusted], { columns: 72 });
    expect(widest(elsewhere.stdout)).toBeGreaterThan(90);
    const narrow = await command([GOOD, ...trusted, '--no-color'], { terminal: true, columns: 72 });
    expect(widest(narrow.stdout)).toBeLessThanOrEqual(72 + 12);
  });

  it('the same inputs give the same bytes, and --at is the clock if it is not given', async () => {
    const now = await command([GOOD, ...trusted]);
    expect((await command([GOOD, ...trusted, '--at', NOW])).stdout).toBe(now.stdout);
  });

  it('--quiet prints the verdict and the findings only', async () => {
    const ran = await command([BAD, ...trusted, '-q']);
    expect(firstLine(ran.stdout)).toMatch(/^FAIL/);
    expect(ran.stdout).not.toContain('It does not say');
  });
});
