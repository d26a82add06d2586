// What may be asked for beside what is always required, and by which frameworks: value and label of each choice.

import { frameworks } from 'made:frameworks';
import { REQUIREMENTS, type Requirement, requirementsOf } from '../src/catalogue/requirements.js';

const always = requirementsOf();

export const REQUIREMENT_CHOICES = REQUIREMENTS.filter((word) => !always.has(word)).map(
  (word): readonly [Requirement, string] => [word, word],
);
export const FRAMEWORK_CHOICES: readonly (readonly [string, string])[] = frameworks;
