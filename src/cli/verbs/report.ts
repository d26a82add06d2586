// `report`: a compliance report over the verified records of a period (docs/MANUAL.md §8).

import { verb } from '../command.js';
import { many, needed, one, text, usage } from '../flags.js';
import { FRAMEWORK, manner, product, REQUIRE, TRUST, trustFlags, WORK } from '../manner.js';
import { dayText, whole } from '../values.js';

/** Written out, so that parsing loads no renderer; a test compares them with those that there are. */
export const REPORT_FORMAT_NAMES = [
  ...(['pdf', 'html', 'json', 'csv', 'markdown'] as const),
  ...(['controls', 'oscal', 'ocsf', 'jsonl'] as const),
] as const;

export const report = verb({
  name: 'report',
  says: 'a compliance report over the verified records of a period',
  bundles: 'many',
  replaces: true,
  flags: {
    from: needed('<day>', 'first day of the period, UTC, as 2026-01-01', dayText),
    to: needed('<day>', 'last day of the period, UTC, as 2026-12-31', dayText),
    framework: FRAMEWORK,
    require: REQUIRE,
    checkpoint: one('<file>', 'an earlier or later checkpoint that you hold', text, {
      file: 'input',
    }),
    expectSelection: many('<file>', 'a selection that you asked for (JSON)', text, {
      file: 'input',
    }),
    sample: one('<file>', 'your list of record ids, one a line or CSV: what became of each', text, {
      file: 'input',
    }),
    title: one('<text>', 'the title', text),
    preparedBy: one('<text>', 'who made the report', text),
    preparedFor: one('<text>', 'whom it is for', text),
    list: one(
      '<n>',
      'records listed (default: 1000; all of them in ocsf and jsonl)',
      whole(0, 1_000_000),
    ),
    ...TRUST,
    ...manner(REPORT_FORMAT_NAMES),
    ...product('where to write it'),
    ...WORK,
  },
  examples: [
    [
      'report Q1.zip Q2.zip --framework soc2 --from 2026-01-01 --to 2026-06-30 -o soc2.pdf',
      'the evidence of half a year, by the name of the file as PDF',
    ],
  ],
  run: async ({ found, flags, io }) =>
    (await import('../run/report.js')).report(
      {
        ...flags,
        found,
        format: flags.format ?? formatOf(flags.output),
        listed: flags.list,
        trust: trustFlags(flags),
      },
      io,
    ),
});

function formatOf(output: string): (typeof REPORT_FORMAT_NAMES)[number] {
  const [, ending = ''] = /\.([a-z]+)$/i.exec(output) ?? [];
  const named = ending.toLowerCase().replace(/^md$/, 'markdown').replace(/^htm$/, 'html');
  const found = REPORT_FORMAT_NAMES.find((name) => name === named);
  if (found !== undefined) return found;
  throw usage(`no format is given: --format ${REPORT_FORMAT_NAMES.join('|')}`);
}
