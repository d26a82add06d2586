// `trust diff`: what changed from one trust root to another.

import { verb } from '../command.js';
import { manner } from '../manner.js';

export const trustDiff = verb({
  name: 'trust diff',
  says: 'what changed from one trust root to another',
  args: ['<old-file>', '<new-file>'],
  flags: { ...manner(['text', 'json']) },
  examples: [['trust diff trust-root-2025.json trust-root.json', 'before you install the new one']],
  run: async ({ args: [before = '', after = ''], flags, io }) =>
    (await import('../run/trust.js')).diffTrust([before, after], flags.format ?? 'text', io),
});
