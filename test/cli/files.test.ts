// What the command writes: never over one of its inputs, by whatever name or link; over nothing else without being told to.

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
import { describe, expect, it } from 'vitest';
import { storedEntry } from '../../src/archive/copy.js';
import { writeZip } from '../../src/archive/write.js';
import { VERBS } from '../../src/cli/verbs/index.js';
import { command, temporaryFolder } from '../support/command.js';
import { unzip } from '../support/unzip.js';

const AT = ['--at', '2026-04-01T00:00:00Z'];
const DEMO = 'fixtures/demo/incident.zip';
const HAND_OVER = [
  'custody',
  'add',
  'bundle.zip',
  '--by',
  'a',
  '--from',
  'b',
  '--when',
  AT[1] ?? '',
];
const DAYS = ['--from', '2026-03-01', '--to', '2026-03-31'];

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/** A folder with one file of each kind that a run may read, and what names it. */
function desk() {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  copyFileSync(DEMO, at('bundle.zip'));
  copyFileSync('fixtures/demo/trust-root.json', at('trust.json'));
  writeFileSync(at('sample.csv'), 'rec_7ae16c2bbd6a\n');
  writeFileSync(at('framework.json'), '{}');
  writeFileSync(at('held'), 'a checkpoint');
  writeFileSync(at('asked.json'), '{}');
  writeFileSync(at('key.pem'), 'a key');
  writeFileSync(at('soc2.json'), '{}');
  return { folder, at };
}

