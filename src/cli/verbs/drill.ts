// `drill`: tampers with copies of a bundle in memory and shows what catches each (docs/SPEC.md §17.7).

import { verb } from '../command.js';
import { one } from '../flags.js';
import { LIMITS, manner, REQUIRE, TRUST, trustFlags } from '../manner.js';
import { whole } from '../values.js';

export const drill = verb({
  name: 'drill',
  says: 'tamper with copies of a bundle in memory, and show what catches each',
  bundles: 'one',
  flags: {
    seed: one('<n>', 'tamper in other places of the bundle (default: 1)', whole(0, 0xffff_ffff)),
    require: REQUIRE,
    ...TRUST,
    ...manner(['text', 'json']),
    ...LIMITS,
  },
  examples: [['drill --bundle Q1.zip --seed 7', 'other lines and bytes than by default']],
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
