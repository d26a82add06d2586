// The unit tests under one mutant after another (scripts/mutate.ts), each under those files of tests that reach it: the same lines of
// JSON as scripts/mutate/cases.ts.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import { mutantFiles, nameOf } from './catalogue.js';
import { FOLDER, ROOT, switches } from './rig.js';
import { seenFile } from './seen.js';

const [list = '', names = '[]', ...tests] = process.argv.slice(2);
const wanted = JSON.parse(readFileSync(list, 'utf8')) as number[];
process.env['MUTANT_FOLDER'] = FOLDER;
const turnOn = (mutant: number): void => writeFileSync(join(FOLDER, 'on'), String(mutant));
const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

turnOn(-1);
const files = mutantFiles(JSON.parse(names) as string[]);
const vitest = await createVitest(
  'test',
  {
    ...{ root: ROOT, config: false, watch: false, bail: 1, reporters: [{}] },
    ...{
      include: tests.map((each) => (each.endsWith('.ts') ? each : `${each}/**/*.test.ts`)),
      testTimeout: 120_000,
    },
    ...{ setupFiles: ['scripts/mutate/unit-switch.ts'] },
    globalSetup: ['test/support/temporary.ts'],
  },
  {
    plugins: [
      {
        name: 'switched',
        enforce: 'pre',
        load: (id) => {
          const file = files.get(nameOf(id.split('?')[0] ?? ''));
          return file === undefined ? null : switches(files) + file.source;
        },
      },
    ],
  },
);
const specifications = await vitest.globTestSpecifications();
const isGreen = async (some: typeof specifications): Promise<boolean> => {
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(some);
  return unhandledErrors.length === 0 && testModules.every((each) => each.state() !== 'failed');
};
if (!(await isGreen(specifications))) process.exit(1);
say({ cases: specifications.length });

const seenBy = new Map(
  specifications.map((each) => {
    const path = join(FOLDER, seenFile(each.moduleId));
    return [each, existsSync(path) ? readFileSync(path) : Buffer.alloc(0)];
  }),
);
for (const mutant of wanted) {
  const reaching = specifications.filter((each) => seenBy.get(each)?.[mutant] === 1);
  turnOn(mutant);
  const isNoticed = reaching.length > 0 && !(await isGreen(reaching));
  const tried = reaching.length;
  say(isNoticed ? { mutant, noticed: 'a unit test', tried } : { mutant, tried });
}
process.exit(0);
