// The verifier, mutated: `npm run mutate -- [--files src/merkle,src/archive/tiling.ts] [--most N] [--seed S] [--tests FOLDERS] [--out FILE]`
// changes one thing of it at a time: a comparison turned, a bound moved by one, a branch inverted, a guard taken away, an operand left
// out. All mutants are built in once, each behind a switch. The committed cases run under each, in one process, and then, where no case
// noticed it, the unit tests that reach it (`--stages tests,cases`: the other way round; one of the two alone). What nothing noticed is
// printed unless scripts/mutate/explained.ts has a reason, and written to FILE with the rest, a line of JSON each. N are a sample by the
// seed, with some of every file. `--again FILE` runs what such a file calls unnoticed once more.

import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Change,
  changesOf,
  FOLDERS,
  mutantFiles,
  sampleOf,
  testFiles,
} from './mutate/catalogue.js';
import { explanationOf } from './mutate/explained.js';
import { buildRig, type Fate, FOLDER, fates, ROOT } from './mutate/rig.js';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: FOLDERS.join(',') },
    tests: { type: 'string', default: 'test/unit,test/vectors' },
    most: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '30' },
    again: { type: 'string' },
    stages: { type: 'string', default: 'cases,tests' },
    out: { type: 'string' },
  },
});
const names = values.files.split(',');
const files = mutantFiles(names);
const changes = changesOf(files);
const wanted =
  values.again === undefined
    ? sampleOf(files, Number(values.most ?? changes.length), values.seed)
    : unnoticedIn(values.again);
console.log(`${wanted.length} of ${changes.length} mutants of ${files.size} files`);

const stages = values.stages.split(',');
const fateOf = new Map<number, Fate>(wanted.map((mutant) => [mutant, { mutant, tried: 0 }]));
const left = (): readonly Fate[] =>
  [...fateOf.values()].filter(({ noticed }) => noticed === undefined);

/** Asks under what is left. @returns how many of them it noticed */
async function stage(name: 'cases' | 'unit', tests: readonly string[] = []): Promise<number> {
  const before = left().map(({ mutant }) => mutant);
  const rig = await buildRig(files, `scripts/mutate/${name}.ts`, tests);
  const kept = join(FOLDER, `${name}.json`);
  rmSync(kept, { force: true });
  const command = (list: string) => [rig, ROOT, kept, list];
  for await (const fate of fates(command, before, Number(values.seconds))) {
    const tried = fate.tried + (fateOf.get(fate.mutant)?.tried ?? 0);
    fateOf.set(fate.mutant, { ...fate, tried });
    if (fate.noticed !== undefined) keep(fate);
  }
  return before.length - left().length;
}

const by = { cases: 0, tests: 0 };
for (const each of stages) {
  if (each === 'cases') by.cases = await stage('cases');
  else if (each === 'tests') by.tests = await stage('unit', testFiles(values.tests.split(',')));
  else throw new Error(`there is no stage ${each}`);
  console.log(`after the ${each}: ${left().length} left`);
}
for (const fate of left()) keep(fate);

let explained = 0;
let reached = 0;
for (const { mutant, tried } of left()) {
  const change = changes[mutant];
  if (change === undefined) continue;
  if (explanationOf(change) !== undefined) explained += 1;
  else {
    reached += tried > 0 ? 1 : 0;
    console.log(`${tried === 0 ? 'not reached' : 'survived'}: ${JSON.stringify(change)}`);
  }
}
const unexplained = left().length - explained;
console.log(
  `${wanted.length} mutants: ${by.cases} noticed by cases, ${by.tests} by unit tests, ${explained} explained, ` +
    `${unexplained} left (${reached} survived, ${unexplained - reached} not reached)`,
);

/** The mutants of these files that a run did not notice, wherever they are now. */
function unnoticedIn(file: string): readonly number[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const unnoticed = lines.map((line) => JSON.parse(line) as Fate & Change);
  const isIt = (one: Change) => (two: Fate & Change) =>
    two.noticed === undefined && one.file === two.file && one.of === two.of && one.to === two.to;
  return changes.flatMap((change, number) => (unnoticed.some(isIt(change)) ? [number] : []));
}

function keep(fate: Fate): void {
  if (values.out === undefined) return;
  appendFileSync(values.out, `${JSON.stringify({ ...fate, ...changes[fate.mutant] })}\n`);
}
