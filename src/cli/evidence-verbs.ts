// The command lines of the verbs for an auditor's working papers, as data: report, sample, path, report-check, redact, drill (docs/SPEC.md §17).
// program.ts turns the rows into commands; nothing is run here. Every fault of a value is the operator's: ERR_USAGE.

import { parseDecimal } from '../base/encoding.js';
import { isReportMediaType, type ReportMediaType } from '../bundle/layout.js';
import { REQUIREMENTS, type Requirement } from '../catalogue/checks.js';
import {
  list,
  type Options,
  one,
  requirement,
  type TrustFlags,
  trustFlags,
  usage,
} from './invocation.js';
import { REPORT_VERB, type ReportInvocation } from './report-verb.js';

export const SAMPLE_FORMAT_NAMES = ['text', 'csv', 'json'] as const;
export const PAPER_FORMAT_NAMES = ['text', 'sh', 'json'] as const;
export const CHECK_FORMAT_NAMES = ['text', 'json'] as const;

export type EvidenceInvocation =
  | {
      readonly verb: 'sample';
      readonly bundle: string;
      readonly size: number;
      readonly seed: string;
      readonly selectedOnly: boolean;
      readonly format: (typeof SAMPLE_FORMAT_NAMES)[number];
      readonly flags: TrustFlags;
    }
  | {
      readonly verb: 'path';
      readonly recordId: string;
      readonly bundle: string;
      readonly format: (typeof PAPER_FORMAT_NAMES)[number];
      readonly flags: TrustFlags;
    }
  | {
      readonly verb: 'report-check';
      readonly file: string;
      readonly type: ReportMediaType;
      readonly bundle: string;
      readonly format: (typeof CHECK_FORMAT_NAMES)[number];
      readonly flags: TrustFlags;
    }
  | {
      readonly verb: 'redact';
      readonly bundle: string;
      readonly keep: ReadonlySet<string>;
      readonly unproven: boolean;
      readonly output: string;
      readonly flags: TrustFlags;
    }
  | {
      readonly verb: 'drill';
      readonly bundle: string;
      readonly seed: number;
      readonly requirements: readonly Requirement[];
      readonly format: (typeof CHECK_FORMAT_NAMES)[number];
      readonly flags: TrustFlags;
    }
  | ReportInvocation;

/** A command line: positional arguments, options with one value, options with many, switches; trust and limits come with all. */
export interface EvidenceVerb {
  readonly name: EvidenceInvocation['verb'];
  readonly description: string;
  readonly positional: readonly string[];
  readonly once: readonly (readonly [flags: string, what: string])[];
  readonly many: readonly (readonly [flags: string, what: string])[];
  readonly switches: readonly (readonly [flags: string, what: string])[];
  readonly invocation: (
    positional: readonly (string | undefined)[],
    options: Options,
  ) => EvidenceInvocation;
}

/** Most records of a sample: nobody reads more one by one, and each is held. */
const SAMPLE_RECORDS = 100_000;
/** Printable text of a sensible length: a zero byte would end the seed in the key (§17.3). */
const SEED = /^[^\p{Cc}]{1,256}$/u;
const FIELD_NAME = /^[A-Za-z0-9_.-]{1,64}$/;
const BUNDLE = ['--bundle <file>', 'the bundle'] as const;

