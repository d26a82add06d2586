// Codes of a compliance report itself (docs/MANUAL.md §8): what putting the bundles of a period together comes to. They belong to
// no check of a bundle.

import type { Outcome } from './code.js';

export interface ReportCodeRow {
  readonly outcome: Outcome;
  /** A sentence: what the code means. */
  readonly meaning: string;
  /** A sentence to the auditor: what to do about it. */
  readonly remedy: string;
}

export const REPORT_CODES = {
  REPORT_BUNDLE_FAILED: {
    outcome: 'fail',
    meaning: 'A bundle of the report fails, so none of its records is counted.',
    remedy: 'See the findings of this bundle; ask for one that verifies, or leave it out.',
  },
  REPORT_BUNDLE_UNPROVEN: {
    outcome: 'unproven',
    meaning: 'A bundle of the report is unproven, so none of its records is counted.',
    remedy: 'See the findings of this bundle; ask for one that verifies, or leave it out.',
  },
  REPORT_COMPLETENESS_UNPROVEN: {
    outcome: 'unproven',
    meaning: 'Completeness of the period is required, and is not proven for all of it.',
    remedy: 'Ask for bundles that select the stretches named in chapter 3, with their neighbours.',
  },
  REPORT_SELECTION_NOT_ASKED: {
    outcome: 'unproven',
    meaning: 'A counted bundle is of a selection that you did not ask for.',
    remedy: 'Ask for an export of your selection, or leave this bundle out.',
  },
  REPORT_SELECTION_MISSING: {
    outcome: 'unproven',
    meaning: 'You asked for a selection that no counted bundle is of.',
    remedy: 'Ask for the export that is missing, with exactly this selection.',
  },
  REPORT_BOUND: {
    outcome: 'unproven',
    meaning: 'There are more records or erasures than one report puts together.',
    remedy: 'Make several reports over shorter periods, with the bundles of each.',
  },
  REPORT_NOT_TOLD_APART: {
    outcome: 'note',
    meaning: 'Something is counted, but not told apart, because there is too much of it.',
    remedy: 'Make several reports over shorter periods.',
  },
  REPORT_SAMPLE_NOT_COVERED: {
    outcome: 'note',
    meaning: 'Records of your list are neither verified nor logged as erased in a counted bundle.',
    remedy: 'Ask for bundles that show the records that are named.',
  },
  REPORT_PERIOD_GAP: {
    outcome: 'note',
    meaning: 'Completeness is not proven for all of the period.',
    remedy: 'Ask for bundles that select these stretches of the period, with their neighbours.',
  },
  REPORT_ERASED_STILL_SHOWN: {
    outcome: 'note',
    meaning: 'An older bundle still shows what another one logs as erased.',
    remedy:
      'Whoever holds the older bundle should delete what was erased. Nothing of it is printed here.',
  },
  REPORT_BUNDLE_TWICE: {
    outcome: 'note',
    meaning: 'Two of the bundles are the same file.',
    remedy: 'Name each bundle once. Nothing was counted twice.',
  },
  REPORT_PERIOD_NOT_OVER: {
    outcome: 'note',
    meaning: 'The period ends after the time at which the bundles were verified.',
    remedy: 'Make the report again when the period is over, or name one that is.',
  },
  REPORT_NO_RECORD: {
    outcome: 'note',
    meaning: 'No record that counts was recorded in the period.',
    remedy: 'Check the period and the bundles.',
  },
} as const satisfies Readonly<Record<string, ReportCodeRow>>;

export type ReportCode = keyof typeof REPORT_CODES;
