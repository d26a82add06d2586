// `trust show`: print a trust root as a sheet to compare by hand.

import { verb } from '../command.js';
import { usage } from '../flags.js';
import { manner, TRUST, trustFlags } from '../manner.js';

export const trustShow = verb({
  name: 'trust show',
  says: 'print a trust root as a sheet to compare by hand',
  args: ['[file]'],
  flags: { ...TRUST, ...manner(['text', 'json', 'html', 'pdf']) },
  examples: [
    ['trust show trust-root.json --format html -o sheet.html', 'to print, with QR codes'],
    ['trust show trust-root.json', 'without a file: the one that a run would use'],
  ],
  run: async ({ args: [file], flags, io }) => {
    if (flags.format === 'pdf' && flags.output === undefined)
      throw usage('--format pdf goes to a file', 'add --output FILE');
    return (await import('../run/trust.js')).showTrust(
      file,
      { format: flags.format ?? 'text', trust: trustFlags(flags) },
      io,
    );
  },
});
