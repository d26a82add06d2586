// Where the public test vectors are. They are read in place and are no part of this repository: where the folder is absent, the
// suites that need it are skipped by a name that says so.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../../shared/vectors');

/** The folder of one set of vectors, or undefined. */
function vectorsDir(name: string): string | undefined {
  const dir = path.join(ROOT, name);
  if (existsSync(dir)) return dir;
  // Whoever has the vectors has all of them: in CI a set that is missing is a mistake, and no reason to skip.
  if (process.env['CI'] === 'true' && existsSync(ROOT))
    throw new Error(`no vectors ${name} in ${ROOT}`);
  return undefined;
}

/** A suite over one set of vectors. `define` gets the folder; it runs only if the folder is there. */
export function describeVectors(name: string, title: string, define: (dir: string) => void): void {
  const dir = vectorsDir(name);
  if (dir !== undefined) describe(title, () => define(dir));
  else it.skip(`${title}: skipped, the vectors ${name} are not beside the repository`, () => {});
}

/** Reads a JSON file of the vectors; the caller names the shape it relies on. */
export function readJson<T>(...parts: readonly string[]): T {
  return JSON.parse(readFileSync(path.join(...parts), 'utf8')) as T;
}

/** Bytes of a hex string of either case. */
export function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** Bytes of standard base64. */
export function base64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
