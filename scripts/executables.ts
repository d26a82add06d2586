// `npm run executables`: the five executables, in dist/executables. `npm run executables -- linux-x64` makes those that are named.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildExecutable } from './executables/build.js';
import { SYSTEMS } from './executables/systems.js';

const dist = join(import.meta.dirname, '../dist');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SYSTEMS.some((system) => system.name === name));
if (unknown.length > 0) {
  console.error(`no such system: ${unknown.join(', ')}`);
  console.error(`there are: ${SYSTEMS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
for (const system of SYSTEMS) {
  if (wanted.length > 0 && !wanted.includes(system.name)) continue;
  const file = join(dist, 'executables', system.file);
  buildExecutable(system, dist, { file });
  const bytes = readFileSync(file);
  const digest = createHash('sha256').update(bytes).digest('hex');
  console.log(`${digest}  ${system.file}  ${(bytes.length / 1e6).toFixed(1)} MB`);
}
