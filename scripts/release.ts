// `npm run release`: everything that is handed out, the page included, in dist/release, with SHA256SUMS, the bill of materials, the licences and the
// statement of what it was built from. The same commit gives the same bytes. `-- --compress` adds each executable as .xz.

import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPage } from './build/page.js';
import { nodeLicence, run, unpackNode } from './executables/node.js';
import { hostSystem, NODE_VERSION, SYSTEMS } from './executables/systems.js';
import { partsOf, thirdParty } from './release/contents.js';
import { provenance } from './release/provenance.js';
import { billOfMaterials } from './release/sbom.js';
import { shrinkwrapOf } from './release/shrinkwrap.js';

/** Of a builder that does not say who it is (docs/SPEC.md §20). */
const BY_HAND = 'urn:uuid:13d30cec-7040-452b-bcc0-2333ac9c7c93';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const release = join(dist, 'release');
const PAGE = 'softqcos-verify.html';
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

rmSync(release, { recursive: true, force: true });
mkdirSync(release, { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'release-'));
try {
  const shrinkwrap = join(root, 'npm-shrinkwrap.json');
  writeFileSync(shrinkwrap, shrinkwrapOf(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  try {
    run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', release], {
      cwd: root,
    });
  } finally {
    rmSync(shrinkwrap);
  }
  for (const { file } of SYSTEMS)
    copyFileSync(join(dist, 'executables', file), join(release, file));
  const { binary } = unpackNode(hostSystem(), work);
  const packages = SYSTEMS.map(({ package: name, integrity }) => ({
    name,
    version: NODE_VERSION,
    sha512: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex'),
  }));
  const page = await buildPage();
  write(PAGE, page.html);
  const parts = partsOf(dist, page.licences);
  const { node: _, ...versions } = JSON.parse(
    run(binary, ['-p', 'JSON.stringify(process.versions)'], { env: {} }),
  );
  const licence = nodeLicence(work);
  write('THIRD-PARTY.txt', thirdParty(parts, { version: NODE_VERSION, licence }));
  write(
    'softqcos-verify.cdx.json',
    billOfMaterials({ version, parts, node: { version: NODE_VERSION, packages, versions } }),
  );
  const names = [
    `softqcos-verify-${version}.tgz`,
    ...SYSTEMS.map(({ file }) => file),
    PAGE,
    'softqcos-verify.cdx.json',
    'THIRD-PARTY.txt',
  ];
  const subjects = new Map(names.map((name) => [name, sha256(join(release, name))]));
  const build = {
    commit: run('git', ['rev-parse', 'HEAD'], { cwd: root }).trim(),
    subjects,
    lockfile: sha256(join(root, 'package-lock.json')),
    node: packages,
    builder: process.env['BUILDER_ID'] ?? BY_HAND,
  };
  write('provenance.intoto.json', provenance(build));
  subjects.set('provenance.intoto.json', sha256(join(release, 'provenance.intoto.json')));
  if (process.argv.includes('--compress'))
    for (const { file } of SYSTEMS) {
      run('xz', ['-6', '--threads=1', '--keep', join(release, file)]);
      subjects.set(`${file}.xz`, sha256(join(release, `${file}.xz`)));
    }
  const sums = [...subjects].map(([name, digest]) => `${digest}  ${name}\n`).join('');
  write('SHA256SUMS', sums);
  console.log(`${sums}\n${PAGE} says of itself: fingerprint ${page.fingerprint}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function write(name: string, text: string): void {
  writeFileSync(join(release, name), text);
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
