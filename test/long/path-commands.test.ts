// What the path paper prints is run in bash with openssl, since a command that nobody has tried is worth nothing.

import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { command, temporaryFolder } from '../support/command.js';
import { unzip } from '../support/unzip.js';

// Some tests run dozens of processes.
vi.setConfig({ testTimeout: 60_000 });

const golden = (name: string): string => `fixtures/golden/${name}/bundle.zip`;
const TRUST = ['--trust-root', 'fixtures/golden/trust-root.json'];
const entry = (file: string, path: string): string =>
  Buffer.from(unzip(new Uint8Array(readFileSync(file))).get(path) ?? []).toString('utf8');
const idAt = (file: string, sequence: number): string =>
  entry(file, 'records.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .find((one) => one.sequence === sequence)?.record_id ?? 'none';

const PLAIN = golden('pass-01-minimal');
const SEALED = golden('pass-02-sealed');
const BATCH = golden('pass-03-sequence-batch');

describe('path', () => {
  const bash = (script: string, ...argv: string[]) =>
    spawnSync('bash', ['-c', script, 'bash', ...argv], { encoding: 'utf8' });
  const hasTools =
    bash('openssl dgst -sha3-256 </dev/null && xxd -v; unzip -v >/dev/null').status === 0;
  const paths: readonly (readonly [what: string, bundle: string, sequence: number])[] = [
    ['one path a leaf', PLAIN, 4],
    ['a batch proof', BATCH, 43],
    ['the whole ledger, without a proof hash', golden('pass-04-whole-ledger'), 2],
    ['a tree of one leaf', golden('pass-05-one-leaf-tree'), 0],
    ['a tree of SHA-256', golden('pass-14-sha256-consistency'), 44],
    ['sealed and disclosed values', SEALED, 3],
  ];

  it.runIf(hasTools).each(paths)(
    '%s: every command of the paper prints the value above it',
    async (_, bundle, sequence) => {
      // A folder and a name that a shell would take apart.
      const file = join(temporaryFolder(), `it's $(a) "b".zip`);
      copyFileSync(bundle, file);
      const id = idAt(bundle, sequence);
      const { stdout, exit } = await command(['path', id, '--bundle', file, ...TRUST]);
      expect(exit).toBe(0);
      expect(stdout).toMatch(
        new RegExp(`^PASS  .*record ${id} is leaf ${sequence} of the tree of`),
      );
      let value = '';
      let checked = 0;
      for (const line of stdout.split('\n')) {
        value = /\b([0-9a-f]{64})$/.exec(line)?.[1] ?? value;
        const [, script] = /^ {3}\$ (.*)$/.exec(line) ?? [];
        if (script === undefined) continue;
        checked += 1;
        const out = bash(script);
        expect(out.stderr).toBe('');
        if (script.includes('openssl')) expect(out.stdout).toMatch(new RegExp(`= ${value}\n$`));
        else expect(out.stdout).toContain(Buffer.from(value, 'hex').toString('base64'));
      }
      const steps = (stdout.match(/the sibling stands on the/g) ?? []).length;
      expect(checked).toBe(steps + 5);
      const root = JSON.parse(entry(bundle, 'manifest.json')).tree_head.root_hash.split(':')[1];
      expect(value).toBe(root);
    },
  );

  it.runIf(hasTools).each(paths)(
    '%s: the script repeats all of it, and stops at one changed digit',
    async (_, bundle, sequence) => {
      const id = idAt(bundle, sequence);
      const { stdout } = await command(['path', id, bundle, ...TRUST, '--format', 'sh']);
      const good = bash(stdout, bundle);
      expect(good.stderr).toBe('');
      expect(good.status).toBe(0);
      expect(good.stdout).toContain('same     the line in the bundle');
      for (const word of stdout.matchAll(/[0-9a-f]{64,}/g)) {
        if (stdout.slice(0, word.index).endsWith('Bundle SHA-256 ')) continue;
        if (stdout.slice(0, word.index).endsWith('root     ')) continue;
        const at = word.index + word[0].length - 1;
        const changed =
          stdout.slice(0, at) + (stdout[at] === '0' ? '1' : '0') + stdout.slice(at + 1);
        const bad = bash(changed, bundle);
        expect({ status: bad.status, at: word[0].slice(0, 8) }).toEqual({
          status: 1,
          at: word[0].slice(0, 8),
        });
        expect(bad.stdout).toContain('DIFFERS');
      }
    },
  );
});
