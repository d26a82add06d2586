// The command line: every way in which a run can end has its exit code, and nothing but a written pass is 0.

import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VerifierError } from '../src/base/errors.js';
import type { Json } from '../src/base/json.js';
import { SUPPORT } from '../src/base/limits.js';
import { SCHEMAS } from '../src/base/published.js';
import { VERSION } from '../src/base/version.js';
import { CATALOGUE } from '../src/catalogue/checks.js';
import { CODES, ERRORS } from '../src/catalogue/codes.js';
import { EXIT, worstExit } from '../src/catalogue/exit-codes.js';
import { valuesOf } from '../src/cli/call.js';
import { withBundle } from '../src/cli/files.js';
import { writeWhole } from '../src/cli/files-out.js';
import { flagName } from '../src/cli/flags.js';
import { FRAMEWORK_NAMES, LIMITS, limitsOf } from '../src/cli/manner.js';
import { parse } from '../src/cli/parse.js';
import { installedPath } from '../src/cli/trust-path.js';
import { inspect } from '../src/cli/verbs/inspect.js';
import { FORMAT_NAMES } from '../src/cli/verbs/verify.js';
import { DOCUMENT_FORMATS } from '../src/document/formats.js';
import { BUILT_IN } from '../src/frameworks/framework.js';
import { FORMATS } from '../src/report/formats.js';
import { renderJson } from '../src/report/json.js';
import { command, NOW, temporaryFolder } from './support/command.js';
import { checkSchema } from './support/schema.js';
import { failing, hostile, passing } from './support/transcripts.js';

const golden = (name: string, file = 'bundle.zip'): string => `fixtures/golden/${name}/${file}`;
const ROOT = 'fixtures/golden/trust-root.json';
const GOOD = golden('pass-01-minimal');
const BAD = golden('fail-01-record-altered');
const trusted = ['--trust-root', ROOT];
const firstLine = (text: string): string => text.split('\n')[0] ?? '';

