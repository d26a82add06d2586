// `help`: the verbs, or one of them.

import { verb } from '../command.js';
import { manner } from '../manner.js';

export const help = verb({
  name: 'help',
  says: 'the verbs, or the options of one of them',
  args: ['[verb...]'],
  words: async (verbs) => [...new Set(verbs.map(({ name }) => name.replace(/ .*/, '')))],
  flags: { ...manner(['text']) },
  examples: [['help trust new', 'the options of one verb']],
  run: async ({ args, verbs, io }) => (await import('../run/help.js')).help(args, verbs, io),
});
