// The built command as a process (npm run build first): exit codes as a CI gate sees them, closed pipes, and ends that come too early.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';

const BIN = 'bin/softqcos-verify.js';
const FILES = ['', '-line', '-verify', '-threads', '-formats', '-rest'].map(
  (name) => `dist/cli${name}.cjs`,
);
const AT = ['--at', '2026-04-01T00:00:00Z'];
const ROOT = ['--trust-root', 'fixtures/golden/trust-root.json', ...AT];
const DEMO = ['fixtures/demo/incident.zip', '--trust-root', 'fixtures/demo/trust-root.json', ...AT];
const GOOD = 'fixtures/golden/pass-01-minimal/bundle.zip';
const BAD = 'fixtures/golden/fail-01-record-altered/bundle.zip';

function run(argv: readonly string[], node: readonly string[] = []) {
  // An environment without a home: nothing that is installed for this user is used.
  const env = { PATH: process.env['PATH'] ?? '' };
  return spawnSync(process.execPath, [...node, BIN, ...argv], { encoding: 'utf8', env });
}

beforeAll(() => {
  if (!existsSync('dist/cli.cjs')) throw new Error('dist/ is missing: npm run build');
});

describe('the built command', () => {
  it.each([
    [[GOOD, ...ROOT], 0],
    [[BAD, ...ROOT], 1],
    [['nope.zip', ...ROOT], 2],
    [[GOOD], 3],
  ])('%j exits with %i', (argv, exit) => {
    expect(run(argv).status).toBe(exit);
  });

  it.each(FILES)('%s needs nothing beside itself and Node, and starts no process', (file) => {
    const text = readFileSync(file, 'utf8');
    const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? '');
    expect(required.length).toBeGreaterThan(0);
    const own = [...FILES, 'dist/pdf.cjs'].map((path) => path.replace('dist/', './'));
    const modules = required.filter((name) => !own.includes(name));
    expect(modules.filter((name) => !isBuiltin(name))).toEqual([]);
    expect(modules.join()).not.toMatch(/child_process|cluster|http|dgram|\bnet\b/);
    expect(statSync(BIN).mode & 0o111).not.toBe(0);
  });

  it.each([
    [['--version'], ['cli.cjs']],
    [['--help'], ['cli.cjs', 'cli-line.cjs']],
    [
      [GOOD, ...ROOT],
      ['cli.cjs', 'cli-line.cjs', 'cli-verify.cjs'],
    ],
    [
      [GOOD, ...ROOT, '--format', 'junit'],
      ['cli.cjs', 'cli-line.cjs', 'cli-verify.cjs', 'cli-formats.cjs'],
    ],
  ])('%j reads %j and no other file of the program', (argv, files) => {
    const ran = run(argv, ['--require', './test/support/loaded.cjs']);
    expect(ran.status).toBe(0);
    expect(ran.stderr.trim().split('\n')).toEqual(files);
  });

  it.each([
    ['the command', /^cli.*\.cjs$/],
    ['the library', /^(?:index|lib-.*)\.js$/],
  ])('%s leaves the PDF renderer where it is', (_, own) => {
    const files = readdirSync('dist').filter((name) => own.test(name));
    const text = files.map((name) => readFileSync(`dist/${name}`, 'utf8')).join('');
    expect(text).toMatch(/["']\.\/pdf\.cjs["']/);
    expect(text).not.toContain('PDFDocument');
  });

  it('makes no code from text', () => {
    const ran = run(DEMO, ['--disallow-code-generation-from-strings']);
    expect(ran.stderr).toBe('');
    expect(ran.stdout).toMatch(/^PASS /);
    expect(ran.status).toBe(0);
  });

  it('exits with 70 if its work never ends, whatever it was', () => {
    const ran = run(DEMO, ['--require', './test/support/hang.cjs']);
    expect(ran.stdout).toBe('');
    expect(ran.status).toBe(70);
  });

  it('exits with 70 if something throws where nobody waits', () => {
    const ran = run(DEMO, ['--require', './test/support/throw.cjs']);
    expect(ran.status).toBe(70);
    expect(ran.stderr).toContain('softqcos-verify: internal error: Error: \\u{1B}[31mstray');
  });

  it('does not pass when the reader of its output has gone', async () => {
    const many = Array.from({ length: 40 }, () => GOOD);
    const child = spawn(process.execPath, [BIN, ...many, ...ROOT, '--format', 'json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.destroy();
    const status = await new Promise((resolve) => child.on('exit', resolve));
    expect(status).toBe(2);
  });

  it.runIf(existsSync('/dev/full'))('does not pass when the disk is full', () => {
    const ran = spawnSync('sh', [
      '-c',
      `"$0" ${BIN} ${GOOD} ${ROOT.join(' ')} > /dev/full`,
      process.execPath,
    ]);
    expect(ran.status).toBe(2);
  });
});
