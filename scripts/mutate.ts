// The verifier, mutated: `npm run mutate -- [--files src/merkle,src/archive/tiling.ts] [--most N] [--seed S] [--out FILE]` changes one thing
// of it at a time: a comparison turned, a bound moved by one, a branch inverted, a guard taken away, an operand left out. All mutants are
// built in once, each behind a switch. First the committed cases run under each, in one process; those that no case notices then go
// through the unit tests that reach them (`--tests ''`: none). What no test notices is printed, and written to FILE with the rest, a line
// of JSON each. A sample of N, spread over the files by the seed. Exit code 1 if the tests do not pass as they are.

import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from './fuzz/random.js';
import { FOLDERS, mutantFiles } from './mutate/catalogue.js';
import { buildRig, type Fate, FOLDER, fates, ROOT } from './mutate/rig.js';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: FOLDERS.join(',') },
    tests: { type: 'string', default: 'test/unit,test/vectors' },
    most: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '120' },
    out: { type: 'string' },
  },
});
const names = values.files.split(',');
const files = mutantFiles(names);
const all = [...files.values()].flatMap(({ mutants }) => mutants);
const seconds = Number(values.seconds);
const random = new Random(`mutants/${values.seed}`);
const wanted = all
  .map((_, number) => ({ number, rank: random.next() }))
  .sort((a, b) => a.rank - b.rank)
  .slice(0, Number(values.most ?? all.length))
  .map(({ number }) => number)
  .sort((a, b) => a - b);
console.log(`${wanted.length} of ${all.length} mutants of ${files.size} files`);

const rig = await buildRig(files);
const byCases: Fate[] = [];
const kept = join(FOLDER, 'untouched.json');
rmSync(kept, { force: true });
for await (const fate of fates((list) => [rig, ROOT, kept, list], wanted, seconds)) {
  byCases.push(fate);
  if (fate.noticed !== undefined) keep(fate);
}
const rest = byCases.filter(({ noticed }) => noticed === undefined);
console.log(`${byCases.length - rest.length} noticed by the cases, ${rest.length} left`);

const tests = values.tests.split(',').filter((name) => name !== '');
const unit = (list: string): string[] => [
  ...['--import', 'tsx', 'scripts/mutate/unit.ts', list, JSON.stringify(names), ...tests],
];
const left: Fate[] = [];
const afterTests =
  tests.length === 0
    ? rest
    : fates(
        unit,
        rest.map(({ mutant }) => mutant),
        seconds,
      );
for await (const fate of afterTests) {
  const cases = tests.length === 0 ? 0 : triedByCases(fate.mutant);
  const both = { ...fate, tried: fate.tried + cases };
  keep(both);
  if (both.noticed === undefined) left.push(both);
}
for (const { mutant, tried } of left) {
  const { file = '', line, from = '', to = '' } = all[mutant] ?? {};
  const short = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 80);
  const how = tried === 0 ? 'not reached' : 'survived';
  console.log(`${how}: ${file}:${line}: ${short(from)}  →  ${short(to)}`);
}
const reached = left.filter(({ tried }) => tried > 0).length;
console.log(
  `${wanted.length} mutants: ${wanted.length - left.length} noticed, ${reached} survived, ${left.length - reached} not reached by these tests`,
);

function triedByCases(mutant: number): number {
  return rest.find((fate) => fate.mutant === mutant)?.tried ?? 0;
}

function keep(fate: Fate): void {
  if (values.out === undefined) return;
  appendFileSync(values.out, `${JSON.stringify({ ...fate, ...all[fate.mutant] })}\n`);
}
