// `trust lint`: load a trust root and name its weak points.

import { verb } from '../command.js';
import { manner, TRUST, trustFlags } from '../manner.js';

export const trustLint = verb({
  name: 'trust lint',
  says: 'load a trust root and name its weak points',
  args: ['[file]'],
  flags: { ...TRUST, ...manner(['text', 'json']) },
  examples: [['trust lint trust-root.json', 'without a file: the one that a run would use']],
  run: async ({ args: [file], flags, io }) =>
    (await import('../run/trust.js')).lintTrust(
      file,
      { format: flags.format ?? 'text', trust: trustFlags(flags) },
      io,
    ),
});
