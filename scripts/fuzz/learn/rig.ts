// Builds the rig: the fuzzer and the verifier in one file, every branch of src/ counted. Nothing of src/ is changed on disk.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type Branch, instrument } from './instrument.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const FOLDER = join(ROOT, '.tmp/fuzz');
/** More branches than src/ has. */
const COUNTERS = 65_536;

/** Before anything of the verifier is loaded: the counters, and a bound on the turns of all loops of an execution. */
const BANNER = `
const __k = new Uint32Array(${COUNTERS});
let __turns = 0, __most = Infinity;
class __Exceeded extends Error {}
const __t = (i) => { __k[i]++; if (++__turns > __most) throw new __Exceeded('more turns of loops than an honest input of this size needs'); };
globalThis.__fuzz = { counters: __k, Exceeded: __Exceeded, begin: (most) => { __turns = 0; __most = most; }, turns: () => __turns };
import { createRequire as __require } from 'node:module';
const require = __require(import.meta.url);
`;

/** Changes the text of a file of src/ before it is counted: to plant a fault. */
export type Plant = (file: string, source: string) => string;

/** Builds a rig and returns its path; the branches are beside it. */
export async function buildRig(
  name = 'rig',
  plant: Plant = (_, source) => source,
): Promise<string> {
  const branches: Branch[] = [];
  const words = new Set<string>();
  const counted: Plugin = {
    name: 'counted',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        const file = relative(ROOT, path).replaceAll('\\', '/');
        const source = plant(file, readFileSync(path, 'utf8'));
        if (/^src\/kernel\/module\.ts$|^src\/compliance\/render\/pdf\//.test(file))
          return { contents: source, loader: 'ts' };
        for (const [, word = ''] of source.matchAll(/'([^'\\\n]{1,40})'/g)) words.add(word);
        return { contents: instrument(file, source, branches), loader: 'ts' };
      }),
  };
  const outfile = join(FOLDER, `${name}.mjs`);
  mkdirSync(FOLDER, { recursive: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/fuzz/learn/main.ts'],
    outfile,
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20.19', charset: 'utf8' },
    packages: 'external',
    banner: { js: BANNER },
    logLevel: 'error',
    plugins: [counted],
  });
  if (branches.length > COUNTERS) throw new Error('too few counters');
  writeFileSync(
    join(FOLDER, `${name}.branches.json`),
    JSON.stringify({ branches, words: [...words] }),
  );
  return outfile;
}
