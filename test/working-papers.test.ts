// The verbs for an auditor's working papers, end to end: --sample, sample, redact, path, report-check. What the path paper prints is
// run in long/path-commands.test.ts.

import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { sourceFromBytes } from '../src/archive/source.js';
import type { Json } from '../src/base/json.js';
import { FORMATS } from '../src/report/formats.js';
import type { Transcript } from '../src/transcript/transcript.js';
import { command, temporaryFolder } from './support/command.js';
import { readForward } from './support/forward-reader.js';
import { checkSchema } from './support/schema.js';
import { unzip } from './support/unzip.js';
import { readZip } from './support/zip-verdict.js';

// Some tests run dozens of processes.
vi.setConfig({ testTimeout: 60_000 });

const golden = (name: string, file = 'bundle.zip'): string => `fixtures/golden/${name}/${file}`;
const TRUST = ['--trust-root', 'fixtures/golden/trust-root.json'];
const CASES = ['--trust-root', 'fixtures/cases/trust-root.json'];
const fileWith = (name: string, text: string | Uint8Array): string => {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
};
/** One of the golden bundles uses zip64 and descriptors, which only the forward reader of the tests knows. */
const contentOf = (file: string): ReadonlyMap<string, Uint8Array> => {
  const bytes = new Uint8Array(readFileSync(file));
  return file.includes('pass-15') ? (readForward(bytes) ?? new Map()) : unzip(bytes);
};
/** The bytes of an entry, as text. */
const entry = (file: string, path: string): string =>
  Buffer.from(contentOf(file).get(path) ?? []).toString('utf8');
