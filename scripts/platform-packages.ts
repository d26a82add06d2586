// `npm run platform-packages`: an npm package for each executable that was built, in dist/platform-packages. Whoever installs one gets
// the command with its sandbox, and needs no package beside it. The library does not depend on them.

import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEMS } from './executables/systems.js';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

for (const { name, file, runsOn } of SYSTEMS) {
  const executable = join(dist, 'executables', file);
  const folder = join(dist, 'platform-packages', name);
  rmSync(folder, { recursive: true, force: true });
  if (!existsSync(executable)) continue;
  mkdirSync(folder, { recursive: true });
  const [os, cpu] = runsOn;
  const manifest = {
    name: `softqcos-verify-${name}`,
    version,
    description: `softqcos-verify as one executable for ${name}: verifies evidence bundles offline.`,
    license,
    os: [os],
    cpu: [cpu],
    // Node is linked with glibc.
    ...(os === 'linux' ? { libc: ['glibc'] } : {}),
    bin: { 'softqcos-verify': file },
    files: [file, 'THIRD-PARTY.txt'],
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(executable, join(folder, file));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  copyFileSync(join(dist, 'release/THIRD-PARTY.txt'), join(folder, 'THIRD-PARTY.txt'));
  console.log(`softqcos-verify-${name}@${version}`);
}
