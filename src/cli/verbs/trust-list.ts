// `trust list`: where a run finds its trust root.

import { verb } from '../command.js';
import { manner } from '../manner.js';

export const trustList = verb({
  name: 'trust list',
  says: 'where a run without --trust-root finds one, and which it is',
  flags: { ...manner(['text', 'json']) },
  examples: [['trust list', 'which trust root a run would use']],
  run: async ({ flags, io }) =>
    (await import('../run/trust-installed.js')).listTrust(flags.format ?? 'text', io),
});
