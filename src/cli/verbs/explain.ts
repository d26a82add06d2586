// `explain`: what a code or a check means.

import { verb } from '../command.js';
import { manner } from '../manner.js';

export const explain = verb({
  name: 'explain',
  says: 'explain a finding code, an error code or a check',
  args: ['[name]'],
  words: async () => (await import('../../report/explain.js')).explainedNames(),
  flags: { ...manner(['text', 'json']) },
  examples: [['explain CHAIN_BROKEN', 'what it means and what to do; without a name, every code']],
  run: async ({ args: [name], flags, io }) =>
    (await import('../run/look.js')).explain(name, flags.format ?? 'text', io),
});
