// A run that several processes share: its parts, put together, are the run without shards, byte by byte; anything less is refused.

import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { command, temporaryFolder } from '../support/command.js';
import { checkSchema } from '../support/schema.js';

const TRUST = ['--trust-root', 'fixtures/sets/trust-root.json'];
const AT = ['--at', '2026-04-01T00:00:00Z'];
const FORMATS = ['text', 'json', 'junit', 'sarif', 'markdown', 'csv', 'github', 'html'];

/** Bundles of one ledger in several sets, broken ones, and what is no bundle. */
const folder = join(temporaryFolder(), 'exports');
const parts = temporaryFolder();

/** Writes all parts of a run. @returns their files, and their exit codes */
async function partsOf(of: number, argv: readonly string[], into = parts) {
  const made: { file: string; exit: number }[] = [];
  for (let part = 1; part <= of; part += 1) {
    const file = join(into, `${of}-${part}.jsonl`);
    const ran = await command([...argv, ...AT, '--shard', `${part}/${of}`, '--force', '-o', file]);
    made.push({ file, exit: ran.exit });
  }
  return { files: made.map(({ file }) => file), exits: made.map(({ exit }) => exit) };
}

beforeAll(() => {
  for (const set of ['heads--two-signed-heads', 'valid--consistency-line', 'clock--backwards'])
    cpSync(`fixtures/sets/${set}`, join(folder, set), { recursive: true });
  copyFileSync('fixtures/demo/incident-tampered.zip', join(folder, 'a bundle of others.zip'));
  writeFileSync(join(folder, 'broken.zip'), 'no zip at all');
  writeFileSync(join(folder, 'notes.txt'), 'exported by hand');
  writeFileSync(join(folder, 'rest.zip.part'), 'half of it');
  mkdirSync(join(folder, 'empty'));
  symlinkSync(join(folder, 'gone'), join(folder, 'lost.zip'));
  symlinkSync(folder, join(folder, 'empty', 'up'));
});

