// Every verb, in the order of help, and which one a command line means. A line that does not begin with a verb is `verify`.

import { suggestion } from '../closest.js';
import type { Verb } from '../command.js';
import { usage } from '../flags.js';
import { checkpoint } from './checkpoint.js';
import { checks } from './checks.js';
import { completion } from './completion.js';
import { custodyAdd } from './custody-add.js';
import { diff } from './diff.js';
import { drill } from './drill.js';
import { explain } from './explain.js';
import { facts } from './facts.js';
import { help } from './help.js';
import { inspect } from './inspect.js';
import { merge } from './merge.js';
import { paper } from './paper.js';
import { path } from './path.js';
import { records } from './records.js';
import { redact } from './redact.js';
import { renewalAdd } from './renewal-add.js';
import { renewalRequest } from './renewal-request.js';
import { report } from './report.js';
import { reportCheck } from './report-check.js';
import { sample } from './sample.js';
import { schema } from './schema.js';
import { selfTest } from './self-test.js';
import { statement } from './statement.js';
import { trustAdd } from './trust-add.js';
import { trustDiff } from './trust-diff.js';
import { trustKeygen } from './trust-keygen.js';
import { trustLint } from './trust-lint.js';
import { trustList } from './trust-list.js';
import { trustNew } from './trust-new.js';
import { trustRemove } from './trust-remove.js';
import { trustShow } from './trust-show.js';
import { trustSign } from './trust-sign.js';
import { trustUpdate } from './trust-update.js';
import { verify } from './verify.js';
import { version } from './version.js';

export const VERBS: readonly Verb[] = [
  ...[
    verify,
    merge,
    inspect,
    records,
    sample,
    path,
    report,
    reportCheck,
    redact,
    checkpoint,
    drill,
  ],
  ...[diff, statement, facts, paper],
  ...[custodyAdd, renewalRequest, renewalAdd],
  ...[trustNew, trustShow, trustLint, trustDiff, trustAdd, trustList, trustRemove],
  ...[trustKeygen, trustSign, trustUpdate],
  ...[checks, explain, schema, selfTest, completion, help, version],
];

/** The verb that a line begins with, and the words behind it. @throws VerifierError ERR_USAGE for `trust` alone */
export function chosenVerb(argv: readonly string[]): {
  readonly verb: Verb;
  readonly words: readonly string[];
} {
  const [first = '', second = ''] = argv;
  if (argv.length === 1 && (first === '--help' || first === '-h')) return { verb: help, words: [] };
  if (first === '--version' || first === '-V') return { verb: version, words: argv.slice(1) };
  const two = VERBS.find(({ name }) => name === `${first} ${second}`);
  if (two !== undefined) return { verb: two, words: argv.slice(2) };
  const one = VERBS.find(({ name }) => name === first);
  if (one !== undefined) return { verb: one, words: argv.slice(1) };
  if (VERBS.some(({ name }) => name.startsWith(`${first} `)) && first !== '') {
    if (second === '--help' || second === '-h') return { verb: help, words: [first] };
    const own = VERBS.filter(({ name }) => name.startsWith(`${first} `));
    const close = suggestion(
      `${first} ${second}`,
      own.map(({ name }) => name),
    );
    if (second === '' || second.startsWith('-'))
      throw usage('a verb is missing', `see softqcos-verify help ${first}`);
    throw usage(
      `there is no verb ${first} ${second}`,
      close ?? `see softqcos-verify help ${first}`,
    );
  }
  return { verb: verify, words: argv };
}
