// More of the random sets of test/compliance, from other numbers.

import { expect, it } from 'vitest';
import { Random } from '../support/random.js';
import { checkRandomReport } from '../support/random-report.js';

it('reports over 300 random sets of real bundles as a naive count does', async () => {
  const seen = new Set<string>();
  for (let round = 0; round < 300; round += 1)
    seen.add(await checkRandomReport(new Random(7_919 * round + 5), `round ${round}`));
  expect(seen.size).toBeGreaterThan(4);
}, 900_000);
