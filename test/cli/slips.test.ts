// The operator's slips: each is told with what to write instead, whatever the verb, and nothing is done.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VERBS } from '../../src/cli/verbs/index.js';
import { command, temporaryFolder } from '../support/command.js';

const DEMO = 'fixtures/demo/incident.zip';
const ROOT = 'fixtures/demo/trust-root.json';
const TRUST = ['--trust-root', ROOT, '--at', '2026-04-01T00:00:00Z'];
const folder = temporaryFolder();
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('a word of a closed list', () => {
  it.each([
    [['inspct', DEMO], 'inspct: no such file, and no verb', 'did you mean inspect?'],
    [['VERIFY', DEMO], 'VERIFY: no such file, and no verb', 'did you mean verify?'],
    [
      ['trust', 'lst'],
      'there is no verb trust lst',
      'did you mean trust list, trust lint or trust new?',
    ],
    [['help', 'inspct'], 'there is no verb inspct', 'did you mean inspect?'],
    [[DEMO, '--format', 'jsn'], '--format: jsn is not one of', 'did you mean json?'],
    [[DEMO, '--require', 'completness'], '--require: completness', 'did you mean completeness?'],
    [[DEMO, '--framework', 'SOX2'], 'SOX2: no such file, and no framework', 'did you mean soc2?'],
    [['schema', 'trustroot'], 'there is no schema trustroot', 'did you mean trust-root?'],
    [['explain', 'chain_brokn'], 'chain_brokn is no finding code', 'perhaps CHAIN_BROKEN'],
    [['explain', 'record/chain'], 'record/chain is no', 'perhaps records/chain'],
    [['completion', 'bsh'], 'bsh is not one of bash', 'did you mean bash or zsh?'],
    [['drill', DEMO, '--only', 'zipp'], '--only: zipp is not one of', 'did you mean zip?'],
    [[DEMO, '--trustroot', 'x'], "unknown option '--trustroot'", 'did you mean --trust-root?'],
  ])('%j', async (argv, message, hint) => {
    const ran = await command(argv);
    expect([ran.exit, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).toContain(`hint: ${hint}`);
  });

  it('is found without regard to case', async () => {
    expect((await command(['schema', 'Trust-Root.schema.json'])).exit).toBe(0);
    expect((await command(['explain', 'Records/Chain', '--quiet'])).stdout).toMatch(
      /^records\/chain /,
    );
    const ran = await command([DEMO, ...TRUST, '--framework', 'SOC2', '--format', 'JSON']);
    expect(JSON.parse(ran.stdout).transcripts[0].frameworks[0].id).toBe('soc2');
  });
});

describe('a time', () => {
  it.each([
    ['2026-04-01', 'for the beginning of that day write 2026-04-01T00:00:00Z'],
    ['01.04.2026', 'for the beginning of that day write 2026-04-01T00:00:00Z'],
    ['04/01/2026', 'write the year first, as 2026-04-01T00:00:00Z'],
    ['2026-04-01 10:00', 'times are in UTC: write 2026-04-01T10:00:00Z'],
    ['2026-04-01T02:00:00+02:00', 'times are in UTC: write 2026-04-01T00:00:00Z'],
    ['2026-02-30T00:00:00Z', 'February 2026 has no day 30'],
    ['now', 'leave it out: the clock of this machine is taken'],
    ['1775001600', 'seconds since 1970 are not read: write 2026-04-01T00:00:00Z'],
    ['1775001600000', 'seconds since 1970 are not read: write 2026-04-01T00:00:00Z'],
  ])('%s', async (at, hint) => {
    const ran = await command([DEMO, '--at', at]);
    expect(ran.stderr).toContain(`ERR_USAGE: --at: ${at} is not a time`);
    expect(ran.stderr).toContain(`hint: ${hint}`);
  });
});

describe('a file of another kind', () => {
  const manifest = JSON.stringify({ format: 'softqcos.evidence-bundle/v1' });
  it.each([
    ['--trust-root', DEMO, 'a zip, not a trust root'],
    ['--trust-root', file('a.pdf', '%PDF-1.7\n'), 'a PDF, not a trust root'],
    ['--trust-root', file('manifest.json', manifest), 'the manifest of a bundle, not a trust root'],
    ['--trust-root', 'src/frameworks/soc2.json', 'a framework file, not a trust root'],
    ['--trust-root', file('k.jwk', '{"kty":"OKP","x":"AA"}'), 'a key (JWK), not a trust root'],
    ['--trust-root', file('k.pem', '-----BEGIN PUBLIC KEY-----\n'), 'PEM text, not a trust root'],
    ['--trust-root', 'README.md', 'plain text, not a trust root'],
    ['--framework', ROOT, 'a trust root, not a framework file'],
    ['--checkpoint', DEMO, 'a zip, not a checkpoint'],
    ['--checkpoint', 'package.json', 'JSON text, not a checkpoint'],
    ['--expect-selection', DEMO, 'a zip, not a selection'],
    ['--sample', DEMO, 'a zip, not a list of record ids'],
    [
      '--sample',
      file('u.csv', Buffer.from('\ufeffrecord_id', 'utf16le')),
      'text in UTF-16, not a list',
    ],
  ])('%s %s', async (option, path, says) => {
    const ran = await command([DEMO, option, path]);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain(`${path}: this is ${says}`);
  });

  it('is named when it is a private key, whatever else it is', async () => {
    const key = file('key.json', '{"kty":"OKP","crv":"Ed25519","x":"AA","d":"AA"}');
    const ran = await command([DEMO, '--trust-root', key]);
    expect(ran.stderr).toContain(`${key}: /: there is a private key here`);
  });
});

describe('under --format json', () => {
  it.each(VERBS.map(({ name }) => name))('a slip of %s is JSON', async (name) => {
    for (const format of [['--format', 'json'], ['--format=JSON']]) {
      const ran = await command([...name.split(' '), '--nope', ...format]);
      expect(JSON.parse(ran.stdout)).toMatchObject({ code: 'ERR_USAGE', exit: 2 });
    }
  });
});

describe('many things at once', () => {
  it('every option of trust new that is missing or wrong', async () => {
    const argv = ['trust', 'new', '--name', 'x', '--valid-from', '2026-01-01', '--ledger-key', 'a'];
    const { stderr } = await command(argv);
    for (const part of [
      ...['--ledger is missing', '--ledger-key has to be given 2 times', '--attester is missing'],
      ...['--attester-key is missing', '--valid-from: 2026-01-01', '--output is missing'],
    ])
      expect(stderr).toContain(part);
  });

  it('every key file that cannot be read, then every key that cannot be used', async () => {
    const line = ['trust', 'new', '--name', 'x', '--ledger', 'l', '--attester', 'a'];
    const out = ['-o', join(folder, 'made.json')];
    const keys = (a: string, b: string) => [
      ...['--ledger-key', a, '--ledger-key', b, '--attester-key', a, '--attester-key', b],
    ];
    const gone = await command([...line, ...out, ...keys('nope1', 'nope2')]);
    expect(gone.stderr).toContain('nope1: no such file; nope2: no such file');
    const ssh = file('id.pub', 'ssh-ed25519 AAAA me');
    const wrong = await command([...line, ...out, ...keys(ssh, 'package.json')]);
    expect(wrong.stderr).toContain(`${ssh}: this is an OpenSSH key`);
  });
});

describe('what trust new finds in a file that is not there yet', () => {
  const keys = 'fixtures/demo/keys/';
  const line = [
    ...['trust', 'new', '--name', 'x', '--ledger', 'ledger.softqcos.example/northgate-hospital'],
    ...['--ledger-key', `${keys}ledger-ed25519.pem`, '--ledger-key', `${keys}ledger-mldsa44.pem`],
    ...['--attester', 'a', '--attester-key', `${keys}export-ed25519.pem`],
    ...['--attester-key', `${keys}export-mldsa65.pem`, '-o', join(folder, 'new.json')],
  ];
  const tsa = ['--timestamp-certificate', `${keys}tsa.pem`];
  const sigsum = file('policy', `witness w ${'1c'.repeat(32)}\nquorum w\n`);
  it.each([
    [['--witness-policy', sigsum], `${sigsum}, line 1: this is a key alone, as Sigsum writes it`],
    [['--valid-until', '2026-01-01T00:00:00Z'], '--valid-until: the window ends before it begins'],
    [['--expires', '2020-01-01T00:00:00Z'], '--expires: the trust root expires before'],
    [[...tsa, ...tsa], `${keys}tsa.pem: this key already stands at ${keys}tsa.pem`],
    [
      ['--recorder-key', `${keys}export-mldsa65.pem`],
      `${keys}export-mldsa65.pem: this key already stands at an --attester-key`,
    ],
  ])('%j is told by what was written', async (more, says) => {
    const ran = await command([...line, ...more]);
    expect([ran.exit, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain(`ERR_TRUST_ROOT_INVALID: ${says}`);
  });

  it.each([
    ['--ledger', 'a b', 'a b is not the name of a ledger'],
    ['--name', 'a\nb', '1 to 120 characters in one line'],
  ])('%s %j is refused as it is read', async (option, value, says) => {
    const at = line.indexOf(option);
    const ran = await command(line.with(at + 1, value));
    expect(ran.stderr).toContain(`ERR_USAGE: ${option}: `);
    expect(ran.stderr).toContain(says);
  });
});

describe('other slips', () => {
  it.each([
    [['path', DEMO, 'rec_1'], `${DEMO} is no record id`],
    [['-', ...TRUST], 'what comes through a pipe is not read'],
    [['trust', 'remove'], 'no trust root is installed'],
  ])('%j', async (argv, says) => {
    const ran = await command(argv);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain(says);
  });

  it('an id of another case, or listed twice, is named', async () => {
    const upper = file('upper.csv', 'REC_9B300C717562\n');
    const ran = await command([DEMO, ...TRUST, '-q', '--sample', upper]);
    expect(ran.exit).toBe(3);
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain(
      'REC_9B300C717562 (rec_9b300c717562 differs in case alone)',
    );
    const twice = file('twice.csv', 'Record ID\nrec_9b300c717562\nrec_9b300c717562\n');
    const both = await command([DEMO, ...TRUST, '-q', '--sample', twice]);
    expect(both.stdout).toContain('1 record verified, 0 erased of 1 listed');
    expect(both.stdout).toContain('1 id is listed more than once, and counted once');
  });

  it('one file under two names is said to be one', async () => {
    const copy = file('copy.zip', (await import('node:fs')).readFileSync(DEMO));
    const ran = await command([DEMO, copy, ...TRUST, '-q']);
    expect(ran.stderr).toContain(`${DEMO}: the same bytes as ${copy}, one piece of evidence`);
    const output = join(temporaryFolder(), 'r.json');
    const period = ['--from', '2026-03-01', '--to', '2026-03-31', '-o', output];
    const { stderr } = await command(['report', DEMO, copy, ...TRUST, ...period]);
    expect(stderr).toMatch(/: the same bytes as .*, one piece of evidence/);
  });
});
