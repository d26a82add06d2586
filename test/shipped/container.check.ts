// The container as far as it goes without a registry: its root is laid out by the script that the Dockerfile names, and the
// executable is run in it with nothing else there, without a network and as nobody.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEMO, LINUX, pathOf } from './executable.js';

const folder = mkdtempSync(join(tmpdir(), 'container-'));
const root = join(folder, 'root');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const canEnter = spawnSync('unshare', ['-rn', 'chroot', '/', '/bin/true']).status === 0;

describe('the container', () => {
  it('holds the executable and its libraries, and no shell', () => {
    execFileSync('bash', ['ci/container-root.sh', pathOf(LINUX), root]);
    expect(existsSync(join(root, 'bin/sh'))).toBe(false);
    const dockerfile = readFileSync('Dockerfile', 'utf8');
    expect(dockerfile).toMatch(/^FROM scratch$/m);
    expect(dockerfile).toMatch(/^ENTRYPOINT \["\/softqcos-verify"\]$/m);
    expect(spawnSync('bash', ['ci/container-root.sh', pathOf(LINUX), root]).status).toBe(2);
  });

  it.runIf(canEnter)('verifies in there', () => {
    cpSync('fixtures/demo', join(root, 'evidence'), { recursive: true });
    const [bundle = '', ...trust] = DEMO.map((word) => word.replace('fixtures/demo', '/evidence'));
    const enter = (words: readonly string[]) =>
      spawnSync('unshare', ['-rn', 'chroot', root, '/softqcos-verify', ...words], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] ?? '' },
      });
    expect(enter(['--bundle', bundle, ...trust]).status).toBe(0);
    expect(enter(['--bundle', '/evidence/incident-tampered.zip', ...trust]).status).toBe(1);
  });

  it.skipIf(canEnter)('skipped: no right to enter another root here', () => {});
});
