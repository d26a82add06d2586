// `trust keygen`, `trust sign` and `trust update` (docs/MANUAL.md §17): what they write, what they keep, and what they refuse to touch.

import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, temporaryFolder } from '../support/command.js';

const ROOT = 'fixtures/demo/trust-root.json';
const AT = ['--at', '2026-06-01T00:00:00Z'];
const PRIVATE = /BEGIN PRIVATE KEY|MC4CAQAwBQYDK2VwBCIEI|MDQCAQAwCwYJYIZIAWUDBAMSBCKAI/;

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const keys: Record<string, object> = {};

async function ok(...words: readonly string[]): Promise<string> {
  const { exit, stdout, stderr } = await command(words);
  expect([words.join(' '), exit, stderr]).toEqual([words.join(' '), 0, '']);
  expect(stdout).not.toMatch(PRIVATE);
  return stdout;
}

async function keeper(name: string): Promise<void> {
  const said = await ok(
    'trust',
    'keygen',
    '--name',
    name,
    '--public',
    at(`${name}.json`),
    '-o',
    at(`${name}.key`),
  );
  expect(said).toContain('aloud');
  const { format: _, ...item } = JSON.parse(readFileSync(at(`${name}.json`), 'utf8'));
  keys[name] = item;
}

/** Writes a trust root whose keepers are these, two of whom have to sign. */
function root(serial: number, keepers: readonly string[], more: object = {}): string {
  const file = at(`root-${serial}.json`);
  const { witness_policy: _, ...demo } = JSON.parse(readFileSync(ROOT, 'utf8'));
  const all = { threshold: 2, keys: keepers.map((name) => keys[name]) };
  writeFileSync(file, JSON.stringify({ ...demo, serial, keepers: all, ...more }));
  return file;
}

/** Has keepers sign what follows a trust root, one after the other; the update has the name of its last signer. */
async function signed(next: string, present: string, ...by: readonly string[]): Promise<string> {
  let file = next;
  for (const name of by) {
    const out = at(`${next.split('/').at(-1)}-${name}.update`);
    await ok('trust', 'sign', file, '--key', at(`${name}.key`), '--trust-root', present, '-o', out);
    file = out;
  }
  return file;
}

const present = { env: { XDG_CONFIG_HOME: at('config') } };
const installed = at('config/softqcos-verify/trust-root.json');
const update = (...words: readonly string[]) => command(['trust', 'update', ...words], present);

