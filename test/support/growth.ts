// How work grows, where nothing counts it: the same work of one size and of four times that size, in one run. What a second is on this
// machine, and who else is at work on it, plays no part: processor time of this process, the least of several tries.

import { expect } from 'vitest';

const TRIES = 5;
/** Four times the input is four times the work where it is linear, and sixteen times where it is quadratic. */
const MOST = 9;
/** Below this the clock of the processor says nothing: work that stays below it is not slow. */
const MICROSECONDS = 20_000;

/** Expects that the work grows with the size, not with its square. @param work is given the size, and does all of it anew */
export async function expectLinear(size: number, work: (size: number) => unknown): Promise<void> {
  const [small, large] = [await least(() => work(size)), await least(() => work(4 * size))];
  expect(large, `${small} µs became ${large} µs`).toBeLessThan(
    MOST * Math.max(small, MICROSECONDS),
  );
}

async function least(work: () => unknown): Promise<number> {
  let found = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES; i += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    found = Math.min(found, user + system);
  }
  return found;
}
