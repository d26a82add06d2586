// What a report says and does not say, in the words that every format prints. Nothing here judges: a report is evidence for
// something, with gaps or without, and an auditor decides.

import { DOES_NOT_SAY } from '../catalogue/wording.js';
import type { LedgerSection } from './model.js';

/** `Evidence report: SOC 2, GDPR`. */
export function titleOf(frameworks: readonly string[]): string {
  return frameworks.length === 0 ? 'Evidence report' : `Evidence report: ${frameworks.join(', ')}`;
}

/** Printed when every bundle passed and none contradicts another. */
export function says(ledgers: readonly LedgerSection[]): readonly string[] {
  return [
    'Every record counted here was in the tree of its ledger, unchanged and in this order.',
    'Each bundle was signed for by the attester named with it, whose keys the trust root lists.',
    'What is called erased was logged as erased.',
    ...(ledgers.some(({ proven }) => proven.length > 0)
      ? [
          "In the stretches called proven no record is missing, provided that the ledger's clock never ran back outside the records shown.",
        ]
      : []),
  ];
}

/** Printed with every report. */
export function doesNotSay(ledgers: readonly LedgerSection[]): readonly string[] {
  const sizes = ledgers.some(({ tree_heads }) => tree_heads.length > 1);
  return [
    ...DOES_NOT_SAY,
    ...(ledgers.some(({ gaps }) => gaps.length > 0)
      ? ['that no record is missing in the stretches of the period that are called gaps']
      : []),
    ...(sizes
      ? [
          'that tree heads of different sizes belong to one tree: compare an earlier checkpoint with --checkpoint',
        ]
      : []),
    'what stands in fields that are withheld or erased',
    'whether a control works: a record shows that something was logged, not that it was enough',
    "whether what a vendor's own report in a bundle states is so, beyond what its check compares",
  ];
}
