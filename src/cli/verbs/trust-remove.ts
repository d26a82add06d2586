// `trust remove`: takes away the trust root that is installed for this user.

import { verb } from '../command.js';
import { manner, TRUST } from '../manner.js';

export const trustRemove = verb({
  name: 'trust remove',
  says: 'remove the trust root that is installed for this user',
  installs: true,
  flags: { trustRootDigest: TRUST.trustRootDigest, ...manner(['text', 'json']) },
  examples: [['trust remove', 'says which it is, and the command that removes it']],
  run: async ({ flags, io }) =>
    (await import('../run/trust-installed.js')).removeTrust(
      { ...flags, format: flags.format ?? 'text' },
      io,
    ),
});
