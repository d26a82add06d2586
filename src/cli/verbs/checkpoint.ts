// `checkpoint`: keeps the checkpoint of a bundle for a later run.

import { verb } from '../command.js';
import { needed, text } from '../flags.js';
import { LIMITS, manner, TRUST, trustFlags } from '../manner.js';

export const checkpoint = verb({
  name: 'checkpoint',
  says: 'keep the checkpoint of a bundle, if it verifies',
  bundles: 'one',
  flags: {
    output: needed('<file>', 'where to keep it', text, {
      short: 'o',
      group: 'Output:',
      file: 'output',
    }),
    ...TRUST,
    ...manner(['text']),
    ...LIMITS,
  },
  examples: [['checkpoint Q1.zip -o Q1.checkpoint', 'for --checkpoint of the run of next year']],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/look.js')).keepCheckpoint(bundle, flags.output, trustFlags(flags), io),
});