describe('no output is an input of the run', () => {
  const trust = ['--trust-root', 'trust.json', ...AT];
  // The output is `%`; each line names the inputs that it must spare.
  const lines: readonly (readonly [line: readonly string[], inputs: readonly string[]])[] = [
    [
      ['bundle.zip', ...trust, '-o', '%'],
      ['bundle.zip', 'trust.json'],
    ],
    [
      ['bundle.zip', ...trust, '--report', 'json=%'],
      ['bundle.zip', 'trust.json'],
    ],
    [['bundle.zip', '--sample', 'sample.csv', '--report', 'csv=%'], ['sample.csv']],
    [['bundle.zip', '--framework', './framework.json', '--report', 'json=%'], ['framework.json']],
    [['bundle.zip', '--checkpoint', 'held', '--report', 'text=%'], ['held']],
    [['bundle.zip', '--expect-selection', 'asked.json', '--report', 'json=%'], ['asked.json']],
    [
      ['report', 'bundle.zip', ...trust, ...DAYS, '--format', 'json', '-o', '%'],
      ['bundle.zip', 'trust.json'],
    ],
    [
      ['redact', 'bundle.zip', ...trust, '--drop-all', '-o', '%'],
      ['bundle.zip', 'trust.json'],
    ],
    [
      ['checkpoint', 'bundle.zip', ...trust, '-o', '%'],
      ['bundle.zip', 'trust.json'],
    ],
    [
      ['sample', 'bundle.zip', ...trust, '--size', '1', '--seed', 's', '-o', '%'],
      ['bundle.zip', 'trust.json'],
    ],
    [
      ['path', 'rec_7ae16c2bbd6a', 'bundle.zip', ...trust, '-o', '%'],
      ['bundle.zip', 'trust.json'],
    ],
    [
      ['report-check', 'soc2.json', 'bundle.zip', ...trust, '-o', '%'],
      ['soc2.json', 'bundle.zip'],
    ],
    [
      ['drill', 'bundle.zip', ...trust, '-o', '%'],
      ['bundle.zip', 'trust.json'],
    ],
    [['inspect', 'bundle.zip', '-o', '%'], ['bundle.zip']],
    [['trust', 'show', 'trust.json', '-o', '%'], ['trust.json']],
    [['trust', 'lint', 'trust.json', '-o', '%'], ['trust.json']],
    [
      ['trust', 'diff', 'trust.json', 'asked.json', '-o', '%'],
      ['trust.json', 'asked.json'],
    ],
    [
      [
        ...['trust', 'new', '--name', 'n', '--ledger', 'l', '--attester', 'a', '-o', '%'],
        ...['--ledger-key', 'key.pem', '--ledger-key', 'key.pem', '--witness-policy', 'held'],
        ...['--attester-key', 'key.pem', '--attester-key', 'key.pem'],
      ],
      ['key.pem', 'held'],
    ],
    [['trust', 'add', 'trust.json', '-o', '%'], ['trust.json']],
    [
      ['trust', 'sign', 'asked.json', '--key', 'key.pem', ...trust.slice(0, 2), '-o', '%'],
      ['asked.json', 'key.pem', 'trust.json'],
    ],
    [
      ['trust', 'update', 'asked.json', ...trust.slice(0, 2), '-o', '%'],
      ['asked.json', 'trust.json'],
    ],
    [
      [...HAND_OVER, ...trust, '--custody', '%'],
      ['bundle.zip', 'trust.json'],
    ],
    [
      [...HAND_OVER, '--before', 'sample.csv', '--custody', 'held', '--to-sign', '%'],
      ['bundle.zip', 'sample.csv', 'held'],
    ],
    [
      [
        ...[...HAND_OVER, '--custody', 'held', '--signature', 'soc2.json', '--key', 'key.pem'],
        ...['-o', '%'],
      ],
      ['soc2.json', 'key.pem', 'held'],
    ],
    [
      ['renewal', 'request', 'bundle.zip', '--renewals', 'held', '-o', '%'],
      ['bundle.zip', 'held'],
    ],
    [
      ['renewal', 'add', 'bundle.zip', '--reply', 'held', '--renewals', '%'],
      ['bundle.zip', 'held'],
    ],
    [
      ['merge', 'held', 'soc2.json', '--checkpoint', 'asked.json', '--report', 'json=%'],
      ['held', 'soc2.json', 'asked.json'],
    ],
    [
      ['bundle.zip', ...trust, '--shard', '1/2', '-o', '%'],
      ['bundle.zip', 'trust.json'],
    ],
    [
      ['diff', 'soc2.json', 'bundle.zip', ...trust, '-o', '%'],
      ['soc2.json', 'bundle.zip'],
    ],
    ...['records', 'facts', 'statement'].map(
      (verb) =>
        [
          [verb, 'bundle.zip', ...trust, '-o', '%'],
          ['bundle.zip', 'trust.json'],
        ] as const,
    ),
    [
      ['paper', 'bundle.zip', '--for', 'as1105', '--custody', 'held', '-o', '%'],
      ['bundle.zip', 'held'],
    ],
  ];

  it('is shown for every verb that reads a file', () => {
    const shown = lines.map(([line]) => ` ${line.join(' ')} `);
    for (const { name, bundles, args = [], flags } of VERBS) {
      const reads =
        bundles !== undefined ||
        args.some((word) => word.includes('file')) ||
        Object.values(flags).some(({ file }) => file === 'input' || file === 'grows');
      if (reads && name !== 'verify')
        expect([name, shown.some((line) => line.startsWith(` ${name} `))]).toEqual([name, true]);
      // A word that is no file is one of these; of an option, what is called a file is one.
      for (const word of args)
        expect(word).toMatch(/file|<record-id>|<shell>|\[name\]|\[verb\.\.\.\]/);
      for (const [key, { value = '', file }] of Object.entries(flags))
        expect([name, key, /file|folder/.test(value)]).toEqual([name, key, file !== undefined]);
    }
  });

  it.each(lines.map(([line, inputs]) => [line.join(' '), line, inputs] as const))(
    '%s',
    async (_, line, inputs) => {
      const { folder, at } = desk();
      mkdirSync(at('sub'));
      const files = readdirSync(folder).filter((name) => name !== 'sub');
      const before = new Map(files.map((name) => [name, readFileSync(at(name))]));
      const place = (word: string): string => (before.has(word) ? at(word) : word);
      for (const input of inputs) {
        symlinkSync(at(input), at(`soft-${input}`));
        linkSync(at(input), at(`hard-${input}`));
        for (const name of [input, `soft-${input}`, `hard-${input}`, `sub/../${input}`])
          for (const more of [[], ['--force']]) {
            const words = [...line, ...more].map((word) =>
              word.startsWith('./')
                ? at(word.slice(2))
                : place(word).replace('%', `${folder}/${name}`),
            );
            const ran = await command(words);
            expect([name, ran.exit]).toEqual([name, 2]);
            if (ran.stdout !== '')
              expect(JSON.parse(ran.stdout)).toMatchObject({
                format: 'softqcos.error/v1',
                exit: 2,
              });
            expect(ran.stderr).toMatch(/which this run reads|writes as well/);
          }
      }
      for (const [name, bytes] of before) expect(readFileSync(at(name)).equals(bytes)).toBe(true);
    },
  );

  it('also for a trust root that no option names', async () => {
    const { at } = desk();
    const line = ['bundle.zip', ...AT, '-o', at('trust.json')];
    const env = { SOFTQCOS_TRUST_ROOT: at('trust.json') };
    const ran = await command([at('bundle.zip'), ...line.slice(1)], { env });
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain('is SOFTQCOS_TRUST_ROOT');
    mkdirSync(at('softqcos-verify'));
    copyFileSync(at('trust.json'), at('softqcos-verify/trust-root.json'));
    const installed = await command(
      [at('bundle.zip'), ...AT, '-o', at('softqcos-verify/trust-root.json')],
      { env: { XDG_CONFIG_HOME: at('') } },
    );
    expect(installed.stderr).toContain('is the installed trust root');
    // Also where the run does not read it: what later runs trust is replaced by trust add and trust update alone.
    for (const line of [['trust', 'list'], ['trust', 'add', DEMO], ['checks'], ['inspect', DEMO]]) {
      const out = ['-o', at('softqcos-verify/trust-root.json'), '--force'];
      const ran = await command([...line, ...out], { env: { XDG_CONFIG_HOME: at('') } });
      expect([line, ran.exit]).toEqual([line, 2]);
      expect(ran.stderr).toContain('is the installed trust root');
      expect(ran.stderr).toContain('"trust add" and "trust update" alone replace');
    }
  });

  it('also for what a folder holds, or a part names, and was not opened', async () => {
    const { at } = desk();
    mkdirSync(at('in'));
    copyFileSync(DEMO, at('in/a.zip'));
    writeFileSync(at('in/b.tar.gz'), Buffer.from('1f8b0800', 'hex'));
    const trust = ['--trust-root', at('trust.json')];
    const unread = await command([at('in'), ...trust, '--report', `json=${at('in/b.tar.gz')}`]);
    expect(unread.stderr).toContain('is a bundle, which this run reads');
    const part = await command([at('in'), ...trust, ...AT, '--shard', '1/1', '-o', at('part')]);
    expect(part.exit).toBe(2);
    for (const name of ['a.zip', 'b.tar.gz']) {
      const before = readFileSync(at(`in/${name}`));
      const merged = await command(['merge', at('part'), ...trust, '-o', at(`in/${name}`)]);
      expect([merged.exit, merged.stdout]).toEqual([2, '']);
      expect(merged.stderr).toContain('is a bundle, which this run reads');
      expect(readFileSync(at(`in/${name}`)).equals(before)).toBe(true);
    }
  });

  it('also for a file that is not there: an input that does not exist must not be made', async () => {
    const { at } = desk();
    const ran = await command([at('bundle.zip'), '--checkpoint', at('no'), '-o', at('sub/../no')]);
    expect(ran.exit).toBe(2);
    const same = await command([at('bundle.zip'), '--checkpoint', at('no'), '-o', at('no')]);
    expect(same.stderr).toContain('which this run reads');
    expect(existsSync(at('no'))).toBe(false);
  });

  it('and no two outputs are one file', async () => {
    const { folder, at } = desk();
    symlinkSync(folder, at('link'));
    for (const other of [at('x'), at('./x'), `${folder}/link/x`]) {
      const argv = [at('bundle.zip'), '--report', `json=${at('x')}`, '--report', `csv=${other}`];
      const ran = await command(argv);
      expect(ran.exit).toBe(2);
      expect(ran.stderr).toContain('writes as well');
    }
    expect(existsSync(at('x'))).toBe(false);
  });
});

