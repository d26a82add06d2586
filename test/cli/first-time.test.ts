// What happens to somebody who has never seen the command: each slip is told its nearest cause, and what to write instead.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, temporaryFolder } from '../support/command.js';
import { unzip } from '../support/unzip.js';
import { zipped } from '../support/zipped.js';

const X = 'fixtures/demo/incident.zip';
const ROOT = 'fixtures/demo/trust-root.json';
const TRUST = ['--trust-root', ROOT, '--at', '2026-04-01T00:00:00Z'];
const folder = temporaryFolder();
const DEMO = readFileSync(X);
const ENTRIES = unzip(new Uint8Array(DEMO));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const report = (...more: string[]) => [
  ...['report', X, ...TRUST, '--framework', 'soc2', '-o', join(folder, 'r.json'), ...more],
];

describe('a path that something else would have understood', () => {
  it.each([
    [['https://files.example/incident.zip', ...TRUST], 'nothing is fetched from a network'],
    [[X, '--trust-root', 'https://files.example/r.json'], 'nothing is fetched from a network'],
    [['file:///exports/incident.zip', ...TRUST], 'without file://'],
    [[`"${X}"`, ...TRUST], 'quotation marks'],
    [[`\u201c${X}\u201d`, ...TRUST], 'quotation marks'],
    [['~/incident.zip', ...TRUST], 'no shell has replaced the ~'],
    [['exports/*.zip', ...TRUST], 'no file fits this pattern'],
    [['C:\\exports\\incident.zip', ...TRUST], 'a path of Windows'],
    [[`${X} `, ...TRUST], 'begins or ends with a space'],
    [[`${X},${X}`, ...TRUST], 'each file as a word of its own'],
    [[`${X} ${X}`, ...TRUST], 'each file as a word of its own'],
    [['caf\ufffd.zip', ...TRUST], 'not in UTF-8'],
    [[`${'a'.repeat(300)}.zip`, ...TRUST], 'the name is too long'],
    [[X, ...TRUST, '-o', join(folder, 'a'.repeat(250))], 'the name is too long'],
    [[X, ...TRUST, '-o', folder], 'name a file in it'],
    [[X, ...TRUST, '-o', '/dev/null'], 'leave --output out'],
  ])('%j: %s', async (argv, hint) => {
    const ran = await command(argv);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain(`hint: `);
    expect(ran.stderr).toContain(hint);
  });
});

