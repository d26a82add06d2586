// Builds the cases and the verifier into one file in which every mutant lies behind a switch, and runs it over mutants: one process for
// many of them, a new one after one that hangs, ends it or leaves something behind.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type MutantFile, nameOf } from './catalogue.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const FOLDER = join(ROOT, '.tmp/mutate');

/** What became of a mutant: the case that noticed it, that it hung, or neither; and how many cases reach it, at the least. */
export interface Fate {
  readonly mutant: number;
  readonly noticed?: string;
  readonly tried: number;
}

export interface Switches {
  /** The mutant that is on; -1 for none. */
  on: number;
  /** 1 for each that was asked for since it was cleared. */
  readonly seen: Uint8Array;
}

/** The switches, for a module that holds `__m`. */
function switches(files: ReadonlyMap<string, MutantFile>): string {
  const count = [...files.values()].reduce((sum, { mutants }) => sum + mutants.length, 0);
  return `const __mutants = (globalThis.__mutants ??= { on: -1, seen: new Uint8Array(${count}) });
const __m = (n) => { __mutants.seen[n] = 1; return __mutants.on === n; };
`;
}

/** Signatures are not what is mutated, and most of the time: each is verified once for all mutants. */
const REMEMBERED = `
const __keys = new Map<string, LoadedKey>();
export function loadPublicKey(algorithm: SignatureAlgorithm, raw: Uint8Array): LoadedKey {
  const name = algorithm + toHex(raw);
  const known = __keys.get(name) ?? __load(algorithm, raw);
  if (__keys.has(name) || !known.ok) return known;
  const remember = (verify: (message: Uint8Array, signature: Uint8Array) => boolean) => {
    const answers = new Map<string, boolean>();
    return (message: Uint8Array, signature: Uint8Array) => {
      const asked = toHex(digestOf('sha256', message)) + toHex(digestOf('sha256', signature));
      const answer = answers.get(asked) ?? verify(message, signature);
      answers.set(asked, answer);
      return answer;
    };
  };
  const { key } = known;
  const loaded: LoadedKey = {
    ok: true,
    key: { ...key, verify: remember(key.verify), verifyOnce: remember(key.verifyOnce) },
  };
  __keys.set(name, loaded);
  return loaded;
}`;

/**
 * Builds it.
 * @param entry what asks (scripts/mutate/under.ts), from the root of the project
 * @param tests files of tests that are built in before it, with harness.ts in the place of vitest
 * @returns its path
 */
export async function buildRig(
  files: ReadonlyMap<string, MutantFile>,
  entry: string,
  tests: readonly string[] = [],
): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const outfile = join(FOLDER, `${basename(entry, '.ts')}.mjs`);
  const parts = [...tests, entry];
  await build({
    absWorkingDir: ROOT,
    stdin: {
      contents: parts.map((part) => `import ${JSON.stringify(`./${part}`)};\n`).join(''),
      resolveDir: ROOT,
    },
    outfile,
    ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20.19', charset: 'utf8' },
    packages: 'external',
    // The package says of its files that importing them does nothing; of tests it does everything.
    ignoreAnnotations: true,
    banner: { js: switches(files) },
    logLevel: 'error',
    plugins: [
      {
        name: 'switched',
        setup: ({ onLoad, onResolve }) => {
          onResolve({ filter: /^vitest$/ }, ({ importer }) =>
            importer === HARNESS ? undefined : { path: HARNESS },
          );
          onLoad({ filter: /\.ts$/ }, ({ path }) => ({
            // What lies beside a file is looked for beside it, and not beside the rig.
            contents: sourceOf(path, files).replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(path).href),
            ),
            loader: 'ts',
          }));
        },
      },
    ],
  });
  return outfile;
}

const HARNESS = join(ROOT, 'scripts/mutate/harness.ts');

function sourceOf(path: string, files: ReadonlyMap<string, MutantFile>): string {
  const name = nameOf(path);
  const text = files.get(name)?.source ?? readFileSync(path, 'utf8');
  if (name !== 'src/crypto/signature.ts') return text;
  return text.replace('export function loadPublicKey', 'function __load') + REMEMBERED;
}

/**
 * Runs mutants by their numbers.
 * @param command what is run: it finds their list at the end of its arguments, and prints one line for each
 * @param seconds without a word after which a mutant hangs
 */
export async function* fates(
  command: (list: string) => readonly string[],
  mutants: readonly number[],
  seconds: number,
): AsyncGenerator<Fate> {
  const list = join(FOLDER, 'mutants.json');
  let rest = mutants;
  while (rest.length > 0) {
    writeFileSync(list, JSON.stringify(rest));
    // A group of its own: what it starts ends with it.
    const child = spawn(process.execPath, command(list), {
      ...{ cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], detached: true },
    });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    let done = 0;
    let isReady = false;
    for await (const line of linesOf(child, () => (isReady ? seconds : 1_800))) {
      const said = JSON.parse(line) as Fate | { readonly cases: number };
      if ('cases' in said) isReady = true;
      else {
        done += 1;
        yield said;
      }
    }
    const code = await ended;
    if (!isReady) throw new Error('the tests do not pass as they are');
    const next = rest[done];
    // It ended in the middle of one: that one hung, or brought the process down.
    if (code !== 0 && code !== 3 && next !== undefined) {
      done += 1;
      yield { mutant: next, noticed: code === null ? 'hung' : `ended with ${code}`, tried: 1 };
    }
    rest = rest.slice(done);
  }
}

/** Lines of a process, which is killed if it is silent for too long. */
async function* linesOf(child: ChildProcess, seconds: () => number): AsyncGenerator<string> {
  if (child.stdout === null) return;
  const kill = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  const wind = () => setTimeout(kill, seconds() * 1_000);
  let timer = wind();
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(timer);
    if (line.startsWith('{')) yield line;
    timer = wind();
  }
  clearTimeout(timer);
}