export const EVIDENCE_VERBS: readonly EvidenceVerb[] = [
  REPORT_VERB,
  {
    name: 'sample',
    description: 'draw records by a seed, the same ones whoever draws; from verified records only',
    positional: ['[bundle]'],
    once: [
      BUNDLE,
      ['--size <n>', 'how many records'],
      ['--seed <text>', 'a text that the exporter could not know before the export'],
      ['--format <name>', `standard output: ${SAMPLE_FORMAT_NAMES.join(', ')} (default: text)`],
    ],
    many: [],
    switches: [['--selected-only', 'leave out what is shown in addition to the selection']],
    invocation: ([bundle], options) => {
      const seed = needed(options, 'seed', '--seed TEXT');
      if (!SEED.test(seed)) throw usage('--seed: 1 to 256 characters, none of them a control');
      return {
        verb: 'sample',
        bundle: bundleOf(bundle, options),
        size: sizeOf(options),
        seed,
        selectedOnly: options['selectedOnly'] === true,
        format: formatOf(options, SAMPLE_FORMAT_NAMES),
        flags: trustFlags(options),
      };
    },
  },
  {
    name: 'path',
    description: 'every hash from a record to the root, with the commands that repeat it by hand',
    positional: ['<record-id>', '[bundle]'],
    once: [
      BUNDLE,
      ['--format <name>', `standard output: ${PAPER_FORMAT_NAMES.join(', ')} (default: text)`],
    ],
    many: [],
    switches: [],
    invocation: ([recordId = '', bundle], options) => ({
      verb: 'path',
      recordId,
      bundle: bundleOf(bundle, options),
      format: formatOf(options, PAPER_FORMAT_NAMES),
      flags: trustFlags(options),
    }),
  },
  {
    name: 'report-check',
    description: 'compare a compliance report that arrived beside the bundle',
    positional: ['<file>', '[bundle]'],
    once: [
      BUNDLE,
      ['--media-type <type>', 'application/json or text/csv (default: by the name of the file)'],
      ['--format <name>', `standard output: ${CHECK_FORMAT_NAMES.join(', ')} (default: text)`],
    ],
    many: [],
    switches: [],
    invocation: ([file = '', bundle], options) => ({
      verb: 'report-check',
      file,
      type: mediaTypeOf(file, one(options, 'mediaType')),
      bundle: bundleOf(bundle, options),
      format: formatOf(options, CHECK_FORMAT_NAMES),
      flags: trustFlags(options),
    }),
  },
  {
    name: 'redact',
    description: 'copy a bundle without the disclosures that are not to be handed on',
    positional: ['[bundle]'],
    once: [BUNDLE, ['-o, --output <file>', 'where to write the copy']],
    many: [['--keep <field...>', 'fields whose disclosures stay (repeatable)']],
    switches: [
      ['--drop-all', 'keep no disclosure at all'],
      ['--unproven', 'also copy a bundle that is unproven; never one that fails'],
    ],
    invocation: ([bundle], options) => ({
      verb: 'redact',
      bundle: bundleOf(bundle, options),
      keep: keptFields(options),
      unproven: options['unproven'] === true,
      output: needed(options, 'output', '-o FILE'),
      flags: trustFlags(options),
    }),
  },
  {
    name: 'drill',
    description: 'tamper with copies of a bundle in memory, and show what catches each',
    positional: ['[bundle]'],
    once: [
      BUNDLE,
      ['--seed <n>', 'tamper in other places of the bundle (default: 1)'],
      ['--format <name>', `standard output: ${CHECK_FORMAT_NAMES.join(', ')} (default: text)`],
    ],
    many: [['--require <name>', `also require: ${REQUIREMENTS.join(', ')} (repeatable)`]],
    switches: [],
    invocation: ([bundle], options) => ({
      verb: 'drill',
      bundle: bundleOf(bundle, options),
      seed: drillSeedOf(options),
      requirements: list(options, 'require').map(requirement),
      format: formatOf(options, CHECK_FORMAT_NAMES),
      flags: trustFlags(options),
    }),
  },
];

function needed(options: Options, name: string, how: string): string {
  const value = one(options, name);
  if (value === undefined) throw usage(`no ${name} is given: ${how}`);
  return value;
}

/** The bundle stands behind `--bundle` or as an argument, not both. */
function bundleOf(positional: string | undefined, options: Options): string {
  const named = one(options, 'bundle');
  if (named !== undefined && positional !== undefined) throw usage('the bundle is given twice');
  const bundle = named ?? positional;
  if (bundle === undefined || bundle === '') throw usage('no bundle is given: --bundle FILE');
  return bundle;
}

function sizeOf(options: Options): number {
  const text = needed(options, 'size', '--size N');
  const size = parseDecimal(text);
  if (size === undefined || size < 1 || size > SAMPLE_RECORDS)
    throw usage(`--size: ${text} is not a number from 1 to ${SAMPLE_RECORDS}`);
  return size;
}

function drillSeedOf(options: Options): number {
  const text = one(options, 'seed') ?? '1';
  const seed = parseDecimal(text);
  if (seed === undefined || seed > 0xffff_ffff)
    throw usage(`--seed: ${text} is not a number from 0 to ${0xffff_ffff}`);
  return seed;
}

function formatOf<Name extends string>(options: Options, names: readonly Name[]): Name {
  const format = one(options, 'format') ?? 'text';
  const found = names.find((name) => name === format);
  if (found === undefined) throw usage(`--format: ${format} is none of ${names.join(', ')}`);
  return found;
}

function mediaTypeOf(file: string, stated: string | undefined): ReportMediaType {
  const [, ending = ''] = /\.(json|csv)$/i.exec(file) ?? [];
  const byName = { json: 'application/json', csv: 'text/csv' }[ending.toLowerCase()] ?? '';
  const type = stated ?? byName;
  if (!isReportMediaType(type))
    throw usage('--media-type: write application/json or text/csv, or name the file .json or .csv');
  return type;
}

function keptFields(options: Options): ReadonlySet<string> {
  const keep = list(options, 'keep');
  const dropAll = options['dropAll'] === true;
  if (dropAll && keep.length > 0) throw usage('--drop-all and --keep contradict each other');
  if (!dropAll && keep.length === 0) throw usage('say what stays: --keep FIELD, or --drop-all');
  const bad = keep.find((name) => !FIELD_NAME.test(name));
  if (bad !== undefined) throw usage(`--keep: ${bad} is no field name`);
  return new Set(keep);
}