describe('exit codes', () => {
  it.each([
    ['pass', [GOOD, ...trusted], 0, /^PASS /],
    ['fail', [BAD, ...trusted], 1, /^FAIL /],
    ['unproven without a trust root', [GOOD], 3, /^UNPROVEN /],
    ['unproven for a requirement', [GOOD, ...trusted, '--require', 'timestamp'], 3, /^UNPROVEN /],
    [
      'unproven at another time',
      [GOOD, ...trusted, '--at', '2030-01-01T00:00:00Z'],
      3,
      /^UNPROVEN /,
    ],
    ['--bundle as documented', ['--bundle', GOOD, ...trusted], 0, /^PASS /],
    ['several, the worst counts', [GOOD, '--bundle', BAD, ...trusted], 1, /^FAIL {2}2 bundles/],
  ] as const)('%s', async (_, argv, exit, first) => {
    const ran = await command(argv);
    expect(ran.exit).toBe(exit);
    expect(firstLine(ran.stdout)).toMatch(first);
    expect(ran.stdout.trimEnd().split('\n').at(-1)).toBe(firstLine(ran.stdout));
  });

  it('are worst in the order 70, 1, 2, 3, 4, 0, and no result is no pass', () => {
    const order = [70, 1, 2, 3, 4, 0] as const;
    order.forEach((code, i) => {
      expect(worstExit(order.slice(i))).toBe(code);
      expect(worstExit([...order.slice(i)].reverse())).toBe(code);
    });
    expect(worstExit([])).toBe(EXIT.couldNotRun);
  });

  it.each([
    ['no arguments', [], 'ERR_USAGE: no bundle is given'],
    ['an unknown option', ['--nope'], 'ERR_USAGE: unknown option'],
    [
      'an option twice',
      [GOOD, '--trust-root', 'a', '--trust-root', 'b'],
      'ERR_USAGE: --trust-root is given twice',
    ],
    ['an empty option', [GOOD, '--trust-root='], 'ERR_USAGE: --trust-root is empty'],
    ['an empty bundle', ['--bundle', ''], 'ERR_USAGE: --bundle is empty'],
    ['a time that is none', [GOOD, '--at', '2026-02-30T00:00:00Z'], 'ERR_USAGE: --at:'],
    ['an unknown requirement', [GOOD, '--require', 'luck'], 'ERR_USAGE: --require: luck'],
    ['an unknown format', [GOOD, '--format', 'toString'], 'ERR_USAGE: --format: toString'],
    ['a report without a file', [GOOD, '--report', 'json'], 'ERR_USAGE: --report:'],
    [
      'two reports in one file',
      [GOOD, '--report', 'json=x', '--report', 'csv=x'],
      'ERR_USAGE: --report: x is what --report writes as well',
    ],
    ['a limit that is no number', [GOOD, '--max-entries', '1e3'], 'ERR_USAGE: --max-entries: 1e3'],
    [
      'a pin without a trust root',
      [GOOD, '--trust-root-digest', `sha3-256:${'0'.repeat(64)}`],
      'ERR_USAGE: --trust-root-digest',
    ],
    [
      'a pin of another form',
      [GOOD, ...trusted, '--trust-root-digest', 'sha256:00'],
      'ERR_USAGE: --trust-root-digest',
    ],
    [
      'a wrong pin',
      [GOOD, ...trusted, '--trust-root-digest', `sha3-256:${'0'.repeat(64)}`],
      'ERR_TRUST_ROOT_DIGEST: ',
    ],
    [
      'a trust root that is not there',
      [GOOD, '--trust-root', 'nope.json'],
      'ERR_TRUST_ROOT_UNREADABLE: nope.json: no such file',
    ],
    [
      'a trust root that cannot be loaded',
      [
        golden('error-01-trust-root-mixed-order-key'),
        '--trust-root',
        golden('error-01-trust-root-mixed-order-key', 'trust-root.json'),
      ],
      'ERR_TRUST_ROOT_INVALID: ',
    ],
    [
      'a bundle that is not there',
      ['nope.zip', ...trusted],
      'ERR_BUNDLE_UNREADABLE: nope.zip: no such file',
    ],
    ['a device', ['/dev/null', ...trusted], 'ERR_BUNDLE_UNREADABLE: /dev/null: not a regular file'],
    [
      'a folder without bundles',
      ['src', ...trusted],
      'ERR_USAGE: src: the folder holds no bundle, but src/',
    ],
    [
      'a checkpoint that is none',
      [GOOD, ...trusted, '--checkpoint', 'package.json'],
      'ERR_CHECKPOINT_INVALID: ',
    ],
    [
      'a checkpoint that is not there',
      [GOOD, ...trusted, '--checkpoint', 'nope'],
      'ERR_CHECKPOINT_INVALID: nope: no such file',
    ],
    [
      'a selection that is none',
      [GOOD, ...trusted, '--expect-selection', 'package.json'],
      'ERR_SELECTION_INVALID: ',
    ],
    [
      'a report over the bundle',
      [GOOD, ...trusted, '--report', `json=${GOOD}`],
      'ERR_USAGE: --report: ',
    ],
    ['an unknown code', ['explain', 'NOPE'], 'ERR_USAGE: NOPE is no finding code'],
    ['an unknown schema', ['schema', '__proto__'], 'ERR_USAGE: there is no schema __proto__'],
    ['a verb without its verb', ['trust'], 'ERR_USAGE: a verb is missing'],
    ['a checkpoint without an output', ['checkpoint', GOOD], 'ERR_USAGE: --output is missing'],
  ])('2, with nothing on standard output: %s', async (_, argv, message) => {
    const before = readFileSync(GOOD);
    const ran = await command(argv);
    expect(ran.exit).toBe(2);
    // A bundle that cannot be read is part of the result, and every report tells it.
    if (!message.startsWith('ERR_BUNDLE_')) expect(ran.stdout).toBe('');
    else expect(ran.stdout).toMatch(/^UNPROVEN, 1 not read \(exit 2\) {2}1 bundle: /);
    expect(ran.stderr).toContain(`softqcos-verify: ${message}`);
    for (const line of ran.stderr.trimEnd().split('\n'))
      expect(line).toMatch(/^softqcos-verify: .*[^.]$/);
    expect(readFileSync(GOOD).equals(before)).toBe(true);
  });

  it('70 for a bug of ours, with a stack only on request', async () => {
    const write = () => Promise.reject(new TypeError('a bug\u001b[31m'));
    const ran = await command([GOOD, ...trusted], { write });
    expect(ran.exit).toBe(70);
    expect(ran.stderr).toContain('internal error: a bug\\u{1B}[31m');
    expect(ran.stderr).toContain('please report it');
    expect(ran.stderr).not.toContain('at ');
    const debug = await command([GOOD, ...trusted], { write, env: { SOFTQCOS_DEBUG: '1' } });
    expect(debug.stderr).toContain('softqcos-verify:     at ');
  });

  it('is never 0 when the transcript could not be written, and a fail stays a fail', async () => {
    const write = () => Promise.reject(new VerifierError('ERR_OUTPUT_UNWRITABLE', 'closed'));
    expect((await command([GOOD, ...trusted], { write })).exit).toBe(2);
    expect((await command([BAD, ...trusted], { write })).exit).toBe(1);
    expect((await command(['checks'], { write })).exit).toBe(2);
  });

  it('2 if one of several bundles cannot be read, and the others are reported', async () => {
    const ran = await command([GOOD, 'nope.zip', ...trusted, '--format', 'json']);
    expect(ran.exit).toBe(2);
    const run = JSON.parse(ran.stdout);
    expect(run.verdict).toBe('unproven');
    expect(run.transcripts).toHaveLength(1);
    expect(run.unread).toEqual([
      { name: 'nope.zip', code: 'ERR_BUNDLE_UNREADABLE', message: 'no such file' },
    ]);
    expect((await command([BAD, 'nope.zip', ...trusted])).exit).toBe(1);
  });
});

