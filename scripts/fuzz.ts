// The fuzzer (docs/ROBUSTNESS.md): `npm run fuzz -- --minutes N [--executions N] [--seed S] [--target NAME …] [--fresh] [--branches]` builds the verifier with a counter in
// every branch and looks for inputs that reach new ones. Corpus and findings are kept in .tmp/fuzz/; --fresh reads and keeps nothing, so
// that the same seed does the same everywhere. `--replay FILE` runs one finding again. Exit code 1 if anything was found.

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type * as main from './fuzz/learn/main.js';
import { buildRig, FOLDER } from './fuzz/learn/rig.js';
import { branchTable, resultTable } from './fuzz/learn/tables.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    executions: { type: 'string' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string', multiple: true, default: [] },
    fresh: { type: 'boolean', default: false },
    branches: { type: 'boolean', default: false },
    replay: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(
    'usage: npm run fuzz -- [--minutes N] [--executions N] [--seed S] [--target NAME …] [--fresh] [--branches] [--replay FILE]',
  );
  process.exit(0);
}

const rig = await buildRig();
const { branches, words } = JSON.parse(
  readFileSync(rig.replace(/\.mjs$/, '.branches.json'), 'utf8'),
);
const { fuzz, replay } = (await import(pathToFileURL(rig).href)) as typeof main;
const options = {
  ...{ seed: values.seed, targets: values.target, branches, words, say: console.log },
  ...(values.fresh ? {} : { folder: FOLDER }),
};
if (values.replay !== undefined) {
  const what = await replay(values.replay, options);
  console.log(what ?? 'nothing is wrong with it');
  process.exit(what === undefined ? 0 : 1);
}
const bounds =
  values.executions === undefined
    ? { minutes: Number(values.minutes ?? 1) }
    : {
        executions: Number(values.executions),
        ...(values.minutes === undefined ? {} : { minutes: Number(values.minutes) }),
      };
const result = await fuzz({ ...options, ...bounds });
console.log(resultTable(result));
const table = branchTable(branches, result.reached);
writeFileSync(`${FOLDER}/branches.txt`, table.missing);
console.log(values.branches ? table.files : table.total);
console.log(`branches that nothing reached: ${FOLDER}/branches.txt`);
process.exit(result.found.length > 0 ? 1 : 0);
