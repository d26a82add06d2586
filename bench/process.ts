// Runs a command as a process of its own and says what it cost: wall and processor time by the shell's `time`, and the peak of the
// resident memory of a Node by what it says of itself at its end.

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MEMORY = fileURLToPath(new URL('memory.cjs', import.meta.url));
const FILE = '.tmp/bench/memory';

export interface Cost {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of all threads, user and system. */
  readonly cpu: number;
  /** MiB; NaN for what is not a Node. */
  readonly memory: number;
}

/** @param words the command; a Node if `node` is its first word's file */
export function costOf(words: readonly string[], pin = false): Cost {
  const node = /node[^/]*$/.test(words[0] ?? '');
  rmSync(FILE, { force: true });
  const [program = '', ...rest] = words;
  const command = [program, ...(node ? ['--require', MEMORY] : []), ...rest].map(quoted).join(' ');
  const script = `TIMEFORMAT='%R %U %S'; time { ${pin ? 'taskset -c 0 ' : ''}${command} >/dev/null 2>&1; }`;
  const environment = { PATH: process.env['PATH'] ?? '', BENCH_MEMORY: FILE };
  const times = execFileSync('bash', ['-c', `{ ${script}; } 2>&1`], {
    encoding: 'utf8',
    env: environment,
  });
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = times
    .trim()
    .split(/\s+/)
    .slice(-3)
    .map(Number);
  return {
    wall,
    cpu: user + system,
    memory: node ? Number(readFileSync(FILE, 'utf8')) / 1024 : Number.NaN,
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Costs of several commands, taken in rotation, so that a machine that is slow for a while is slow for all of them.
 * @returns for each command the costs of its rounds
 */
export function inRotation(
  commands: Readonly<Record<string, { readonly words: readonly string[]; readonly pin?: boolean }>>,
  rounds: number,
): Record<string, Cost[]> {
  const costs: Record<string, Cost[]> = Object.fromEntries(
    Object.keys(commands).map((name) => [name, []]),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { words, pin }] of Object.entries(commands))
      costs[name]?.push(costOf(words, pin));
  }
  return costs;
}

/** Median of the ratios that were taken round by round. */
export function ratio(costs: readonly Cost[], floor: readonly Cost[], of: 'wall' | 'cpu'): number {
  return median(costs.map((cost, round) => cost[of] / (floor[round]?.[of] ?? Number.NaN)));
}
