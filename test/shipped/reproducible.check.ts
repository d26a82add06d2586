// The same commit gives the same bytes: a second clean folder, with another path and another length of it, is built from the same
// commit, and every file of the release is compared.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const other = mkdtempSync(join(tmpdir(), 'a-second-clean-folder-of-another-length-'));
const clone = join(other, 'clone');
const CACHE = '.tmp/node-packages';

const inClone = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, args, { cwd: clone, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  const changed = execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' });
  if (changed !== '') throw new Error(`this folder is not its commit:\n${changed}`);
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', '.', clone]);
  inClone('npm', 'ci', '--silent');
  // Only what was downloaded: it is held against its digest again.
  cpSync(CACHE, join(clone, CACHE), { recursive: true });
  inClone('npm', 'run', '--silent', 'release');
});
afterAll(() => rmSync(other, { recursive: true, force: true }));

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !name.endsWith('.xz') && !name.startsWith('platform-packages'))
    .sort();

describe('two builds in two folders', () => {
  it('of package, bundle, executables, bill of materials, licences and provenance are the same bytes', () => {
    expect(existsSync('dist/release/SHA256SUMS')).toBe(true);
    const files = filesOf('dist');
    expect(files.length).toBeGreaterThan(20);
    expect(filesOf(join(clone, 'dist'))).toEqual(files);
    const differ = files.filter(
      (file) => !readFileSync(join('dist', file)).equals(readFileSync(join(clone, 'dist', file))),
    );
    expect(differ).toEqual([]);
  });
});
