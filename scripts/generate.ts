// `npm run generate`: what is made and not written by hand. The validators (src/base/validators/) are JavaScript that ajv writes from
// schemas/, so that no run compiles a schema or makes code from text; src/workers/source.ts holds the program of a thread as one
// text, so that it starts from any kind of package. They are not committed, `npm ci` and `npm run build` make them; where nothing has
// changed since they were made, nothing is done. With `--check` nothing is written, and a file that would change is named.

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const VALIDATORS = 'src/base/validators';

const here = (file: string): string => join(root, file);
const read = (file: string): string | undefined =>
  existsSync(here(file)) ? readFileSync(here(file), 'utf8') : undefined;
const isCheck = process.argv.includes('--check');

/** Writes what changes, and only that: whoever watches the folder is left in peace. */
function settle(file: string, text: string | undefined): void {
  if (read(file) === text) return;
  if (isCheck) {
    console.error(`not as generated: ${file}`);
    process.exitCode = 1;
  } else if (text === undefined) rmSync(here(file));
  else {
    mkdirSync(dirname(here(file)), { recursive: true });
    writeFileSync(here(file), text);
  }
}

/** Of all that goes in, and of what came out of it. */
function stampNow(): string {
  const hash = createHash('sha256');
  const below = ['schemas', 'scripts/generate', 'src'].flatMap((folder) =>
    readdirSync(here(folder), { recursive: true, encoding: 'utf8' }).map(
      (each) => `${folder}/${each}`,
    ),
  );
  for (const file of [...below, 'scripts/generate.ts', 'package-lock.json'].sort())
    if (statSync(here(file)).isFile()) hash.update(`${file}\n`).update(readFileSync(here(file)));
  return hash.digest('hex');
}

const STAMP = '.tmp/generated';
if (isCheck || read(STAMP) !== stampNow()) {
  const { validators } = await import('./generate/validators.js');
  const { workerSource } = await import('./generate/worker.js');
  const files = await validators(join(root, 'schemas'));
  const before = existsSync(here(VALIDATORS)) ? readdirSync(here(VALIDATORS)) : [];
  for (const name of new Set([...before, ...files.keys()]))
    settle(`${VALIDATORS}/${name}`, files.get(name));
  // The program of a thread is made of validators, too.
  settle('src/workers/source.ts', await workerSource(root));
  if (!isCheck) settle(STAMP, stampNow());
}