const recordsOf = (file: string): { record_id: string; sequence: number; type: string }[] =>
  entry(file, 'records.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const idAt = (file: string, sequence: number): string =>
  recordsOf(file).find((one) => one.sequence === sequence)?.record_id ?? 'none';

const PLAIN = golden('pass-01-minimal');
const SEALED = golden('pass-02-sealed');
const BATCH = golden('pass-03-sequence-batch');
const REPORT = golden('pass-06-period-report');
const ERASED = golden('pass-08-erasure');
const ALTERED = golden('fail-01-record-altered');

describe('--sample', () => {
  const reconcile = async (ids: readonly string[], argv: readonly string[]) => {
    const list = fileWith('sample.txt', `${ids.join('\n')}\n`);
    const ran = await command([...argv, '--sample', list, '--format', 'json']);
    const [transcript] = JSON.parse(ran.stdout).transcripts as [Transcript];
    expect(checkSchema('transcript', transcript as unknown as Json)).toBeUndefined();
    const states = transcript.sample?.rows.map(({ state }) => state);
    return { exit: ran.exit, verdict: transcript.verdict, sample: transcript.sample, states };
  };

  it('calls a record verified only in a bundle that passes', async () => {
    const ids = [idAt(PLAIN, 10), idAt(PLAIN, 4)];
    const good = await reconcile(ids, [PLAIN, ...TRUST]);
    expect(good).toMatchObject({ exit: 0, verdict: 'pass', states: ['verified', 'verified'] });
    expect(good.sample?.rows.map(({ record_id }) => record_id)).toEqual(ids);
    const untrusted = await reconcile(ids, [PLAIN]);
    expect(untrusted).toMatchObject({
      exit: 3,
      verdict: 'unproven',
      states: ['unproven', 'unproven'],
    });
  });

  it('tells absent from erased, with ground and date, and leaves the verdict as it is', async () => {
    const erased = entry(ERASED, 'records.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .find(({ type, data }) => type === 'erasure' && data.fields[0] === '*');
    const ids = ['rec_nobody_has', erased.data.record_id, idAt(ERASED, 12)];
    const run = await reconcile(ids, [ERASED, ...TRUST]);
    expect(run).toMatchObject({
      exit: 3,
      verdict: 'pass',
      states: ['absent', 'erased', 'verified'],
    });
    expect(run.sample?.rows[1]).toEqual({
      record_id: erased.data.record_id,
      state: 'erased',
      sequence: 14,
      legal_ground: erased.data.legal_ground,
      logged_at: erased.recorded_at,
      erasure: erased.sequence,
    });
    expect((await reconcile(ids.slice(1), [ERASED, ...TRUST])).exit).toBe(0);
  });

  it('names the failed record with its codes, and calls the others unproven, never verified', async () => {
    const bundle = 'fixtures/cases/inclusion/leaves--path-altered/bundle.zip';
    const ids = recordsOf(bundle).map(({ record_id }) => record_id);
    const run = await reconcile([...ids, 'rec_nobody_has'], [bundle, ...CASES]);
    expect(run).toMatchObject({ exit: 1, verdict: 'fail' });
    const failed = run.sample?.rows.filter(({ state }) => state === 'failed') ?? [];
    expect(failed).toHaveLength(1);
    expect(failed[0]?.codes).toEqual(['INCLUSION_ROOT_MISMATCH']);
    const others = run.states?.slice(0, -1).filter((state) => state !== 'failed');
    expect(others).toEqual(ids.slice(1).map(() => 'unproven'));
    expect(run.states?.at(-1)).toBe('absent');
  });

  it('calls every record unproven where a batch proof fails for all of them together', async () => {
    const ids = recordsOf(ALTERED).map(({ record_id }) => record_id);
    const run = await reconcile(ids, [ALTERED, ...TRUST]);
    expect(run).toMatchObject({ exit: 1, states: ids.map(() => 'unproven') });
  });

  it('keeps records verified when only what stands beside them is wrong', async () => {
    const wrong = 'fixtures/cases/attachments/reports--count';
    const bundle = join(wrong, 'bundle.zip');
    const run = await reconcile([idAt(bundle, 4)], [bundle, ...CASES]);
    expect(run).toMatchObject({ exit: 1, verdict: 'fail', states: ['verified'] });
  });

  it('concludes nothing from a bundle that could not be read', async () => {
    const bundle = fileWith('x.zip', 'not a zip');
    const run = await reconcile(['rec_a'], [bundle, ...TRUST]);
    expect(run.states).toEqual(['unproven']);
    expect(run.exit).toBe(1);
  });

  it('is covered by several bundles together, and by none of them alone', async () => {
    // Two bundles of one history: of two histories the run would fail, whatever the list.
    const quarter = (name: string): string => `fixtures/golden-sets/set-01-two-quarters/${name}`;
    const [first, second] = [quarter('q1.zip'), quarter('q2.zip')];
    const asked = ['--trust-root', quarter('trust-root.json'), '--at', '2027-02-01T09:00:00Z'];
    // In the middle: the ends are shown by both, as neighbours.
    const idIn = (file: string): string => {
      const records = recordsOf(file);
      return records[Math.floor(records.length / 2)]?.record_id ?? 'none';
    };
    const [mine, other] = [idIn(first), idIn(second)];
    const list = fileWith('sample.csv', `why,record_id\nx,${mine}\ny,${other}\n`);
    const both = await command([first, second, ...asked, '--sample', list]);
    expect(both.exit).toBe(0);
    expect(both.stdout).toContain('sample  the sample is covered by these bundles together');
    const one = await command([first, ...asked, '--sample', list]);
    expect(one.exit).toBe(3);
    expect(one.stdout).toMatch(/^PASS, 1 listed id not covered \(exit 3\) {2}/);
    expect(one.stdout).toContain('the sample is not covered: 1 absent of 2 listed');
    expect(one.stdout.replace(/\s+/g, ' ')).toContain(`0 erased): ${other} `);
    const gone = fileWith('gone.csv', `record_id\n${mine}\nrec_gone\n`);
    const neither = await command([first, second, ...asked, '--sample', gone, '--quiet']);
    expect(neither.exit).toBe(3);
    expect(neither.stdout).toContain('1 id of it are verified or erased in none of these bundles');
  });

  it.each(Object.keys(FORMATS))(
    'is in the %s report, and no id can break out of it',
    async (format) => {
      const list = fileWith('sample.txt', `${idAt(PLAIN, 4)}\n-rec_gone\n`);
      const { stdout } = await command([PLAIN, ...TRUST, '--sample', list, '--format', format]);
      if (format !== 'sarif') expect(stdout).toContain('absent');
      if (format === 'sarif') expect(stdout).toContain('-rec_gone');
      else if (format !== 'junit')
        expect(stdout).toContain(format === 'csv' ? `"'-rec_gone"` : '-rec_gone');
    },
  );

  it('2 for a list that cannot be used', async () => {
    for (const [text, message] of [
      ['', 'list: the file is empty'],
      ['\n', 'list: the list holds no record id'],
      ['a;b\n', 'list: line 1: the columns are separated by semicolons'],
      ['a\tb\n', 'list: line 1: the columns are separated by tabs'],
      ['a b\n', 'list: line 1: this is no record id'],
      ['PK\u0003\u0004', 'list: this is a zip, not a list of record ids'],
      ['{"record_ids":[]}', 'list: this is JSON text, not a list of record ids'],
    ] as const) {
      const ran = await command([PLAIN, ...TRUST, '--sample', fileWith('list', text)]);
      expect(ran).toMatchObject({ exit: 2, stdout: '' });
      expect(ran.stderr).toContain(message);
    }
    const gone = await command([PLAIN, ...TRUST, '--sample', 'nope.txt']);
    expect(gone.stderr).toContain('ERR_SAMPLE_INVALID: nope.txt: no such file');
  });
});

describe('sample', () => {
  const draw = (bundle: string, ...argv: string[]) =>
    command(['sample', '--bundle', bundle, ...TRUST, '--seed', 'audit 2026', ...argv]);

  it('draws the same records each time, and hands --sample a list that it takes', async () => {
    const csv = await draw(BATCH, '--size', '5', '--format', 'csv');
    expect(csv.exit).toBe(0);
    expect((await draw(BATCH, '--size', '5', '--format', 'csv')).stdout).toBe(csv.stdout);
    const list = fileWith('drawn.csv', csv.stdout);
    const back = await command([BATCH, ...TRUST, '--sample', list, '--format', 'json']);
    expect(back.exit).toBe(0);
    const [verified] = JSON.parse(back.stdout).transcripts as [Transcript];
    const ids = verified.sample?.rows.map(({ record_id }) => record_id);
    const json = JSON.parse((await draw(BATCH, '--size', '5', '--format', 'json')).stdout);
    expect(json.records.map((one: { record_id: string }) => one.record_id)).toEqual(ids);
    expect(json).toMatchObject({ verdict: 'pass', seed: 'audit 2026', size: 5, population: 15 });
    expect(json.rule).toContain('SHA-256(seed');
  });

  it('says so when there are fewer records than asked for, and counts the selection alone on request', async () => {
    const all = await draw(REPORT, '--size', '1000');
    expect(all.exit).toBe(0);
    expect(all.stdout).toContain('there are no more, these are all');
    const only = await draw(REPORT, '--size', '1000', '--selected-only', '--format', 'json');
    const json = JSON.parse(only.stdout);
    expect(json.population).toBe(9);
    expect(json.records).toHaveLength(9);
  });

  it.each([
    ['fail', ALTERED, TRUST, 1],
    ['unproven', PLAIN, [], 3],
  ] as const)('draws nothing from a bundle that is %s', async (_, bundle, trust, exit) => {
    const ran = await command(['sample', bundle, ...trust, '--size', '2', '--seed', 's']);
    expect(ran.exit).toBe(exit);
    expect(ran.stdout).toContain('Nothing was drawn');
    for (const { record_id } of recordsOf(bundle))
      expect(ran.stdout).not.toMatch(new RegExp(`^ +1 .*${record_id}`, 'm'));
  });

  it.each([
    [['--size', '0'], '--size: 0 is not a number'],
    [['--size', '100001'], '--size: 100001 is not a number'],
    [[], '--size is missing'],
    [['--size', '2', '--format', 'sh'], '--format: sh is not one of text, csv, json'],
  ])('2 for %j', async (argv, message) => {
    const ran = await draw(PLAIN, ...argv);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain(`ERR_USAGE: ${message}`);
  });

  it('2 for a seed that would read like another one', async () => {
    const ran = await command(['sample', PLAIN, ...TRUST, '--size', '1', '--seed', 'a\u0000b']);
    expect(ran.stderr).toContain('ERR_USAGE: --seed:');
  });
});

describe('redact', () => {
  const namesIn = (file: string): string[] =>
    entry(file, 'disclosures.jsonl')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => (JSON.parse(line) as { disclosures: string[] }).disclosures)
      .map((text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))[1] as string)
      .sort();

  it.each(readdirSync('fixtures/golden').filter((name) => name.startsWith('pass-')))(
    '%s: the copy of a part, and of nothing, verifies like the bundle, and every other entry keeps its bytes',
    async (name) => {
      const bundle = golden(name);
      const { trust_root, at } = JSON.parse(readFileSync(golden(name, 'case.json'), 'utf8'));
      const trust = ['--trust-root', join('fixtures/golden', name, trust_root), '--at', at];
      const before = await command([bundle, ...trust]);
      expect(before.exit).toBe(0);
      for (const what of [['--keep', 'actor'], ['--drop-all']]) {
        const output = join(temporaryFolder(), 'copy.zip');
        const ran = await command(['redact', bundle, ...trust, ...what, '-o', output]);
        expect(ran.stdout.split('\n')[0]).toMatch(/^PASS /);
        expect(ran.exit).toBe(0);
        const kept = namesIn(bundle).filter((one) => what[1] === one);
        expect(namesIn(output)).toEqual(kept);
        const copy = contentOf(output);
        expect(copy.has('disclosures.jsonl')).toBe(kept.length > 0);
        for (const [path, content] of contentOf(bundle))
          if (path !== 'disclosures.jsonl' && !path.endsWith('/'))
            expect(copy.get(path), path).toEqual(content);
        // Compressed bytes too: nothing but the entry of disclosures was made anew.
        expect(
          (await readZip(sourceFromBytes(new Uint8Array(readFileSync(output))))).findings,
        ).toEqual([]);
        expect(readdirSync(join(output, '..'))).toEqual(['copy.zip']);
      }
    },
  );

  it('keeps the entry byte for byte where nothing is taken out', async () => {
    const output = join(temporaryFolder(), 'copy.zip');
    const keep = [...new Set(namesIn(SEALED))];
    const ran = await command([
      'redact',
      SEALED,
      ...TRUST,
      '-o',
      output,
      ...keep.flatMap((name) => ['--keep', name]),
    ]);
    expect(ran.exit).toBe(0);
    expect(ran.stderr).toContain('dropped: none');
    expect(entry(output, 'disclosures.jsonl')).toBe(entry(SEALED, 'disclosures.jsonl'));
  });

  it('says what stays and what goes, and writes nothing for a field that was never there', async () => {
    const output = join(temporaryFolder(), 'copy.zip');
    const line = ['redact', SEALED, ...TRUST, '-o', output, '--keep', 'actor'];
    const slip = await command([...line, '--keep', 'actr']);
    expect(slip.exit).toBe(3);
    expect(slip.stdout).toMatch(/^PASS, nothing written \(exit 3\) /);
    expect(slip.stdout).toMatch(/the bundle discloses no field actr\. Disclosed are: .*actor/);
    expect(existsSync(output)).toBe(false);
    expect((await command(line)).stderr).toContain('disclosures kept: actor (1); dropped: ');
  });

  it('never writes over the bundle, by whatever name it is called', async () => {
    const folder = temporaryFolder();
    const bundle = join(folder, 'bundle.zip');
    copyFileSync(SEALED, bundle);
    symlinkSync(bundle, join(folder, 'soft.zip'));
    linkSync(bundle, join(folder, 'hard.zip'));
    mkdirSync(join(folder, 'sub'));
    for (const output of ['bundle.zip', 'soft.zip', 'hard.zip', 'sub/../bundle.zip']) {
      const ran = await command([
        'redact',
        bundle,
        ...TRUST,
        '--drop-all',
        '-o',
        join(folder, output),
      ]);
      expect(ran).toMatchObject({ exit: 2, stdout: '' });
      expect(ran.stderr).toContain('is the bundle');
    }
    expect(readFileSync(bundle).equals(readFileSync(SEALED))).toBe(true);
  });

  it('refuses what fails, and what is unproven unless it is told to', async () => {
    const output = join(temporaryFolder(), 'copy.zip');
    const bad = await command([
      'redact',
      ALTERED,
      ...TRUST,
      '--drop-all',
      '-o',
      output,
      '--unproven',
    ]);
    expect(bad.exit).toBe(1);
    const open = await command(['redact', SEALED, '--drop-all', '-o', output]);
    expect(open.exit).toBe(3);
    expect(open.stdout).toContain('Nothing was written: the bundle did not pass; --unproven');
    expect(existsSync(output)).toBe(false);
    const told = await command(['redact', SEALED, '--drop-all', '-o', output, '--unproven']);
    expect(told.exit).toBe(3);
    expect(told.stdout).toMatch(/^UNPROVEN /);
    expect((await command([output, ...TRUST])).exit).toBe(0);
  });

  it.each([
    [['-o', 'x.zip'], 'say what stays: --keep FIELD, or --drop-all'],
    [['-o', 'x.zip', '--keep', 'actor', '--drop-all'], '--drop-all and --keep contradict'],
    [['-o', 'x.zip', '--keep', 'a b'], '--keep: a b is no field name'],
    [['--drop-all'], '--output is missing'],
  ])('2 for %j', async (argv, message) => {
    const ran = await command(['redact', '--bundle', SEALED, ...TRUST, ...argv]);
    expect(ran).toMatchObject({ exit: 2, stdout: '' });
    expect(ran.stderr).toContain(`ERR_USAGE: ${message}`);
  });

  it('leaves nothing behind if the copy cannot be written', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'taken.zip'));
    const ran = await command([
      'redact',
      SEALED,
      ...TRUST,
      '--drop-all',
      '-o',
      join(folder, 'taken.zip'),
    ]);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain('ERR_OUTPUT_UNWRITABLE');
    expect(readdirSync(folder)).toEqual(['taken.zip']);
  });
});

