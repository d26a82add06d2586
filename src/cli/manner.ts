// The options that verbs share, so that all of them have one manner: whom to trust and when, where the result goes and in what
// form, and how much to accept.

import type { Instant } from '../base/encoding.js';
import { type Limits, SUPPORT } from '../base/limits.js';
import { REQUIREMENTS } from '../catalogue/requirements.js';
import { sameName } from './closest.js';
import { type Flag, many, needed, on, one, text, type Values } from './flags.js';
import { digest, oneOf, time, whole, words } from './values.js';

const TRUST_GROUP = { group: 'Trust:' } as const;

export const TRUST = {
  trustRoot: one('<file>', "the auditor's keys and requirements", text, {
    ...TRUST_GROUP,
    file: 'input',
  }),
  trustRootDigest: one('<digest>', 'use only this trust root (sha3-256:…)', digest, TRUST_GROUP),
  compared: one(
    '<words>',
    'with whom you compared the keys, how and when: printed beside the verdict',
    words,
    TRUST_GROUP,
  ),
  at: one('<time>', 'verification time, as 2026-04-01T00:00:00Z (default: now)', time, TRUST_GROUP),
} as const;

/** Files that a verification takes in beside the bundle. */
export const ASKED = {
  checkpoint: one('<file>', 'an earlier or later checkpoint that you hold', text, {
    file: 'input',
  }),
  expectSelection: one('<file>', 'the selection that you asked for (JSON)', text, {
    file: 'input',
  }),
  renewals: one('<file>', 'later time stamps over the bundle, to be verified with it', text, {
    file: 'input',
  }),
  custody: one('<file>', 'a file of custody of the bundle, to be verified with it', text, {
    file: 'input',
  }),
} as const;

/** Threads of a run. No result depends on them. */
const JOBS = one('<n>', 'threads to use (default: as many as there are cores)', whole(1, 256));

/** What each limit counts. */
const LIMITED: Readonly<Record<keyof Limits, string>> = {
  entries: 'entries of the zip',
  totalBytes: 'inflated bytes of all entries',
  attachmentBytes: 'bytes of one attachment',
  manifestBytes: 'bytes of manifest.json',
  documentBytes: 'bytes of a checkpoint, envelope or token',
  erasures: 'erasures and retention policies',
  tokens: 'time stamps over one thing',
  identities: 'record ids, and commitments, to remember',
  reportBytes: 'bytes of all compliance reports',
};
type LimitKey = `max${Capitalize<keyof Limits>}`;
const NAMES = Object.keys(LIMITED) as (keyof Limits)[];

/** Bounds that the operator raises or lowers (docs/SPEC.md §2.5), each `--max-…`. */
export const LIMITS = Object.fromEntries(
  NAMES.map((name) => [
    limitKey(name),
    one(
      '<n>',
      `${LIMITED[name]} to accept (default: ${SUPPORT[name]})`,
      whole(0, Number.MAX_SAFE_INTEGER),
      { group: 'Limits, for experts:' },
    ),
  ]),
) as Readonly<Record<LimitKey, Flag<number | undefined>>>;

/** How much work a verification may take, and how many threads do it. */
export const WORK = { jobs: JOBS, ...LIMITS } as const;

function limitKey(name: keyof Limits): LimitKey {
  return `max${name.charAt(0).toUpperCase()}${name.slice(1)}` as LimitKey;
}

/** Options that say whom to trust, when, how much to accept, and how many threads to use. */
export interface TrustFlags {
  readonly trustRoot?: string | undefined;
  /** Lower-case hex SHA3-256. */
  readonly trustRootDigest?: string | undefined;
  /** The operator's words: with whom the keys were compared. */
  readonly compared?: string | undefined;
  readonly at?: Instant | undefined;
  /** Threads; undefined for as many as there are cores. */
  readonly jobs?: number | undefined;
  readonly limits: Partial<Limits>;
}

/** The trust options and limits of a command line; a verb that has no limits gives the trust options alone. */
export function trustFlags(flags: Values<typeof TRUST> & Partial<Values<typeof WORK>>): TrustFlags {
  const { trustRoot, trustRootDigest, compared, at, jobs } = flags;
  return { trustRoot, trustRootDigest, compared, at, jobs, limits: limitsOf(flags) };
}

export function limitsOf(flags: Partial<Values<typeof LIMITS>>): Partial<Limits> {
  const given = NAMES.map((name) => [name, flags[limitKey(name)]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** How every verb prints: in what form, with how many words, in colour or not. */
export function manner<Name extends string>(formats: readonly [Name, ...Name[]]) {
  return {
    format: one('<name>', `${formats.join(', ')} (default: ${formats[0]})`, oneOf(formats), {
      ...OUTPUT,
      choices: formats,
    }),
    output: one('<file>', 'write there instead of to standard output', text, OUTPUT_FILE),
    force: on('replace files that exist', OUTPUT),
    quiet: on('the result in as few words as there are', { ...OUTPUT, short: 'q' }),
    noColor: on('no colour', OUTPUT),
  };
}
const OUTPUT = { group: 'Output:' } as const;
export const OUTPUT_FILE = { ...OUTPUT, short: 'o', file: 'output' } as const;

/** `-o` of a verb that makes a file and does not print it. */
export function product(says: string) {
  return { output: needed('<file>', says, text, OUTPUT_FILE) };
}

export const REQUIRE = many(
  '<name>',
  `also require: ${REQUIREMENTS.join(', ')}`,
  oneOf(REQUIREMENTS),
  {
    choices: REQUIREMENTS,
  },
);

/** Written out, so that help does not load them; a test compares them with those that there are. */
export const FRAMEWORK_NAMES = ['soc2', 'iso27001', 'gdpr', 'hipaa', 'nis2', 'eidas2'] as const;
export const FRAMEWORK = many(
  '<name|file>',
  `examine: ${FRAMEWORK_NAMES.join(', ')}, or a file`,
  text,
  {
    choices: FRAMEWORK_NAMES,
    file: 'input',
    pathOf: (word) => (sameName(word, FRAMEWORK_NAMES) === undefined ? word : undefined),
  },
);
