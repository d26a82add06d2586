// `renewal request`: what an authority is asked to stamp (docs/MANUAL.md §19).

import { verb } from '../command.js';
import { one, text } from '../flags.js';
import { LIMITS, manner, product, TRUST, trustFlags } from '../manner.js';
import { oneOf } from '../values.js';

/** Written out, so that parsing loads no cryptography; a test compares them with those that there are. */
export const RENEWAL_HASHES = [
  ...(['sha512', 'sha384', 'sha256'] as const),
  ...(['sha3-512', 'sha3-384', 'sha3-256'] as const),
] as const;

export const renewalRequest = verb({
  name: 'renewal request',
  says: 'write the request for a later time stamp over a bundle, to carry to an authority',
  bundles: 'one',
  flags: {
    renewals: one('<file>', 'the renewals so far, if there are any', text, { file: 'input' }),
    hash: one(
      '<name>',
      `${RENEWAL_HASHES.join(', ')} (default: ${RENEWAL_HASHES[0]})`,
      oneOf(RENEWAL_HASHES),
      { choices: RENEWAL_HASHES },
    ),
    ...TRUST,
    ...manner(['text', 'json']),
    ...product('where to write the request (.tsq)'),
    ...LIMITS,
  },
  examples: [
    ['renewal request Q1.zip -o Q1.tsq', 'the first one'],
    ['renewal request Q1.zip --renewals Q1.renewals.jsonl -o Q1.tsq', 'the next one'],
  ],
  run: async ({ bundle, flags, io }) =>
    (await import('../run/renewal.js')).requestRenewal(
      {
        ...flags,
        bundle,
        hash: flags.hash ?? RENEWAL_HASHES[0],
        format: flags.format ?? 'text',
        trust: trustFlags(flags),
      },
      io,
    ),
});
