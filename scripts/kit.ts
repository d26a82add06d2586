// The conformance kit (docs/SPEC.md §19.4).
//   npm run kit -- [--clean-room] [--sign KEY.pem] [--out FOLDER]   writes one archive, and the same files beside it
//   npm run kit -- --self [--faults NAME,… | --faults all]           runs this verifier, the second opinion and broken verifiers through it
//   npm run kit -- --random N [--seed S] [--files src/merkle,…]       plants N faults at random, one at a time, and prints those that it misses
// Exit code 1 if a program that should conform does not, or a fault of --self is not caught.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { plantAtRandom } from './kit/random.js';
import { selfTest } from './kit/self.js';
import { KIT_VERSION, makeKit } from './kit/write.js';
import { zipOf } from './kit/zip.js';

const { values } = parseArgs({
  options: {
    'clean-room': { type: 'boolean', default: false },
    sign: { type: 'string' },
    out: { type: 'string', default: fileURLToPath(new URL('../.tmp/kit/', import.meta.url)) },
    self: { type: 'boolean', default: false },
    faults: { type: 'string', default: 'all' },
    random: { type: 'string' },
    seed: { type: 'string', default: '1' },
    files: { type: 'string' },
  },
});
const cleanRoom = values['clean-room'];
const name = `softqcos-conformance-kit-${KIT_VERSION}${cleanRoom ? '-clean-room' : ''}`;
const folder = join(values.out, name);
const kit = await makeKit({
  cleanRoom,
  ...(values.sign === undefined ? {} : { key: readFileSync(values.sign, 'utf8') }),
});
rmSync(folder, { recursive: true, force: true });
for (const [path, content] of kit.files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
writeFileSync(`${folder}.zip`, await zipOf(name, kit.files));
console.log(`${name}.zip: ${kit.cases} cases, ${kit.files.size} files, signed by ${kit.vkey}`);
if (values.sign === undefined)
  console.log('the key is a public test key: sign a kit that you hand on with --sign KEY.pem');
if (values.self) {
  const wanted =
    values.faults === 'all' ? undefined : values.faults.split(',').filter((one) => one !== '');
  if (!(await selfTest(folder, kit.vkey, wanted))) process.exitCode = 1;
}
if (values.random !== undefined) {
  const { random, seed, files } = values;
  await plantAtRandom(folder, { most: Number(random), seed, files: files?.split(',') });
}
