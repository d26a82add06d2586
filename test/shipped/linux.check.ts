// The Linux executable as a program on a machine without Node: verdicts, a hostile environment, system calls.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEMO, LINUX, pathOf, ran, TAMPERED } from './executable.js';

const folder = mkdtempSync(join(tmpdir(), 'linux-'));
const program = join(folder, LINUX.file);
copyFileSync(pathOf(LINUX), program);
chmodSync(program, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const golden = (...path: string[]): string => join('fixtures/golden', ...path);
const canUnshare = spawnSync('unshare', ['-rn', 'true']).status === 0;
const has = (tool: string): boolean => spawnSync(tool, ['-V']).error === undefined;

describe('without Node and without a network', () => {
  const NAMES = readdirSync('fixtures/golden').filter((name) =>
    existsSync(golden(name, 'case.json')),
  );
  const offline = (args: readonly string[]) =>
    canUnshare ? ran('/usr/bin/unshare', ['-rn', program, ...args]) : ran(program, args);

  it('finds golden bundles', () => expect(NAMES.length).toBeGreaterThan(60));

  it.each(NAMES)('%s', (name) => {
    const { verdict, at, trust_root, options } = JSON.parse(
      readFileSync(golden(name, 'case.json'), 'utf8'),
    );
    const prior = options?.prior_checkpoint;
    const { status, stdout } = offline([
      golden(name, 'bundle.zip'),
      ...['--at', at, '--format', 'json'],
      ...(trust_root === null ? [] : ['--trust-root', golden(name, trust_root)]),
      ...(options?.requirements ?? []).flatMap((word: string) => ['--require', word]),
      ...(prior === undefined ? [] : ['--checkpoint', golden(name, prior)]),
    ]);
    const expected: Record<string, number> = { pass: 0, fail: 1, error: 2, unproven: 3 };
    expect(status).toBe(expected[verdict]);
    if (verdict !== 'error') expect(JSON.parse(stdout).transcripts[0].verdict).toBe(verdict);
  });

  it('knows its algorithms, and refuses the tampered twin', () => {
    expect(offline(['self-test']).status).toBe(0);
    expect(offline(DEMO).status).toBe(0);
    expect(offline(TAMPERED).status).toBe(1);
  });

  it('makes a PDF', () => {
    const output = join(folder, 'report.pdf');
    const span = ['--from', '2026-03-01', '--to', '2026-03-31', '--output', output];
    const { status, stderr } = offline(['report', '--bundle', ...DEMO, ...span]);
    expect([status, stderr]).toEqual([3, '']);
    expect(readFileSync(output).subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
  });
});

describe('a large bundle', () => {
  it('is read by threads inside the sandbox, with the transcript of one thread', () => {
    const bundle = join(folder, 'large.zip');
    const root = join(folder, 'large.json');
    const made = spawnSync(process.execPath, [
      ...[
        '--import',
        'tsx',
        'exporter/main.ts',
        join(folder, 'large.jsonl'),
        '--generate',
        '20000',
      ],
      ...['--sequence', '0:20000', '--proof', 'batch', '--out', bundle, '--trust-root', root],
    ]);
    expect([made.status, made.stderr.toString('utf8')]).toEqual([0, '']);
    const run = (jobs: number) =>
      ran(program, [
        ...[bundle, '--trust-root', root, '--at', '2026-06-01T00:00:00Z'],
        ...['--format', 'json', '--jobs', String(jobs)],
      ]);
    const [one, two] = [run(1), run(2)];
    expect([two.status, two.stderr]).toEqual([0, '']);
    expect(JSON.parse(two.stdout).transcripts[0].evidence.records).toBe(20_000);
    expect(two.stdout).toBe(one.stdout);
  });
});

describe('a trust root over the air gap', () => {
  it('is signed and replaced inside the sandbox, private keys for their owner alone', () => {
    const own = mkdtempSync(join(folder, 'trust-'));
    const at = (name: string): string => join(own, name);
    const env = { XDG_CONFIG_HOME: at('config') };
    const keygen = ['trust', 'keygen', '--name', 'Ann', '--public', at('ann'), '-o', at('ann.key')];
    expect(ran(program, keygen).stderr).toBe('');
    expect(statSync(at('ann.key')).mode & 0o777).toBe(0o600);
    const { format: _, ...ann } = JSON.parse(readFileSync(at('ann'), 'utf8'));
    const demo = JSON.parse(readFileSync('fixtures/demo/trust-root.json', 'utf8'));
    for (const serial of [1, 2]) {
      const keepers = { threshold: 1, keys: [ann] };
      writeFileSync(at(`${serial}.json`), JSON.stringify({ ...demo, serial, keepers }));
    }
    const lines = [
      ['trust', 'add', at('1.json')],
      ['trust', 'sign', at('2.json'), '--key', at('ann.key'), '-o', at('update')],
      ['trust', 'update', at('update'), '--at', '2026-06-01T00:00:00Z'],
    ];
    for (const line of lines) {
      const { status, stderr } = ran(program, line, env);
      expect([line[1], status, stderr]).toEqual([line[1], 0, '']);
    }
    expect(readdirSync(at('config/softqcos-verify')).sort()).toEqual([
      'trust-root-1.json',
      'trust-root.json',
    ]);
    expect(readFileSync(at('config/softqcos-verify/trust-root.json'))).toEqual(
      readFileSync(at('2.json')),
    );
  });
});

describe('in a hostile environment', () => {
  const preload = join(folder, 'preload.cjs');
  writeFileSync(preload, "console.log('PASS');process.exit(0);");
  const conf = join(folder, 'openssl.cnf');
  writeFileSync(
    conf,
    'nodejs_conf = n\n[n]\nproviders = p\n[p]\nevil = e\n[e]\nmodule = /nowhere/evil.so\nactivate = 1\n',
  );
  const made = join(folder, 'made');

  it.each([
    [{ NODE_OPTIONS: `--require ${preload}` }, []],
    [{ NODE_OPTIONS: `--import ${preload}` }, []],
    [{ SEA_OPTIONS: `--require ${preload}`, NODE_PENDING_PIPE_INSTANCES: '1' }, []],
    [{ NODE_PATH: folder, NODE_DEBUG: 'module' }, []],
    [{ OPENSSL_CONF: conf, OPENSSL_MODULES: folder }, []],
    [{ NODE_V8_COVERAGE: made }, []],
    [{ NODE_COMPILE_CACHE: made }, []],
    [{ NODE_REDIRECT_WARNINGS: made }, []],
    [{ NODE_ICU_DATA: folder, NODE_EXTRA_CA_CERTS: conf }, []],
    [{}, ['--node-options', `--require ${preload}`]],
    [{}, ['--require', preload]],
  ])('%j %j does not make the tampered twin pass', (env, more) => {
    const { status, stdout, stderr } = ran(program, [...TAMPERED, ...more], env);
    expect(stderr).not.toContain('PASS');
    expect(stdout).not.toMatch(/^PASS/m);
    expect(status).toBe(more.length === 0 ? 1 : 2);
    expect(existsSync(made)).toBe(false);
    // Nor where a run ends before it gives anything up.
    expect(ran(program, ['--version'], env).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(existsSync(made)).toBe(false);
  });

  it('does not start at all where another REPL is asked for', () => {
    const { status, stdout } = ran(program, TAMPERED, { NODE_REPL_EXTERNAL_MODULE: preload });
    expect([status, stdout]).toEqual([9, '']);
  });

  it('does not pass when its output is lost', () => {
    const lost = ran('/bin/sh', ['-c', `"$0" "$@" > /dev/full`, program, ...DEMO]);
    expect(lost.status).toBe(2);
  });
});

describe.runIf(has('strace'))('its system calls', () => {
  function calls(args: readonly string[]): string[] {
    const log = join(folder, 'strace.log');
    const traced = ['-f', '-qq', '-o', log, '-e', 'trace=%network,%process,%file', '-s', '4096'];
    ran('/usr/bin/strace', [...traced, program, ...args]);
    return readFileSync(log, 'utf8').split('\n');
  }
  /** Files that are made, changed, renamed or removed. */
  const writes = (lines: readonly string[]): string[] =>
    lines.filter(
      (line) =>
        /O_(WRONLY|RDWR|CREAT|TRUNC)/.test(line) ||
        /\b(rename|unlink|mkdir|rmdir|link|symlink|chmod|chown|truncate|mknod|utime)\w*\(/.test(
          line,
        ),
    );

  it('open no socket, start no process, and write nothing', () => {
    const lines = calls(DEMO);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => /\b(socket|connect|bind|sendto|sendmsg)\(/.test(line))).toEqual(
      [],
    );
    // Its own start is the only one; threads share the process.
    expect(lines.filter((line) => /\bexecve\(/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /\b(fork|vfork)\(/.test(line))).toEqual([]);
    expect(lines.filter((l) => /\bclone3?\(/.test(l) && !l.includes('CLONE_THREAD'))).toEqual([]);
    expect(writes(lines)).toEqual([]);
  });

  it('write the outputs that are named and nothing else', () => {
    const output = join(folder, 'named.json');
    const lines = calls([...DEMO, '--report', `json=${output}`, '--format', 'json']);
    const written = writes(lines);
    expect(existsSync(output)).toBe(true);
    expect(written.length).toBeGreaterThan(0);
    expect(written.filter((line) => !line.includes(`"${output}`))).toEqual([]);
    expect(lines.filter((line) => /\b(socket|connect)\(/.test(line))).toEqual([]);
  });
});

describe.skipIf(has('strace'))('its system calls', () => {
  it.skip('skipped: strace is not installed', () => {});
});