describe('a file that exists', () => {
  const lines: readonly (readonly string[])[] = [
    ['redact', DEMO, '--trust-root', 'fixtures/demo/trust-root.json', ...AT, '--drop-all'],
    ['checkpoint', DEMO, '--trust-root', 'fixtures/demo/trust-root.json', ...AT],
    [
      ...['sample', DEMO, '--trust-root', 'fixtures/demo/trust-root.json', ...AT],
      ...['--size', '2', '--seed', 's', '--format', 'csv'],
    ],
    ['inspect', DEMO],
    ['checks'],
  ];

  it.each(lines.map((line) => [line.join(' '), line] as const))(
    'is not replaced without --force: %s',
    async (_, line) => {
      const file = join(temporaryFolder(), 'precious');
      writeFileSync(file, 'precious');
      const ran = await command([...line, '-o', file]);
      expect([ran.exit, ran.stdout]).toEqual([2, '']);
      expect(ran.stderr).toContain('ERR_OUTPUT_EXISTS: --output: ');
      expect(readFileSync(file, 'utf8')).toBe('precious');
      const forced = await command([...line, '-o', file, '--force']);
      // What is not verified is never 0.
      expect(forced.exit).toBe(line[0] === 'inspect' ? 3 : 0);
      expect(forced.stderr).toContain(`replaced: ${file}`);
      expect(readFileSync(file, 'utf8')).not.toBe('precious');
    },
  );

  it('is replaced by a report of the run, which says so', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'verify.json');
    const argv = [DEMO, '--report', `json=${file}`];
    expect((await command(argv)).stderr).toBe('');
    expect((await command(argv)).stderr).toBe(`softqcos-verify: replaced: ${file}\n`);
    const paper = join(folder, 'r.json');
    const trust = ['--trust-root', 'fixtures/demo/trust-root.json', ...AT];
    const report = ['report', DEMO, ...trust, ...DAYS, '-o', paper];
    expect((await command(report)).stderr).toBe('');
    expect((await command(report)).stderr).toBe(`softqcos-verify: replaced: ${paper}\n`);
  });

  it('of a compared trust root is not replaced by trust new', async () => {
    const { at } = desk();
    const root = JSON.parse(readFileSync('fixtures/golden/trust-root.json', 'utf8'));
    const [ledger] = root.ledgers;
    const [pair] = root.attesters[0].key_pairs;
    const keys = [...ledger.key_sets[0].vkeys, pair.ed25519, pair.ml_dsa_65];
    keys.forEach((key, i) => {
      writeFileSync(at(`key${i}`), key);
    });
    const argv = [
      ...['trust', 'new', '--name', 'n', '--ledger', ledger.origin, '--attester', 'a'],
      ...['--ledger-key', at('key0'), '--ledger-key', at('key1')],
      ...['--attester-key', at('key2'), '--attester-key', at('key3'), '-o', at('trust.json')],
    ];
    const before = readFileSync(at('trust.json'));
    const ran = await command(argv);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toContain('ERR_OUTPUT_EXISTS');
    expect(readFileSync(at('trust.json')).equals(before)).toBe(true);
    expect((await command([...argv, '--force'])).exit).toBe(0);
    // A vkey states its own name: another ledger is not written down for it.
    const other = argv.map((word) => (word === ledger.origin ? 'wrong.example/x' : word));
    const exchanged = await command([...other, '--force']);
    expect(exchanged.exit).toBe(2);
    expect(exchanged.stderr).toContain(`is of ${ledger.origin}, and wrong.example/x is expected`);
  });
});

