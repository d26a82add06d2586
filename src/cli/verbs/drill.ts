// `drill`: tampers with copies of a bundle in memory and shows what catches each (docs/MANUAL.md §7).

import { FAMILY_NAMES } from '../../drill/tampering.js';
import { verb } from '../command.js';
import { many, one } from '../flags.js';
import { manner, REQUIRE, TRUST, trustFlags, WORK } from '../manner.js';
import { oneOf, whole } from '../values.js';

export const drill = verb({
  name: 'drill',
  says: 'tamper with copies of a bundle in memory, and show what catches each',
  bundles: 'one',
  flags: {
    seed: one('<n>', 'tamper in other places of the bundle (default: 1)', whole(0, 0xffff_ffff)),
    only: many(
      '<family>',
      `try tamperings of this kind alone: ${FAMILY_NAMES.join(', ')}`,
      oneOf(FAMILY_NAMES),
      { choices: FAMILY_NAMES },
    ),
    copies: one('<n>', 'verify so many copies at most; the seed says which', whole(1, 1_000_000)),
    require: REQUIRE,
    ...TRUST,
    ...manner(['text', 'json']),
    ...WORK,
  },
  examples: [
    ['drill --bundle Q1.zip --seed 7', 'other lines and bytes than by default'],
    ['drill --bundle year.zip --copies 20', 'twenty copies of a large bundle, for a first look'],
  ],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/drill.js')).drill(
      {
        ...flags,
        bundle,
        seed: flags.seed ?? 1,
        format: flags.format ?? 'text',
        requirements: flags.require,
        trust: trustFlags(flags),
      },
      io,
    ),
});