describe('the parts of a run', () => {
  it.each([1, 3, 40])(
    'in %i make the run, in every format, byte by byte and with its exit code',
    async (of) => {
      const { files, exits } = await partsOf(of, [folder, ...TRUST]);
      // A part is never a pass, and tells what it has seen.
      expect(exits.every((exit) => [1, 2, 3].includes(exit))).toBe(true);
      const shuffled = [...files].reverse();
      for (const format of of === 3 ? FORMATS : ['json', 'text']) {
        const whole = await command([folder, ...TRUST, ...AT, '--format', format]);
        const merged = await command(['merge', ...shuffled, ...TRUST, '--format', format]);
        // Not toBe on the texts: a difference of megabytes is nothing to print.
        expect(merged.stdout === whole.stdout, format).toBe(true);
        expect([merged.exit, whole.exit]).toEqual([1, 1]);
      }
    },
  );

  it('find a fork between two bundles that no part has both of', async () => {
    const fork = join(folder, 'heads--two-signed-heads');
    const { files, exits } = await partsOf(2, [join(fork, 'a.zip'), join(fork, 'b.zip'), ...TRUST]);
    expect(exits).toEqual([3, 3]);
    const merged = await command(['merge', ...files, ...TRUST, '--format', 'json']);
    expect(merged.exit).toBe(1);
    expect(JSON.parse(merged.stdout).history[0].state).toBe('contradicted');
  });

  it('pass together, and not one by one', async () => {
    const good = join(folder, 'valid--consistency-line');
    const { files, exits } = await partsOf(3, [good, ...TRUST]);
    expect(exits).toEqual([3, 3, 3]);
    const whole = await command([good, ...TRUST, ...AT]);
    const merged = await command(['merge', ...files, ...TRUST]);
    expect(merged.stdout === whole.stdout).toBe(true);
    expect([merged.exit, whole.exit]).toEqual([0, 0]);
  });

  it('carry what was asked beside: a checkpoint, frameworks, a list, the evidence of a split view', async () => {
    const set = 'fixtures/sets/checkpoint--other-root';
    const held = ['--checkpoint', join(set, 'held.checkpoint')];
    const list = join(parts, 'list.csv');
    writeFileSync(list, 'record_id\nrec_nowhere\n');
    const beside = [...held, '--framework', 'soc2', '--sample', list, '--require', 'witnesses'];
    const { files } = await partsOf(2, [set, ...TRUST, ...beside]);
    const whole = await command([set, ...TRUST, ...AT, ...beside, '--format', 'json']);
    const evidence = join(parts, 'evidence');
    const merge = ['merge', ...files, ...TRUST, ...held, '--evidence', evidence];
    const merged = await command([...merge, '--format', 'json']);
    expect(merged.stdout === whole.stdout).toBe(true);
    expect(merged.exit).toBe(whole.exit);
    expect(readdirSync(evidence).length).toBeGreaterThan(0);
    for (const [argv, said] of [
      [['merge', ...files, ...TRUST], 'another checkpoint'],
      [['merge', ...files, ...held], 'another trust root'],
    ] as const) {
      const refused = await command(argv);
      expect(refused.exit).toBe(2);
      expect(refused.stderr).toContain('ERR_PARTS_DIFFER');
      expect(refused.stderr).toContain(said);
    }
  });

  it('follow their schema, line by line', async () => {
    const { files } = await partsOf(2, [folder, ...TRUST]);
    for (const line of readFileSync(files[0] ?? '', 'utf8')
      .trimEnd()
      .split('\n'))
      expect(checkSchema('part', JSON.parse(line))).toBeUndefined();
  });

  it('are dealt by place in the sorted list: no name can move a file into two parts, or none', async () => {
    const { files } = await partsOf(3, [folder, ...TRUST]);
    const positions = files.flatMap((file) =>
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .slice(1, -1)
        .map((line) => JSON.parse(line).position as number),
    );
    const sizes = files.map((file) => readFileSync(file, 'utf8').split('\n').length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(positions.sort((a, b) => a - b)).toEqual(positions.map((_, i) => i));
  });

  it('say of a folder without a bundle what the run says', async () => {
    const notes = join(temporaryFolder(), 'notes');
    mkdirSync(notes);
    writeFileSync(join(notes, 'a.txt'), 'a');
    writeFileSync(join(notes, 'b.txt'), 'b');
    const { files } = await partsOf(2, [notes, ...TRUST]);
    const whole = await command([notes, ...TRUST, ...AT]);
    const merged = await command(['merge', ...files, ...TRUST]);
    expect([merged.exit, merged.stderr]).toEqual([whole.exit, whole.stderr]);
    expect(whole.exit).toBe(2);
  });
});

describe('merge refuses', () => {
  let files: string[] = [];
  beforeAll(async () => {
    ({ files } = await partsOf(3, [folder, ...TRUST], temporaryFolder()));
  });
  const refused = async (argv: readonly string[]) => {
    const { exit, stdout, stderr } = await command(['merge', ...argv, ...TRUST]);
    expect([exit, stdout]).toEqual([2, '']);
    return stderr;
  };
  /** The parts, the second with other content. */
  const edited = (edit: (text: string) => string | Uint8Array): string[] => {
    const [one = '', two = '', three = ''] = files;
    const other = join(temporaryFolder(), 'two.jsonl');
    writeFileSync(other, edit(readFileSync(two, 'utf8')));
    return [one, other, three];
  };
  /** With an end that fits again, as somebody writes it who knows the format. */
  const sealed = (text: string): string => {
    const lines = text.trimEnd().split('\n').slice(0, -1);
    const body = lines.map((line) => `${line}\n`).join('');
    const { createHash } = process.getBuiltinModule('node:crypto');
    const sha256 = createHash('sha256').update(body).digest('hex');
    return `${body}${JSON.stringify({ end: { items: lines.length - 1, sha256 } })}\n`;
  };

  it('a part that is missing, and one that is there twice', async () => {
    const [one = '', two = '', three = ''] = files;
    expect(await refused([one, three])).toMatch(/ERR_PARTS_INCOMPLETE: of 3 parts .*missing: 2\n/);
    expect(await refused([one, two, two, three])).toMatch(/ERR_PARTS_INCOMPLETE: part 2 .* twice/);
    expect(await refused([one, two, join(parts, 'none.jsonl')])).toContain('no such file');
    expect(await refused([])).toContain('ERR_USAGE');
  });

  it('parts of other files, another time, other options, another number', async () => {
    const [one = '', two = ''] = files;
    const other = join(temporaryFolder(), 'exports');
    cpSync(folder, other, { recursive: true, verbatimSymlinks: true });
    const make = async (argv: readonly string[], shard: string): Promise<string> => {
      const file = join(temporaryFolder(), 'x.jsonl');
      await command([...argv, '--shard', shard, '-o', file]);
      return file;
    };
    const late = ['--at', '2026-04-02T00:00:00Z'];
    for (const [part, said] of [
      [await make([other, ...TRUST, ...AT], '3/3'), 'other files'],
      [await make([folder, ...TRUST, ...late], '3/3'), 'another verification time'],
      [await make([folder, ...TRUST, ...AT, '--require', 'witnesses'], '3/3'), 'other options'],
      [await make([folder, ...TRUST, ...AT, '--max-entries', '9'], '3/3'), 'other options'],
      [await make([folder, ...AT], '3/3'), 'another trust root'],
      [await make([folder, ...TRUST, ...AT], '3/4'), 'another number of parts'],
    ] as const) {
      const said_ = await refused([one, two, part]);
      expect(said_).toContain('ERR_PARTS_DIFFER');
      expect(said_).toContain(said);
    }
    // A file that came while the parts were made.
    writeFileSync(join(other, 'late.zip'), 'late');
    const before = await make([other, ...TRUST, ...AT], '1/2');
    rmSync(join(other, 'late.zip'));
    const after = await make([other, ...TRUST, ...AT], '2/2');
    expect(await refused([before, after])).toContain('other files');
  });

  it('a part that was edited, whoever mends its digest', async () => {
    const verdict = (text: string): string => text.replace('"verdict":"fail"', '"verdict":"pass"');
    expect(await refused(edited((text) => verdict(text)))).toContain('it was edited');
    expect(await refused(edited((text) => sealed(verdict(text))))).toContain('it was edited');
    const status = (text: string): string => text.replace('"status":"failed"', '"status":"passed"');
    expect(await refused(edited((text) => sealed(status(text))))).toContain('it was edited');
    const word = (text: string): string => text.replace('"summary":"', '"summary":"All is well. ');
    expect(await refused(edited(word))).toContain('changed after it was written');
    for (const edit of [
      (text: string) => text.replace(/"position":(\d+)/, '"position":0'),
      (text: string) => text.replace('"name":"', '"name":"x'),
      (text: string) => text.replace(/\n\{"position".*?\n/, '\n'),
      (text: string) => text.replace(/(\n\{"position".*?)\n/, '$1$1\n'),
      (text: string) => text.replace('"part":2', '"part":4'),
      (text: string) => text.replace('"bytes":', '"bytes":1'),
    ])
      expect(await refused(edited((text) => sealed(edit(text))))).toMatch(/ERR_PART/);
  });

  it('a part that passes over a bundle, or answers another question, whoever mends its digest', async () => {
    const line = (text: string, name: string, of: (line: object) => object): string =>
      sealed(
        text
          .split('\n')
          .map((each) => {
            const isIt = each.startsWith('{"position"') && each.includes(`"name":"${name}"`);
            return isIt ? JSON.stringify(of(JSON.parse(each))) : each;
          })
          .join('\n'),
      );
    const skipped = (text: string, name: string): string =>
      line(text, name, (each) => {
        const { position, bytes } = each as { position: number; bytes: number };
        return { position, name, bytes, skipped: { because: 'not a zip' } };
      });
    const make = async (named: readonly string[]): Promise<string> => {
      const { files: made } = await partsOf(1, [...named, ...TRUST], temporaryFolder());
      return made[0] ?? '';
    };
    const file = join(temporaryFolder(), 'edited.jsonl');
    const bundle = join(folder, 'a bundle of others.zip');
    // In a folder with a good one, that it is passed over would be a pass.
    const mixed = join(temporaryFolder(), 'mixed');
    cpSync('fixtures/sets/valid--consistency-line', mixed, { recursive: true });
    copyFileSync(bundle, join(mixed, 'renamed.dat'));
    copyFileSync(bundle, join(mixed, 'z.zip'));
    for (const [named, hidden] of [
      [[bundle], bundle],
      [[mixed], join(mixed, 'renamed.dat')],
      [[mixed], join(mixed, 'z.zip')],
    ] as const) {
      writeFileSync(file, skipped(readFileSync(await make(named), 'utf8'), hidden));
      expect(await refused([file])).toContain(`${hidden}: a part passes over this file`);
    }
    const part = readFileSync(await make([mixed]), 'utf8');
    writeFileSync(file, skipped(part, join(mixed, 'z.zip')));
    rmSync(join(mixed, 'z.zip'));
    expect(await refused([file])).toContain('z.zip: a part passes over this file');
    for (const edit of [
      { at: '2026-03-30T00:00:00Z' },
      { frameworks: [] },
      { verifier: { name: 'softqcos-verify', version: '9', specification: 'x' } },
    ]) {
      const asked = await partsOf(1, [bundle, ...TRUST, '--framework', 'soc2'], temporaryFolder());
      const text = readFileSync(asked.files[0] ?? '', 'utf8');
      const other = line(text, bundle, (each) => {
        const { transcript } = each as { transcript: object };
        return { ...each, transcript: { ...transcript, ...edit } };
      });
      writeFileSync(file, other);
      expect(await refused([file]), JSON.stringify(edit)).toContain('of another question');
    }
  });

  it('a part of another version, cut short, with something after its end, or none at all', async () => {
    const version = (text: string): string => text.replace('"version":"', '"version":"9.');
    expect(await refused(edited((text) => sealed(version(text))))).toMatch(
      /ERR_PARTS_DIFFER: .*made by version 9\./,
    );
    expect(await refused(edited((text) => text.split('\n').slice(0, 2).join('\n')))).toMatch(
      /ERR_PART_INVALID: .*(?:unterminated|end is missing)/,
    );
    expect(
      await refused(edited((text) => text.split('\n').slice(0, 2).concat('').join('\n'))),
    ).toContain('the end is missing');
    expect(await refused(edited((text) => `${text}{}\n`))).toContain('after the end');
    expect(await refused(edited(() => ''))).toContain('the file is empty');
    expect(await refused(edited(() => readFileSync('fixtures/demo/incident.zip')))).toContain(
      '--shard i/n',
    );
    expect(await refused(edited(() => '{"format":"softqcos.run/v1"}\n'))).toContain('--shard i/n');
    expect(await refused(edited((text) => `${text.split('\n')[0]}\n${text}`))).toContain(
      'a second head',
    );
  });

  it('deep, endless and doubled JSON, without falling over', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}\n`;
    expect(await refused(edited(() => deep))).toContain('ERR_PART_INVALID');
    const inner = (text: string): string =>
      text.replace('"limits":{}', `"limits":${'{"a":'.repeat(200)}1${'}'.repeat(200)}`);
    expect(await refused(edited((text) => sealed(inner(text))))).toContain('ERR_PART_INVALID');
    expect(await refused(edited((text) => text.replace('{', '{"head":1,')))).toContain(
      'ERR_PART_INVALID',
    );
    expect(await refused(edited(() => 'x'.repeat(70_000_000)))).toContain('the line is too long');
  });
});

describe('--shard', () => {
  it('is refused where it cannot mean anything', async () => {
    for (const [argv, said] of [
      [['--shard', '0/3', ...AT], '0/3 is not a share such as 2/8'],
      [['--shard', '4/3', ...AT], '4/3 is not a share'],
      [['--shard', '1/2'], '--shard needs --at'],
      [['--shard', '1/2', ...AT, '--report', 'junit=x.xml'], 'are for "merge"'],
      [['--shard', '1/2', ...AT, '--format', 'json'], 'are for "merge"'],
    ] as const) {
      const ran = await command([folder, ...TRUST, ...argv]);
      expect(ran.exit).toBe(2);
      expect(ran.stderr).toContain(said);
    }
    const other = join(folder, 'heads--two-signed-heads', 'b.zip');
    const ran = await command([folder, ...AT, '--shard', '1/20', '--force', '-o', other]);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain('which this run reads');
  });

  it('writes the same bytes to standard output', async () => {
    const { files } = await partsOf(2, [folder, ...TRUST]);
    const ran = await command([folder, ...TRUST, ...AT, '--shard', '1/2']);
    expect(ran.stdout === readFileSync(files[0] ?? '', 'utf8')).toBe(true);
  });
});

describe('several processes', () => {
  const CLI = 'bin/softqcos-verify.js';
  it('at once make the run; one that is killed leaves no part and no other file', async () => {
    const into = temporaryFolder();
    const argv = (part: number): string[] => [
      ...[CLI, folder, ...TRUST, ...AT, '--shard', `${part}/3`],
      ...['-o', join(into, `${part}.jsonl`)],
    ];
    const run = (part: number) =>
      new Promise<number | null>((done) => {
        spawn(process.execPath, argv(part), { stdio: 'ignore' }).on('close', done);
      });
    await Promise.all([1, 2].map(run));
    const killed = spawn(process.execPath, argv(3), { stdio: ['ignore', 'ignore', 'pipe'] });
    killed.kill('SIGKILL');
    await new Promise((done) => killed.on('close', done));
    const merge = () =>
      spawnSync(
        process.execPath,
        [CLI, 'merge', ...readdirSync(into).map((name) => join(into, name)), ...TRUST],
        { encoding: 'utf8' },
      );
    expect(readdirSync(into)).toEqual(['1.jsonl', '2.jsonl']);
    expect(merge().stderr).toContain('missing: 3');
    await run(3);
    const whole = spawnSync(process.execPath, [CLI, folder, ...TRUST, ...AT], { encoding: 'utf8' });
    const merged = merge();
    expect(merged.stdout === whole.stdout).toBe(true);
    expect(merged.status).toBe(whole.status);
  });
});
