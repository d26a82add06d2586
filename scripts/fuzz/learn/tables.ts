// What a run prints: figures of each target, and coverage by branch of each folder and file.

import type { Branch } from './instrument.js';
import type { FuzzResult } from './main.js';

/** Markdown. */
export function resultTable({ targets, found }: FuzzResult): string {
  const rows = targets.map(
    ({ name, executions, seconds, kept, reached, branches, worst }) =>
      `| ${name} | ${executions} | ${Math.round(executions / Math.max(seconds, 0.001))} | ${kept} | ${reached} of ${branches} | ${worst.toFixed(2)} |`,
  );
  const all = targets.reduce((sum, { executions }) => sum + executions, 0);
  return [
    '| target | executions | a second | corpus | branches of its own files | dearest, in honest inputs |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    `${all} executions, ${found.length} findings`,
  ].join('\n');
}

/** Coverage by branch: of all, of each file, and the branches that are missing. */
export function branchTable(
  branches: readonly Branch[],
  reached: Uint8Array,
): { readonly total: string; readonly files: string; readonly missing: string } {
  const counts = new Map<string, [reached: number, all: number]>();
  const folders = new Map<string, [reached: number, all: number]>();
  const missing: string[] = [];
  for (const [at, { file, line, kind }] of branches.entries()) {
    const isReached = (reached[at] ?? 0) !== 0;
    for (const [map, name] of [
      [counts, file],
      [folders, file.split('/').slice(0, 2).join('/')],
    ] as const) {
      const [some = 0, all = 0] = map.get(name) ?? [];
      map.set(name, [some + (isReached ? 1 : 0), all + 1]);
    }
    if (!isReached) missing.push(`${file}:${line} ${kind}`);
  }
  const rows = (map: ReadonlyMap<string, readonly [number, number]>): string[] =>
    [...map]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([name, [some, all]]) =>
          `| ${name} | ${some} of ${all} | ${Math.round((100 * some) / all)} % |`,
      );
  const head = ['| | branches reached | |', '| --- | --- | --- |'];
  const sum = branches.length - missing.length;
  const total = [
    ...head,
    ...rows(folders),
    `| all | ${sum} of ${branches.length} | ${Math.round((100 * sum) / branches.length)} % |`,
  ].join('\n');
  return {
    total,
    files: [...head, ...rows(counts)].join('\n'),
    missing: `${missing.join('\n')}\n`,
  };
}
