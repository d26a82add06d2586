// A year in four bundles, with an overlap and a gap, counted by other code (test/support/independent.ts): a small one here, and the one of
// 5,000 records in test/long.

import { countIndependently } from '../support/independent.js';

countIndependently(240);