describe('path', () => {
  it('agrees between the two forms of the proof, and says where each sibling comes from', async () => {
    const ran = await command(['path', idAt(BATCH, 43), BATCH, ...TRUST]);
    expect(ran.stdout).toContain('leaf 42, computed from these leaves, which are in the bundle');
    expect(ran.stdout).toContain('proven together: computed from 4 leaves in the bundle');
    expect(ran.stdout).toContain('taken from proof/batch.bin');
    const json = JSON.parse(
      (await command(['path', idAt(PLAIN, 4), PLAIN, ...TRUST, '--format', 'json'])).stdout,
    );
    const line = entry(PLAIN, 'proof/paths.jsonl')
      .split('\n')
      .map((text) => JSON.parse(text || 'null'))
      .find((one) => one?.sequence === 4);
    expect(json.steps.map(({ sibling }: { sibling: string }) => sibling)).toEqual(line.path);
    expect(json.checkpoint).toEqual({ states_root: true, signatures_verified: true });
  });

  it('has the verdict of the bundle as its exit code, and says what is not verified', async () => {
    const ran = await command(['path', idAt(PLAIN, 4), PLAIN]);
    expect(ran.exit).toBe(3);
    expect(ran.stdout).toMatch(/^UNPROVEN /);
    expect(ran.stdout).toContain('The signatures of the checkpoint are not verified');
  });

  it('shows no path of records that are not proven, nor of a record that is not shown', async () => {
    const bad = await command(['path', idAt(ALTERED, 10), ALTERED, ...TRUST]);
    expect(bad.exit).toBe(1);
    expect(bad.stdout).toContain('No path is shown');
    const open = await command([
      'path',
      idAt(golden('unproven-04-no-proofs'), 4),
      golden('unproven-04-no-proofs'),
      ...TRUST,
    ]);
    expect(open.exit).toBe(3);
    expect(open.stdout).toContain('No path is shown');
    const gone = await command(['path', 'rec_\u001b[2J', PLAIN, ...TRUST]);
    expect(gone.exit).toBe(3);
    expect(gone.stdout).toContain('No path: rec_\\u{1B}[2J is not shown in this bundle.');
    const erased =
      entry(ERASED, 'records.jsonl')
        .split('\n')
        .find((line) => line.includes('"fields":["*"]')) ?? '{}';
    const id = JSON.parse(erased).data.record_id;
    const whole = await command(['path', id, ERASED, ...TRUST]);
    expect(whole.exit).toBe(3);
    expect(whole.stdout).toContain('was erased as a whole');
  });
});

