// `trust show`: print a trust root as a sheet to compare by hand.

import { verb } from '../command.js';
import { manner, TRUST, trustFlags } from '../manner.js';

export const trustShow = verb({
  name: 'trust show',
  says: 'print a trust root as a sheet to compare by hand',
  args: ['[file]'],
  flags: { ...TRUST, ...manner(['text', 'json']) },
  examples: [['trust show trust-root.json', 'without a file: the one that a run would use']],
  run: async ({ args: [file], flags, io }) =>
    (await import('../run/trust.js')).showTrust(
      file,
      { format: flags.format ?? 'text', trust: trustFlags(flags) },
      io,
    ),
});
