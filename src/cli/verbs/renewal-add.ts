// `renewal add`: adds the reply of an authority to the renewals of a bundle (docs/MANUAL.md §19).

import { verb } from '../command.js';
import { needed, text } from '../flags.js';
import { LIMITS, manner, TRUST, trustFlags } from '../manner.js';

export const renewalAdd = verb({
  name: 'renewal add',
  says: 'add the reply of an authority to the renewals of a bundle, if it verifies',
  bundles: 'one',
  flags: {
    renewals: needed('<file>', 'the renewals; begun if the file is not there', text, {
      file: 'grows',
    }),
    reply: needed('<file>', 'what the authority answered (.tsr)', text, { file: 'input' }),
    ...TRUST,
    ...manner(['text', 'json']),
    ...LIMITS,
  },
  examples: [
    ['renewal add Q1.zip --reply Q1.tsr --renewals Q1.renewals.jsonl', 'then pass --renewals'],
  ],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/renewal.js')).addRenewal(
      { ...flags, bundle, format: flags.format ?? 'text', trust: trustFlags(flags) },
      io,
    ),
});
