// `npm run bench:page -- 20000 100000`: bundles of so many records in the page, beside the command on one thread in the same run. Times
// are ratios; memory is what Linux says. A million records take a while: npm run bench:page -- 1000000.

import { writeFileSync } from 'node:fs';
import { buildPage } from '../scripts/build/page.js';
import { bundleOf, FOLDER } from './bundles.js';
import { type InPage, verifyInPage } from './in-page.js';
import { costOf } from './process.js';

const sizes = process.argv.slice(2).map(Number);
const page = `${FOLDER}/page.html`;
console.log(
  'records    verdict  renderer  browser  steps  deaf  drawing  stopping  CPU against the command',
);
for (const records of sizes.length === 0 ? [20_000, 100_000] : sizes) {
  const { bundle, root } = bundleOf({ records, proof: 'batch' });
  writeFileSync(page, (await buildPage()).html);
  const words = ['bin/softqcos-verify.js', bundle, '--trust-root', root, '--jobs', '1'];
  const command = costOf([process.execPath, ...words]);
  console.log(rowOf(records, await verifyInPage({ bundle, root, page }), command.cpu));
}

function rowOf(records: number, measured: InPage, cpu: number): string {
  const { verdict, renderer, browser, steps, deaf, drawing, stopping } = measured;
  return [
    String(records).padEnd(9),
    verdict.padEnd(7),
    `${renderer.toFixed(0)} MiB`,
    `${browser.toFixed(0)} MiB`,
    String(steps),
    ...[deaf, drawing, stopping].map((ms) => `${ms.toFixed(0)} ms`),
    `${(measured.cpu / cpu).toFixed(1)} times`,
  ].join('  ');
}
