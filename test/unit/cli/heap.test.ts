// What survives in the part of the heap for new objects does not make it larger while a large bundle is verified.

import { getHeapSpaceStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { steadily } from '../../../src/cli/heap.js';

const sizeOfNew = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;

/** Objects of which many survive. */
async function work(): Promise<number> {
  let kept: object[] = [];
  for (let i = 0; i < 300_000; i += 1) {
    kept.push({ i, of: [i] });
    if (kept.length > 5_000) kept = [];
  }
  return kept.length;
}

test('of a large bundle, and not of a small one', async () => {
  const before = sizeOfNew();
  await steadily(2_000_000, work);
  expect(sizeOfNew()).toBeLessThanOrEqual(before);
  for (let i = 0; i < 40 && sizeOfNew() <= before; i += 1) await steadily(1_000, work);
  expect(sizeOfNew()).toBeGreaterThan(before);
});
