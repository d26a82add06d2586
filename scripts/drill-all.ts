// Drills the drill: `npm run drill:all -- [--seeds 1,2,3] [--copies N] [--part i/n]` drills every bundle of fixtures/ that can be opened, with each seed. Of a bundle that passes
// every tampering must be caught, by a check that is expected to; of any bundle none may be missed, and what is called a tampering must
// change something. Exit code 1 if that is not so.

import { parseArgs } from 'node:util';
import { drillOf } from './drill/bundles.js';
import { loadCorpus } from './fuzz/corpus.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2,3' },
    copies: { type: 'string' },
  },
});
const seeds = values.seeds.split(',').map(Number);
const copies = values.copies === undefined ? undefined : Number(values.copies);
const totals = { bundles: 0, passing: 0, tamperings: 0, caught: 0, hidden: 0, removals: 0 };
let found = 0;
for (const base of loadCorpus()) {
  totals.bundles += 1;
  if (base.verdict === 'pass') totals.passing += 1;
  for (const seed of seeds) {
    const { drill, faults } = await drillOf(base, seed, copies);
    totals.tamperings += drill.counts.tamperings;
    totals.caught += drill.counts.caught;
    totals.hidden += drill.counts.hidden;
    totals.removals += drill.removals.length;
    for (const fault of faults) console.log(`${base.name}, seed ${seed}: ${fault}`);
    found += faults.length;
  }
}
const { bundles, passing, tamperings, caught, hidden, removals } = totals;
console.log(
  `${bundles} bundles (${passing} pass), seeds ${seeds.join(', ')}: ${tamperings} tamperings, ${caught} caught, ${hidden} hidden by faults of the bundle itself; ${removals} removals; ${found} findings`,
);
if (found > 0) process.exitCode = 1;
