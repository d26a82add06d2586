// Reports over random sets of bundles agree with a count of the lines in them, in every order. More of them are in test/long.

import { expect, it } from 'vitest';
import { Random } from '../support/random.js';
import { checkRandomReport } from '../support/random-report.js';

it('reports over random sets say what a naive count says, whatever the order', async () => {
  const random = new Random(23);
  const seen = new Set<string>();
  for (let round = 0; round < 8; round += 1)
    seen.add(await checkRandomReport(random, `round ${round}`));
  expect(seen.size).toBeGreaterThan(2);
});
