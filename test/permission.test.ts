// Least privilege: under Node's permission model (experimental in Node 20) the built command verifies with read access to its own files and the two
// input files alone. No other file, no write, no child process, no worker and (where the model knows it) no network.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = [
  'bin/softqcos-verify.js',
  'dist/cli.cjs',
  'dist/cli-line.cjs',
  'dist/cli-verify.cjs',
].map((file) => `${root}${file}`);
const BUNDLE = `${root}fixtures/demo/incident.zip`;
const TAMPERED = `${root}fixtures/demo/incident-tampered.zip`;
const TRUST_ROOT = `${root}fixtures/demo/trust-root.json`;

const FLAG = ['--permission', '--experimental-permission'].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);

function run(bundle: string, readable: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...[FLAG ?? '', '--no-warnings'],
      ...[...PROGRAM, ...readable].map((file) => `--allow-fs-read=${file}`),
      PROGRAM[0] ?? '',
      ...['--quiet', '--bundle', bundle, '--trust-root', TRUST_ROOT],
      ...['--at', '2026-04-01T00:00:00Z'],
    ],
    { encoding: 'utf8', env: {} },
  );
  return { status, stdout, stderr };
}

describe.runIf(FLAG !== undefined)("under Node's permission model", () => {
  it('verifies with read access to its own files and the two input files alone', () => {
    for (const file of PROGRAM) expect(existsSync(file), file).toBe(true);
    const passed = run(BUNDLE, [BUNDLE, TRUST_ROOT]);
    expect(passed.stderr).toBe('');
    expect(passed.stdout).toMatch(/^PASS /);
    expect(passed.status).toBe(0);
    expect(run(TAMPERED, [TAMPERED, TRUST_ROOT]).status).toBe(1);
  });

  it('cannot read a bundle that it was not given', () => {
    const refused = run(BUNDLE, [TRUST_ROOT]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('ERR_BUNDLE_UNREADABLE');
  });

  it('runs the command of SECURITY.md as it is printed there', () => {
    const security = readFileSync(`${root}SECURITY.md`, 'utf8');
    const [, line = ''] = /```sh\n([\s\S]*?)```/.exec(security) ?? [];
    const words = line.replaceAll('\\\n', ' ').trim().split(/\s+/).slice(2);
    expect(line.trim()).toMatch(/^node --permission /);
    const { status, stdout } = spawnSync(process.execPath, [FLAG ?? '', ...words], {
      cwd: root,
      encoding: 'utf8',
      env: {},
    });
    expect([status, stdout.slice(0, 5)]).toEqual([0, 'PASS ']);
  });
});
