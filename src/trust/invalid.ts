// The one way to say that a trust root cannot be loaded (docs/SPEC.md §12): where, what, and what to do about it.
// Messages never echo the file's values: an operator may have pasted a private key into the wrong place.

import { VerifierError } from '../base/errors.js';

/** One step into a JSON document. */
export type Step = string | number;

/** RFC 6901 pointer; the empty pointer (the whole document) is written as `/`. */
export function pointer(steps: readonly Step[]): string {
  return `/${steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}

/** Builds the error; `where` is a JSON pointer or a line, `what` one clause, `hint` a sentence to the operator. */
export function invalid(where: string, what: string, hint: string): VerifierError {
  return new VerifierError('ERR_TRUST_ROOT_INVALID', `${where}: ${what}`, { hint });
}
