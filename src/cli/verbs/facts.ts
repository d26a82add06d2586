// `facts`: what a full verification observed, without a verdict (docs/MANUAL.md §13).

import { verb } from '../command.js';
import { manner, REQUIRE, TRUST, trustFlags, WORK } from '../manner.js';

export const facts = verb({
  name: 'facts',
  says: 'what a full verification observed, without a verdict, for a policy engine',
  bundles: 'one',
  flags: { require: REQUIRE, ...TRUST, ...manner(['json']), ...WORK },
  examples: [['facts --bundle Q1.zip -o facts.json', 'the exit code is that of the verification']],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/machine.js')).printFacts(
      { bundle, require: flags.require, trust: trustFlags(flags) },
      io,
    ),
});
