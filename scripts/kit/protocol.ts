// What a program under test is asked and answers, one JSON object a line (docs/SPEC.md §19.3), and when an answer agrees with what the
// kit expects (§19.2). No verifier is needed for it.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CATALOGUE, type Check } from '../../src/catalogue/checks.js';
import { SET_CODES } from '../../src/catalogue/codes/sets.js';
import { CODES } from '../../src/catalogue/codes.js';

export interface Question {
  readonly bundle?: string;
  /** A set of bundles of one ledger, in place of `bundle` (docs/SPEC.md §13.5). */
  readonly bundles?: readonly string[];
  readonly trust_root: string | null;
  readonly at: string;
  readonly requirements: readonly string[];
  readonly checkpoint?: string;
  readonly expect_selection?: unknown;
  /** A file of renewals beside the bundle (docs/SPEC.md §12.6). */
  readonly renewals?: string;
  /** A file of custody beside the bundle (§12.8). */
  readonly custody?: string;
  /** A time on the later day that is asked about (§12.5). */
  readonly as_of?: string;
  readonly limits?: Readonly<Record<string, number>>;
}

export interface Answer {
  readonly verdict: 'pass' | 'fail' | 'unproven' | 'error' | 'unsupported';
  /** Sorted, each code once. */
  readonly failures?: readonly string[];
  readonly gaps?: readonly string[];
  readonly notes?: readonly string[];
  readonly reason?: string;
}

export interface KitCase {
  readonly id: string;
  readonly why: string;
  readonly input: Question;
  readonly expect: Answer;
}

/** An entry that cannot be read: readers notice it by different signs (§19.2). */
const UNREADABLE = /^ENTRY_(?:INFLATE_FAILED|SIZE_MISMATCH|CRC_MISMATCH)$/;
/** What is said of leaves that another line could explain. */
const OF_ABSENCE: ReadonlySet<string> = new Set(['STUB_LINK_UNUSED', 'RECORDS_EMPTY']);

const CHECK: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...CODES, ...SET_CODES }).map(([code, { check }]) => [code, check]),
);
const NEEDS_EVERY_LEAF: ReadonlySet<string> = new Set(
  CATALOGUE.filter(({ restsOn }: Check) => restsOn.includes('records/form')).map(({ id }) => id),
);
const checkOf = (code: string): string => CHECK.get(code) ?? '';

/** What is compared of an answer, as text; equal texts agree by transcript. */
export function comparable({ verdict, failures = [], gaps = [] }: Answer): string {
  const codes = [...failures.map((code) => `! ${code}`), ...gaps.map((code) => `? ${code}`)];
  const kept = keptOf([...failures, ...gaps]);
  return [
    verdict,
    ...new Set(codes.map((code) => kept(code.slice(2), code)).filter((text) => text !== undefined)),
  ]
    .sort()
    .join(', ');
}

/** What lies in the tree above a difference that is told (§13.5), and need not be told again. */
const ABOVE: Readonly<Record<string, readonly string[]>> = {
  SET_SUBTREE_CONFLICT: ['SET_LEAF_CONFLICT'],
  SET_ROOT_CONFLICT: ['SET_LEAF_CONFLICT', 'SET_SUBTREE_CONFLICT'],
  SET_ERASURE_MISMATCH: ['SET_LEAF_CONFLICT'],
};

/** How a code of an answer is compared, given all its codes; undefined if it is not. */
function keptOf(all: readonly string[]): (code: string, text: string) => string | undefined {
  const refused = all.some((code) => /^archive\/(?:structure|names)$/.test(checkOf(code)));
  if (refused)
    return (code, text) =>
      /^archive\/(?:structure|names)$/.test(checkOf(code)) ? 'the zip is refused' : text;
  const unreadable = all.some((code) => UNREADABLE.test(code));
  const broken = all.some(
    (code) => /^(?:records|stubs)\/form$/.test(checkOf(code)) && !OF_ABSENCE.has(code),
  );
  return (code, text) => {
    if (UNREADABLE.test(code)) return 'an entry cannot be read';
    if (ABOVE[code]?.some((below) => all.includes(below))) return undefined;
    if (unreadable && !/^(?:archive|manifest|trust)\//.test(checkOf(code))) return undefined;
    if (broken && (NEEDS_EVERY_LEAF.has(checkOf(code)) || OF_ABSENCE.has(code))) return undefined;
    return text;
  };
}

export type Agreement = 'agrees' | 'verdict' | 'codes' | 'unsupported';

/** Whether an answer is the expected one; `codes` if only the verdict is. Nothing but a lowered bound may be unsupported (§19.3). */
export function agreement(
  { input, expect: expected }: Pick<KitCase, 'input' | 'expect'>,
  answer: Answer,
): Agreement {
  if (answer.verdict === 'unsupported')
    return input.limits === undefined ? 'verdict' : 'unsupported';
  if (answer.verdict !== expected.verdict) return 'verdict';
  if (expected.failures === undefined) return 'agrees';
  return comparable(expected) === comparable(answer) ? 'agrees' : 'codes';
}

/** The question with its paths changed. */
export function withPaths(question: Question, change: (path: string) => string): Question {
  const { bundle, bundles, trust_root: root, checkpoint, renewals, custody } = question;
  return {
    ...question,
    ...(bundle === undefined ? {} : { bundle: change(bundle) }),
    ...(bundles === undefined ? {} : { bundles: bundles.map(change) }),
    trust_root: root === null ? null : change(root),
    ...(checkpoint === undefined ? {} : { checkpoint: change(checkpoint) }),
    ...(renewals === undefined ? {} : { renewals: change(renewals) }),
    ...(custody === undefined ? {} : { custody: change(custody) }),
  };
}

/** The cases of an unpacked kit; paths of their inputs are made absolute. */
export function readCases(kit: string): KitCase[] {
  const here = (path: string): string => resolve(kit, path);
  return readFileSync(join(kit, 'cases.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const one = JSON.parse(line) as KitCase;
      return { ...one, input: withPaths(one.input, here) };
    });
}
