// `npm run bench [-- --records 10000,100000,1000000 --rounds 5 --jobs 1,2 --nodes node,/path/of/another]`: verifies bundles as whole processes
// beside a floor in C and beside Node's own start, all in rotation; writes bench/results.json, docs/PERFORMANCE.md and its picture.
// `npm run bench -- --add 10000000` measures one more size and adds it to the results that are there.
// Every figure is a ratio of times taken in one round, or a peak of memory: seconds of a shared machine say little.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { bundleOf, FOLDER, nameOf, type Shape } from './bundles.js';
import { chart } from './chart.js';
import { pathCosts } from './paths.js';
import { type Cost, inRotation, median, ratio } from './process.js';
import { type Results, renderPerformance } from './report.js';

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '10000,100000,1000000' },
    rounds: { type: 'string', default: '5' },
    jobs: { type: 'string', default: '1,2' },
    nodes: { type: 'string', default: process.execPath },
    add: { type: 'string' },
  },
});
const sizes = values.records.split(',').map(Number);
const rounds = Number(values.rounds);
const jobs = values.jobs.split(',').map(Number);
const nodes = values.nodes.split(',');
const version = (node: string): string =>
  execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();

const COMMAND = 'bin/softqcos-verify.js';
const AT = '2027-01-01T00:00:00Z';
/** The floor knows no zip64: records.jsonl of so many is below 4 GiB. */
const FLOOR_RECORDS = 5_000_000;
/** The largest of the usual sizes: for what is measured once, or in memory. */
const usual = Math.max(...sizes.filter((records) => records <= 1_000_000));
mkdirSync(FOLDER, { recursive: true });
const floor = built('floor');

function built(name: 'floor' | 'paths'): string | undefined {
  const binary = `${FOLDER}/${name}`;
  try {
    execFileSync('cc', ['-O3', `bench/floor/${name}.c`, '-o', binary, '-lcrypto', '-lz']);
    return binary;
  } catch {
    console.error('no C compiler with libcrypto and zlib: measured without the floor');
    return undefined;
  }
}

function verifyWords(node: string, shape: Shape, threads: number): readonly string[] {
  const { bundle, root } = bundleOf(shape);
  const files = ['--bundle', bundle, '--trust-root', root];
  return [node, COMMAND, ...files, '--at', AT, '--quiet', '--jobs', String(threads)];
}

/** One bundle by every Node and with every number of threads, beside the floor. */
function bulk(shape: Shape): Results['bulk'] {
  const { bundle } = bundleOf(shape);
  const commands: Record<string, { readonly words: readonly string[] }> = {
    ...(floor === undefined || shape.records > FLOOR_RECORDS
      ? {}
      : { floor: { words: [floor, bundle] } }),
  };
  const ways = nodes.flatMap((node) =>
    jobs.map((threads) => ({ node, threads, name: `${node} ${threads}` })),
  );
  for (const { node, threads, name } of ways)
    commands[name] = { words: verifyWords(node, shape, threads) };
  const costs = inRotation(commands, rounds);
  const base = costs['floor'];
  return ways.map(({ node, threads, name }) => {
    const own: readonly Cost[] = costs[name] ?? [];
    return {
      shape: nameOf(shape),
      records: shape.records,
      node: version(node),
      jobs: threads,
      wall: base === undefined ? null : ratio(own, base, 'wall'),
      cpu: base === undefined ? null : ratio(own, base, 'cpu'),
      memory: median(own.map(({ memory }) => memory)),
      perSecond: shape.records / median(own.map(({ cpu }) => cpu)),
    };
  });
}

