// Second opinions that come later: the Web Crypto API of a browser answers by promise, and a run does not wait for each. It waits for
// all of them before it gives a transcript. With Node nothing is ever pending: both implementations answer at once (signature.ts).

import { InternalError } from '../base/errors.js';

const pending = new Set<Promise<void>>();
let disagreement: InternalError | undefined;
/** Answers that a second implementation has confirmed, in this process. */
export const confirmed = { signatures: 0, digests: 0 };

/**
 * Holds an answer against one that is still to come.
 * @param what a noun phrase for the error: `a signature of Ed25519`
 * @param theirs undefined, or a rejection: the second implementation does not know the algorithm
 */
export function holdAgainst<Answer>(
  kind: keyof typeof confirmed,
  what: () => string,
  isSame: (theirs: Answer) => boolean,
  theirs: Promise<Answer | undefined>,
): void {
  const settled = theirs.then(
    (answer) => {
      if (answer === undefined) return;
      if (isSame(answer)) confirmed[kind] += 1;
      else disagreement ??= new InternalError(`two implementations disagree about ${what()}`);
    },
    () => {},
  );
  pending.add(settled);
  settled.finally(() => pending.delete(settled));
}

/** Second opinions that are still to come. */
export function opinionsPending(): number {
  return pending.size;
}

/** Waits for every second opinion. @throws InternalError if one differed: then no answer can be given, now or later */
export async function unanimity(): Promise<void> {
  while (pending.size > 0) await Promise.all(pending);
  if (disagreement !== undefined) throw disagreement;
}
