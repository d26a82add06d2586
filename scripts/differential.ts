// Three at once: `npm run differential -- [--minutes N] [--executions N] [--seed S] [--replay FOLDER]` gives mutated bundles, and random sets
// of bundles, to this verifier by its fast path, to the same by its slow path, and to second-opinion/check.py, which is one process for all
// of them. The two paths must give one transcript, the two verifiers the same verdict, failures and gaps (docs/SPEC.md §19.2). What differs
// is kept in .tmp/differential/, a folder for each, and printed; then the specification decides, and is made clearer. Exit code 1 if
// anything differs.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Asked, askedOf, bothPaths } from './differential/asked.js';
import { randomSet } from './differential/sets.js';
import { loadCorpus } from './fuzz/corpus.js';
import { mutantOf } from './fuzz/mutate.js';
import { answer } from './kit/answer.js';
import { type Answer, comparable, withPaths } from './kit/protocol.js';
import { ask } from './kit/run.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    executions: { type: 'string' },
    seed: { type: 'string', default: 'differential' },
    replay: { type: 'string' },
  },
});
const KEPT = '.tmp/differential';
const PYTHON = ['python3', 'second-opinion/batch.py'];
const most = Number(values.executions ?? (values.minutes === undefined ? 1_000 : Infinity));
const until = Date.now() + 60_000 * Number(values.minutes ?? Infinity);
const folder = mkdtempSync(join(tmpdir(), 'differential-'));
const counts = {
  asked: 0,
  sets: 0,
  pass: 0,
  fail: 0,
  unproven: 0,
  error: 0,
  paths: 0,
  opinions: 0,
};

/** Of ten questions nine are about a mutant; the tenth is about a set, in both orders. */
async function* mutants(): AsyncGenerator<Asked> {
  const corpus = loadCorpus();
  for (let index = 0; index < most && Date.now() < until; index += 1) {
    if (index % 10 === 9) {
      const asked = await randomSet(values.seed, index, folder);
      const { bundles = [] } = asked.input;
      yield asked;
      const input = { ...asked.input, bundles: bundles.toReversed() };
      yield { ...asked, id: `${asked.id}-turned`, input };
      continue;
    }
    const asked = askedOf(mutantOf(corpus, values.seed, index), `${values.seed}-${index}`, folder);
    if (asked !== undefined) yield asked;
  }
}

function* replayed(from: string): Generator<Asked> {
  yield JSON.parse(readFileSync(join(from, 'asked.json'), 'utf8')) as Asked;
}

/** Counts one mutant, and keeps it if any two differ. */
async function judge(asked: Asked, theirs: Answer | undefined): Promise<void> {
  const ours = await answer(asked.input);
  counts.asked += 1;
  counts[ours.verdict === 'unsupported' ? 'error' : ours.verdict] += 1;
  const lines: string[] = [];
  if (asked.input.bundles !== undefined) counts.sets += 1;
  else if (!(await bothPaths(asked.input))) {
    counts.paths += 1;
    lines.push('the fast path and the slow path give two transcripts');
  }
  if (theirs !== undefined && comparable(ours) !== comparable(theirs)) {
    counts.opinions += 1;
    for (const [who, { verdict, failures, gaps }] of [
      ['verifier', ours],
      ['second opinion', theirs],
    ] as const)
      lines.push(`${who.padEnd(14)} ${JSON.stringify({ verdict, failures, gaps })}`);
  }
  if (lines.length === 0) return;
  console.log(`${asked.id}: ${asked.why}\n  ${lines.join('\n  ')}`);
  keep(asked);
}

function keep(asked: Asked): void {
  const own = join(KEPT, asked.id);
  mkdirSync(own, { recursive: true });
  const input = withPaths(asked.input, (path) => {
    const copy = join(own, basename(path));
    writeFileSync(copy, readFileSync(path));
    return copy;
  });
  writeFileSync(join(own, 'asked.json'), `${JSON.stringify({ ...asked, input }, undefined, 1)}\n`);
}

const all = values.replay === undefined ? mutants() : replayed(values.replay);
try {
  if (spawnSync('python3', ['--version']).status === 0)
    await ask(PYTHON, all, async (asked, theirs) => {
      await judge(asked, theirs);
      return true;
    });
  else {
    console.log('there is no python3: the two paths alone are compared');
    for await (const asked of all) await judge(asked, undefined);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const { asked, sets, pass, fail, unproven, error, paths, opinions } = counts;
console.log(
  `seed ${values.seed}: ${asked} questions, ${sets} of them about sets (${pass} pass, ${fail} fail, ${unproven} unproven, ${error} without a verdict); ${paths} differ between the paths, ${opinions} between the verifiers`,
);
if (paths + opinions > 0 || asked === 0) process.exitCode = 1;