describe('a trust root over the air gap', () => {
  let first = '';
  let second = '';
  let updates: string[] = [];

  it('is installed with its keepers, and then replaced by no other way', async () => {
    for (const name of ['Ann', 'Ben', 'Cid']) await keeper(name);
    first = root(1, ['Ann', 'Ben']);
    expect((await command(['trust', 'add', first], present)).exit).toBe(0);
    const added = await command(['trust', 'add', ROOT, '--replace'], present);
    expect([added.exit, added.stderr]).toEqual([2, expect.stringContaining('has keepers')]);
  });

  it.runIf(process.platform !== 'win32')('private keys are for their owner alone', () => {
    expect(statSync(at('Ann.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('Ann.json'), 'utf8')).not.toMatch(PRIVATE);
  });

  it('a keeper signs once, sees what changes, and signs nothing that could not follow', async () => {
    second = root(2, ['Ben', 'Cid'], { requirements: [] });
    const alone = at('alone.update');
    const sign = (file: string, name: string, out: string) =>
      command([
        'trust',
        'sign',
        file,
        '--key',
        at(`${name}.key`),
        '--trust-root',
        first,
        '-o',
        out,
      ]);
    const once = await sign(second, 'Ann', alone);
    expect(once.stdout).toContain(
      '1 of the 2 signatures that serial 1 asks for: Ann; 1 more to sign',
    );
    expect(once.stdout).toContain('added    key keeper Cid');
    expect(readFileSync(alone, 'utf8')).not.toMatch(PRIVATE);
    expect((await sign(alone, 'Ann', at('twice'))).stderr).toContain('has signed already');
    await keeper('Eve');
    expect((await sign(alone, 'Eve', at('eve'))).stderr).toContain('not the keys of a keeper');
    expect((await sign(first, 'Ann', at('same'))).stderr).toContain('ERR_UPDATE_ROLLBACK');
    expect((await sign(second, 'none', at('none'))).stderr).toContain('ERR_KEEPER_KEY');
    const publicKeys = ['trust', 'sign', second, '--key', at('Ann.json'), '--trust-root', first];
    expect((await command([...publicKeys, '-o', at('x')])).stderr).toContain('ERR_KEEPER_KEY');
    for (const out of ['twice', 'eve', 'same', 'none', 'x'])
      expect(existsSync(at(out))).toBe(false);
  });

  it('an update of too few leaves every byte where it was', async () => {
    const before = readFileSync(installed);
    const refused = await update(at('alone.update'), ...AT);
    expect([refused.exit, refused.stderr]).toEqual([
      2,
      expect.stringContaining('ERR_UPDATE_SIGNATURES'),
    ]);
    expect(readFileSync(installed).equals(before)).toBe(true);
    expect(readdirSync(at('config/softqcos-verify'))).toEqual(['trust-root.json']);
  });

  it('several are installed together or not at all, and only the last has to be current', async () => {
    root(2, ['Ben', 'Cid'], { expires_at: '2026-01-02T00:00:00Z' });
    const third = root(3, ['Ben', 'Cid']);
    updates = [
      await signed(second, first, 'Ann', 'Ben', 'Cid'),
      await signed(third, second, 'Ben', 'Cid'),
    ];
    const [one = '', two = ''] = updates;
    expect((await update(one, ...AT)).stderr).toContain('ERR_UPDATE_NOT_CURRENT');
    expect((await update(two, one, ...AT)).stderr).toContain('ERR_UPDATE_');
    expect((await update(two, ...AT)).stderr).toContain('ERR_UPDATE_');
    expect(readFileSync(installed, 'utf8')).toBe(readFileSync(first, 'utf8'));
    const written = await update(one, two, ...AT, '-o', at('apart.json'));
    expect([written.exit, readFileSync(at('apart.json'), 'utf8')]).toEqual([
      0,
      readFileSync(third, 'utf8'),
    ]);
    expect(readFileSync(installed, 'utf8')).toBe(readFileSync(first, 'utf8'));
  });

  it('nothing is replaced if the old one cannot be kept', async () => {
    const kept = at('config/softqcos-verify/trust-root-1.json');
    writeFileSync(kept, 'something else');
    const refused = await update(...updates, ...AT);
    expect([refused.exit, refused.stderr]).toEqual([
      2,
      expect.stringContaining('ERR_OUTPUT_EXISTS'),
    ]);
    expect(readFileSync(installed, 'utf8')).toBe(readFileSync(first, 'utf8'));
    expect(readFileSync(kept, 'utf8')).toBe('something else');
    writeFileSync(kept, readFileSync(first));
  });

  it('the new one takes the place of the old one, which is kept beside it', async () => {
    const done = await update(...updates, ...AT);
    expect([done.exit, done.stderr]).toEqual([0, '']);
    expect(done.stdout.replace(/\s+/g, '')).toContain('trust-root-1.json');
    expect(readFileSync(installed, 'utf8')).toBe(readFileSync(at('root-3.json'), 'utf8'));
    expect(readFileSync(at('config/softqcos-verify/trust-root-1.json'), 'utf8')).toBe(
      readFileSync(first, 'utf8'),
    );
    expect((await update(...updates, ...AT)).stderr).toContain('ERR_UPDATE_ROLLBACK');
    expect((await command(['trust', 'lint'], present)).stdout).not.toContain('keepers-of-one');
  });

  it('endless data is not read, and what is no update is named', async () => {
    const endless = at('endless');
    writeFileSync(endless, '');
    truncateSync(endless, 33_554_433);
    expect((await update(endless)).stderr).toContain('ERR_UPDATE_UNREADABLE');
    expect((await update(at('nowhere'))).stderr).toContain('ERR_UPDATE_UNREADABLE');
    expect((await update(at('root-3.json'))).stderr).toContain('ERR_UPDATE_INVALID');
    expect((await update()).exit).toBe(2);
  });

  it('needs to know what is replaced, and where a named file goes', async () => {
    const [one = ''] = updates;
    expect((await command(['trust', 'update', one])).stderr).toContain(
      'no trust root is installed',
    );
    expect((await command(['trust', 'update', one, '--trust-root', first])).stderr).toContain(
      '--output is missing',
    );
  });

  it('a trust root is made with keepers by one command, and all of them or none are named', async () => {
    const demo = JSON.parse(readFileSync(ROOT, 'utf8'));
    const [{ vkeys }] = demo.ledgers[0].key_sets;
    const [pair] = demo.attesters[0].key_pairs;
    const texts = { l1: vkeys[0], l2: vkeys[1], a1: pair.ed25519, a2: pair.ml_dsa_65 };
    for (const [name, text] of Object.entries(texts)) writeFileSync(at(name), text);
    const words = [
      'trust',
      'new',
      '--name',
      'A',
      '--ledger',
      demo.ledgers[0].origin,
      '--attester',
      'E',
    ];
    words.push(
      '--ledger-key',
      at('l1'),
      '--ledger-key',
      at('l2'),
      '--attester-key',
      at('a1'),
      '--attester-key',
      at('a2'),
    );
    const made = await ok(
      ...words,
      '--keeper',
      at('Ann.json'),
      '--keeper-threshold',
      '1',
      '-o',
      at('made.json'),
    );
    expect(made).toContain('keeper  Ann');
    expect(await ok('trust', 'lint', at('made.json'))).toContain('keepers-of-one');
    const half = await command([...words, '--keeper', at('Ann.json'), '-o', at('half.json')]);
    expect(half.stderr).toContain('belong together');
    const wrong = await command([
      ...words,
      '--keeper',
      at('l1'),
      '--keeper-threshold',
      '1',
      '-o',
      at('half.json'),
    ]);
    expect(wrong.stderr).toContain('not the file of a keeper');
  });
});