describe('inputs', () => {
  it('a folder means every zip in it, sorted', async () => {
    const folder = temporaryFolder();
    copyFileSync(GOOD, join(folder, 'b.zip'));
    copyFileSync(GOOD, join(folder, 'a.ZIP'));
    writeFileSync(join(folder, 'notes.txt'), '');
    const { stdout, exit } = await command([folder, ...trusted, '--format', 'json']);
    expect(exit).toBe(0);
    expect(
      JSON.parse(stdout).transcripts.map((t: { bundle: { name: string } }) => t.bundle.name),
    ).toEqual([join(folder, 'a.ZIP'), join(folder, 'b.zip')]);
  });

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

  it("the auditor's checkpoint and selection are compared", async () => {
    const split = 'fail-29-split-view';
    const held = ['--checkpoint', golden(split, 'prior.checkpoint')];
    const ran = await command([golden(split), ...trusted, ...held]);
    expect(ran.exit).toBe(1);
    expect(ran.stdout).toContain('SPLIT_VIEW');
    const asked = join(temporaryFolder(), 'asked.json');
    writeFileSync(asked, '{ "record_ids": ["rec_other"] }\n');
    const other = await command([GOOD, ...trusted, '--expect-selection', asked]);
    expect(other.exit).toBe(3);
    expect(other.stdout).toContain('SELECTION_NOT_ASKED');
  });

  it('limits can be set by their flags', async () => {
    const ran = await command([GOOD, ...trusted, '--max-entries', '1']);
    expect(ran.exit).toBe(3);
    expect(ran.stdout).toContain('ZIP_LIMIT_EXCEEDED');
    const argv = Object.keys(LIMITS).flatMap((key, i) => [flagName(key), String(i)]);
    const words = parse(inspect, [GOOD, ...argv]);
    const { flags } = valuesOf(inspect, words as Exclude<typeof words, { help: string }>);
    const limits = Object.fromEntries(Object.keys(SUPPORT).map((name, i) => [name, i]));
    expect(limitsOf(flags)).toEqual(limits);
  });
});

