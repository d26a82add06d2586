// `verify`: the verdict over one bundle or many. The verb that is meant when none is named.

import { verb } from '../command.js';
import { many, on, one, type Read, text, usage } from '../flags.js';
import { ASKED, FRAMEWORK, manner, REQUIRE, TRUST, trustFlags, WORK } from '../manner.js';
import { day, oneOf } from '../values.js';

/** Written out, so that parsing loads no renderer; a test compares them with those that there are. */
export const FORMAT_NAMES = [
  'text',
  'json',
  'junit',
  'sarif',
  'markdown',
  'csv',
  'github',
  'html',
  'pdf',
] as const;

export interface ReportTarget {
  readonly format: (typeof FORMAT_NAMES)[number];
  readonly file: string;
}

const target: Read<ReportTarget> = (word) => {
  const [, format, file] = /^([^=]+)=(.+)$/s.exec(word) ?? [];
  if (format === undefined || file === undefined)
    throw usage(`write FORMAT=FILE, where FORMAT is one of ${FORMAT_NAMES.join(', ')}`);
  return { format: oneOf(FORMAT_NAMES)(format), file };
};

export const verify = verb({
  name: 'verify',
  says: 'verify evidence bundles offline: every record, the tree, the signatures',
  bundles: 'many',
  replaces: true,
  flags: {
    require: REQUIRE,
    framework: FRAMEWORK,
    ...ASKED,
    evidence: one('<folder>', 'write both notes of a split view there', text, { file: 'folder' }),
    sample: one('<file>', 'your list of record ids, one a line or CSV: what became of each', text, {
      file: 'input',
    }),
    asOf: one('<day>', 'judge the algorithms as of a later day, as 2036-01-01', day),
    ...TRUST,
    report: many('<format=file>', 'also write this report', target, {
      group: 'Output:',
      file: 'output',
      pathOf: (word) => /^[^=]+=(.+)$/s.exec(word)?.[1],
    }),
    ...manner(FORMAT_NAMES),
    verbose: on('a page for each bundle, and notes in SARIF', { group: 'Output:', short: 'v' }),
    ...WORK,
  },
  examples: [
    ['--bundle incident.zip --trust-root trust-root.json', 'one bundle'],
    ['exports/ --trust-root trust-root.json --report junit=verify.xml', 'a gate over a folder'],
    ['incident.zip --sample my-sample.csv', 'what became of each record of a list'],
  ],
  run: async ({ found, flags, io }) => {
    if (flags.format === 'pdf' && flags.output === undefined)
      throw usage('--format pdf goes to a file', 'add --output FILE, or write --report pdf=FILE');
    return (await import('../run/verify.js')).verify(
      found,
      { ...flags, trust: trustFlags(flags), format: flags.format ?? 'text' },
      io,
    );
  },
});
