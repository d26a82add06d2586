// `merge`: the parts of a run that several processes shared make the result of one run (docs/MANUAL.md §16).

import { verb } from '../command.js';
import { one, text } from '../flags.js';
import { manner, TRUST, trustFlags } from '../manner.js';
import { EVIDENCE, FORMAT_NAMES, REPORT, refusePdfToScreen, VERBOSE } from './verify.js';

export const merge = verb({
  name: 'merge',
  says: 'put the parts together that "verify --shard" wrote: the result of one run',
  args: ['<part-file...>'],
  replaces: true,
  flags: {
    checkpoint: one('<file>', 'the checkpoint that the parts were made with', text, {
      file: 'input',
    }),
    evidence: EVIDENCE,
    trustRoot: TRUST.trustRoot,
    trustRootDigest: TRUST.trustRootDigest,
    report: REPORT,
    ...manner(FORMAT_NAMES),
    verbose: VERBOSE,
  },
  examples: [
    ['merge part-*.jsonl --trust-root trust-root.json', 'where the bundles are, as for the parts'],
  ],
  run: async ({ args, flags, io }) => {
    refusePdfToScreen(flags);
    const { trustRoot, trustRootDigest } = flags;
    const trust = { trustRoot, trustRootDigest, compared: undefined, at: undefined };
    return (await import('../run/merge.js')).merge(
      { ...flags, parts: args, trust: trustFlags(trust), format: flags.format ?? 'text' },
      io,
    );
  },
});
