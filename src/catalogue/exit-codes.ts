// Exit codes: a public contract (docs/SPEC.md §13.4). CI gates read nothing else.

export const EXIT = {
  pass: 0,
  fail: 1,
  /** No verdict: usage, unreadable file, unusable trust root. */
  couldNotRun: 2,
  unproven: 3,
  /** The evidence holds, a requested framework has gaps. */
  gaps: 4,
  /** A bug of ours. The process starts with this code, so that a run that ends early never looks like a pass. */
  bug: 70,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const WORST_FIRST: readonly ExitCode[] = [70, 1, 2, 3, 4, 0];

/** The code of several results: the worst of them. No result at all is not a pass. */
export function worstExit(codes: readonly ExitCode[]): ExitCode {
  return WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.couldNotRun;
}
