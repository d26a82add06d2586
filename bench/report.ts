// docs/PERFORMANCE.md from the results: tables of what was measured; the words around them are in bench/words.md.

import { readFileSync } from 'node:fs';
import type { PathCosts } from './paths.js';

export interface Results {
  readonly cores: number;
  readonly rounds: number;
  readonly starts: readonly {
    readonly what: string;
    readonly node: string;
    /** Times `node -e 0` of the same Node. */
    readonly wall: number;
    readonly cpu: number;
  }[];
  readonly bulk: readonly {
    readonly shape: string;
    readonly records: number;
    readonly node: string;
    readonly jobs: number;
    /** Times the floor; null where it could not be built. */
    readonly wall: number | null;
    readonly cpu: number | null;
    /** MiB. */
    readonly memory: number;
    /** Records a second of processor time. */
    readonly perSecond: number;
  }[];
  /** Other programs over the largest bundle, times the floor. */
  readonly beside: readonly {
    readonly what: string;
    readonly wall: number;
    readonly cpu: number;
  }[];
  readonly paths: PathCosts;
}

const figure = (value: number | null): string => (value === null ? '–' : value.toFixed(2));

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(heads),
    line(heads.map((_, at) => (at < 2 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}

export function renderPerformance(results: Results): string {
  const bulk = table(
    ['bundle', 'Node', 'jobs', 'wall ÷ floor', 'CPU ÷ floor', 'peak MiB', 'records a CPU second'],
    results.bulk.map((row) => [
      row.shape,
      row.node,
      String(row.jobs),
      figure(row.wall),
      figure(row.cpu),
      String(Math.round(row.memory)),
      String(Number(row.perSecond.toPrecision(2))),
    ]),
  );
  const starts = table(
    ['run', 'Node', 'wall ÷ `node -e 0`', 'CPU ÷ `node -e 0`'],
    results.starts.map((row) => [row.what, row.node, figure(row.wall), figure(row.cpu)]),
  );
  const beside = table(
    ['program', 'bundle', 'wall ÷ floor', 'CPU ÷ floor'],
    results.beside.map(({ what, wall, cpu }) => [
      what.replaceAll('|', '\\|'),
      'the largest',
      figure(wall),
      figure(cpu),
    ]),
  );
  return readFileSync('bench/words.md', 'utf8')
    .replace('{{cores}}', String(results.cores))
    .replace('{{rounds}}', results.rounds === 1 ? '1 round' : `${results.rounds} rounds`)
    .replace('{{bulk}}', bulk)
    .replace('{{starts}}', starts)
    .replace('{{beside}}', beside)
    .replace('{{paths}}', pathTable(results.paths));
}

function pathTable({ paths, bulk, rivals, ...plain }: PathCosts): string {
  const row = (what: string, hash: string, cost: number | null): string[] =>
    cost === null ? [] : [what, hash, `${cost.toFixed(2)} µs`, (bulk / cost).toFixed(2)];
  return table(
    [`${paths.toLocaleString('en')} paths`, 'hash', 'CPU a path', 'bulk ÷ this'],
    [
      row('in bulk', 'SHA3-256', bulk),
      row('plain loop, JavaScript', 'SHA3-256', plain.plainJavaScript),
      row('plain loop, C and OpenSSL', 'SHA3-256', plain.plainC),
      row('plain loop, C and OpenSSL', 'SHA-256', plain.plainCSha256),
      ...rivals.map(({ what, cost }) => row(what, 'SHA-256', cost)),
    ].filter((cells) => cells.length > 0),
  );
}
