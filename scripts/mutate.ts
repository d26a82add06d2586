// The verifier, mutated: `npm run mutate -- --files src/merkle[,src/archive/tiling.ts] [--most N] [--seed S] [--tests test/unit/merkle,test/cases.test.ts]` changes one
// thing at a time and runs the tests that are about it, the quick ones first, until one fails. What no test notices is printed. A sample
// of N, spread over the files by the seed. Exit code 1 if the tests do not pass as they are.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from './fuzz/random.js';
import { type Mutant, mutantsOf } from './mutate/mutants.js';
import { plantTree, ROOT, tryMutant, tryNone } from './mutate/tree.js';

const { values } = parseArgs({
  options: {
    files: { type: 'string' },
    tests: { type: 'string' },
    most: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '300' },
  },
});
if (values.files === undefined) throw new Error('--files is missing');
const names = values.files.split(',').flatMap(filesOf);
const seconds = Number(values.seconds);
const mutants = sample(
  names.flatMap((name) => mutantsOf(name, readFileSync(join(ROOT, name), 'utf8'))),
  Number(values.most),
);

plantTree();
const first = [...new Set(mutants.flatMap(({ file }) => testsOf(file)[0] ?? []))];
if ((await tryNone(first, seconds * 2)) !== 'survived') {
  console.error('the tests do not pass as they are');
  process.exit(1);
}
const counts = { noticed: 0, survived: 0, hung: 0 };
for (const mutant of mutants) {
  let fate: keyof typeof counts = 'survived';
  for (const tests of testsOf(mutant.file))
    if (fate === 'survived') fate = await tryMutant(mutant, tests, seconds);
  counts[fate] += 1;
  const { file, line, from, to } = mutant;
  const short = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 80);
  if (fate === 'survived')
    console.log(`survived: ${file}:${line}: ${short(from)}  →  ${short(to)}`);
}
const { noticed, survived, hung } = counts;
console.log(
  `${mutants.length} mutants of ${names.length} files: ${noticed} noticed, ${hung} hung, ${survived} survived`,
);

function filesOf(name: string): string[] {
  const path = join(ROOT, name);
  if (!existsSync(path)) throw new Error(`there is no ${name}`);
  if (statSync(path).isFile()) return [name];
  const below = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
  return below.flatMap((each) =>
    each.endsWith('.ts') ? [`${name.replace(/\/$/, '')}/${each}`] : [],
  );
}

/** Tests that are about a file: of its folder, then the cases. */
function testsOf(file: string): string[][] {
  if (values.tests !== undefined) return [values.tests.split(',')];
  const folder = file.split('/')[1] ?? '';
  const own = [`test/unit/${folder}`, `test/vectors`].filter((path) =>
    existsSync(join(ROOT, path)),
  );
  return [own.slice(0, 1), ['test/cases.test.ts']].filter((tests) => tests.length > 0);
}

/** So many of all, the same for the same seed. */
function sample(all: readonly Mutant[], most: number): Mutant[] {
  const random = new Random(`mutants/${values.seed}`);
  const ranked = all.map((mutant) => ({ mutant, rank: random.next() }));
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, most).map(({ mutant }) => mutant);
}
