// `checkpoint`: keeps the checkpoint of a bundle for a later run.

import { verb } from '../command.js';
import { manner, product, TRUST, trustFlags, WORK } from '../manner.js';

export const checkpoint = verb({
  name: 'checkpoint',
  says: 'keep the checkpoint of a bundle, if that verifies',
  bundles: 'one',
  flags: {
    ...TRUST,
    ...manner(['text', 'json']),
    ...product('where to keep it'),
    ...WORK,
  },
  examples: [['checkpoint Q1.zip -o Q1.checkpoint', 'for --checkpoint of the run of next year']],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/checkpoint.js')).keepCheckpoint(
      bundle,
      { output: flags.output, format: flags.format ?? 'text', trust: trustFlags(flags) },
      io,
    ),
});
