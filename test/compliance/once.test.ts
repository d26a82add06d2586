// One bundle is verified once in any run: a report reads it again only as what was verified.

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sourceFromBytes } from '../../src/archive/source.js';
import type { NamedBundle } from '../../src/compliance/gather/verified.js';
import { verifyBundle } from '../../src/verify.js';
import { broken, reportOver, smallYear } from '../support/year.js';

vi.mock('../../src/verify.js', async (original) => {
  const real = await original<typeof import('../../src/verify.js')>();
  return { ...real, verifyBundle: vi.fn(real.verifyBundle) };
});

const quarter = (from: string, to: string) =>
  smallYear().bundle('q', {
    period: { from: `2026-${from}T00:00:00Z`, to: `2026-${to}T23:59:59Z` },
  });
const verified = () => vi.mocked(verifyBundle).mock.calls.map(([, , { name }]) => name);

beforeEach(() => {
  vi.mocked(verifyBundle).mockClear();
});

describe('a report', () => {
  it('verifies each bundle once, in whatever order they come, those that fail and those that overlap', async () => {
    const [q1, q2, spring] = await Promise.all([
      quarter('01-01', '03-31'),
      quarter('04-01', '06-30'),
      quarter('02-15', '05-15'),
    ]);
    await reportOver({ spring, q2, q1, bad: broken(q1) });
    expect(verified()).toEqual(['spring', 'q2', 'q1', 'bad']);
  }, 120_000);

  it('ends where a bundle is another one when it is read again', async () => {
    const [q1, q2] = [await quarter('01-01', '03-31'), await quarter('04-01', '06-30')];
    const file = (name: string, ...contents: readonly Uint8Array[]): NamedBundle => {
      let opened = 0;
      return {
        name,
        source: (use) => {
          const bytes = contents[Math.min(opened, contents.length - 1)] ?? new Uint8Array();
          opened += 1;
          return use(sourceFromBytes(bytes));
        },
      };
    };
    // Out of order, so that the frameworks need a second reading.
    const run = reportOver({}, { bundles: [file('q2', q2, q1), file('q1', q1)] });
    await expect(run).rejects.toMatchObject({ code: 'ERR_BUNDLE_CHANGED' });
    expect(verified()).toEqual(['q2', 'q1']);
  }, 120_000);
});