/** Small runs beside the start of the same Node. */
function starts(): Results['starts'] {
  const golden = 'fixtures/golden/pass-01-minimal/bundle.zip';
  const trust = ['--trust-root', 'fixtures/golden/trust-root.json', '--at', '2026-04-01T00:00:00Z'];
  const opinion = 'second-opinion/check.py';
  return nodes.flatMap((node) => {
    const demo = [
      ...['--bundle', 'fixtures/demo/incident.zip', '--trust-root'],
      ...['fixtures/demo/trust-root.json', '--at', '2026-04-01T00:00:00Z'],
    ];
    const commands = {
      start: { words: [node, '-e', '0'] },
      '--version': { words: [node, COMMAND, '--version'] },
      'smallest bundle': { words: [node, COMMAND, '--bundle', golden, ...trust] },
      'demonstration bundle': { words: [node, COMMAND, ...demo] },
      '50 small bundles': {
        words: [node, COMMAND, ...Array.from({ length: 50 }, () => golden), ...trust],
      },
      ...(existsSync(opinion)
        ? { 'second opinion, demonstration bundle': { words: ['python3', opinion, ...demo] } }
        : {}),
    };
    const costs = inRotation(commands, 2 * rounds + 1);
    return Object.keys(commands)
      .filter((name) => name !== 'start')
      .map((name) => ({
        what: name,
        node: version(node),
        wall: ratio(costs[name] ?? [], costs['start'] ?? [], 'wall'),
        cpu: ratio(costs[name] ?? [], costs['start'] ?? [], 'cpu'),
      }));
  });
}

/** What takes the same bytes and does less with them. */
function beside(): Results['beside'] {
  if (floor === undefined) return [];
  const { bundle } = bundleOf({ records: usual, proof: 'batch' });
  const pipe = `unzip -p ${bundle} records.jsonl`;
  const commands = {
    floor: { words: [floor, bundle] },
    'unzip -p | wc -c': { words: ['bash', '-c', `${pipe} | wc -c`] },
    'unzip -p | openssl dgst -sha3-256': {
      words: ['bash', '-c', `${pipe} | openssl dgst -sha3-256`],
    },
  };
  const costs = inRotation(commands, rounds);
  const base = costs['floor'] ?? [];
  return Object.keys(commands)
    .filter((what) => what !== 'floor')
    .map((what) => ({
      what,
      wall: ratio(costs[what] ?? [], base, 'wall'),
      cpu: ratio(costs[what] ?? [], base, 'cpu'),
    }));
}

const shapes: Shape[] = [
  ...sizes.map((records): Shape => ({ records, proof: 'batch' })),
  ...sizes
    .filter((records) => records <= 100_000)
    .map((records): Shape => ({ records, proof: 'paths' })),
  { records: Math.min(...sizes), proof: 'batch', sealed: true, disclosed: true },
  { records: Math.min(...sizes), proof: 'batch', sha256: true },
  { records: Math.min(...sizes), proof: 'paths', sha256: true },
  { records: Math.min(1000, ...sizes), proof: 'batch', signatures: true },
];
const all = (): Results => ({
  cores: availableParallelism(),
  rounds,
  starts: starts(),
  bulk: shapes.flatMap(bulk),
  beside: beside(),
  paths: pathCosts(usual, built('paths')),
});

/** The results that are there, with one more size. */
function withSize(records: number): Results {
  const there: Results = JSON.parse(readFileSync('bench/results.json', 'utf8'));
  const shape: Shape = { records, proof: 'batch' };
  const others = there.bulk.filter((row) => row.shape !== nameOf(shape));
  const before = others.filter((row) => row.records < records && /^\d+-batch$/.test(row.shape));
  const at = others.indexOf(before.at(-1) ?? (others[0] as Results['bulk'][number])) + 1;
  return { ...there, bulk: [...others.slice(0, at), ...bulk(shape), ...others.slice(at)] };
}

const results = values.add === undefined ? all() : withSize(Number(values.add));
writeFileSync('bench/results.json', `${JSON.stringify(results, undefined, 2)}\n`);
writeFileSync('docs/performance.svg', chart(results));
writeFileSync('docs/PERFORMANCE.md', renderPerformance(results));
