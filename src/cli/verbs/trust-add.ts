// `trust add`: installs a trust root for this user.

import { verb } from '../command.js';
import { on } from '../flags.js';
import { manner, TRUST } from '../manner.js';

export const trustAdd = verb({
  name: 'trust add',
  says: 'install a trust root for this user',
  args: ['<file>'],
  installs: true,
  flags: {
    replace: on('replace another one that is installed'),
    trustRootDigest: TRUST.trustRootDigest,
    ...manner(['text', 'json']),
  },
  examples: [['trust add trust-root.json', 'then no run needs --trust-root']],
  run: async ({ args: [file = ''], flags, io }) =>
    (await import('../run/trust-installed.js')).addTrust(
      file,
      { ...flags, format: flags.format ?? 'text' },
      io,
    ),
});
