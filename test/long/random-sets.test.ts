// More of the random sets of test/history and test/compliance, from other numbers.

import { expect, it } from 'vitest';
import { checkRandomSet } from '../history/compared.js';
import { randomSet } from '../history/random-set.js';
import { Random } from '../support/random.js';
import { checkRandomReport } from '../support/random-report.js';

it('compares 20,000 random sets in memory as the naive account does', async () => {
  const random = new Random(101);
  const seen = new Set<string>();
  for (let round = 0; round < 20_000; round += 1)
    for (const what of await checkRandomSet(randomSet(random), random, `round ${round}`))
      seen.add(what);
  expect(seen.size).toBe(6);
}, 600_000);

it('reports over 300 random sets of real bundles as a naive count does', async () => {
  const seen = new Set<string>();
  for (let round = 0; round < 300; round += 1)
    seen.add(await checkRandomReport(new Random(7_919 * round + 5), `round ${round}`));
  expect(seen.size).toBeGreaterThan(4);
}, 900_000);
