// `checkpoint`: keeps the checkpoint of a bundle for a later run.

import { verb } from '../command.js';
import { LIMITS, manner, product, TRUST, trustFlags } from '../manner.js';

export const checkpoint = verb({
  name: 'checkpoint',
  says: 'keep the checkpoint of a bundle, if it verifies',
  bundles: 'one',
  flags: {
    ...TRUST,
    ...manner(['text']),
    ...product('where to keep it'),
    ...LIMITS,
  },
  examples: [['checkpoint Q1.zip -o Q1.checkpoint', 'for --checkpoint of the run of next year']],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/look.js')).keepCheckpoint(bundle, flags.output, trustFlags(flags), io),
});
