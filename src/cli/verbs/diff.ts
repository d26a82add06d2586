// `diff`: an old result beside the same run of now (docs/MANUAL.md §14).

import { verb } from '../command.js';
import { manner, REQUIRE, TRUST, trustFlags, WORK } from '../manner.js';

export const diff = verb({
  name: 'diff',
  says: 'verify again what an old JSON result is about, and show what differs',
  args: ['<old-file>'],
  bundles: 'one',
  flags: { require: REQUIRE, ...TRUST, ...manner(['text', 'json']), ...WORK },
  examples: [['diff Q1-2026.json --bundle Q1.zip', 'at the time of the old result, or at --at']],
  run: async ({ args: [old = ''], bundle, flags, io }) =>
    (await import('../run/diff.js')).printDifference(
      {
        old,
        bundle,
        require: flags.require,
        format: flags.format ?? 'text',
        trust: trustFlags(flags),
      },
      io,
    ),
});
