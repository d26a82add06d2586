// Finding codes of completeness (docs/SPEC.md §11).

import type { CodeRow } from './code.js';

export const COMPLETENESS_CODES = {
  SELECTION_OMISSION: {
    check: 'completeness/selection',
    outcome: 'fail',
    meaning: 'A leaf of the selected range is neither shown nor a proven erasure.',
    remedy: 'Ask for the records whose sequences are named.',
  },
  SELECTION_BEYOND_TREE: {
    check: 'completeness/selection',
    outcome: 'fail',
    message: 'the range reaches beyond the tree',
    meaning: 'The selected range reaches beyond the tree.',
    remedy: 'Ask for a checkpoint that covers the range.',
  },
  SELECTION_ID_MISSING: {
    check: 'completeness/selection',
    outcome: 'fail',
    message: 'the record is selected and neither shown nor erased as a whole',
    meaning: 'A selected record id is neither shown nor named by a proven erasure.',
    remedy: 'Ask for the record.',
  },
  SELECTION_BY_ID: {
    check: 'completeness/selection',
    outcome: 'unproven',
    message: 'what was not asked for by id is unknown',
    meaning: 'A selection by record id says nothing about other records.',
    remedy: 'Ask for a sequence range or a period if you need to know that nothing was left out.',
  },
  PERIOD_GAP: {
    check: 'completeness/selection',
    outcome: 'fail',
    meaning: 'A leaf inside the period is neither shown nor a proven erasure.',
    remedy: 'Ask for the records whose sequences are named.',
  },
  PERIOD_NEIGHBOUR_HIDDEN: {
    check: 'completeness/selection',
    outcome: 'fail',
    meaning:
      'The leaf right after the period is in the bundle but hidden behind a stub, so it could belong to the period.',
    remedy: 'Ask for the record whose sequence is named.',
  },
  PERIOD_NEIGHBOUR_NOT_SHOWN: {
    check: 'completeness/selection',
    outcome: 'unproven',
    meaning:
      'The record next to the period is not shown, so records of the period could be missing there.',
    remedy: 'Ask for the neighbouring record.',
  },
  PERIOD_END_UNPROVEN: {
    check: 'completeness/selection',
    outcome: 'unproven',
    message: 'no signed time shows that the tree was complete when the period ended',
    meaning:
      'The tree ends in the period, and nothing shows that it was complete when the period ended.',
    remedy: 'Ask for an export over a checkpoint that was signed after the period.',
  },
  SELECTION_NOT_ASKED: {
    check: 'completeness/asked',
    outcome: 'unproven',
    message: 'the bundle is of another selection than the one asked for',
    meaning: "The exporter's selection is not the one that you asked for.",
    remedy: 'Ask for an export of your selection.',
  },
  SELECTION_BY_EXPORTER: {
    check: 'completeness/asked',
    outcome: 'note',
    message: 'the selection was chosen by the exporter',
    meaning: 'The selection was chosen by the exporter.',
    remedy: 'Compare it with what you asked for, or pass --expect-selection.',
  },
} as const satisfies Record<string, CodeRow>;
