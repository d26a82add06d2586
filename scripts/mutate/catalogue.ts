// Every mutant of the files that are asked about, numbered in one order, and their sources with all of them in.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Mutant, mutantsOf, switched } from './mutants.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The checks of the verifier, as it reads: what is generated, or runs in a browser alone, is left out. */
export const FOLDERS = [
  ...['src/archive', 'src/bundle', 'src/checks', 'src/evidence', 'src/history', 'src/merkle'],
  ...['src/timestamp', 'src/trust', 'src/x509'],
];

export interface MutantFile {
  readonly first: number;
  readonly mutants: readonly Mutant[];
  readonly source: string;
}

/** @param names files and folders from the root of the project. @throws {Error} if there is no such file */
export function mutantFiles(names: readonly string[]): ReadonlyMap<string, MutantFile> {
  const files = new Map<string, MutantFile>();
  let first = 0;
  for (const file of names.flatMap(filesOf)) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const mutants = mutantsOf(file, text);
    files.set(file, { first, mutants, source: switched(text, mutants, first) });
    first += mutants.length;
  }
  return files;
}

/** The name that a file has in the map. */
export function nameOf(path: string): string {
  return relative(ROOT, path).replaceAll('\\', '/');
}

function filesOf(name: string): string[] {
  const path = join(ROOT, name);
  if (!existsSync(path)) throw new Error(`there is no ${name}`);
  if (statSync(path).isFile()) return [name];
  const below = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
  return below.flatMap((each) =>
    each.endsWith('.ts') && !each.endsWith('.web.ts') ? [`${name.replace(/\/$/, '')}/${each}`] : [],
  );
}
