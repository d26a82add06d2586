// Many bundles, and everything that goes wrong around them: right verdicts, right exit codes, nothing lost in silence, nothing left
// behind. `npm run test:load` does it with a thousand bundles; here a few stand for them.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../src/transcript/run.js';
import { temporaryFolder } from './support/command.js';

const BUNDLES = Number(process.env['LOAD_BUNDLES'] ?? 20);
const CLI = 'bin/softqcos-verify.js';
const TRUST = ['--trust-root', 'fixtures/demo/trust-root.json', '--at', '2026-04-01T00:00:00Z'];
const MERGED = ['--trust-root', 'fixtures/demo/trust-root.json'];
const place = temporaryFolder();
const folder = join(place, 'exports');
/** What must become of each file. */
const expected = new Map<string, 'pass' | 'fail' | 'unread' | 'skipped'>();

/** Every tenth bundle has something wrong with it, each time something else. */
function add(i: number): void {
  const name = join(folder, `${String(i % 7)}`, `${String(i).padStart(4, '0')}.zip`);
  mkdirSync(join(name, '..'), { recursive: true });
  copyFileSync('fixtures/demo/incident.zip', name);
  const kind = i % 10 === 3 ? Math.floor(i / 10) % 5 : -1;
  if (kind === 0) copyFileSync('fixtures/demo/incident-tampered.zip', name);
  if (kind === 1) truncateSync(name, 20_000);
  if (kind === 2) writeFileSync(name, '');
  if (kind === 3) writeFileSync(name, '<html>please log in</html>');
  expected.set(name, kind < 0 ? 'pass' : 'fail');
  if (kind !== 4) return;
  rmSync(name);
  writeFileSync(`${name}.crdownload`, readFileSync('fixtures/demo/incident.zip').subarray(0, 99));
  expected.delete(name);
  expected.set(`${name}.crdownload`, 'unread');
}

beforeAll(() => {
  for (let i = 0; i < BUNDLES; i += 1) add(i);
  writeFileSync(join(folder, 'readme.txt'), 'exported on Friday');
  expected.set(join(folder, 'readme.txt'), 'skipped');
});

const small = join(place, 'small');
mkdirSync(small);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', small]).status === 0;
afterAll(() => {
  if (mounted) spawnSync('umount', [small]);
  rmSync(place, { recursive: true, force: true });
});

const run = (argv: readonly string[], node: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [...node, CLI, ...argv], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { PATH: process.env['PATH'], ...env },
  });

/** Every file of the run, and what became of it. */
function became(text: string): Map<string, string> {
  const { transcripts, unread, skipped } = JSON.parse(text) as Run;
  return new Map([
    ...transcripts.map(({ bundle, verdict }) => [bundle.name, verdict] as const),
    ...unread.map(({ name }) => [name, 'unread'] as const),
    ...skipped.map(({ name }) => [name, 'skipped'] as const),
  ]);
}
const sorted = (map: ReadonlyMap<string, string>) => [...map].sort();

describe(`${BUNDLES} bundles, some broken`, () => {
  it('each have their verdict, in one run and in parts within little memory', () => {
    const whole = run([folder, ...TRUST, '--format', 'json'], ['--max-old-space-size=512']);
    expect(sorted(became(whole.stdout))).toEqual(sorted(expected));
    expect(whole.status).toBe(1);
    const parts = [1, 2].map((part) => {
      const file = join(place, `part-${part}.jsonl`);
      const argv = [folder, ...TRUST, '--shard', `${part}/2`, '-o', file];
      // Failures are in one of them alone where there are few.
      expect([1, 3]).toContain(run(argv, ['--max-old-space-size=64']).status);
      return file;
    });
    const merged = run(['merge', ...parts, ...MERGED, '--format', 'json']);
    expect([merged.status, merged.stdout === whole.stdout]).toEqual([1, true]);
  });

  it('end without a verdict where there is no memory for them, and leave nothing', () => {
    const into = temporaryFolder();
    const report = ['--report', `json=${join(into, 'r.json')}`, '-o', join(into, 'r.txt')];
    const ran = run([folder, ...TRUST, ...report], ['--max-old-space-size=3']);
    expect(ran.status === 0 || ran.status === 1 || ran.status === 4).toBe(false);
    expect(readdirSync(into)).toEqual([]);
  });
});

