// `custody add` and `renewal request|add` (docs/MANUAL.md §18, §19): files beside a bundle that grow by whole lines that verify, and by
// nothing else. What can be wrong with such a file is in fixtures/cases/custody and fixtures/cases/time.

import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RenewalRequest, renewals } from '../exporter/renewals.js';
import { timestampAuthority } from '../exporter/timestamp-authority.js';
import { trustRoot } from '../scripts/fixtures/case.js';
import { RENEWAL_HASHES } from '../src/cli/verbs/renewal-request.js';
import { DIGEST_BYTES } from '../src/crypto/digest.js';
import { timestampRequest } from '../src/timestamp/request.js';
import { HASH_NAMES } from '../src/x509/algorithms.js';
import { command, temporaryFolder } from './support/command.js';

const DEMO = 'fixtures/demo/incident.zip';
const TAMPERED = 'fixtures/demo/incident-tampered.zip';
const TRUSTED = ['--trust-root', 'fixtures/demo/trust-root.json', '--at', '2026-04-01T00:00:00Z'];

function added(file: string, more: readonly string[] = [], bundle = DEMO) {
  const words = ['--by', 'Example Audit', '--from', 'Northgate Hospital'];
  return command(['custody', 'add', bundle, '--custody', file, ...words, ...TRUSTED, ...more]);
}
const verified = async (file: string, bundle = DEMO) => {
  const ran = await command([bundle, '--custody', file, ...TRUSTED, '--format', 'json']);
  return { exit: ran.exit, transcript: JSON.parse(ran.stdout).transcripts[0] };
};

describe('custody add', () => {
  it('begins a file, adds to it, and what it holds stays as it is', async () => {
    const file = join(temporaryFolder(), 'custody.jsonl');
    const first = await added(file, ['--when', '2026-03-26T08:00:00Z', '--words', 'by courier']);
    expect([first.exit, first.stderr]).toEqual([0, '']);
    const one = readFileSync(file, 'utf8');
    expect((await added(file)).exit).toBe(0);
    const two = readFileSync(file, 'utf8');
    expect(two.startsWith(one)).toBe(true);
    expect(two.trimEnd().split('\n')).toHaveLength(2);
    const { exit, transcript } = await verified(file);
    expect(exit).toBe(0);
    expect(transcript.custody.map(({ number }: { number: number }) => number)).toEqual([1, 2]);
    const codes = transcript.not_checked.map(({ code }: { code: string }) => code);
    expect(codes).toContain('UNCHECKED_CUSTODY_WORDS');
    expect(codes).not.toContain('UNCHECKED_CUSTODY');
    expect(readdirSync(join(file, '..'))).toEqual(['custody.jsonl']);
  });

  it('records a file that was changed on the way, with the one before', async () => {
    const folder = temporaryFolder();
    const [file, copy] = [join(folder, 'custody.jsonl'), join(folder, 'copy.zip')];
    await added(file);
    await command(['redact', DEMO, '--drop-all', '-o', copy, ...TRUSTED]);
    const refused = await added(file, [], copy);
    expect([refused.exit, refused.stderr]).toEqual([2, expect.stringContaining('--before FILE')]);
    expect((await added(file, ['--before', DEMO], copy)).exit).toBe(0);
    expect((await verified(file, copy)).exit).toBe(0);
    expect((await verified(file)).exit).toBe(3);
  });

  it('adds nothing to a file that is broken, nor an entry that is older than the last one', async () => {
    const file = join(temporaryFolder(), 'custody.jsonl');
    await added(file);
    await added(file);
    const old = await added(file, ['--when', '2026-03-01T00:00:00Z']);
    expect([old.exit, old.stderr]).toEqual([2, expect.stringContaining('CUSTODY_OUT_OF_ORDER')]);
    writeFileSync(file, readFileSync(file, 'utf8').replace('Example Audit', 'Another Audit'));
    const before = readFileSync(file, 'utf8');
    const broken = await added(file);
    expect([broken.exit, broken.stderr]).toEqual([
      2,
      expect.stringContaining('CUSTODY_CHAIN_BROKEN'),
    ]);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('refuses the second of two who add at once, and a file that is an input of the run', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'custody.jsonl');
    const both = await Promise.all([added(file), added(file)]);
    expect(both.map(({ exit }) => exit).sort()).toEqual([0, 2]);
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(1);
    const bundle = readFileSync(DEMO);
    expect((await added(DEMO)).exit).toBe(2);
    expect((await added('fixtures/demo/trust-root.json')).exit).toBe(2);
    expect(readFileSync(DEMO).equals(bundle)).toBe(true);
  });

  it('has the exit code of the bundle, whose custody is recorded whatever it is', async () => {
    const file = join(temporaryFolder(), 'custody.jsonl');
    const ran = await added(file, [], TAMPERED);
    expect([ran.exit, existsSync(file)]).toEqual([1, true]);
    expect((await verified(file, TAMPERED)).transcript.custody).toHaveLength(1);
  });

  it('takes a signature that another tool made over what it wrote, and no other', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'custody.jsonl');
    const at = (name: string) => join(folder, name);
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(at('key.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
    const when = ['--when', '2026-03-26T08:00:00Z'];
    expect((await added(file, ['--to-sign', at('tbs')])).exit).toBe(2);
    const written = await added(file, [...when, '--to-sign', at('tbs')]);
    expect([written.exit, existsSync(file)]).toEqual([0, false]);
    writeFileSync(at('sig'), sign(null, readFileSync(at('tbs')), privateKey));
    const signed = ['--signature', at('sig'), '--key', at('key.pem')];
    const other = await added(file, ['--when', '2026-03-26T08:00:01Z', ...signed]);
    expect([other.exit, existsSync(file)]).toEqual([2, false]);
    expect((await added(file, [...when, ...signed])).exit).toBe(0);
    expect((await verified(file)).transcript.custody[0].key).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is drawn in the report and printed, and empty custody is printed as empty', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'custody.jsonl');
    await added(file, ['--words', 'by courier <b>']);
    const html = async (more: readonly string[]) =>
      (await command([DEMO, ...TRUSTED, '--format', 'html', ...more])).stdout;
    const page = await html(['--custody', file]);
    expect(page).toContain('by courier &lt;b&gt;');
    expect(page).toMatch(/Changed hands/);
    expect(page).toMatch(/Happened/);
    expect(await html([])).toContain('Empty. No record of custody was handed in');
    writeFileSync(file, '');
    expect(await html(['--custody', file])).toContain('Empty. The file of custody has no entry');
    const text = (await command([DEMO, ...TRUSTED, '--custody', file])).stdout;
    expect(text).toContain('empty: the file of custody has no entry');
  });
});