describe('a bundle is read once', () => {
  it('whole if it is small, in place if it is large, with the same bytes', async () => {
    const whole = await withBundle(GOOD, (source) => source.read(0, source.size));
    const inPlace = await withBundle(GOOD, (source) => source.read(0, source.size), 0);
    expect(Buffer.from(inPlace).equals(readFileSync(GOOD))).toBe(true);
    expect(Buffer.from(whole).equals(readFileSync(GOOD))).toBe(true);
  });

  it.each([
    ['grows', (file: string) => appendFileSync(file, 'x')],
    ['is rewritten', (file: string) => writeFileSync(file, readFileSync(file))],
    ['is cut short', (file: string) => writeFileSync(file, '')],
  ])('ERR_BUNDLE_CHANGED if a large one %s meanwhile', async (_, change) => {
    const file = join(temporaryFolder(), 'bundle.zip');
    copyFileSync(GOOD, file);
    const changed = withBundle(
      file,
      async (source) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        change(file);
        return source.read(0, source.size);
      },
      0,
    );
    await expect(changed).rejects.toMatchObject({ code: 'ERR_BUNDLE_CHANGED' });
  });

  it('is not read again when it was small', async () => {
    const file = join(temporaryFolder(), 'bundle.zip');
    copyFileSync(GOOD, file);
    const bytes = await withBundle(file, async (source) => {
      writeFileSync(file, 'something else');
      return source.read(0, source.size);
    });
    expect(Buffer.from(bytes).equals(readFileSync(GOOD))).toBe(true);
  });
});

