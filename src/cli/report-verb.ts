// The command line of the verb `report`, as data (docs/SPEC.md §17). Nothing is run here; every fault of a value is the
// operator's: ERR_USAGE.

import { parseDecimal } from '../base/encoding.js';
import { REQUIREMENTS, type Requirement } from '../catalogue/checks.js';
import type { EvidenceVerb } from './evidence-verbs.js';
import {
  list,
  type Options,
  one,
  requirement,
  type TrustFlags,
  trustFlags,
  usage,
} from './invocation.js';

/** Written out, so that parsing loads no renderer; a test compares them with those that there are. */
export const REPORT_FORMAT_NAMES = ['pdf', 'html', 'json', 'csv', 'markdown'] as const;
type FormatName = (typeof REPORT_FORMAT_NAMES)[number];

export interface ReportInvocation {
  readonly verb: 'report';
  readonly bundles: readonly string[];
  readonly framework: readonly string[];
  readonly require: readonly Requirement[];
  /** Days such as `2026-01-01`; judged where the period is made. */
  readonly from: string;
  readonly to: string;
  readonly format: FormatName;
  readonly output: string;
  readonly title?: string;
  readonly preparedBy?: string;
  readonly preparedFor?: string;
  readonly listed?: number;
  readonly flags: TrustFlags;
}

const MOST_LISTED = 1_000_000;

export const REPORT_VERB: EvidenceVerb = {
  name: 'report',
  description: 'a compliance report over the verified records of a period',
  positional: [],
  once: [
    ['--from <day>', 'first day of the period, UTC, as 2026-01-01'],
    ['--to <day>', 'last day of the period, UTC, as 2026-12-31'],
    ['--format <name>', `${REPORT_FORMAT_NAMES.join(', ')} (default: by the name of the output)`],
    ['-o, --output <file>', 'where to write it'],
    ['--title <text>', 'the title'],
    ['--prepared-by <text>', 'who made the report'],
    ['--prepared-for <text>', 'whom it is for'],
    ['--list <n>', 'records listed in the appendix (default: 10000)'],
  ],
  many: [
    ['--bundle <file>', 'a bundle, or a folder of bundles (repeatable)'],
    [
      '--framework <name|file>',
      'soc2, iso27001, gdpr, hipaa, nis2, eidas2, or a file (repeatable)',
    ],
    ['--require <name>', `also require: ${REQUIREMENTS.join(', ')} (repeatable)`],
  ],
  switches: [],
  invocation: (_, options) => reportInvocation(options),
};

function reportInvocation(options: Options): ReportInvocation {
  const bundles = list(options, 'bundle');
  if (bundles.length === 0) throw usage('no bundle is given: --bundle FILE');
  const [title, preparedBy, preparedFor] = ['title', 'preparedBy', 'preparedFor'].map((name) =>
    one(options, name),
  );
  const listed = listedOf(options);
  const output = needed(options, 'output', '-o FILE');
  return {
    verb: 'report',
    bundles,
    framework: list(options, 'framework'),
    require: list(options, 'require').map(requirement),
    from: needed(options, 'from', '--from 2026-01-01'),
    to: needed(options, 'to', '--to 2026-12-31'),
    format: formatOf(one(options, 'format'), output),
    output,
    ...(title === undefined ? {} : { title }),
    ...(preparedBy === undefined ? {} : { preparedBy }),
    ...(preparedFor === undefined ? {} : { preparedFor }),
    ...(listed === undefined ? {} : { listed }),
    flags: trustFlags(options),
  };
}

function needed(options: Options, name: string, how: string): string {
  const value = one(options, name);
  if (value === undefined) throw usage(`no ${name} is given: ${how}`);
  return value;
}

function formatOf(stated: string | undefined, output: string): FormatName {
  const [, ending = ''] = /\.([a-z]+)$/i.exec(output) ?? [];
  const named = stated ?? ending.toLowerCase().replace(/^md$/, 'markdown').replace(/^htm$/, 'html');
  const found = REPORT_FORMAT_NAMES.find((name) => name === named);
  if (found !== undefined) return found;
  throw usage(
    stated === undefined
      ? `no format is given: --format ${REPORT_FORMAT_NAMES.join('|')}`
      : `--format: ${stated} is none of ${REPORT_FORMAT_NAMES.join(', ')}`,
  );
}

function listedOf(options: Options): number | undefined {
  const text = one(options, 'list');
  if (text === undefined) return undefined;
  const value = parseDecimal(text);
  if (value === undefined || value > MOST_LISTED)
    throw usage(`--list: ${text} is not a number from 0 to ${MOST_LISTED}`);
  return value;
}
