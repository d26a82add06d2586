// Makes every committed bundle: `npm run fixtures` writes fixtures/, `npm run fixtures -- --check` makes them again in memory and
// fails if a byte differs. Keys, times and randomness are fixed, so a difference means that something changed its meaning.

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { caseFiles } from './fixtures/cases.js';
import { demoFiles } from './fixtures/demo.js';
import { setFiles } from './fixtures/sets.js';
import { unzip } from './unzip.js';

/** Committed bundles with real deflate streams; all others are stored or carry a stream made by hand. */
const DEFLATED = new Set([
  'demo/incident.zip',
  'demo/incident-tampered.zip',
  'cases/records/form--data-too-long/bundle.zip',
]);
/** And those of many records. */
const BULK = /bulk|data-as-long|data-one-byte/;

const ROOT = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** Paths below fixtures/ and their bytes; README files are written by hand. */
async function fixtures(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const demo = await demoFiles();
  files.set('demo/incident.zip', demo.incident);
  files.set('demo/incident-tampered.zip', demo.tampered);
  files.set('demo/trust-root.json', Buffer.from(demo.trustRoot, 'utf8'));
  for (const [name, text] of demo.keys) files.set(`demo/keys/${name}`, Buffer.from(text, 'utf8'));
  for (const [path, bytes] of await caseFiles()) files.set(path, bytes);
  for (const [path, bytes] of await setFiles()) files.set(path, bytes);
  return files;
}

function* existing(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* existing(path);
    else if (name !== 'README.md') yield relative(ROOT, path);
  }
}

const made = await fixtures();
mkdirSync(ROOT, { recursive: true });
// fixtures/golden and fixtures/golden-sets are not ours to touch: they come from an independent producer.
const stale = ['cases', 'demo', 'sets']
  .flatMap((folder) => [...existing(join(ROOT, folder))])
  .filter((path) => !made.has(path));
const check = process.argv.includes('--check');
let different = 0;
for (const [path, bytes] of made) {
  const file = join(ROOT, path);
  if (!check) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  } else if (!(await isSame(file, bytes))) {
    console.error(`differs: ${path}`);
    different += 1;
  }
}
for (const path of stale) {
  if (check) console.error(`not made by the generator: ${path}`);
  else rmSync(join(ROOT, path));
}
if (check && different + stale.length > 0) process.exitCode = 1;
else console.log(`${made.size} files ${check ? 'agree' : 'written'}`);

/** The same bytes; or, where deflate came from another zlib, a zip of the same names and contents. */
async function isSame(file: string, bytes: Uint8Array): Promise<boolean> {
  if (!existsSync(file)) return false;
  const committed = readFileSync(file);
  if (committed.equals(bytes)) return true;
  const path = relative(ROOT, file);
  if (!DEFLATED.has(path) && !BULK.test(path)) return false;
  const [a, b] = [await unzip(committed), await unzip(Buffer.from(bytes))];
  return a.size === b.size && [...a].every(([path, content]) => b.get(path)?.equals(content));
}
