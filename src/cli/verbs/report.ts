// `report`: a compliance report over the verified records of a period (docs/MANUAL.md §8).

import { verb } from '../command.js';
import { many, needed, one, text, usage } from '../flags.js';
import { FRAMEWORK, manner, OUTPUT_FILE, REQUIRE, TRUST, trustFlags, WORK } from '../manner.js';
import { formatOfFile, type Target, targets } from '../targets.js';
import { dayText, whole } from '../values.js';

/** Written out, so that parsing loads no renderer; a test compares them with those that there are. */
export const REPORT_FORMAT_NAMES = [
  ...(['pdf', 'html', 'json', 'csv', 'markdown'] as const),
  ...(['controls', 'oscal', 'ocsf', 'jsonl'] as const),
] as const;

type ReportName = (typeof REPORT_FORMAT_NAMES)[number];

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
    report: targets(REPORT_FORMAT_NAMES),
    ...manner(REPORT_FORMAT_NAMES),
    output: one('<file>', 'where to write it', text, OUTPUT_FILE),
    ...WORK,
  },
  examples: [
    [
      'report Q1.zip Q2.zip --framework soc2 --from 2026-01-01 --to 2026-06-30 -o soc2.pdf',
      'the evidence of half a year, by the name of the file as PDF',
    ],
    [
      'report year/ --from 2026-01-01 --to 2026-12-31 --report pdf=year.pdf --report ocsf=year.ocsf',
      'several formats of one report',
    ],
  ],
  run: async ({ found, flags, io }) =>
    (await import('../run/report.js')).report(
      {
        ...flags,
        found,
        targets: targetsOf(flags),
        listed: flags.list,
        trust: trustFlags(flags),
      },
      io,
    ),
});

/** `--output`, in the format that is named or that its ending means, and every `--report`. */
function targetsOf({
  format,
  output,
  report: others,
}: {
  readonly format: ReportName | undefined;
  readonly output: string | undefined;
  readonly report: readonly Target<ReportName>[];
}): readonly (Target<ReportName> & { readonly as: string })[] {
  const more = others.map((target) => ({ ...target, as: '--report' }));
  if (output === undefined && format === undefined && more.length > 0) return more;
  if (output === undefined) throw usage('--output is missing');
  const named = format ?? formatOfFile(output, REPORT_FORMAT_NAMES);
  if (named === undefined)
    throw usage(`no format is given: --format ${REPORT_FORMAT_NAMES.join('|')}`);
  return [{ format: named, file: output, as: '--output' }, ...more];
}
