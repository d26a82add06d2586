// A verifier that is broken on purpose, so that the kit can be tested: one place of a copy of the source is another, or a check finds
// nothing. Each `from` stands once in its file; a fault whose place is gone stops the build.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { CATALOGUE } from '../../src/catalogue/checks.js';
import { CODES } from '../../src/catalogue/codes.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Fault {
  readonly name: string;
  /** Cases that are about it come first: any prefix of an id. */
  readonly near: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** What a programmer could have written, each for a rule of its own. */
const WRITTEN = JSON.parse(
  readFileSync(new URL('./faults.json', import.meta.url), 'utf8'),
) as readonly Fault[];

const DEAF_PREFIX = 'deaf:';
/** Checks that find nothing; those that only ever inform change no result. */
const DEAF: readonly string[] = CATALOGUE.map(({ id }) => id).filter((id) =>
  Object.values(CODES).some(({ check, outcome }) => check === id && outcome !== 'note'),
);

/** Every fault by name, with the cases that are asked first. */
export const FAULTS: readonly { readonly name: string; readonly near: string }[] = [
  ...WRITTEN.map(({ name, near }) => ({ name, near })),
  ...DEAF.map((id) => ({ name: `${DEAF_PREFIX}${id}`, near: `cases/${id}--` })),
];

/** Where what a check has found is put together: one of them has found nothing. */
function deaf(name: string): Change {
  const from = '.map((kept) => kept.finding);';
  const id = JSON.stringify(name.slice(DEAF_PREFIX.length));
  return {
    file: 'src/checks/settle.ts',
    from,
    to: `.map((kept) => kept.finding).filter(() => (id as string) !== ${id});`,
  };
}

/** Says of which faults the place is not there, or not once. */
export function lostFaults(): string[] {
  return FAULTS.filter(({ name }) => {
    const change = name.startsWith(DEAF_PREFIX)
      ? deaf(name)
      : WRITTEN.find((one) => one.name === name);
    return change === undefined || !stands(change);
  }).map(({ name }) => name);
}

/** Builds the program under test, with one fault in it if one is named. */
export async function buildVerifier(outfile: string, name?: string): Promise<void> {
  const written = WRITTEN.find((one) => one.name === name);
  const change = name?.startsWith(DEAF_PREFIX) === true ? deaf(name) : written;
  if (name !== undefined && change === undefined) throw new Error(`there is no fault ${name}`);
  if (change !== undefined && !stands(change)) throw new Error(`no place for the fault ${name}`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/kit/verifier.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
    plugins: change === undefined ? [] : [planted(change)],
  });
}

type Change = Pick<Fault, 'file' | 'from' | 'to'>;

function planted({ file, from, to }: Change): Plugin {
  return {
    name: 'planted fault',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        const isPlace = path === join(ROOT, file);
        return { contents: isPlace ? source.replace(from, () => to) : source, loader: 'ts' };
      }),
  };
}

function stands({ file, from }: Change): boolean {
  return readFileSync(join(ROOT, file), 'utf8').split(from).length === 2;
}
