// Arithmetic of stretches of time: union, complement, share. Both ends are included, to the nanosecond.

import type { Instant } from '../../base/encoding.js';

export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** Ascending; overlapping and adjacent ones joined. */
export function united(stretches: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const next of [...stretches].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = out.at(-1);
    if (last !== undefined && next.from <= last.to + 1n)
      out[out.length - 1] = { from: last.from, to: later(last.to, next.to) };
    else out.push(next);
  }
  return out;
}

/** Several lists in one, ascending and without overlap; what touches stays apart, since its lists are not shown to be of one whole. */
export function apart(lists: readonly (readonly Stretch[])[]): Stretch[] {
  const out: Stretch[] = [];
  for (const next of lists.flat().sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = out.at(-1);
    if (last === undefined || next.from > last.to) out.push(next);
    else if (next.to > last.to) out.push({ from: last.to + 1n, to: next.to });
  }
  return out;
}

/** What of `whole` is in none of some stretches, which are ascending, apart and inside it. */
export function complement(stretches: readonly Stretch[], whole: Stretch): Stretch[] {
  const rest: Stretch[] = [];
  let at = whole.from;
  for (const { from, to } of stretches) {
    if (from > at) rest.push({ from: at, to: from - 1n });
    at = to + 1n;
  }
  if (at <= whole.to) rest.push({ from: at, to: whole.to });
  return rest;
}

/** Thousandths of `whole` in some stretches, rounded down; 1000 only if nothing is left. */
export function permille(stretches: readonly Stretch[], left: number, whole: Stretch): number {
  if (left === 0) return 1000;
  const covered = stretches.reduce((sum, { from, to }) => sum + (to - from + 1n), 0n);
  return Math.min(999, Number((covered * 1000n) / (whole.to - whole.from + 1n)));
}

export function within(time: Instant, { from, to }: Stretch): boolean {
  return time >= from && time <= to;
}

export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

export function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