describe('report-check', () => {
  const AGREEING = entry(REPORT, 'attachments/soc2-report.json') || undefined;
  const attached = (): string => {
    const [, content] =
      [...contentOf(REPORT)].find(
        ([path]) => path.startsWith('attachments/') && path.endsWith('.json'),
      ) ?? [];
    return AGREEING ?? Buffer.from(content ?? []).toString('utf8');
  };
  const check = (file: string, ...argv: string[]) =>
    command(['report-check', file, '--bundle', REPORT, ...TRUST, ...argv]);
  const last = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

  it('0 if the report agrees and the bundle passes, and says that nothing signs the report', async () => {
    const ran = await check(fileWith('soc2.json', attached()));
    expect(ran.exit).toBe(0);
    expect(ran.stdout).toMatch(/^AGREES /);
    expect(last(ran.stdout)).toBe(ran.stdout.split('\n')[0]);
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain(
      'carries no hash and no signature of its own',
    );
    expect(ran.stdout).toContain('audit_entries, period_start, period_end');
  });

  it('1 if one number differs', async () => {
    const report = { ...JSON.parse(attached()), audit_entries: 10 };
    const ran = await check(fileWith('soc2.json', JSON.stringify(report)), '--format', 'json');
    expect(ran.exit).toBe(1);
    const json = JSON.parse(ran.stdout);
    expect(json).toMatchObject({
      verdict: 'fail',
      bundle: { verdict: 'pass' },
      report: { signed: false },
    });
    expect(json.findings).toContainEqual(
      expect.objectContaining({ code: 'REPORT_COUNT_MISMATCH', expected: '9', actual: '10' }),
    );
  });

  it('finds in the public sample that it was made before its period ended', async () => {
    const sample = entry(
      'fixtures/cases/attachments/reports--public-sample/bundle.zip',
      'attachments/soc2-report.json',
    );
    const ran = await check(fileWith('soc2.json', sample));
    expect(ran.exit).toBe(1);
    expect(ran.stdout).toContain('REPORT_BEFORE_PERIOD_END');
    expect(ran.stdout).toContain('not before 2026-03-31T23:59:59Z');
  });

  it('3 where nothing can be compared, and where the bundle is unproven', async () => {
    const csv = await check(fileWith('soc2.csv', 'event,count\nread,3\n'));
    expect(csv.exit).toBe(3);
    expect(csv.stdout).toMatch(/^UNPROVEN .*nothing of the report can be compared/);
    const { period_start, period_end } = JSON.parse(attached());
    const period = await check(fileWith('p.json', JSON.stringify({ period_start, period_end })));
    expect(period.exit).toBe(3);
    expect(period.stdout).toMatch(/^UNPROVEN .*only the period of the report can be compared/);
    expect(period.stdout).not.toMatch(/AGREES|agrees/);
    const open = await command(['report-check', fileWith('r.json', attached()), REPORT]);
    expect(open.exit).toBe(3);
    expect(open.stdout).toContain('the report agrees, and the bundle is unproven');
    const none = golden('unproven-04-no-proofs');
    const unread = await command(['report-check', fileWith('r.json', attached()), none, ...TRUST]);
    expect(unread.exit).toBe(3);
    expect(unread.stdout).toContain('was not compared');
  });

  it('1 if the bundle fails, whatever the report says', async () => {
    const ran = await command(['report-check', fileWith('r.json', attached()), ALTERED, ...TRUST]);
    expect(ran.exit).toBe(1);
    expect(ran.stdout).toMatch(/^FAIL .*the bundle is fail/);
  });

  it('1 for a report that cannot be read; 2 for a file that is not there or of no known type', async () => {
    expect((await check(fileWith('r.json', '{"audit_entries":1,"audit_entries":2}'))).exit).toBe(1);
    const gone = await check('nope.json');
    expect(gone.stderr).toContain('ERR_REPORT_UNREADABLE: nope.json: no such file');
    const file = fileWith('report.txt', attached());
    expect((await check(file)).stderr).toContain(
      'whether this is JSON or CSV is not said by its name',
    );
    expect((await check(file, '--media-type', 'application/json')).exit).toBe(0);
    const large = fileWith('large.json', attached());
    expect((await check(large, '--max-manifest-bytes', '9')).stderr).toContain(
      'ERR_REPORT_UNREADABLE',
    );
  });

  it('escapes what the report says', async () => {
    const ran = await check(
      fileWith('r.json', JSON.stringify({ report_type: '\u001b[2J\n::error::', audit_entries: 9 })),
    );
    expect(ran.stdout).not.toContain('\u001b');
    expect(ran.stdout).toContain('\\u{1B}');
    expect(ran.stdout).not.toContain('\n::error::');
  });
});
