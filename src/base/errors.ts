// The three ways a run can go wrong, told apart by whose fault it is (docs/SPEC.md §13, docs/MANUAL.md §1).
// EvidenceError: the bundle's fault, becomes findings. VerifierError: the operator's input, exit 2.
// InternalError: a bug of ours, exit 70. Nothing inside a bundle may cause the second or the third.

import type { CodeRow } from '../catalogue/codes/code.js';
import {
  CODES,
  type ErrorCode,
  type FindingCode,
  type SaidCode,
  type TellingCode,
} from '../catalogue/codes.js';
import { work } from './work.js';

/** Where in the bundle a finding stands. Every member is optional; `entry` is a path inside the zip. */
export interface Location {
  readonly entry?: string;
  /** 1-based line of a `.jsonl` entry, or of the checkpoint. */
  readonly line?: number;
  /** RFC 6901 pointer into the document (or into the line's object). */
  readonly pointer?: string;
  readonly sequence?: number;
  readonly record_id?: string;
  /** Byte offset in the zip file. */
  readonly offset?: number;
}

/** One thing that is wrong, missing or worth knowing. Text may hold the exporter's bytes: reports escape it. */
export interface Finding extends Details {
  readonly code: FindingCode;
  readonly where: Location;
  /** One clause, lower case, no full stop: what is wrong here. */
  readonly message: string;
}

interface Details {
  readonly expected?: string;
  readonly actual?: string;
  /** A sentence: what to do, where the cause is nearer than what the code says for all of its findings. */
  readonly remedy?: string;
}

/** What a finding is made of. It has a message of its own where its code does not always say the same. */
export type MadeOf<Code extends FindingCode = FindingCode> =
  | [code: Extract<Code, SaidCode>, where: Location, details?: Details | undefined]
  | [
      code: Extract<Code, TellingCode>,
      where: Location,
      message: string,
      details?: Details | undefined,
    ];

/** Characters of one text of a finding: a name, a value or a list of a hostile bundle can have megabytes. */
const QUOTED = 1_000;

/** Builds a finding. Texts of more than 1,000 characters are cut and counted. */
export function finding(...[code, where, said, more]: MadeOf): Finding {
  const row: CodeRow = CODES[code];
  const message = typeof said === 'string' ? said : (row.message ?? '');
  const { expected, actual, remedy } = (typeof said === 'string' ? more : said) ?? {};
  work.findings += 1;
  return {
    code,
    where: inOrder(where),
    message: clip(message),
    ...(expected === undefined ? {} : { expected: clip(expected) }),
    ...(actual === undefined ? {} : { actual: clip(actual) }),
    ...(remedy === undefined ? {} : { remedy: clip(remedy) }),
  };
}

/** Members in the order in which every document of ours writes them. */
function inOrder({ entry, line, pointer, sequence, record_id, offset }: Location): Location {
  return {
    ...(entry === undefined ? {} : { entry }),
    ...(line === undefined ? {} : { line }),
    ...(pointer === undefined ? {} : { pointer: clip(pointer) }),
    ...(sequence === undefined ? {} : { sequence }),
    ...(record_id === undefined ? {} : { record_id }),
    ...(offset === undefined ? {} : { offset }),
  };
}

/** A text of at most 1,000 characters and its length. The cut may halve a surrogate pair, so the text is made well-formed. */
export function clip(text: string): string {
  if (text.length <= QUOTED) return text;
  return `${text.slice(0, QUOTED).toWellFormed()}… (${text.length} characters)`;
}

/** The evidence is wrong, or leaves a gap. Caught where the findings are kept. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError';
  readonly findings: readonly Finding[];
  constructor(...findings: readonly [Finding, ...Finding[]]) {
    super(findings.map((f) => `${f.code}: ${f.message}`).join('; '));
    this.findings = findings;
  }
}

/** What an EvidenceError has found; every other error is ours and is thrown on. */
export function findingsOf(error: unknown): readonly Finding[] {
  if (!(error instanceof EvidenceError)) throw error;
  return error.findings;
}

/** The operator's input (flag, path, trust root) cannot be used. No verdict; exit code 2. */
export class VerifierError extends Error {
  override readonly name = 'VerifierError';
  readonly code: ErrorCode;
  /** What the operator can do about it, where that is known. */
  readonly hint: string | undefined;
  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** An invariant that only a bug of ours can break. No verdict; exit code 70. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
