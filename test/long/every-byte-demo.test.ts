// The demonstration bundle with a bit of its bytes flipped: every 127th flip here, all of them by `npm run every-byte:demo`
// (docs/ROBUSTNESS.md).

import { expect, it } from 'vitest';
import { flipDemo } from '../../scripts/every-byte/demo.js';

it('flips of the demonstration bundle are caught or told, but for bytes without meaning', async () => {
  const { flips, caught, told, without, wrong } = await flipDemo(17, 127);
  expect(wrong).toEqual([]);
  expect(flips).toBeGreaterThan(500);
  expect(caught).toBeGreaterThan(0.95 * flips);
  expect(caught + told + without).toBe(flips);
}, 600_000);