describe('an option as an editor, a habit or another program writes it', () => {
  it.each([
    [[X, '-trust-root', ROOT], 'write it with two hyphens: --trust-root'],
    [[X, '\u2013trust-root', ROOT], 'write --trust-root with two hyphens'],
    [[X, '\u2014at', '2026-04-01T00:00:00Z'], 'write --at with two hyphens'],
    [[X, '--json'], 'write --format json'],
    [[X, '--soc2'], 'write --framework soc2'],
    [[X, '-f', 'json'], 'write --format'],
    [[X, '-?'], 'write --help'],
    [['/?'], 'for help: --help'],
    [[X, '--at', '--quiet'], '--at is missing its value: --quiet is an option'],
    [[X, '-o', '-q'], '--output is missing its value: -q is an option'],
    [[X, '-o=out.txt'], 'write a space for it: out.txt'],
    [[X, '--at', '2026-04-01T24:00:00Z'], 'hours go to 23, minutes and seconds to 59'],
    [[X, '--at', '2026-12-31T23:59:60Z'], 'hours go to 23, minutes and seconds to 59'],
    [[X, '--at', 'tomorrow'], 'write the day itself'],
    [[X, '--at', '1 April 2026'], 'write 2026-04-01T00:00:00Z'],
    [[X, '--at', 'Apr 1, 2026'], 'write 2026-04-01T00:00:00Z'],
    [[X, '--at', '2026/04/01'], 'write 2026-04-01T00:00:00Z'],
    [[X, '--format', 'junit.xml'], 'did you mean junit?'],
    [[X, '--report', 'junit'], 'write junit=FILE'],
    [[X, '--report', 'result.xml'], 'write junit=result.xml'],
    [[X, '--report', 'sarif:result.sarif'], 'write sarif=result.sarif'],
    [[X, '--require', 'timestamp,witnesses'], 'once for each of timestamp, witnesses'],
    [[X, '--framework', 'iso 27001'], 'did you mean iso27001?'],
    [report('--from', '2026-01', '--to', '2026-03-31'), '2026-01-01 is its first'],
    [report('--from', '2026', '--to', '2026-03-31'), 'from 2026-01-01 to 2026-12-31'],
    [report('--from', '2026-03-01T00:00:00Z', '--to', '2026-03-31'), 'the day alone: 2026-03-01'],
    [report('--from', '2026/3/1', '--to', '2026-03-31'), 'write 2026-03-01'],
    [report('--from', '01.03.2026', '--to', '2026-03-31'), 'write 2026-03-01'],
    [[X, ...TRUST, '--shard', '2'], 'of all parts'],
    [['merge', X], 'this is a zip, not a part'],
    [['merge', file('run.json', '{\n  "format": "softqcos.run/v1"\n}\n')], 'this is not a part'],
    [['diff', X, X], 'this is a zip, not the result of one bundle'],
    [['diff', ROOT, X], 'this is a trust root, not the result of one bundle'],
    [['report-check', X, 'soc2.json'], 'name the report first, then the bundle'],
    [['report-check', ROOT, X], 'this is a trust root'],
    [['report-check', file('login.json', '<!doctype html>'), X], 'this is an HTML page'],
    [['checkpoint', X, X, '-o', 'c'], 'more than one bundle is given'],
    [['explain', 'A', 'B'], '2 words are given, 1 at most'],
    [['completion'], '<shell> is missing'],
    [['completion', 'pwsh'], 'did you mean powershell?'],
    [['path', X, 'rec_9b300c717562', ...TRUST], 'the id comes first'],
  ])('%j: %s', async (argv, hint) => {
    const ran = await command(argv);
    expect([ran.exit, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toContain(hint);
  });

  it('the option is named in what is said of a day', async () => {
    const ran = await command(report('--from', '2026-01', '--to', '2026-02-30'));
    expect(ran.stderr).toContain('--from: 2026-01 is not a day');
    expect(ran.stderr).toContain('--to: 2026-02-30 is not a day');
  });
});

describe('a file that is another one', () => {
  it.each([
    ['a shortcut', Buffer.from('4c0000000114020000000000c000000000000046', 'hex'), 'shortcut'],
    ['an old office document', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old Microsoft Office'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'a PNG picture'],
    ['the first half', DEMO.subarray(0, 12_000), 'a zip that was cut short'],
    ['a result', '{\n  "format": "softqcos.run/v1"\n}\n', 'the result of a verification'],
  ])('%s: %s', async (name, content, is) => {
    const ran = await command([file(`${name}.zip`, content), ...TRUST]);
    expect(ran.exit).toBe(1);
    expect(ran.stdout.split('\n')[1]).toContain(is);
    expect(ran.stdout).toMatch(/^next {2}\S/m);
  });

  it('an office document, and a bundle whose checkpoint an editor had', async () => {
    const office = await zipped(new Map([['[Content_Types].xml', Buffer.from('<x/>')]]));
    const word = await command([file('letter.zip', office), ...TRUST]);
    expect(word.stdout.split('\n')[1]).toContain('a document of an office program');
    const note = Buffer.from(ENTRIES.get('checkpoint') ?? '').toString('utf8');
    const dashes = Buffer.from(note.replaceAll('\u2014', '--'));
    const edited = await zipped(new Map([...ENTRIES, ['checkpoint', dashes]]));
    const ran = await command([file('edited.zip', edited), ...TRUST]);
    expect(ran.stdout.split('\n')[1]).toContain('where an em dash was');
  });
});

describe('records', () => {
  it('come as they are read, in the document that the schema says', async () => {
    const { stdout } = await command(['records', X, ...TRUST, '--format', 'json']);
    const { records, count } = JSON.parse(stdout);
    expect(records.length).toBe(count);
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(stdout), null, 2)}\n`);
    const selected = ['records', X, ...TRUST, '--selected-only', '--format', 'json'];
    const some = JSON.parse((await command(selected)).stdout);
    expect(some.records.length).toBe(some.count);
    expect(some.count).toBeLessThan(count);
  });
});
