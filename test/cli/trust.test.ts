// Where the trust root of a run comes from, and the verbs about trust roots.

import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedPath } from '../../src/cli/trust-path.js';
import { command, temporaryFolder } from '../support/command.js';

const golden = (name: string, file = 'bundle.zip'): string => `fixtures/golden/${name}/${file}`;
const ROOT = 'fixtures/golden/trust-root.json';
const GOOD = golden('pass-01-minimal');
const trusted = ['--trust-root', ROOT];

describe('trust roots', () => {
  it('the trust root comes from the flag, else the environment, else the installed one', async () => {
    const home = temporaryFolder();
    const installed = { XDG_CONFIG_HOME: home };
    expect((await command([GOOD], { env: installed })).exit).toBe(3);
    const added = await command(['trust', 'add', ROOT], { env: installed });
    expect(added.exit).toBe(0);
    const used = await command([GOOD], { env: installed });
    expect(used.exit).toBe(0);
    expect(used.stderr).toContain('installed by "trust add"');
    const other = golden('unproven-02-unknown-ledger', 'trust-root.json');
    const root = existsSync(other) ? other : 'fixtures/demo/trust-root.json';
    const named = await command([GOOD], { env: { ...installed, SOFTQCOS_TRUST_ROOT: root } });
    expect(named.exit).toBe(3);
    expect(named.stderr).toContain('named by SOFTQCOS_TRUST_ROOT');
    const flag = await command([GOOD, ...trusted], {
      env: { ...installed, SOFTQCOS_TRUST_ROOT: root },
    });
    expect(flag).toMatchObject({ exit: 0, stderr: '' });
    const gone = await command([GOOD], { env: { ...installed, SOFTQCOS_TRUST_ROOT: 'nope' } });
    expect(gone.exit).toBe(2);
  });

  it('a trust root that others can write is told', async () => {
    const home = temporaryFolder();
    const root = join(home, 'root.json');
    copyFileSync(ROOT, root);
    const told = async (mode: number, args: string[], env = {}): Promise<boolean> => {
      chmodSync(root, mode);
      const { stderr } = await command([GOOD, ...args], { env });
      return stderr.includes('can be written by others');
    };
    const named = ['--trust-root', root];
    expect(await told(0o644, named)).toBe(false);
    // A group may be one user's own.
    expect(await told(0o664, named)).toBe(false);
    expect(await told(0o646, named)).toBe(true);
    expect(await told(0o646, [], { SOFTQCOS_TRUST_ROOT: root })).toBe(true);
    chmodSync(home, 0o777);
    expect(await told(0o644, named)).toBe(true);
    // Nobody replaces what is another one's.
    chmodSync(home, 0o1777);
    expect(await told(0o644, named)).toBe(false);
    const installed = { XDG_CONFIG_HOME: home };
    await command(['trust', 'add', ROOT], { env: installed });
    const file = join(home, 'softqcos-verify/trust-root.json');
    for (const [mode, is] of [
      [0o644, false],
      [0o664, true],
    ] as const) {
      chmodSync(file, mode);
      const { stderr } = await command([GOOD], { env: installed });
      expect(stderr.includes('can be written by others')).toBe(is);
    }
  });

  it('an installed trust root is never replaced by one of a lower serial', async () => {
    const folder = temporaryFolder();
    const env = { XDG_CONFIG_HOME: join(folder, 'config') };
    const text = readFileSync(ROOT, 'utf8');
    const withSerial = (serial: number): string => {
      const file = join(folder, `${serial}.json`);
      writeFileSync(file, JSON.stringify({ ...JSON.parse(text), serial }));
      return file;
    };
    expect((await command(['trust', 'add', withSerial(7)], { env })).exit).toBe(0);
    const back = await command(['trust', 'add', withSerial(6), '--replace'], { env });
    expect(back.exit).toBe(2);
    expect(back.stderr).toContain('has serial 7, and this one 6');
    expect((await command(['trust', 'add', withSerial(8), '--replace'], { env })).exit).toBe(0);
  });

  it('a trust root is made from key files with one command, and verifies what they signed', async () => {
    const folder = temporaryFolder();
    const root = JSON.parse(readFileSync(ROOT, 'utf8'));
    const [ledger] = root.ledgers;
    const [attester] = root.attesters;
    const files: Record<string, string> = {
      a: ledger.key_sets[0].vkeys[1],
      b: ledger.key_sets[0].vkeys[0],
      c: `-----BEGIN PUBLIC KEY-----\n${attester.key_pairs[0].ed25519}\n-----END PUBLIC KEY-----\n`,
      d: attester.key_pairs[0].ml_dsa_65,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const made = join(folder, 'trust-root.json');
    const run = await command([
      ...['trust', 'new', '--name', 'Audit', '--ledger', ledger.origin, '--attester', 'Exports'],
      ...['--ledger-key', join(folder, 'a'), '--ledger-key', join(folder, 'b')],
      ...['--attester-key', join(folder, 'c'), '--attester-key', join(folder, 'd')],
      ...['--valid-from', '2026-01-01T00:00:00Z', '--output', made],
    ]);
    expect(run.stderr).toBe('');
    expect(run.exit).toBe(0);
    expect(run.stdout).toContain('Compare every fingerprint with its owner over another channel');
    expect((await command(['--bundle', GOOD, '--trust-root', made])).exit).toBe(0);
    expect((await command(['trust', 'new', '--name', 'x'])).exit).toBe(2);
  });

  it('an installed trust root is replaced on request only', async () => {
    const env = { XDG_CONFIG_HOME: temporaryFolder() };
    const file = join(env.XDG_CONFIG_HOME, 'softqcos-verify', 'trust-root.json');
    const other = 'fixtures/demo/trust-root.json';
    expect((await command(['trust', 'add', ROOT], { env })).exit).toBe(0);
    expect((await command(['trust', 'add', ROOT], { env })).exit).toBe(0);
    expect((await command(['trust', 'add', other], { env })).exit).toBe(2);
    expect(readFileSync(file).equals(readFileSync(ROOT))).toBe(true);
    const pin = ['--trust-root-digest', `sha3-256:${'0'.repeat(64)}`];
    expect((await command(['trust', 'add', other, '--replace', ...pin], { env })).exit).toBe(2);
    expect((await command(['trust', 'add', other, '--replace'], { env })).exit).toBe(0);
    expect(readFileSync(file).equals(readFileSync(other))).toBe(true);
    expect((await command(['trust', 'add', ROOT])).stderr).toContain('ERR_OUTPUT_UNWRITABLE');
  });

  it('the installed trust root stands where the platform keeps configuration', () => {
    const at = (platform: string, env: Record<string, string>) =>
      installedPath({ platform, env } as unknown as Parameters<typeof installedPath>[0]);
    expect(at('linux', { HOME: '/home/a' })).toBe(
      '/home/a/.config/softqcos-verify/trust-root.json',
    );
    expect(at('linux', { HOME: '/home/a', XDG_CONFIG_HOME: '/x' })).toBe(
      '/x/softqcos-verify/trust-root.json',
    );
    expect(at('linux', { HOME: '/home/a', XDG_CONFIG_HOME: 'relative' })).toBe(
      '/home/a/.config/softqcos-verify/trust-root.json',
    );
    expect(at('win32', { APPDATA: 'C:\\Users\\a' })).toBe(
      'C:\\Users\\a\\softqcos-verify\\trust-root.json',
    );
    expect(at('linux', {})).toBeUndefined();
  });

  it('trust show, lint and diff describe trust roots', async () => {
    const sheet = await command(['trust', 'show', ROOT]);
    expect(sheet.exit).toBe(0);
    expect(sheet.stdout).toMatch(/^attester {2}\S/m);
    const same = await command(['trust', 'diff', ROOT, ROOT]);
    expect(same).toMatchObject({ exit: 0, stdout: 'The two trust roots say the same.\n' });
    const diff = await command(['trust', 'diff', ROOT, 'fixtures/demo/trust-root.json']);
    expect(diff.stdout).toContain('CAUTION');
    expect((await command(['trust', 'lint', ROOT])).exit).toBe(0);
    const late = await command(['trust', 'lint', ROOT, '--at', '2040-01-01T00:00:00Z']);
    expect(late.stdout).toContain('expired');
    expect((await command(['trust', 'show'])).exit).toBe(2);
  });
});

describe('with whom the keys were compared', () => {
  it('is what the trust root notes, unless the run says it, and stands in the headline', async () => {
    const file = join(temporaryFolder(), 'root.json');
    const root = JSON.parse(readFileSync('fixtures/demo/trust-root.json', 'utf8'));
    writeFileSync(file, JSON.stringify({ ...root, compared: 'M. Roe, by telephone' }));
    const run = async (more: readonly string[], used = file) => {
      const line = ['fixtures/demo/incident.zip', '--trust-root', used, '--format', 'json'];
      const { stdout } = await command([...line, '--at', '2026-04-01T00:00:00Z', ...more]);
      const [{ trust_mode, not_checked }] = JSON.parse(stdout).transcripts;
      const codes = not_checked.map(({ code }: { code: string }) => code);
      return { ...trust_mode, open: codes.includes('UNCHECKED_COMPARISON') };
    };
    const noted = await run([]);
    expect(noted).toMatchObject({ compared: 'M. Roe, by telephone', open: false });
    expect(noted.headline).toContain('compared: M. Roe, by telephone');
    for (const format of ['text', 'json', 'html'])
      expect((await command(['trust', 'show', file, '--format', format])).stdout).toMatch(
        /compared.{0,40}M\. Roe, by telephone/is,
      );
    expect(await run(['--compared', 'J. Doe'])).toMatchObject({ compared: 'J. Doe', open: false });
    expect((await run([], 'fixtures/demo/trust-root.json')).open).toBe(true);
  });
});
