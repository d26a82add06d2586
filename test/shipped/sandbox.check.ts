// The sandbox from inside: an executable with the flags of ours, whose main script begins with probe.cjs.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildExecutable, builder } from '../../scripts/executables/build.js';
import { DEMO, LINUX, ran } from './executable.js';

const folder = mkdtempSync(join(tmpdir(), 'probe-'));
const probe = join(folder, 'probe');
const preload = join(folder, 'preload.cjs');

beforeAll(async () => {
  const main = join(folder, 'main.cjs');
  const [before, ours] = ['test/shipped/probe.cjs', 'scripts/executables/main.cjs'].map((file) =>
    readFileSync(file, 'utf8'),
  );
  writeFileSync(main, `${before}\nif (!globalThis.goOn) return;\n${ours}`);
  writeFileSync(preload, "process.stderr.write('PRELOADED');process.exit(0);");
  await buildExecutable(LINUX, builder(folder), { dist: 'dist', file: probe, main });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DENIED = 'ERR_ACCESS_DENIED';

/** What else a refusal is called: `fetch` hides that of its socket, V8 that of code made from text. */
const OTHERWISE: Readonly<Record<string, string>> = {
  fetch: 'TypeError',
  eval: 'EvalError',
  addon: 'ERR_DLOPEN_DISABLED',
};

function attempts(argument: string, env: NodeJS.ProcessEnv = {}, more: readonly string[] = []) {
  const { status, stdout } = ran(probe, [argument, ...more], env);
  expect(status).toBe(0);
  return JSON.parse(stdout) as Record<string, string>;
}

describe('code inside the sandbox', () => {
  it.each([
    ['as it is', {}],
    ['with rights in NODE_OPTIONS', { NODE_OPTIONS: '--allow-net --allow-child-process' }],
    ['with a preload in NODE_OPTIONS', { NODE_OPTIONS: `--require ${preload}` }],
  ])('gets no way out, %s', (_, env) => {
    const tried = attempts('try', env, ['--allow-net', '--allow-child-process']);
    const expected = Object.keys(tried).map((name) => [name, OTHERWISE[name] ?? DENIED]);
    expect(tried).toEqual(Object.fromEntries(expected));
    expect(expected.length).toBeGreaterThanOrEqual(19);
  });

  it('writes the output that is named, by the thread that may, and nothing beside it', () => {
    const own = mkdtempSync(join(folder, 'out-'));
    const tried = attempts(`try=${join(own, 'report.txt')}`);
    const expected = Object.keys(tried).map((name) => [name, OTHERWISE[name] ?? DENIED]);
    expect(tried).toEqual(Object.fromEntries(expected));
    expect(Object.keys(tried)).toContain('writerElsewhere');
    expect(readdirSync(own)).toEqual(['report.txt']);
    expect(readFileSync(join(own, 'report.txt'), 'utf8')).toBe('whole');
  });
});

describe('the exit code', () => {
  it('is 70 if the work never ends, and if something throws where nobody waits', () => {
    const hung = ran(probe, ['hang', ...DEMO]);
    expect([hung.status, hung.stdout]).toEqual([70, '']);
    const threw = ran(probe, ['throw', ...DEMO]);
    expect(threw.status).toBe(70);
    expect(threw.stderr).toContain('internal error');
  });
});
