// What may be asked for beside what is always required.

import { REQUIREMENTS, requirementsOf } from '../src/catalogue/requirements.js';

const always = requirementsOf();

/** Value and label of each. */
export const REQUIREMENT_CHOICES = REQUIREMENTS.filter((word) => !always.has(word)).map(
  (word) => [word, word] as const,
);
