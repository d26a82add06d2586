// `sample`: records drawn by a seed, the same ones whoever draws (docs/MANUAL.md §3).

import { verb } from '../command.js';
import { needed, on, type Read, usage } from '../flags.js';
import { manner, TRUST, trustFlags, WORK } from '../manner.js';
import { whole } from '../values.js';

/** Most records of a sample: nobody reads more one by one, and each is held. */
const MOST = 100_000;

/** Printable text of a sensible length: a zero byte would end the seed in the key (MANUAL §3). */
const seed: Read<string> = (word) => {
  if (!/^[^\p{Cc}]{1,256}$/u.test(word)) throw usage('1 to 256 characters, none of them a control');
  return word;
};

export const sample = verb({
  name: 'sample',
  says: 'draw records by a seed, the same ones whoever draws; from verified records only',
  bundles: 'one',
  flags: {
    size: needed('<n>', 'how many records', whole(1, MOST)),
    seed: needed('<text>', 'a text that the exporter could not know before the export', seed),
    selectedOnly: on('leave out what is shown in addition to the selection'),
    ...TRUST,
    ...manner(['text', 'csv', 'json']),
    ...WORK,
  },
  examples: [
    ["sample --bundle Q1.zip --size 25 --seed 'audit 2026-Q1, drawn 2 April'", 'draw 25 records'],
  ],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/sample.js')).drawSample(
      { ...flags, bundle, format: flags.format ?? 'text', trust: trustFlags(flags) },
      io,
    ),
});
