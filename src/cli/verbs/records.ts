// `records`: which records a bundle holds (docs/MANUAL.md §11).

import { verb } from '../command.js';
import { on } from '../flags.js';
import { manner, TRUST, trustFlags, WORK } from '../manner.js';

export const records = verb({
  name: 'records',
  says: 'list the records of a bundle that are proven to be in the tree',
  bundles: 'one',
  flags: {
    selectedOnly: on('leave out what is shown in addition to the selection'),
    ...TRUST,
    ...manner(['text', 'csv', 'json']),
    ...WORK,
  },
  examples: [
    ['records Q1.zip', 'their ids, for path and --sample'],
    ['records Q1.zip --quiet -o ids.txt', 'a list that --sample takes'],
  ],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/records.js')).listRecords(
      { ...flags, bundle, format: flags.format ?? 'text', trust: trustFlags(flags) },
      io,
    ),
});
