// Inside the rig (scripts/mutate.ts): every committed case under one mutant after another, each from where the case reaches it. A line
// of JSON for each mutant. Exit code 3 where a mutant left something behind: the next one needs a new process. What the cases give
// without a mutant is kept in a file for that one.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseFile, caseFolders, codesOf, readCase, runCase } from '../../test/support/case.js';
import type { Switches } from './rig.js';

const switches = (globalThis as unknown as { __mutants: Switches }).__mutants;
const [root = '', kept = '', list = ''] = process.argv.slice(2);
const wanted = JSON.parse(readFileSync(list, 'utf8')) as number[];

interface Case {
  readonly folder: string;
  readonly file: CaseFile;
  readonly outcome: string;
  readonly milliseconds: number;
  readonly seen: Uint8Array;
}

/** What test/cases.test.ts looks at. */
async function outcomeOf(folder: string, file: CaseFile, isOurs: boolean): Promise<string> {
  try {
    const transcript = await runCase(folder, file);
    const codes = isOurs ? codesOf(transcript) : [];
    return JSON.stringify([transcript.verdict, codes, transcript.frameworks?.map(({ id }) => id)]);
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

type Kept = Omit<Case, 'seen'> & { readonly seen: string };

async function untouched(): Promise<Case[]> {
  const found: Case[] = [];
  for (const group of ['cases', 'golden']) {
    for (const folder of caseFolders(join(root, 'fixtures', group))) {
      const file = readCase(folder);
      switches.on = -1;
      switches.seen.fill(0);
      const start = performance.now();
      const outcome = await outcomeOf(folder, file, group === 'cases');
      const milliseconds = performance.now() - start;
      found.push({ folder, file, outcome, milliseconds, seen: switches.seen.slice() });
    }
  }
  const text = found.map((each) => ({ ...each, seen: Buffer.from(each.seen).toString('base64') }));
  writeFileSync(kept, JSON.stringify(text));
  return found;
}

const cases: Case[] = existsSync(kept)
  ? (JSON.parse(readFileSync(kept, 'utf8')) as Kept[]).map((each) => ({
      ...each,
      seen: Buffer.from(each.seen, 'base64'),
    }))
  : await untouched();
// What costs least is tried first.
cases.sort((a, b) => a.milliseconds - b.milliseconds);

const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
say({ cases: cases.length });
for (const mutant of wanted) {
  let noticed: string | undefined;
  let tried = 0;
  for (const { folder, file, outcome, seen } of cases) {
    if (seen[mutant] !== 1) continue;
    tried += 1;
    const isOurs = folder.includes('/cases/');
    switches.on = mutant;
    const got = await outcomeOf(folder, file, isOurs);
    switches.on = -1;
    if (got === outcome) continue;
    noticed = folder.slice(root.length);
    say({ mutant, noticed, tried });
    if ((await outcomeOf(folder, file, isOurs)) !== outcome) process.exit(3);
    break;
  }
  if (noticed === undefined) say({ mutant, tried });
}
