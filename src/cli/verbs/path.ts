// `path`: the work paper of one record (docs/MANUAL.md §5).

import { verb } from '../command.js';
import { usage } from '../flags.js';
import { manner, TRUST, trustFlags, WORK } from '../manner.js';

export const path = verb({
  name: 'path',
  says: 'every hash from a record to the root, with the commands that repeat it by hand',
  args: ['<record-id>'],
  bundles: 'one',
  flags: { ...TRUST, ...manner(['text', 'sh', 'json']), ...WORK },
  examples: [['path rec_abc123 --bundle Q1.zip --format sh', 'a script that repeats every hash']],
  run: async ({ args: [recordId = ''], bundle, flags, io }) => {
    if (/[/\\]|\.zip$/i.test(recordId))
      throw usage(
        `${recordId} is no record id`,
        'the id comes first: path RECORD_ID --bundle FILE',
      );
    return (await import('../run/path.js')).printPath(
      { recordId, bundle, format: flags.format ?? 'text', trust: trustFlags(flags) },
      io,
    );
  },
});