describe('outputs', () => {
  it.each(Object.keys(FORMATS))(
    '%s goes to standard output and to a file, the same bytes',
    async (format) => {
      const folder = temporaryFolder();
      const file = join(folder, 'report');
      const ran = await command([
        BAD,
        ...trusted,
        '--format',
        format,
        '--report',
        `${format}=${file}`,
      ]);
      expect(ran.exit).toBe(1);
      expect(readFileSync(file, 'utf8')).toBe(ran.stdout);
      expect(readdirSync(folder)).toEqual(['report']);
    },
  );

  it('a report is written whole or not at all', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'report');
    writeFileSync(file, 'old');
    // A temporary file of the same name is in the way.
    writeFileSync(`${file}.${process.pid}.tmp`, 'of somebody else');
    await expect(writeWhole(file, 'new')).rejects.toMatchObject({ code: 'ERR_OUTPUT_UNWRITABLE' });
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readFileSync(`${file}.${process.pid}.tmp`, 'utf8')).toBe('of somebody else');
    const target = join(folder, 'folder');
    mkdirSync(target);
    await expect(writeWhole(target, 'new')).rejects.toMatchObject({
      code: 'ERR_OUTPUT_UNWRITABLE',
    });
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('a report that cannot be written makes a pass 2, and the transcript is printed all the same', async () => {
    const ran = await command([GOOD, ...trusted, '--report', 'json=/nonexistent/report']);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toBe(
      'softqcos-verify: ERR_OUTPUT_UNWRITABLE: /nonexistent/report: no such folder\n',
    );
    expect(firstLine(ran.stdout)).toMatch(/^PASS/);
  });

  it('colour appears on a terminal only, and NO_COLOR, TERM=dumb and --no-color take it away', async () => {
    const argv = [GOOD, ...trusted];
    const coloured = async (more: readonly string[], setting: Parameters<typeof command>[1]) =>
      (await command([...argv, ...more], setting)).stdout.includes('\u001b[');
    expect(await coloured([], { terminal: true })).toBe(true);
    expect(await coloured([], { terminal: true, env: { NO_COLOR: '' } })).toBe(true);
    expect(await coloured([], {})).toBe(false);
    expect(await coloured(['--no-color'], { terminal: true })).toBe(false);
    expect(await coloured([], { terminal: true, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await coloured([], { terminal: true, env: { TERM: 'dumb' } })).toBe(false);
  });

  it('the width is that of the terminal, and 100 columns elsewhere', async () => {
    const widest = (text: string): number =>
      Math.max(
        ...text
          .split('\n')
          .slice(1, -2)
          .map((line) => line.length),
      );
    const elsewhere = await command([GOOD, ...trusted], { columns: 72 });
    expect(widest(elsewhere.stdout)).toBeGreaterThan(90);
    const narrow = await command([GOOD, ...trusted, '--no-color'], { terminal: true, columns: 72 });
    expect(widest(narrow.stdout)).toBeLessThanOrEqual(72 + 12);
  });

  it('the same inputs give the same bytes, and --at is the clock if it is not given', async () => {
    const now = await command([GOOD, ...trusted]);
    expect((await command([GOOD, ...trusted, '--at', NOW])).stdout).toBe(now.stdout);
  });

  it('--quiet prints the verdict and the findings only', async () => {
    const ran = await command([BAD, ...trusted, '-q']);
    expect(firstLine(ran.stdout)).toMatch(/^FAIL/);
    expect(ran.stdout).not.toContain('It does not say');
  });
});

describe('the transcript', () => {
  it('of every golden bundle follows its schema, and its verdict is the exit code', async () => {
    const names = readdirSync('fixtures/golden').filter((name) => existsSync(golden(name)));
    expect(names.length).toBeGreaterThan(60);
    for (const name of names) {
      const { verdict, at, trust_root, options } = JSON.parse(
        readFileSync(golden(name, 'case.json'), 'utf8'),
      );
      const prior = options?.prior_checkpoint;
      const ran = await command([
        golden(name),
        ...['--at', at, '--format', 'json'],
        ...(trust_root === null ? [] : ['--trust-root', golden(name, trust_root)]),
        ...(options?.requirements ?? []).flatMap((word: string) => ['--require', word]),
        ...(prior === undefined ? [] : ['--checkpoint', golden(name, prior)]),
      ]);
      const expected = { pass: 0, fail: 1, error: 2, unproven: 3 }[verdict as 'pass'];
      expect([name, ran.exit]).toEqual([name, expected]);
      if (verdict === 'error') continue;
      const run = JSON.parse(ran.stdout);
      expect([name, checkSchema('run', run)]).toEqual([name, undefined]);
      expect(run.exit).toBe(ran.exit);
      const [transcript] = run.transcripts;
      expect([name, checkSchema('transcript', transcript)]).toEqual([name, undefined]);
      expect(transcript.verdict).toBe(verdict);
      expect(transcript.checks.map(({ id }: { id: string }) => id)).toEqual(
        CATALOGUE.map(({ id }) => id),
      );
    }
  });

  it('that the report tests use follows the schema too', () => {
    for (const transcript of [passing(), failing()])
      expect(checkSchema('transcript', JSON.parse(renderJson(transcript)) as Json)).toBeUndefined();
    expect(JSON.parse(renderJson(hostile())).verdict).toBe('fail');
  });
});

describe('other verbs', () => {
  it('--version and --help are output, exit code 0', async () => {
    expect(await command(['--version'])).toEqual({ exit: 0, stdout: `${VERSION}\n`, stderr: '' });
    expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(VERSION);
    for (const argv of [['--help'], ['inspect', '--help'], ['trust', 'add', '--help']]) {
      const ran = await command(argv);
      expect(ran.exit).toBe(0);
      expect(ran.stdout).toMatch(/^Usage: softqcos-verify/);
    }
  });

  it('what help names is what there is', () => {
    expect([...FORMAT_NAMES]).toEqual([...Object.keys(FORMATS), ...Object.keys(DOCUMENT_FORMATS)]);
    expect([...FRAMEWORK_NAMES]).toEqual([...BUILT_IN.keys()]);
  });

  it('checks lists every check, explain explains every code, error and check', async () => {
    const { stdout } = await command(['checks']);
    for (const { id } of CATALOGUE) expect(stdout).toContain(` ${id} `);
    for (const name of [
      ...Object.keys(CODES),
      ...Object.keys(ERRORS),
      ...CATALOGUE.map(({ id }) => id),
    ]) {
      const ran = await command(['explain', name.toLowerCase()]);
      expect(ran.exit).toBe(0);
      expect(firstLine(ran.stdout)).toBe(name);
    }
    const all = await command(['explain']);
    for (const code of Object.keys(CODES)) expect(all.stdout).toContain(code);
    expect((await command(['explain', 'ROOT_MISMATCH'])).stderr).toContain(
      'INCLUSION_ROOT_MISMATCH',
    );
  });

  it('schema prints every schema that the code uses', async () => {
    for (const [name, schema] of Object.entries(SCHEMAS))
      expect(JSON.parse((await command(['schema', name])).stdout)).toEqual(schema);
    expect((await command(['schema'])).stdout.trim().split('\n')).toEqual(Object.keys(SCHEMAS));
  });

  it('self-test passes', async () => {
    const ran = await command(['self-test']);
    expect(ran.stdout).not.toContain('FAIL');
    expect(ran.stdout.trimEnd().split('\n').at(-1)).toBe('PASS  15 known answers');
    expect(ran.exit).toBe(0);
  });

  it('inspect says first and last that nothing was verified, and is never 0', async () => {
    for (const bundle of [GOOD, BAD, golden('fail-25-zip-unlisted-entry')]) {
      const ran = await command(['inspect', bundle]);
      expect(ran.exit).toBe(3);
      const lines = ran.stdout.trimEnd().split('\n');
      expect(lines[0]).toMatch(/^NOT VERIFIED {2}/);
      expect(lines.at(-1)).toMatch(/^NOT VERIFIED {2}/);
      expect(ran.stdout).not.toMatch(/^(?:PASS|pass)/m);
    }
    const unlisted = await command(['inspect', golden('fail-25-zip-unlisted-entry')]);
    expect(unlisted.stdout).toMatch(/^ {2}unlisted /m);
    const none = await command(['inspect', 'package.json']);
    expect(none.exit).toBe(1);
    expect(none.stdout).toContain('ZIP_NO_END_RECORD');
    expect(none.stdout).toMatch(/^NOT VERIFIED .*this is no bundle.*: the file is JSON text$/m);
  });

  it('checkpoint keeps the bytes of a checkpoint that verified, and nothing else', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'kept');
    for (const [name, exit] of [
      ['fail-10-checkpoint-ed25519', 1],
      ['fail-11-checkpoint-stripped', 1],
      ['fail-09-other-checkpoint', 1],
      ['unproven-04-no-proofs', 3],
    ] as const) {
      const ran = await command(['checkpoint', golden(name), '-o', file, ...trusted]);
      expect([name, ran.exit]).toEqual([name, exit]);
      expect(existsSync(file)).toBe(false);
    }
    expect((await command(['checkpoint', GOOD, '-o', file])).exit).toBe(3);
    expect(existsSync(file)).toBe(false);
    const kept = await command(['checkpoint', GOOD, '-o', file, ...trusted]);
    expect(kept.exit).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/^ledger\.softqcos\.example\/acme\n13\n/);
    const again = await command([GOOD, ...trusted, '--checkpoint', file, '--format', 'json']);
    const [{ checks }] = JSON.parse(again.stdout).transcripts;
    expect(checks.find(({ id }: { id: string }) => id === 'checkpoint/continuity').status).toBe(
      'passed',
    );
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
