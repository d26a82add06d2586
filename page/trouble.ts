// What went wrong, told where the reader is.

import { byId, make } from './dom.js';
import { NoAnswer } from './engine.js';
import type { Failure } from './messages.js';

/** What the reader should do otherwise. */
export function usage(message: string, hint?: string): NoAnswer {
  return new NoAnswer({ code: 'ERR_USAGE', message, ...(hint === undefined ? {} : { hint }) });
}

export function failureOf(error: unknown): Failure {
  if (error instanceof NoAnswer)
    return error.failure ?? { code: '', message: 'Stopped. Nothing was concluded.' };
  return { code: 'internal error', message: String(error) };
}

/** Shows an error in a box of the page; undefined clears it. */
export function trouble(error: unknown, id = 'trouble'): void {
  const box = byId(id);
  box.hidden = error === undefined;
  if (error === undefined) return;
  const { code, message, hint } = failureOf(error);
  box.replaceChildren(
    make('strong', {}, message),
    ...(hint === undefined ? [] : [make('p', {}, hint)]),
    ...(code === '' ? [] : [make('p', {}, make('code', {}, code))]),
  );
  box.scrollIntoView({ block: 'nearest' });
}