describe('a bundle that changes while it is read', () => {
  it.each(['shrink', 'replace'])('%s: is named, is no pass, and the others have theirs', (how) => {
    const changing = join(place, how);
    mkdirSync(changing);
    for (const name of ['a.zip', 'victim.zip', 'z.zip'])
      copyFileSync('fixtures/demo/incident.zip', join(changing, name));
    const hook = ['--require', './test/support/while-read.cjs'];
    const ran = run([changing, ...TRUST, '--format', 'json'], hook, { WHILE_READ: how });
    expect(ran.status).toBe(2);
    const { unread, transcripts } = JSON.parse(ran.stdout) as Run;
    expect(unread.map(({ code }) => code)).toEqual(['ERR_BUNDLE_CHANGED']);
    expect(transcripts.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });
});

/** Runs something in a shell, which knows the exit code of each part of a pipe. */
const bash = (script: string) =>
  spawnSync('bash', ['-c', script], { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
const line = `'${process.execPath}' ${CLI} fixtures/demo/incident.zip ${TRUST.join(' ')}`;

describe('an output that cannot be written', () => {
  it.runIf(process.platform === 'linux')('a full device: exit code 2, and it is said', () => {
    const ran = bash(`${line} >/dev/full`);
    expect([ran.status, ran.stderr]).toEqual([
      2,
      expect.stringContaining('cannot be written: no space left'),
    ]);
  });

  it('a pipe that somebody closed: no pass', () => {
    const ran = bash(`{ sleep 0.1; ${line} --format json; echo "exit $?" >&2; } | true`);
    expect(ran.stderr).toContain('exit 2');
  });

  it('a device or a pipe is never replaced by a file', () => {
    for (const path of ['/dev/null', '/dev/full', '/dev/stdout', '/dev/fd/1'])
      for (const argv of [
        ['-o', path],
        ['--report', `json=${path}`],
      ]) {
        const ran = run(['fixtures/demo/incident.zip', ...TRUST, ...argv, '--force']);
        expect([path, ran.status, ran.stderr]).toEqual([
          ...[path, 2, expect.stringContaining('is no file')],
        ]);
      }
    expect(readdirSync('/dev').filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.runIf(mounted)(
    'a full disk (needs a tmpfs): no report, no temporary file, exit code 2',
    () => {
      const good = join(small, 'old.json');
      writeFileSync(good, 'of yesterday');
      for (const argv of [
        ['--report', `json=${good}`],
        ['-o', join(small, 'new.json'), '--format', 'json'],
        ['--shard', '1/1', '-o', join(small, 'part.jsonl')],
      ]) {
        const ran = run(['fixtures/demo/incident.zip', ...TRUST, ...argv]);
        expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining('no space left')]);
        expect(readdirSync(small)).toEqual(['old.json']);
      }
      expect(readFileSync(good, 'utf8')).toBe('of yesterday');
    },
  );
});

describe('an end that somebody else makes', () => {
  const started = (into: string): ChildProcess =>
    spawn(
      process.execPath,
      [CLI, folder, ...TRUST, '--shard', '1/1', '-o', join(into, 'part.jsonl')],
      { stdio: 'ignore', env: { PATH: process.env['PATH'] } },
    );
  /** Waits until the part is being written. */
  async function writing(into: string): Promise<void> {
    while (readdirSync(into).length === 0) await new Promise((look) => setTimeout(look, 5));
  }
  const ended = (child: ChildProcess) =>
    new Promise((done) => child.on('close', (code, signal) => done(signal ?? code)));

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s: the run ends by it, and takes its temporary file along',
    async (signal) => {
      const into = temporaryFolder();
      const child = started(into);
      await writing(into);
      child.kill(signal);
      expect(await ended(child)).toBe(signal);
      expect(readdirSync(into)).toEqual([]);
    },
  );

  it('a process that is killed: its part is missing, and the rest does not pass without it', async () => {
    const into = temporaryFolder();
    const child = started(into);
    await writing(into);
    child.kill('SIGKILL');
    await ended(child);
    // Nobody can clean up who is killed. What is left has another name, and no merge takes it.
    const [left = '', ...more] = readdirSync(into);
    expect([left.endsWith('.tmp'), more]).toEqual([true, []]);
    const ran = run(['merge', join(into, left), ...MERGED]);
    expect([ran.status, ran.stderr]).toEqual([2, expect.stringContaining('ERR_PART_INVALID')]);
    const again = started(into);
    expect(await ended(again)).toBe(1);
    expect(readdirSync(into)).toContain('part.jsonl');
  });
});
