// `npm run executables:sizes`: how large what is handed out is, and how long a start takes beside that of the npm form. Times are
// of this machine and this minute: what counts is their ratio, from runs that take turns.

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hostSystem, SYSTEMS } from './systems.js';

const root = join(import.meta.dirname, '../..');
const pathOf = (file: string): string => join(root, 'dist/executables', file);
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1).padStart(6)} MB`;

for (const { file } of SYSTEMS) {
  if (!existsSync(pathOf(file))) continue;
  const xz = spawnSync('xz', ['-6', '--stdout', pathOf(file)], { maxBuffer: 2 ** 28 });
  const packed = xz.status === 0 ? megabytes(xz.stdout.length) : 'no xz here';
  console.log(`${file.padEnd(32)}${megabytes(statSync(pathOf(file)).size)}, as .xz ${packed}`);
}
const pack = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
const [{ size, unpackedSize }] = JSON.parse(pack.stdout.toString('utf8'));
console.log(`${'npm package'.padEnd(32)}${megabytes(size)}, unpacked${megabytes(unpackedSize)}`);

const executable = pathOf(hostSystem().file);
const demo = (name: string): string => join(root, 'fixtures/demo', name);
const verify = [
  demo('incident.zip'),
  ...['--trust-root', demo('trust-root.json'), '--at', '2026-04-01T00:00:00Z', '--quiet'],
];
const npmForm = [process.execPath, join(root, 'bin/softqcos-verify.js')] as const;
if (existsSync(executable))
  for (const [name, args] of [
    ['--version', ['--version']],
    ['the demonstration', verify],
  ] as const) {
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < 9; round++) {
      times[0].push(timed(executable, args));
      times[1].push(timed(npmForm[0], [npmForm[1], ...args]));
    }
    const [own, other] = times.map((list) => list.sort((a, b) => a - b)[4] ?? 0) as [
      number,
      number,
    ];
    console.log(
      `${name}: ${own.toFixed(0)} ms, ${(own / other).toFixed(2)} of the npm form on Node ${process.versions.node} (medians of 9)`,
    );
  }

function timed(program: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, error } = spawnSync(program, args, { env: {} });
  if (status !== 0) throw error ?? new Error(`${program} ended with ${status}`);
  return performance.now() - start;
}
