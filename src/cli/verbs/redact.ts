// `redact`: a copy of a bundle without some of its disclosures (docs/MANUAL.md §4).

import { verb } from '../command.js';
import { many, on, type Read, usage } from '../flags.js';
import { manner, product, TRUST, trustFlags, WORK } from '../manner.js';

const field: Read<string> = (word) => {
  if (!/^[A-Za-z0-9_.-]{1,64}$/.test(word)) throw usage(`${word} is no field name`);
  return word;
};

export const redact = verb({
  name: 'redact',
  says: 'copy a bundle without the disclosures that are not to be handed on',
  bundles: 'one',
  flags: {
    keep: many('<field>', 'a field whose disclosures stay', field),
    dropAll: on('keep no disclosure at all'),
    unproven: on('also copy a bundle that is unproven; never one that fails'),
    ...TRUST,
    ...manner(['text', 'json']),
    ...product('where to write the copy'),
    ...WORK,
  },
  examples: [
    ['redact Q1.zip --keep actor --keep subject -o Q1-redacted.zip', 'two fields stay disclosed'],
    ['redact Q1.zip --drop-all -o Q1-redacted.zip', 'no field stays disclosed'],
  ],
  run: async ({ bundle, flags, io }) => {
    const { keep, dropAll } = flags;
    if (dropAll && keep.length > 0) throw usage('--drop-all and --keep contradict each other');
    if (!dropAll && keep.length === 0) throw usage('say what stays: --keep FIELD, or --drop-all');
    return (await import('../run/redact.js')).redact(
      {
        ...flags,
        bundle,
        keep: new Set(keep),
        format: flags.format ?? 'text',
        trust: trustFlags(flags),
      },
      io,
    );
  },
});
