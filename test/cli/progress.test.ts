// How far a run is: one line on a terminal, only for a long run, gone before the result, and never a byte of it.

import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { durationWords } from '../../src/cli/progress.js';
import { command, temporaryFolder } from '../support/command.js';

const BUNDLE = 'fixtures/demo/incident.zip';
const TRUST = ['--trust-root', 'fixtures/demo/trust-root.json', '--at', '2026-04-01T00:00:00Z'];

/** Runs the command with a clock in which it takes long. */
async function lines(
  argv: readonly string[],
  { terminal = true, tick = 1_000, columns = 80, env = {} } = {},
) {
  const shown: string[] = [];
  const ran = await command(argv, {
    ...{ terminal, tick, columns, env },
    line: (text) => shown.push(text),
  });
  return { ...ran, shown };
}

/** Two bundles, one with a name that would draw elsewhere. */
function folder(): string {
  const made = temporaryFolder();
  copyFileSync(BUNDLE, join(made, 'a.zip'));
  copyFileSync(BUNDLE, join(made, `\u001b[2J\u202e表表表表表表表表${'x'.repeat(120)}.zip`));
  return made;
}

describe('the line', () => {
  it('says what is read, how far, and how long still, and ends', async () => {
    const { shown, exit } = await lines([BUNDLE, ...TRUST]);
    expect(exit).toBe(0);
    expect(shown.length).toBeGreaterThan(3);
    expect(shown.some((text) => /^\d+ %, about \d+ s left {2}verifying fixtures/.test(text))).toBe(
      true,
    );
    const shares = shown.flatMap((text) => /^(\d+) %/.exec(text)?.[1] ?? []).map(Number);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shown.at(-1)).toBe('');
  });

  it.each([
    ['a folder', () => [folder(), ...TRUST], /verifying 2 of 2: /],
    ['a comparison', () => [folder(), ...TRUST], /comparing [12] of 2: /],
    [
      'a report',
      () => [
        ...['report', BUNDLE, ...TRUST, '--framework', 'soc2', '--from', '2026-03-01'],
        ...['--to', '2026-03-31', '-o', join(temporaryFolder(), 'r.json')],
      ],
      /verifying fixtures/,
    ],
    ['a drill', () => ['drill', BUNDLE, ...TRUST, '--copies', '12'], /trying copies: \d+ of 13/],
    ['another verb', () => ['records', BUNDLE, ...TRUST], /verifying fixtures/],
    [
      'a part',
      () => [folder(), ...TRUST, '--shard', '1/1', '-o', join(temporaryFolder(), 'p')],
      /verifying 2 of 2: /,
    ],
  ])('is there for %s', async (_, argv, wanted) => {
    // So wide that the folder of a test fits, wherever it is.
    const { shown } = await lines(argv(), { columns: 200 });
    expect(shown.filter((text) => wanted.test(text)).length).toBeGreaterThan(0);
    expect(shown.at(-1)).toBe('');
  });

  it('is never wider than the terminal, and holds nothing that moves the cursor', async () => {
    for (const columns of [20, 40, 80, 200]) {
      const { shown } = await lines([folder(), ...TRUST], { columns });
      expect(shown.length).toBeGreaterThan(3);
      for (const text of shown) {
        const width = [...text].reduce((sum, each) => sum + (each > '~' ? 2 : 1), 0);
        expect(width).toBeLessThan(columns);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }
    }
  });

  it('is not there for a short run, in a pipe, in CI, with --quiet, on a dumb terminal', async () => {
    const argv = [BUNDLE, ...TRUST];
    expect((await lines(argv, { tick: 0 })).shown).toEqual([]);
    expect((await lines(argv, { terminal: false })).shown).toEqual([]);
    expect((await lines(argv, { env: { CI: 'true' } })).shown).toEqual([]);
    expect((await lines([...argv, '--quiet'])).shown).toEqual([]);
    expect((await lines(argv, { env: { TERM: 'dumb' } })).shown).toEqual([]);
  });

  it('changes no byte of the result', async () => {
    const plain = await command([BUNDLE, ...TRUST, '--format', 'json']);
    const long = await lines([BUNDLE, ...TRUST, '--format', 'json']);
    expect(long.stdout === plain.stdout).toBe(true);
  });

  it('ends before an error is told', async () => {
    const { shown, exit } = await lines([
      ...['report', BUNDLE, ...TRUST, '--framework', 'soc2', '--from', '2026-03-01'],
      ...['--to', '2026-03-31', '-o', '/no/such/folder/r.json'],
    ]);
    expect(exit).toBe(2);
    expect(shown.at(-1)).toBe('');
  });

  it('says how long in few words', () => {
    expect([0, 40_000, 100_000, 5_400_000, 20_000_000].map(durationWords)).toEqual([
      ...['1 s', '40 s', '2 min', '90 min', '6 h'],
    ]);
  });
});

const hasScript = spawnSync('script', ['--version']).status === 0;

describe.runIf(hasScript)('in a pseudo-terminal', () => {
  /** What a terminal shows, and what standard output is without one. */
  function terminal(argv: readonly string[], env: Record<string, string>) {
    const words = ['bin/softqcos-verify.js', BUNDLE, ...TRUST, ...argv];
    const node = [process.execPath, '--require', './test/support/slow-clock.cjs', ...words];
    const options = {
      encoding: 'utf8' as const,
      env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', ...env },
    };
    const { stdout } = spawnSync('script', ['-qec', node.join(' '), '/dev/null'], options);
    return stdout;
  }

  it('the line is drawn, and taken away before the transcript; --quiet and CI draw none', () => {
    const shown = terminal(['--no-color'], {});
    const [before = '', after = ''] = shown.split('\u001b[?25h');
    expect(before).toContain('\u001b[?25l');
    expect(before).toContain('verifying ');
    expect(after).toContain('PASS  fixtures/demo/incident.zip');
    expect(after).not.toContain('verifying');
    expect(terminal(['--quiet'], {})).not.toContain('verifying');
    expect(terminal([], { CI: 'true' })).not.toContain('verifying');
  });
});
