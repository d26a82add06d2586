// `verify`: the verdict over one bundle or many. The verb that is meant when none is named.

import type { Instant } from '../../base/encoding.js';
import type { Shard } from '../bundles.js';
import { verb } from '../command.js';
import { on, one, type Read, text, usage } from '../flags.js';
import { ASKED, FRAMEWORK, manner, REQUIRE, TRUST, trustFlags, WORK } from '../manner.js';
import { targets } from '../targets.js';
import { day } from '../values.js';

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

export const EVIDENCE = one('<folder>', 'write both notes of a split view there', text, {
  file: 'folder',
});
export const REPORT = targets(FORMAT_NAMES);
export const VERBOSE = on('a page for each bundle, and notes in SARIF', {
  group: 'Output:',
  short: 'v',
});

/** `2/8`. */
const shard: Read<Shard> = (word) => {
  const [part, of] = (/^([0-9]{1,6})\/([0-9]{1,6})$/.exec(word) ?? []).slice(1).map(Number);
  if (part === undefined || of === undefined || part < 1 || of > MOST_SHARDS || part > of)
    throw usage(
      `${word} is not a share such as 2/8`,
      `write the number of this part, from 1 on, and that of all parts (at most ${MOST_SHARDS})`,
    );
  return { part, of };
};
const MOST_SHARDS = 100_000;

export const verify = verb({
  name: 'verify',
  says: 'verify evidence bundles offline: every record, the tree, the signatures',
  bundles: 'many',
  replaces: true,
  flags: {
    require: REQUIRE,
    framework: FRAMEWORK,
    ...ASKED,
    evidence: EVIDENCE,
    sample: one('<file>', 'your list of record ids, one a line or CSV: what became of each', text, {
      file: 'input',
    }),
    shard: one('<i/n>', 'verify a part of the bundles, as 2/8, and write it for "merge"', shard),
    asOf: one('<day>', 'judge the algorithms as of a later day, as 2036-01-01', day),
    ...TRUST,
    report: REPORT,
    ...manner(FORMAT_NAMES),
    verbose: VERBOSE,
    ...WORK,
  },
  examples: [
    ['--bundle incident.zip --trust-root trust-root.json', 'one bundle'],
    ['exports/ --trust-root trust-root.json --report junit=verify.xml', 'a gate over a folder'],
    ['exports/ --shard 2/8 --at 2026-04-01T00:00:00Z -o part-2.jsonl', 'one of eight machines'],
    ['incident.zip --sample my-sample.csv', 'what became of each record of a list'],
  ],
  run: async ({ found, flags, io }) => {
    refusePdfToScreen(flags);
    refuseBesideShard(flags);
    return (await import('../run/verify.js')).verify(
      found,
      { ...flags, trust: trustFlags(flags), format: flags.format ?? 'text' },
      io,
    );
  },
});

export function refusePdfToScreen(flags: {
  readonly format: string | undefined;
  readonly output: string | undefined;
}): void {
  if (flags.format === 'pdf' && flags.output === undefined)
    throw usage('--format pdf goes to a file', 'add --output FILE, or write --report pdf=FILE');
}

/** A part is one document of one time; what is made of all parts is said to `merge`. */
function refuseBesideShard(flags: {
  readonly shard: Shard | undefined;
  readonly at: Instant | undefined;
  readonly format: string | undefined;
  readonly report: readonly unknown[];
  readonly evidence: string | undefined;
}): void {
  const { shard: share, at, format, report, evidence } = flags;
  if (share === undefined) return;
  if (at === undefined)
    throw usage('--shard needs --at', 'all parts have one verification time: name it for each');
  if (format !== undefined || report.length > 0 || evidence !== undefined)
    throw usage(
      '--shard writes a part: --format, --report and --evidence are for "merge"',
      'see softqcos-verify merge --help',
    );
}
