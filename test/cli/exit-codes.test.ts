// Every way in which a run can end has its exit code, and nothing but a written pass is 0.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VerifierError } from '../../src/base/errors.js';
import { EXIT, worstExit } from '../../src/catalogue/exit-codes.js';
import { command } from '../support/command.js';

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
