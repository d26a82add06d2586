// What a verdict says and does not say (docs/SPEC.md §13), in the words that every report prints. Nothing here may say
// compliant, certified or qualified, or that quantum hardware was verified.

/** Printed with a pass, and with nothing else. */
export const SAYS: readonly string[] = [
  "The records shown were in this ledger's tree, unchanged and in this order.",
  'The attester that is named signed this selection.',
  'What is called erased was logged as erased.',
];

/** Printed with every verdict. */
export const DOES_NOT_SAY: readonly string[] = [
  'that the events are true, or that nothing was left unlogged',
  'that no other record of the ledger bears the same id',
  'that other people see the same ledger: witnesses or compared checkpoints show that',
  'that the tree is the newest, or that a record logged just before the head was signed is already in it',
  'that erased data is gone: the operator or earlier recipients may still hold it',
  'that a framework is satisfied',
  'anything about quantum hardware: the quantum attestation is a post-quantum signature',
];
