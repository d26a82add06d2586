// `trust sign`: a keeper signs the next trust root, or an update that others have signed already (docs/SPEC.md §12.7).

import { verb } from '../command.js';
import { needed, text } from '../flags.js';
import { manner, product, TRUST } from '../manner.js';

export const trustSign = verb({
  name: 'trust sign',
  says: 'sign the next trust root, or an update that other keepers have signed',
  args: ['<file>'],
  flags: {
    key: needed('<file>', 'your private keys, as "trust keygen" wrote them', text, {
      file: 'input',
    }),
    trustRoot: {
      ...TRUST.trustRoot,
      says: 'the one that is replaced (default: the installed one)',
    },
    trustRootDigest: TRUST.trustRootDigest,
    ...manner(['text', 'json']),
    ...product('where to write the update'),
  },
  examples: [
    [
      'trust sign next.json --key a-auditor.key --trust-root trust-root.json -o update.json',
      'the first keeper; the next ones sign update.json',
    ],
  ],
  run: async ({ args: [file = ''], flags, io }) =>
    (await import('../run/trust-update.js')).signTrust(
      file,
      { ...flags, format: flags.format ?? 'text' },
      io,
    ),
});
