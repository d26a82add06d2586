// A copy of the project in which one file at a time is another: the files that people work with are never touched.

import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applied, type Mutant } from './mutants.js';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TREE = join(ROOT, '.tmp/mutate/tree');
/** Not changed by any mutant: looked at where they are. */
const LINKED = ['node_modules', 'fixtures', 'dist', 'docs'];

/** Makes the copy anew. */
export function plantTree(): void {
  rmSync(TREE, { recursive: true, force: true });
  mkdirSync(TREE, { recursive: true });
  for (const name of readdirSync(ROOT)) {
    if (name === '.git' || name === '.tmp' || LINKED.includes(name)) continue;
    cpSync(join(ROOT, name), join(TREE, name), { recursive: true });
  }
  for (const name of LINKED)
    if (existsSync(join(ROOT, name))) symlinkSync(join(ROOT, name), join(TREE, name));
  const shared = join(ROOT, '../shared');
  const beside = join(TREE, '../shared');
  if (existsSync(shared) && !existsSync(beside)) symlinkSync(shared, beside);
}

export type Fate = 'noticed' | 'survived' | 'hung';

/** Runs tests over one mutant, until the first that fails. @param seconds after which it hangs */
export async function tryMutant(
  mutant: Mutant,
  tests: readonly string[],
  seconds: number,
): Promise<Fate> {
  const path = join(TREE, mutant.file);
  const source = readFileSync(join(ROOT, mutant.file), 'utf8');
  writeFileSync(path, applied(source, mutant));
  try {
    return await run(tests, seconds);
  } finally {
    writeFileSync(path, source);
  }
}

/** The tests over the sources as they are: they must pass, or nothing that follows means anything. */
export function tryNone(tests: readonly string[], seconds: number): Promise<Fate> {
  return run(tests, seconds);
}

function run(tests: readonly string[], seconds: number): Promise<Fate> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--bail', '1', '--reporter', 'dot', ...tests],
    {
      ...{ cwd: TREE, stdio: 'ignore' as const, detached: true },
    },
  );
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // Its own group: the workers of the test runner end with it.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, seconds * 1_000);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(signal !== null ? 'hung' : code === 0 ? 'survived' : 'noticed');
    });
  });
}
