// Faults planted at random in a copy of the verifier, one at a time, and looked for by the cases of the kit alone. What they do not find
// is printed for a person to read: it is a rule without a case, or no fault at all, since no input tells it from the verifier.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../fuzz/random.js';
import { FOLDERS, mutantFiles } from '../mutate/catalogue.js';
import { buildRig, FOLDER, fates } from '../mutate/rig.js';

/** What a verdict is made by; what only writes, draws or compares trust roots is left out. */
const READ: readonly string[] = [
  ...FOLDERS.filter((name) => name !== 'src/trust' && name !== 'src/archive'),
  ...[
    'archive',
    'central-directory',
    'data-descriptor',
    'end-record',
    'extra-field',
    'inflate',
  ].map((name) => `src/archive/${name}.ts`),
  ...['local-header', 'names', 'survey', 'tiling'].map((name) => `src/archive/${name}.ts`),
  ...['dsse', 'encoding', 'json', 'json-scan', 'json-strict', 'key-name'].map(
    (name) => `src/base/${name}.ts`,
  ),
  ...['key-registry', 'key-window', 'parts', 'policy', 'trust-root', 'vkey'].map(
    (name) => `src/trust/${name}.ts`,
  ),
  ...['signature', 'spki', 'strict-ed25519'].map((name) => `src/crypto/${name}.ts`),
];

interface AtRandom {
  /** How many faults. */
  readonly most: number;
  readonly seed: string;
  /** Files and folders of the source; the checks of the verifier and what they read with if undefined. */
  readonly files: readonly string[] | undefined;
}

/** @returns the number of faults that the kit does not find */
export async function plantAtRandom(kit: string, { most, seed, files }: AtRandom): Promise<number> {
  const sources = mutantFiles(files ?? READ);
  const all = [...sources.values()].flatMap(({ mutants }) => mutants);
  const random = new Random(`kit/${seed}`);
  const wanted = all
    .map((_, number) => ({ number, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ number }) => number);
  const rig = await buildRig(sources, 'scripts/kit/planted.ts');
  const kept = join(FOLDER, 'kit.json');
  rmSync(kept, { force: true });
  let missed = 0;
  for await (const { mutant, noticed, tried } of fates(
    (list) => [rig, kit, kept, list],
    wanted,
    120,
  )) {
    if (noticed !== undefined) continue;
    missed += 1;
    const { file = '', line = 0, from = '', to = '', within } = all[mutant] ?? {};
    const short = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 120);
    const how = tried === 0 ? 'not reached' : `not found by ${tried}`;
    console.log(`${how}: ${file}:${line}: ${short(from)}  →  ${short(to)}  (${within?.join('-')})`);
  }
  console.log(
    `${wanted.length} of ${all.length} faults planted at random, ${missed} not found by the kit`,
  );
  return missed;
}
