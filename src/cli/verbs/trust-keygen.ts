// `trust keygen`: the keys of a keeper, who signs updates of a trust root (docs/SPEC.md §12.7).

import { verb } from '../command.js';
import { needed, text } from '../flags.js';
import { manner, product } from '../manner.js';
import { words } from '../values.js';

export const trustKeygen = verb({
  name: 'trust keygen',
  says: 'make the keys of a keeper, who signs updates of a trust root',
  flags: {
    name: needed('<text>', 'what the keeper is called in the trust root', words),
    public: needed('<file>', 'where to write the public keys, to hand out', text, {
      file: 'output',
    }),
    ...manner(['text', 'json']),
    ...product('where to write the private keys, in the clear: on a medium that you lock away'),
  },
  examples: [
    [
      'trust keygen --name "A. Auditor" --public a-auditor.json -o /media/stick/a-auditor.key',
      'on a machine without a network',
    ],
  ],
  run: async ({ flags, io }) =>
    (await import('../run/trust-keygen.js')).makeKeeper(
      { ...flags, format: flags.format ?? 'text' },
      io,
    ),
});
