// `checks`: the catalogue.

import { verb } from '../command.js';
import { manner } from '../manner.js';

export const checks = verb({
  name: 'checks',
  says: 'list every check',
  flags: { ...manner(['text', 'json']) },
  examples: [['checks', 'what is checked, and when a pass needs it']],
  run: async ({ flags, io }) =>
    (await import('../run/look.js')).listChecks(flags.format ?? 'text', io),
});
