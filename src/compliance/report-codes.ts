// Codes of a report itself (docs/SPEC.md §17.8): what putting bundles together comes to. They belong to no check of a bundle.

import type { Outcome } from '../catalogue/codes/code.js';

/** Codes of putting bundles together: outcome, and what to do. */
export const REPORT_CODES = {
  REPORT_RECORD_DIFFERS: {
    outcome: 'fail',
    remedy:
      'Two bundles of one ledger, both verified, show different records at one sequence. Ask the ledger operator; count neither.',
  },
  REPORT_TREE_HEADS_DIFFER: {
    outcome: 'fail',
    remedy:
      'Two verified checkpoints of one ledger have one size and different roots: there are two ledgers. Rely on neither bundle.',
  },
  REPORT_BUNDLE_NOT_COUNTED: {
    outcome: 'unproven',
    remedy: 'See the findings of this bundle; ask for one that verifies, or leave it out.',
  },
  REPORT_BOUND: {
    outcome: 'unproven',
    remedy: 'Make several reports over shorter periods, with the bundles of each.',
  },
  REPORT_COMPLETENESS_UNPROVEN: {
    outcome: 'unproven',
    remedy: 'Ask for bundles that select the stretches named in chapter 3, with their neighbours.',
  },
  REPORT_PERIOD_GAP: {
    outcome: 'note',
    remedy: 'Ask for bundles that select these stretches of the period, with their neighbours.',
  },
  REPORT_ERASED_STILL_SHOWN: {
    outcome: 'note',
    remedy:
      'Whoever holds the older bundle should delete what was erased. Nothing of it is printed here.',
  },
  REPORT_BUNDLE_TWICE: {
    outcome: 'note',
    remedy: 'Name each bundle once. Nothing was counted twice.',
  },
  REPORT_PERIOD_NOT_OVER: {
    outcome: 'note',
    remedy: 'Make the report again when the period is over, or name one that is.',
  },
  REPORT_NO_RECORD: {
    outcome: 'note',
    remedy: 'Check the period and the bundles: no counted record was recorded in it.',
  },
} as const satisfies Record<string, { outcome: Outcome; remedy: string }>;
export type ReportCode = keyof typeof REPORT_CODES;
