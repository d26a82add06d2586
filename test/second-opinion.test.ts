// The line of second-opinion/README.md that gives an auditor two opinions on a bundle, run as it is written; and the options and exit
// codes of check.py, which are those of the command.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const canRun = has('python3') && has('bash');

describe.skipIf(!canRun)('the second opinion (needs python3 and bash)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'opinions-'));
  beforeAll(() => {
    mkdirSync(join(folder, 'bin'));
    symlinkSync(join(ROOT, 'bin/softqcos-verify.js'), join(folder, 'bin/softqcos-verify'));
    symlinkSync(join(ROOT, 'second-opinion'), join(folder, 'second-opinion'));
    cpSync(join(ROOT, 'fixtures/demo/trust-root.json'), join(folder, 'T.json'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (program: string, words: readonly string[]) => {
    const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
    const { SOFTQCOS_TRUST_ROOT: _, ...rest } = process.env;
    const env = { ...rest, PATH: path, XDG_CONFIG_HOME: folder };
    return spawnSync(program, words, { cwd: folder, env, encoding: 'utf8' });
  };

  it.each([
    ['incident', 'PASS', 0],
    ['incident-tampered', 'FAIL', 1],
  ])('agrees with the command on %s by the line of its README', (name, verdict, exit) => {
    cpSync(join(ROOT, `fixtures/demo/${name}.zip`), join(folder, 'X.zip'));
    const text = readFileSync(join(ROOT, 'second-opinion/README.md'), 'utf8');
    const [, line = ''] = /```sh\n(for v in [^`]+)```/.exec(text) ?? [];
    const { stdout } = run('bash', ['-c', line]);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.filter((each) => each.startsWith(verdict))).toHaveLength(2);
    expect(lines.filter((each) => each === `exit code ${exit}`)).toHaveLength(2);
  });

  it('gives the exit codes of the command, over sets too', () => {
    const fixture = (path: string): string => join(ROOT, 'fixtures', path);
    const check = (...words: string[]) =>
      run('python3', ['second-opinion/check.py', '--at', '2026-04-01T00:00:00Z', ...words]).status;
    const root = ['--trust-root', fixture('sets/trust-root.json')];
    const set = (name: string): string[] =>
      ['a', 'b'].map((one) => fixture(`sets/${name}/${one}.zip`));
    expect(check(...root, ...set('valid--touching-ranges'))).toBe(0);
    expect(check(...root, ...set('heads--two-signed-heads'))).toBe(1);
    expect(check(...root, fixture('sets/none.zip'))).toBe(2);
    expect(check(fixture('demo/incident.zip'))).toBe(3);
  });

  it('takes every option of the command that a verdict rests on, and refuses the others', () => {
    const demo = join(ROOT, 'fixtures/demo/incident.zip');
    const check = (...words: string[]) =>
      run('python3', ['second-opinion/check.py', ...words, '--at', '2026-04-01T00:00:00Z', demo]);
    const out = join(folder, 'opinion.txt');
    const trusted = ['verify', '--trust-root', 'T.json', '-q', '-o', out];
    expect(check(...trusted).status).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(`PASS  ${demo}\n`);
    expect(check(...trusted).status).toBe(2);
    expect(check(...trusted, '--force', '--max-entries', '2').status).toBe(3);
    const help = run(join(folder, 'bin/softqcos-verify'), ['verify', '--help']).stdout;
    const options = new Set(help.match(/--[a-z-]+(?= )/g));
    const own = check('--help').stdout;
    const refused = [...options].filter((option) => !own.includes(option)).sort();
    expect(refused).toEqual(['--evidence', '--framework', '--report', '--sample', '--shard']);
    expect(check(refused[0] ?? '', 'x').status).toBe(2);
  });
});
