// `inspect`: what a bundle holds, without verifying it.

import { verb } from '../command.js';
import { LIMITS, limitsOf, manner } from '../manner.js';

export const inspect = verb({
  name: 'inspect',
  says: 'show what a bundle holds; nothing is verified',
  bundles: 'one',
  flags: { ...manner(['text', 'json']), ...LIMITS },
  examples: [['inspect incident.zip', 'which entries there are, and what the manifest says']],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/inspect.js')).inspect(
      bundle,
      { format: flags.format ?? 'text', limits: limitsOf(flags) },
      io,
    ),
});
