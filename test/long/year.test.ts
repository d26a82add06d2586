// The year of 5,000 records that an auditor would have, counted by other code (test/support/independent.ts).

import { countIndependently } from '../support/independent.js';

countIndependently(5_000);
