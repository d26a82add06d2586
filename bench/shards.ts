// `npm run bench:shards` (npm run build first): what a part and a merge cost by the bundle, and a comparison by the record. Costs are slopes between two runs of
// whole processes, so that a start counts nowhere. Writes bench/shards.json, and docs/SCALING.md from it and bench/results.json; with
// `--render` it measures nothing.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleOf, FOLDER } from './bundles.js';
import type { Cost } from './process.js';
import { renderScaling, type ShardCosts } from './scaling.js';

const CLI = 'bin/softqcos-verify.js';
const BUNDLE = 'fixtures/demo/incident.zip';
const ROOT = 'fixtures/demo/trust-root.json';
const MEMORY = fileURLToPath(new URL('memory.cjs', import.meta.url));
const AT = '2026-04-01T00:00:00Z';
const [FEW, MANY] = [20, 120];
const RECORDS = 20_000;

/** A folder with so many names of one bundle. */
function folderOf(count: number, bundle: string): string {
  const folder = join(FOLDER, 'shards', `${count}-${statSync(bundle).size}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i += 1) copyFileSync(bundle, join(folder, `${i}.zip`));
  return folder;
}

/** As costOf, of a command whose exit code is not 0: that of a part never is. */
function cost(words: readonly string[]): Cost {
  const script = `TIMEFORMAT='%R %U %S'; time "$@" >/dev/null 2>&1`;
  const memory = join(FOLDER, 'shards', 'memory');
  const { stderr } = spawnSync(
    'bash',
    ['--norc', '-c', script, 'time', words[0] ?? '', '--require', MEMORY, ...words.slice(1)],
    { encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C', BENCH_MEMORY: memory } },
  );
  const [wall = NaN, user = NaN, system = NaN] = stderr.trim().split(/\s+/).slice(-3).map(Number);
  return { wall, cpu: user + system, memory: Number(readFileSync(memory, 'utf8')) / 1024 };
}

interface Measured {
  readonly part: Cost;
  readonly merge: Cost;
  readonly partBytes: number;
}

function measure(count: number, bundle: string, root: string): Measured {
  const folder = folderOf(count, bundle);
  const file = `${folder}.jsonl`;
  const run = [process.execPath, CLI];
  const trust = ['--trust-root', root];
  const part = cost([
    ...[...run, folder, ...trust, '--at', AT, '--shard', '1/1', '--force'],
    ...['--jobs', '1', '-o', file],
  ]);
  const merge = cost([...run, 'merge', file, ...trust, '--quiet']);
  return { part, merge, partBytes: statSync(file).size };
}

function measureAll(): ShardCosts {
  const few = measure(FEW, BUNDLE, ROOT);
  const many = measure(MANY, BUNDLE, ROOT);
  const slope = (of: (one: Measured) => number): number => (of(many) - of(few)) / (MANY - FEW);
  const { bundle, root } = bundleOf({ records: RECORDS, proof: 'batch' });
  const [one, two] = [measure(1, bundle, root), measure(2, bundle, root)];

  return {
    cores: availableParallelism(),
    node: process.version,
    bundle: { bytes: statSync(BUNDLE).size, lineBytes: Math.round(slope((of) => of.partBytes)) },
    part: {
      cpu: slope(({ part }) => part.cpu),
      memory: [
        { bundles: FEW, mebibytes: few.part.memory },
        { bundles: MANY, mebibytes: many.part.memory },
      ],
    },
    merge: {
      cpu: slope(({ merge }) => merge.cpu),
      mebibytes: slope(({ merge }) => merge.memory),
      base: few.merge.memory - FEW * slope(({ merge }) => merge.memory),
    },
    compare: { records: 2 * RECORDS, cpu: (two.merge.cpu - one.merge.cpu) / (2 * RECORDS) },
  };
}

const FILE = 'bench/shards.json';
if (!process.argv.includes('--render'))
  writeFileSync(FILE, `${JSON.stringify(measureAll(), null, 2)}\n`);
const costs: ShardCosts = JSON.parse(readFileSync(FILE, 'utf8'));
const results = JSON.parse(readFileSync('bench/results.json', 'utf8'));
writeFileSync('docs/SCALING.md', renderScaling(results, costs));
