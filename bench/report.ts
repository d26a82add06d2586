// docs/PERFORMANCE.md from the results: tables of what was measured; the words around them are in bench/words.md.

import { readFileSync } from 'node:fs';

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
    /** Times the floor; null where it could not be built. */
    readonly wall: number | null;
    readonly cpu: number | null;
    /** MiB. */
    readonly memory: number;
    /** Records a second of processor time. */
    readonly perSecond: number;
  }[];
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
    ['bundle', 'Node', 'wall ÷ floor', 'CPU ÷ floor', 'peak MiB', 'records a CPU second'],
    results.bulk.map((row) => [
      row.shape,
      row.node,
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
  return readFileSync('bench/words.md', 'utf8')
    .replace('{{cores}}', String(results.cores))
    .replace('{{rounds}}', String(results.rounds))
    .replace('{{bulk}}', bulk)
    .replace('{{starts}}', starts);
}
