// `npm run generate`: what is made from schemas/ and not written by hand. The validators (src/base/validators/) are JavaScript
// that ajv writes, so that no run compiles a schema or makes code from text; they are not committed, `npm ci` and `npm run build`
// make them. With `--check` nothing is written, and a file that would change is named.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validators } from './generate/validators.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src/base/validators');

const files = await validators(join(root, 'schemas'));
const before = existsSync(folder) ? readdirSync(folder) : [];
const stale = [
  ...before.filter((name) => !files.has(name)),
  ...[...files].flatMap(([name, text]) =>
    before.includes(name) && readFileSync(join(folder, name), 'utf8') === text ? [] : [name],
  ),
];
if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`not as generated: src/base/validators/${name}`);
  if (stale.length > 0) process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true });
  // Only what changes is written: whoever watches the folder is left in peace.
  for (const name of stale) {
    const text = files.get(name);
    if (text === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), text);
  }
}
