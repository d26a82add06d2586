// Start-up: `npm run bench:startup [-- --rounds N] [-- --node PATH]...` (npm run build first). What the built command costs as a
// whole process, as ratios to `node -e 0` of the same Node: all commands run in rotation, a ratio is taken inside each round, and
// the median of a command's ratios is printed. On a busy machine trust the CPU column.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

const BIN = 'bin/softqcos-verify.js';
const GOLDEN = 'fixtures/golden';
const SECOND = '../shared/second-opinion/check.py';

interface Command {
  readonly name: string;
  readonly argv: readonly string[];
  /** At most this many times `node -e 0`, by major version of Node; the largest one named that is not newer counts. */
  readonly goal?: Readonly<Record<number, number>>;
}

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

const verify = (bundle: string, root: string): string[] => [
  ...[BIN, '--bundle', bundle, '--trust-root', root, '--at', '2026-04-01T00:00:00Z'],
];
const COMMANDS: readonly Command[] = [
  { name: '--version', argv: [BIN, '--version'], goal: { 20: 1.4 } },
  { name: '--help', argv: [BIN, '--help'] },
  {
    name: 'smallest golden bundle that passes',
    argv: verify(`${GOLDEN}/pass-05-one-leaf-tree/bundle.zip`, `${GOLDEN}/trust-root.json`),
    goal: { 20: 4.5, 26: 3.5 },
  },
  {
    name: 'the demonstration bundle',
    argv: verify('fixtures/demo/incident.zip', 'fixtures/demo/trust-root.json'),
  },
];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    node: { type: 'string', multiple: true, default: [process.execPath] },
  },
});

/** Runs a program as a process and reads what it cost from bash, which knows the time of its children to the millisecond. */
function cost(program: string, argv: readonly string[]): Cost {
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&1';
  // Certificates that an environment adds are read at every start of Node 20, and have nothing to do with us.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const { stderr } = spawnSync('bash', ['-c', script, 'time', program, ...argv], {
    encoding: 'utf8',
    env: { ...env, LC_ALL: 'C' },
  });
  const [wall = NaN, user = NaN, system = NaN] = stderr.trim().split(' ').map(Number);
  return { wall, cpu: user + system };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

for (const node of values.node) {
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  const major = Number(/^v(\d+)/.exec(version)?.[1]);
  const wall = new Map<string, number[]>();
  const cpu = new Map<string, number[]>();
  const second: number[] = [];
  const note = (into: Map<string, number[]>, name: string, ratio: number): void => {
    into.set(name, [...(into.get(name) ?? []), ratio]);
  };
  for (let round = -1; round < Number(values.rounds); round += 1) {
    const floor = cost(node, ['-e', '0']);
    const costs = COMMANDS.map((command) => ({ command, ...cost(node, command.argv) }));
    const python = existsSync(SECOND)
      ? cost('python3', [SECOND, ...(COMMANDS.at(-1)?.argv.slice(1) ?? [])])
      : undefined;
    // The first round only warms the file cache.
    if (round < 0) continue;
    for (const { command, ...took } of costs) {
      note(wall, command.name, took.wall / floor.wall);
      note(cpu, command.name, took.cpu / floor.cpu);
    }
    if (python !== undefined) second.push((costs.at(-1)?.cpu ?? NaN) / python.cpu);
  }
  console.log(`Node ${version}, ${values.rounds} rounds, median of the ratios to node -e 0`);
  console.log(`${''.padEnd(38)}${'wall'.padStart(6)}${'CPU'.padStart(7)}   goal`);
  for (const { name, goal } of COMMANDS) {
    const limit = Object.entries(goal ?? {})
      .filter(([from]) => Number(from) <= major)
      .at(-1)?.[1];
    const figures = [wall, cpu].map((all) => median(all.get(name) ?? []).toFixed(2));
    console.log(
      `${name.padEnd(38)}${figures[0]?.padStart(6)}${figures[1]?.padStart(7)}   ${limit ?? ''}`,
    );
  }
  if (second.length > 0)
    console.log(`the demonstration bundle, CPU against ${SECOND}: ${median(second).toFixed(2)}`);
}
