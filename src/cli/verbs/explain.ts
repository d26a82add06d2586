// `explain`: what a code or a check means.

import { verb } from '../command.js';
import { manner } from '../manner.js';

export const explain = verb({
  name: 'explain',
  says: 'explain a finding code, an error code or a check',
  args: ['[name]'],
  flags: { ...manner(['text']) },
  examples: [['explain CHAIN_BROKEN', 'what it means and what to do; without a name, every code']],
  run: async ({ args: [name], io }) => (await import('../run/look.js')).explain(name, io),
});