describe('--output', () => {
  it('is an option of every verb, and takes what would go to standard output', async () => {
    for (const { name, flags } of VERBS) expect([name, 'output' in flags]).toEqual([name, true]);
    const file = join(temporaryFolder(), 'out');
    for (const line of [[DEMO, '--format', 'json'], ['checks'], ['inspect', DEMO], ['help']]) {
      const printed = await command(line);
      const written = await command([...line, '-o', file, '--force']);
      expect([written.exit, written.stdout]).toEqual([printed.exit, '']);
      expect(readFileSync(file, 'utf8')).toBe(printed.stdout);
    }
  });
});

describe('--evidence', () => {
  it('keeps the notes of two bundles of one name, and never writes over one', async () => {
    const folder = temporaryFolder();
    const split = 'fixtures/golden/fail-29-split-view';
    for (const name of ['q1', 'q2']) mkdirSync(join(folder, name));
    copyFileSync(join(split, 'bundle.zip'), join(folder, 'q1', 'bundle.zip'));
    // The same content in other bytes: another bundle that shows the other side of the same split view.
    const content = unzip(new Uint8Array(readFileSync(join(split, 'bundle.zip'))));
    const entries = [...content].map(([path, bytes]) => storedEntry(path, () => once(bytes)));
    const kept = (await Promise.all(entries)).filter((entry) => entry !== undefined);
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeZip(kept)) chunks.push(chunk);
    writeFileSync(join(folder, 'q2', 'bundle.zip'), Buffer.concat(chunks));
    const argv = [
      ...[join(folder, 'q1', 'bundle.zip'), join(folder, 'q2', 'bundle.zip')],
      ...['--trust-root', 'fixtures/golden/trust-root.json', ...AT],
      ...['--checkpoint', join(split, 'prior.checkpoint'), '--evidence', join(folder, 'ev')],
    ];
    expect((await command(argv)).exit).toBe(1);
    // A second run finds the same bytes there.
    const files = readdirSync(join(folder, 'ev'));
    expect(files).toHaveLength(4);
    expect((await command(argv)).exit).toBe(1);
    expect(readdirSync(join(folder, 'ev'))).toEqual(files);
    const [first = ''] = files;
    writeFileSync(join(folder, 'ev', first), 'something else');
    const ran = await command(argv);
    expect(ran.stderr).toContain('ERR_OUTPUT_EXISTS: --evidence: ');
    expect(readFileSync(join(folder, 'ev', first), 'utf8')).toBe('something else');
  });
});
