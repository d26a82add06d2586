// `statement`: the result of a pass as an unsigned in-toto statement (docs/MANUAL.md §12).

import { verb } from '../command.js';
import { manner, REQUIRE, TRUST, trustFlags, WORK } from '../manner.js';

export const statement = verb({
  name: 'statement',
  says: 'the result of a pass as an unsigned in-toto statement, for your own signing tool',
  bundles: 'one',
  flags: { require: REQUIRE, ...TRUST, ...manner(['json']), ...WORK },
  examples: [['statement --bundle Q1.zip -o Q1.intoto.json', 'write it; nothing if it is no pass']],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/machine.js')).printStatement(
      { bundle, require: flags.require, trust: trustFlags(flags) },
      io,
    ),
});
