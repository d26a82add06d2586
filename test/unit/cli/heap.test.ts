// The part of the heap for new objects is told to stay as it is while a large bundle is verified, and told to grow again afterwards. What
// that saves is measured by `npm run bench`: how large the part is at a moment depends on whatever else a process did.

import { setFlagsFromString } from 'node:v8';
import { afterEach, expect, it, vi } from 'vitest';
import { steadily } from '../../../src/cli/heap.js';

vi.mock('node:v8', () => ({ setFlagsFromString: vi.fn() }));
const flags = vi.mocked(setFlagsFromString);
const STAY = '--semi-space-growth-factor=1';
const GROW = '--semi-space-growth-factor=2';

afterEach(() => {
  flags.mockClear();
  vi.unstubAllGlobals();
});

const told = () => flags.mock.calls.map(([flag]) => flag);

it('stays while a large bundle is verified, whether that ends well or not', async () => {
  const seen = await steadily(1_048_576, async () => told());
  expect([seen, told()]).toEqual([[STAY], [STAY, GROW]]);
  const fails = () => Promise.reject(new Error('broken'));
  await expect(steadily(1_048_576, fails)).rejects.toThrow('broken');
  expect(told()).toEqual([STAY, GROW, STAY, GROW]);
});

it('is left alone by a small bundle, and on a Node that was not tried', async () => {
  expect(await steadily(1_048_575, async () => 'small')).toBe('small');
  vi.stubGlobal('process', { ...process, versions: { ...process.versions, node: '27.0.0' } });
  expect(await steadily(1_048_576, async () => 'new')).toBe('new');
  expect(told()).toEqual([]);
});
