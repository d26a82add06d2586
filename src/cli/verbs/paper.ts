// `paper`: a draft of a working paper in the auditor's own rule book (docs/MANUAL.md §15).

import { verb } from '../command.js';
import { needed, usage } from '../flags.js';
import { ASKED, manner, REQUIRE, TRUST, trustFlags, WORK } from '../manner.js';
import { oneOf } from '../values.js';

/** Written out, so that parsing loads no sentence and no renderer; a test compares them with those that there are. */
export const PAPER_NAMES = ['as1105', 'isa500', 'fre902'] as const;
export const PAPER_FORMAT_NAMES = ['text', 'markdown', 'json', 'html', 'pdf'] as const;

export const paper = verb({
  name: 'paper',
  says: 'draft a working paper of a pass, in the words of AS 1105, ISA 500 or FRE 902',
  bundles: 'one',
  flags: {
    for: needed('<rule>', `the rule book: ${PAPER_NAMES.join(', ')}`, oneOf(PAPER_NAMES), {
      choices: PAPER_NAMES,
    }),
    require: REQUIRE,
    ...ASKED,
    ...TRUST,
    ...manner(PAPER_FORMAT_NAMES),
    ...WORK,
  },
  examples: [
    ['paper Q1.zip --for as1105 --format pdf -o Q1-as1105.pdf', 'the reliability page, to sign'],
    ['paper Q1.zip --for fre902', 'what a person could certify, and what only that person knows'],
  ],
  run: async ({ bundle, flags, io }) => {
    if (flags.format === 'pdf' && flags.output === undefined)
      throw usage('--format pdf goes to a file', 'add --output FILE');
    return (await import('../run/paper.js')).printPaper(
      { ...flags, bundle, format: flags.format ?? 'text', trust: trustFlags(flags) },
      io,
    );
  },
});
