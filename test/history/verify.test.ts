// Several bundles of one ledger in one run of the command: a contradiction fails it in every format, both notes of a split view are
// kept, and heads that nothing connects are never called one history.

import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import type { Json } from '../../src/base/json.js';
import { parseCheckpoint } from '../../src/bundle/checkpoint.js';
import { FORMATS, type FormatName } from '../../src/report/formats.js';
import type { Run } from '../../src/transcript/run.js';
import { command } from '../support/command.js';
import { checkSchema } from '../support/schema.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

interface SetFile {
  readonly verdict: string;
  readonly codes?: readonly string[];
  readonly bundles: readonly string[];
  readonly trust_root: string;
  readonly at: string;
  readonly options?: {
    readonly checkpoint?: string;
    readonly requirements?: readonly string[];
    readonly limits?: Record<string, number>;
  };
  readonly facts?: { readonly ledgers: readonly { readonly consistency: string }[] };
}

const namesIn = (folder: string): string[] =>
  readdirSync(join(FIXTURES, folder))
    .filter((name) => existsSync(join(FIXTURES, folder, name, 'set.json')))
    .map((name) => `${folder}/${name}`);

function argumentsOf(name: string): { readonly set: SetFile; readonly argv: string[] } {
  const folder = join(FIXTURES, name);
  const set = JSON.parse(readFileSync(join(folder, 'set.json'), 'utf8')) as SetFile;
  const limits = Object.entries(set.options?.limits ?? {});
  return {
    set,
    argv: [
      ...set.bundles.map((file) => join(folder, file)),
      ...['--trust-root', join(folder, set.trust_root), '--at', set.at],
      ...(name.startsWith('sets/') ? (set.options?.requirements ?? []) : []).flatMap((word) => [
        ...['--require', word],
      ]),
      ...limits.flatMap(([limit, value]) => [`--max-${limit}`, String(value)]),
    ],
  };
}

async function runOf(argv: readonly string[]): Promise<{ run: Run; exit: number }> {
  const { stdout, exit } = await command([...argv, '--format', 'json']);
  return { run: JSON.parse(stdout) as Run, exit };
}

describe('verify over a set', () => {
  test.each([...namesIn('sets'), ...namesIn('golden-sets')])('%s', async (name) => {
    const { set, argv } = argumentsOf(name);
    const isGolden = name.startsWith('golden-sets');
    const isAsked = set.options?.checkpoint !== undefined;
    const { run, exit } = await runOf(argv);
    expect(checkSchema('run', run as unknown as Json)).toBeUndefined();
    expect(run.history).toHaveLength(1);
    const [history] = run.history;
    // Without the options of the set: a checkpoint and completeness of a period are asked of a report.
    const open = isAsked || (isGolden && set.options?.requirements !== undefined);
    const expected = open && set.verdict === 'unproven' ? 'pass' : set.verdict;
    if (!isAsked || set.verdict !== 'fail') {
      expect(run.verdict).toBe(expected);
      expect(exit).toBe({ pass: 0, fail: 1, unproven: 3 }[expected]);
    }
    const [facts] = set.facts?.ledgers ?? [];
    if (isGolden)
      expect(history?.state).toBe(
        facts?.consistency === 'derivable' ? 'shown' : facts?.consistency,
      );
    if (!isAsked && set.verdict === 'fail') expect(history?.state).toBe('contradicted');
  });

  it('says in every format what keeps the run from a pass', async () => {
    const { argv } = argumentsOf('golden-sets/set-10-head-against-later-proof');
    for (const format of Object.keys(FORMATS) as FormatName[]) {
      const { stdout, exit } = await command([...argv, '--format', format]);
      expect([format, exit, stdout.includes('SET_ROOT_CONFLICT')]).toEqual([format, 1, true]);
    }
    const quiet = await command([...argv, '--quiet']);
    expect(quiet.stdout).toContain('SET_ROOT_CONFLICT');
    expect(quiet.stdout).toMatch(/^FAIL, 1 contradiction between bundles \(exit 1\)/);
  });

  it('says which heads are shown to be of one history, and which are not', async () => {
    const apart = await command(argumentsOf('golden-sets/set-06-not-shown-one-history').argv);
    expect(apart.exit).toBe(0);
    const plain = apart.stdout.replace(/\s+/g, ' ');
    expect(plain).toContain('not shown to be of one history: heads of 70 leaves');
    expect(plain).not.toContain('contradicts another');
    const one = await command(argumentsOf('golden-sets/set-01-two-quarters').argv);
    expect(one.stdout.replace(/\s+/g, ' ')).toContain('are shown to be of one history: 95, 187');
  });

  it('keeps both notes of a split view, of bundles of one file name too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'softqcos-'));
    const { argv } = argumentsOf('sets/heads--two-signed-heads');
    const { run } = await runOf([...argv, '--evidence', folder]);
    const files = readdirSync(folder).sort();
    expect(files).toEqual([
      'history-1.1.tree-23.B1.checkpoint',
      'history-1.1.tree-23.B2.checkpoint',
    ]);
    const notes = files.map((file) => parseCheckpoint(readFileSync(join(folder, file))));
    expect(notes.map(({ treeSize }) => treeSize)).toEqual([23, 23]);
    expect(
      Buffer.compare(notes[0]?.rootHash ?? Buffer.of(), notes[1]?.rootHash ?? Buffer.of()),
    ).not.toBe(0);
    expect(run.history[0]?.split_views[0]?.files).toHaveLength(2);
  });

  it('reads nothing twice for one bundle, and for bundles of different ledgers', async () => {
    const demo = join(FIXTURES, 'demo/incident.zip');
    const { argv } = argumentsOf('golden-sets/set-01-two-quarters');
    const alone = await runOf([
      argv[0] ?? '',
      '--trust-root',
      argv[3] ?? '',
      '--at',
      argv[5] ?? '',
    ]);
    expect(alone.run.history).toEqual([]);
    const both = await runOf([demo, ...argv.slice(1)]);
    expect(both.run.history.length).toBeLessThan(2);
  });
});

describe('what an attacker found to pass', () => {
  const cases = join(FIXTURES, 'attack');
  const of = (...names: readonly string[]): string[] => [
    ...names.map((name) => join(cases, `${name}.zip`)),
    ...['--trust-root', join(cases, 'trust-root.json'), '--at', '2026-04-01T00:00:00Z'],
  ];

  it('two bundles that prove a split view', async () => {
    const { run, exit } = await runOf(of('fork-a', 'fork-b-link'));
    expect([run.verdict, exit]).toEqual(['fail', 1]);
  });

  it('an erasure that names another record', async () => {
    const { run, exit } = await runOf(of('er-a', 'er-b'));
    expect([run.verdict, exit]).toEqual(['fail', 1]);
    const codes = run.history.flatMap(({ checks }) => checks.flatMap((check) => check.findings));
    expect(codes.map(({ code }) => code)).toContain('SET_ERASURE_MISMATCH');
  });
});