describe('renewal', () => {
  const AUTHORITY = timestampAuthority('renewal verbs', { key: 'ML-DSA-65', rootKey: 'ML-DSA-65' });
  const BUNDLE = 'fixtures/cases/valid/renewals/bundle.zip';

  it('names the hashes that there are, in requests that OpenSSL reads', () => {
    expect([...RENEWAL_HASHES].sort()).toEqual(Object.keys(HASH_NAMES).sort());
    for (const hash of RENEWAL_HASHES) {
      const file = join(temporaryFolder(), 'q.tsq');
      writeFileSync(file, timestampRequest(hash, new Uint8Array(DIGEST_BYTES[hash]).fill(7)));
      const told = execFileSync('openssl', ['ts', '-query', '-in', file, '-text']).toString();
      expect(told).toContain(`Hash Algorithm: ${hash}`);
      expect(told).toContain('Certificate required: yes');
    }
  });

  it('asks an authority, adds its reply, and the next one over both', async () => {
    const folder = temporaryFolder();
    const at = (name: string) => join(folder, name);
    writeFileSync(
      at('root.json'),
      JSON.stringify(trustRoot({ timestampAuthorities: [AUTHORITY.entry()] })),
    );
    const requests: RenewalRequest[] = [];
    const trusted = ['--trust-root', at('root.json'), '--at', '2026-04-01T00:00:00Z'];
    for (const [i, genTime] of ['2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z'].entries()) {
      const so = i === 0 ? [] : ['--renewals', at('renewals.jsonl')];
      const asked = await command([
        'renewal',
        'request',
        BUNDLE,
        ...so,
        '-o',
        at(`${i}.tsq`),
        '--format',
        'json',
        ...trusted,
      ]);
      expect([asked.exit, asked.stderr]).toEqual([0, '']);
      const { imprint, generation, hash } = JSON.parse(asked.stdout);
      expect([generation, hash]).toEqual([i + 1, 'sha512']);
      expect(readFileSync(at(`${i}.tsq`)).toString('hex')).toContain(imprint);
      requests.push({ by: AUTHORITY, genTime });
      // What the exporter makes without this code: its last token is the reply, its lines are what the file must hold.
      const made = Buffer.from(renewals(readFileSync(BUNDLE), requests)).toString();
      const { token } = JSON.parse(made.trimEnd().split('\n').at(-1) ?? '');
      writeFileSync(at('reply.tsr'), Buffer.from(token, 'base64'));
      const line = [
        'renewal',
        'add',
        BUNDLE,
        '--reply',
        at('reply.tsr'),
        '--renewals',
        at('renewals.jsonl'),
        ...trusted,
      ];
      const ran = await command(line);
      expect([ran.exit, ran.stderr]).toEqual([0, '']);
      expect(ran.stdout).toContain(`Added renewal ${i + 1}`);
      expect(readFileSync(at('renewals.jsonl'), 'utf8')).toBe(made);
      // The same reply once more is over the file as it was.
      const before = readFileSync(at('renewals.jsonl'), 'utf8');
      const again = await command(line);
      expect(again.exit).toBe(1);
      expect(again.stdout).toContain('Nothing was added');
      expect(readFileSync(at('renewals.jsonl'), 'utf8')).toBe(before);
    }
    const whole = await command([
      BUNDLE,
      '--renewals',
      at('renewals.jsonl'),
      ...trusted,
      '--format',
      'json',
    ]);
    expect(whole.exit).toBe(0);
    expect(JSON.parse(whole.stdout).transcripts[0].proves_until.renewals).toHaveLength(2);
  });

  it('takes no reply that is none', async () => {
    const folder = temporaryFolder();
    const reply = join(folder, 'reply.tsr');
    writeFileSync(reply, 'no reply');
    const file = join(folder, 'renewals.jsonl');
    const ran = await command([
      'renewal',
      'add',
      DEMO,
      '--reply',
      reply,
      '--renewals',
      file,
      ...TRUSTED,
    ]);
    expect([ran.exit, existsSync(file)]).toEqual([2, false]);
  });
});
