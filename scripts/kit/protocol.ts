// What a program under test is asked and answers, one JSON object a line (docs/SPEC.md §19.3), and when an answer agrees with what the
// kit expects (§19.2). No verifier is needed for it.

export interface Question {
  readonly bundle?: string;
  /** A set of bundles of one ledger, in place of `bundle` (docs/SPEC.md §13.5). */
  readonly bundles?: readonly string[];
  readonly trust_root: string | null;
  readonly at: string;
  readonly requirements: readonly string[];
  readonly checkpoint?: string;
  readonly expect_selection?: unknown;
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

/** Prefixes of codes by which a zip is refused, and of an entry that cannot be read: readers stop at different ones (§19.2). */
const REFUSED = /^(?:ZIP|NAME)_/;
const UNREADABLE = /^ENTRY_(?:INFLATE_FAILED|SIZE_MISMATCH|CRC_MISMATCH)$/;

/** What is compared of an answer, as text; equal texts agree by transcript. */
export function comparable({ verdict, failures = [], gaps = [] }: Answer): string {
  const codes = [...failures, ...gaps];
  if (codes.some((code) => REFUSED.test(code))) {
    const others = codes.filter((code) => !REFUSED.test(code));
    return [verdict, 'a code of archive/structure or archive/names', ...others].join(' ');
  }
  const read = (list: readonly string[]): string[] => [
    ...new Set(list.map((code) => (UNREADABLE.test(code) ? 'ENTRY_…' : code))),
  ];
  return [verdict, ...read(failures).sort(), '|', ...read(gaps).sort()].join(' ');
}

export type Agreement = 'agrees' | 'verdict' | 'codes' | 'unsupported';

/** Whether an answer is the expected one; `codes` if only the verdict is. */
export function agreement(expected: Answer, answer: Answer): Agreement {
  if (answer.verdict === 'unsupported') return 'unsupported';
  if (answer.verdict !== expected.verdict) return 'verdict';
  if (expected.failures === undefined) return 'agrees';
  return comparable(expected) === comparable(answer) ? 'agrees' : 'codes';
}
