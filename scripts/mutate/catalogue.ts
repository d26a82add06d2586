// Every mutant of the files that are asked about, numbered in one order, and their sources with all of them in.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '../fuzz/random.js';
import { type Mutant, mutantsOf, switched } from './mutants.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The checks of the verifier, as it reads: what is generated, or runs in a browser alone, is left out. */
export const FOLDERS = [
  ...['src/archive', 'src/bundle', 'src/checks', 'src/evidence', 'src/history', 'src/merkle'],
  ...['src/timestamp', 'src/trust', 'src/x509'],
];

export interface MutantFile {
  readonly first: number;
  /** As it is. */
  readonly text: string;
  readonly mutants: readonly Mutant[];
  /** With all of them in, each behind its switch. */
  readonly source: string;
}

/** What a mutant makes of which expression, as it is written in the source. */
export interface Change {
  readonly file: string;
  readonly line: number;
  readonly of: string;
  readonly to: string;
}

/** @param names files and folders from the root of the project. @throws {Error} if there is no such file */
export function mutantFiles(names: readonly string[]): ReadonlyMap<string, MutantFile> {
  const files = new Map<string, MutantFile>();
  let first = 0;
  for (const file of names.flatMap(filesOf)) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const mutants = mutantsOf(file, text);
    files.set(file, { first, text, mutants, source: switched(text, mutants, first) });
    first += mutants.length;
  }
  return files;
}

/** What each mutant changes, in the order of their numbers. */
export function changesOf(files: ReadonlyMap<string, MutantFile>): readonly Change[] {
  return [...files.values()].flatMap(({ text, mutants }) =>
    mutants.map(({ file, line, start, end, to, within: [from, until] }) => ({
      ...{ file, line, of: text.slice(from, until) },
      to: text.slice(from, start) + to + text.slice(end, until),
    })),
  );
}

/** A sample that has mutants of every file, by their numbers: of each file as large a share, and at least one. */
export function sampleOf(
  files: ReadonlyMap<string, MutantFile>,
  most: number,
  seed: string,
): readonly number[] {
  const random = new Random(`mutants/${seed}`);
  const ranked = [...files.values()].flatMap(({ first, mutants }) =>
    mutants
      .map((_, at) => ({ number: first + at, rank: random.next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ number, rank }, at) => ({ number, rank, share: at / mutants.length })),
  );
  return ranked
    .sort((a, b) => a.share - b.share || a.rank - b.rank)
    .slice(0, most)
    .map(({ number }) => number)
    .sort((a, b) => a - b);
}

/** The name that a file has in the map. */
export function nameOf(path: string): string {
  return relative(ROOT, path).replaceAll('\\', '/');
}

/** Files of tests by names of files and folders. */
export function testFiles(names: readonly string[]): readonly string[] {
  return names.flatMap(filesOf).filter((name) => name.endsWith('.test.ts'));
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
