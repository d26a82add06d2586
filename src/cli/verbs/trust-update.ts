// `trust update`: replaces the installed trust root by a newer one that its keepers have signed (docs/SPEC.md §12.7).

import { verb } from '../command.js';
import { manner, TRUST } from '../manner.js';

const { output, ...MANNER } = manner(['text', 'json']);

export const trustUpdate = verb({
  name: 'trust update',
  says: 'replace the trust root by a newer one that its keepers have signed',
  args: ['<file...>'],
  installs: true,
  flags: {
    trustRoot: { ...TRUST.trustRoot, says: 'update this file instead of the installed one' },
    trustRootDigest: TRUST.trustRootDigest,
    at: TRUST.at,
    ...MANNER,
    output: { ...output, says: 'write the new trust root there, and install nothing' },
  },
  examples: [
    ['trust update update-2.json', 'the old one is kept beside the new one'],
    ['trust update update-2.json update-3.json', 'all or none, if you missed one'],
  ],
  run: async ({ args, flags, io }) =>
    (await import('../run/trust-update.js')).updateTrust(
      args,
      { ...flags, format: flags.format ?? 'text' },
      io,
    ),
});
