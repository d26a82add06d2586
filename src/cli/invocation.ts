// What a command line asks for, as data, and the values that its options may take. Nothing is run here; every fault of a value is
// the operator's: a VerifierError with ERR_USAGE that names the option.

import { type Instant, parseDecimal, parseTime } from '../base/encoding.js';
import { VerifierError } from '../base/errors.js';
import type { Limits } from '../base/limits.js';
import { REQUIREMENTS, type Requirement } from '../catalogue/checks.js';
import { FORMATS, type FormatName, isFormat } from '../report/formats.js';
import type { EvidenceInvocation } from './evidence-verbs.js';

export interface ReportTarget {
  readonly format: FormatName;
  readonly file: string;
}

/** Options that say whom to trust, when, and how much to accept. */
export interface TrustFlags {
  readonly trustRoot?: string;
  /** Lower-case hex SHA3-256. */
  readonly trustRootDigest?: string;
  readonly at?: Instant;
  readonly limits: Partial<Limits>;
}

export interface VerifyFlags extends TrustFlags {
  readonly require: readonly Requirement[];
  /** Names or files. */
  readonly framework: readonly string[];
  readonly checkpoint?: string;
  readonly expectSelection?: string;
  readonly sample?: string;
  /** Folder for both notes of a split view. */
  readonly evidence?: string;
  readonly format: FormatName;
  readonly report: readonly ReportTarget[];
  readonly quiet: boolean;
  readonly color: boolean;
}

export type Invocation =
  | { readonly verb: 'print'; readonly text: string }
  | { readonly verb: 'verify'; readonly bundles: readonly string[]; readonly flags: VerifyFlags }
  | { readonly verb: 'inspect'; readonly bundle: string; readonly limits: Partial<Limits> }
  | {
      readonly verb: 'checkpoint';
      readonly bundle: string;
      readonly output: string;
      readonly flags: TrustFlags;
    }
  | EvidenceInvocation
  | { readonly verb: 'checks' | 'self-test' }
  | { readonly verb: 'explain' | 'schema'; readonly name: string | undefined }
  | {
      readonly verb: 'trust-show' | 'trust-lint';
      readonly file: string | undefined;
      readonly flags: TrustFlags;
    }
  | { readonly verb: 'trust-diff'; readonly before: string; readonly after: string }
  | { readonly verb: 'trust-new'; readonly options: Options }
  | {
      readonly verb: 'trust-add';
      readonly file: string;
      readonly replace: boolean;
      readonly flags: TrustFlags;
    };

/** Options as the parser leaves them, by their camel-case names: text, lists of text, or switches. */
export interface Options {
  readonly [name: string]: string | readonly string[] | boolean | undefined;
}

/** The flag of every limit, and what it counts. */
export const LIMIT_FLAGS: Readonly<Record<keyof Limits, readonly [flag: string, what: string]>> = {
  entries: ['--max-entries', 'entries of the zip'],
  totalBytes: ['--max-total-bytes', 'inflated bytes of all entries'],
  attachmentBytes: ['--max-attachment-bytes', 'bytes of one attachment'],
  manifestBytes: ['--max-manifest-bytes', 'bytes of manifest.json'],
  documentBytes: ['--max-document-bytes', 'bytes of a checkpoint, envelope or token'],
  erasures: ['--max-erasures', 'erasures and retention policies'],
  tokens: ['--max-tokens', 'time stamps over one thing'],
  identities: ['--max-identities', 'record ids, and commitments, to remember'],
  reportBytes: ['--max-report-bytes', 'bytes of all compliance reports'],
};

/** @throws VerifierError ERR_USAGE */
export function limitsOf(options: Options): Partial<Limits> {
  const limits: Partial<Record<keyof Limits, number>> = {};
  for (const name of Object.keys(LIMIT_FLAGS) as (keyof Limits)[]) {
    const text = one(options, `max${name.charAt(0).toUpperCase()}${name.slice(1)}`);
    if (text === undefined) continue;
    const value = parseDecimal(text);
    if (value === undefined) throw usage(`${LIMIT_FLAGS[name][0]}: ${text} is not a whole number`);
    limits[name] = value;
  }
  return limits;
}

/** @throws VerifierError ERR_USAGE */
export function trustFlags(options: Options): TrustFlags {
  const trustRoot = one(options, 'trustRoot');
  const trustRootDigest = one(options, 'trustRootDigest');
  const at = one(options, 'at');
  return {
    limits: limitsOf(options),
    ...(trustRoot === undefined ? {} : { trustRoot }),
    ...(trustRootDigest === undefined ? {} : { trustRootDigest: digest(trustRootDigest) }),
    ...(at === undefined ? {} : { at: instant(at) }),
  };
}

/** @throws VerifierError ERR_USAGE */
export function verifyFlags(options: Options): VerifyFlags {
  const checkpoint = one(options, 'checkpoint');
  const expectSelection = one(options, 'expectSelection');
  const sample = one(options, 'sample');
  const evidence = one(options, 'evidence');
  const format = one(options, 'format') ?? 'text';
  if (!isFormat(format)) throw usage(`--format: ${format} is none of ${names(FORMATS)}`);
  return {
    ...trustFlags(options),
    require: list(options, 'require').map(requirement),
    framework: list(options, 'framework'),
    format,
    report: reportTargets(list(options, 'report')),
    quiet: options['quiet'] === true,
    color: options['color'] !== false,
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(expectSelection === undefined ? {} : { expectSelection }),
    ...(sample === undefined ? {} : { sample }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

export function list(options: Options, name: string): readonly string[] {
  const value = options[name];
  return typeof value === 'object' ? value : [];
}

export function one(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function requirement(text: string): Requirement {
  const found = REQUIREMENTS.find((name) => name === text);
  if (found === undefined) throw usage(`--require: ${text} is none of ${REQUIREMENTS.join(', ')}`);
  return found;
}

function reportTargets(values: readonly string[]): readonly ReportTarget[] {
  const targets = values.map((value): ReportTarget => {
    const [, format = '', file = ''] = /^([a-z]+)=(.+)$/s.exec(value) ?? [];
    if (!isFormat(format))
      throw usage(`--report: write FORMAT=FILE, where FORMAT is one of ${names(FORMATS)}`);
    return { format, file };
  });
  if (new Set(targets.map(({ file }) => file)).size < targets.length)
    throw usage('--report: two reports cannot go into one file');
  return targets;
}

function instant(text: string): Instant {
  const at = parseTime(text);
  if (at === undefined) throw usage(`--at: ${text} is not a time such as 2026-04-01T00:00:00Z`);
  return at;
}

function digest(text: string): string {
  const [, hex] = /^sha3-256:([0-9a-f]{64})$/.exec(text) ?? [];
  if (hex === undefined)
    throw usage('--trust-root-digest: write sha3-256: and 64 lower-case hex digits');
  return hex;
}

/** The error of a command line that cannot be understood. */
export function usage(message: string): VerifierError {
  return new VerifierError('ERR_USAGE', message, { hint: 'see softqcos-verify --help' });
}

function names(table: object): string {
  return Object.keys(table).join(', ');
}
