// `npm run executables`: the five executables, in dist/executables. `npm run executables -- linux-x64` makes those that are named.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildExecutable, builder } from './executables/build.js';
import { SYSTEMS } from './executables/systems.js';

const dist = join(import.meta.dirname, '../dist');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SYSTEMS.some((system) => system.name === name));
if (unknown.length > 0) {
  console.error(`no such system: ${unknown.join(', ')}`);
  console.error(`there are: ${SYSTEMS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const queue = SYSTEMS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const work = mkdtempSync(join(tmpdir(), 'builder-'));
try {
  const node = builder(work);
  // Two at a time: while one is put together, another one is read or signed.
  await Promise.all([buildNext(node), buildNext(node)]);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function buildNext(node: string): Promise<void> {
  for (let system = queue.shift(); system !== undefined; system = queue.shift()) {
    const file = join(dist, 'executables', system.file);
    await buildExecutable(system, node, { dist, file });
    const bytes = readFileSync(file);
    const digest = createHash('sha256').update(bytes).digest('hex');
    console.log(`${digest}  ${system.file}  ${(bytes.length / 1e6).toFixed(1)} MB`);
  }
}
