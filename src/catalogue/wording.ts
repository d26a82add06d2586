// What a verdict says and does not say (docs/SPEC.md §13), in the words that every report prints. Nothing here may say
// compliant, certified or qualified, or that quantum hardware was verified.

import type { UncheckedCode } from './not-checked.js';

/** Printed with a pass, and with nothing else. */
export const SAYS: readonly string[] = [
  "The records shown were in this ledger's tree, unchanged and in this order.",
  'The attester that is named signed this selection.',
  'What is called erased was logged as erased.',
];

/** What no verdict says, each with the code that stands for it in `not_checked` (§16.5). */
const UNSAID = {
  UNCHECKED_TRUTH: 'that the events are true, or that nothing was left unlogged',
  UNCHECKED_SAME_ID: 'that no other record of the ledger bears the same id',
  UNCHECKED_OTHER_VIEWS:
    'that other people see the same ledger: witnesses or compared checkpoints show that',
  UNCHECKED_NEWEST:
    'that the tree is the newest, or that a record logged just before the head was signed is already in it',
  UNCHECKED_ERASED_DATA:
    'that erased data is gone: the operator or earlier recipients may still hold it',
  UNCHECKED_FRAMEWORK: 'that a framework is satisfied',
  UNCHECKED_QUANTUM_HARDWARE:
    'anything about quantum hardware: the quantum attestation is a post-quantum signature',
} as const satisfies Partial<Record<UncheckedCode, string>>;

/** Printed with every verdict. */
export const DOES_NOT_SAY: readonly string[] = Object.values(UNSAID);
