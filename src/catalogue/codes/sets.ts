// Codes of history/*: what several bundles of one ledger prove, put together (docs/SPEC.md §13.5).

import type { SetCheckId } from '../set-checks.js';
import type { Outcome } from './code.js';

export interface SetCodeRow {
  readonly check: SetCheckId;
  readonly outcome: Outcome;
  /** A sentence: what the code means. */
  readonly meaning: string;
  /** A sentence to the auditor: what to do about it. */
  readonly remedy: string;
}

export const SET_CODES = {
  SET_TOO_MANY: {
    check: 'history/bundles',
    outcome: 'unproven',
    meaning:
      'The bundles hold more ids, commitments or erasures, or overlap in more places at once, than this verifier compares.',
    remedy: 'Compare fewer bundles at once, or raise the limit that is named.',
  },
  SET_BUNDLE_DISAGREES: {
    check: 'history/bundles',
    outcome: 'note',
    meaning:
      'A bundle that does not count, because it is unproven, states something else than another bundle.',
    remedy:
      'Find out what this bundle lacks: if it becomes proven, the two are a contradiction of the ledger.',
  },
  SET_LEAF_CONFLICT: {
    check: 'history/leaves',
    outcome: 'fail',
    meaning: 'Two bundles prove different records at one sequence of one ledger.',
    remedy:
      "Rely on neither bundle: the ledger's operator signed two histories. Keep both and ask the operator.",
  },
  SET_SUBTREE_CONFLICT: {
    check: 'history/subtrees',
    outcome: 'fail',
    meaning:
      'Two bundles prove different hashes of one subtree: at least one record below it differs.',
    remedy:
      'Rely on neither bundle. Ask for the records of the sequences that are named, from both sides.',
  },
  SET_HEAD_CONFLICT: {
    check: 'history/heads',
    outcome: 'fail',
    meaning:
      'Two tree heads of one size have different roots: signed heads, or earlier heads that a bundle proves.',
    remedy: 'Keep both: this is a split view, evidence against the ledger. Rely on neither bundle.',
  },
  SET_ROOT_CONFLICT: {
    check: 'history/heads',
    outcome: 'fail',
    meaning:
      'The tree of a later bundle does not begin with the tree that the head of an earlier one signs.',
    remedy:
      'Rely on neither bundle: something that the earlier head covers was rewritten. Ask the operator.',
  },
  SET_HISTORY_NOT_SHOWN: {
    check: 'history/heads',
    outcome: 'note',
    meaning:
      'Nothing in the bundles shows that these tree heads are of one history; nothing contradicts it either.',
    remedy:
      'Ask for a consistency proof between the heads that are named (proof/consistency.jsonl of the later bundle).',
  },
  SET_ID_DUPLICATE: {
    check: 'history/identity',
    outcome: 'fail',
    meaning: 'Two records at different sequences, in different bundles, have one record id.',
    remedy: "Ask the ledger's operator which record the id names.",
  },
  SET_COMMITMENT_DUPLICATE: {
    check: 'history/identity',
    outcome: 'fail',
    meaning: 'One commitment stands in two records, in different bundles.',
    remedy: "Ask the ledger's operator: a salt was used twice, or a record was copied.",
  },
  SET_CLOCK_BACKWARDS: {
    check: 'history/clock',
    outcome: 'fail',
    meaning: 'A record of one bundle was logged before a record of another that precedes it.',
    remedy: "Ask about the ledger's clock. Completeness of a period cannot be judged.",
  },
  SET_PERIOD_OUTRUN: {
    check: 'history/periods',
    outcome: 'note',
    meaning:
      'The tree of a bundle was said to hold its period whole, and another bundle shows a later leaf that was logged in it.',
    remedy:
      'Ask for an export of that period from the later tree: the earlier one had not taken up every record yet.',
  },
  SET_COMPLETENESS_DISPROVED: {
    check: 'history/periods',
    outcome: 'unproven',
    meaning:
      'The same where completeness of the bundle is required: what it counted as complete is not.',
    remedy: 'Ask for an export of that period from the later tree.',
  },
  SET_ERASURE_MISMATCH: {
    check: 'history/erasures',
    outcome: 'fail',
    meaning: 'An erasure names its target otherwise than another bundle proves it.',
    remedy: 'Treat the target as not erased, and ask which record was erased.',
  },
  SET_ERASURE_FIELD_UNKNOWN: {
    check: 'history/erasures',
    outcome: 'fail',
    meaning: 'An erasure names a field that its target, shown by another bundle, did not seal.',
    remedy: 'Ask what was erased.',
  },
  SET_SHOWN_AFTER_ERASURE: {
    check: 'history/erasures',
    outcome: 'fail',
    meaning:
      'A bundle shows a record although its tree already holds the erasure of the whole record.',
    remedy: 'Ask the exporter why an erased record was still exported.',
  },
  SET_DISCLOSED_AFTER_ERASURE: {
    check: 'history/erasures',
    outcome: 'fail',
    meaning:
      'A bundle discloses a field although its tree already holds the erasure of that field.',
    remedy:
      'Find out who added the disclosure: nobody signs disclosures, and whoever held an older copy could put it there.',
  },
  SET_CHECKPOINT_CONFLICT: {
    check: 'history/checkpoint',
    outcome: 'fail',
    meaning:
      'The checkpoint that you hold has another root than a bundle states or proves for its size.',
    remedy: 'Keep both: this is a split view, evidence against the ledger.',
  },
  SET_CHECKPOINT_NOT_CONTINUED: {
    check: 'history/checkpoint',
    outcome: 'unproven',
    meaning:
      'Nothing shows that the tree of a bundle and the checkpoint that you hold are of one history.',
    remedy: 'Ask for a consistency proof that leads from or to the size of your checkpoint.',
  },
  SET_CHECKPOINT_NOT_COUNTED: {
    check: 'history/checkpoint',
    outcome: 'unproven',
    meaning:
      'The checkpoint that you hold is not signed by a key set of a ledger that a counted bundle is of.',
    remedy: 'Check that it is a checkpoint of this ledger, and that the trust root lists its keys.',
  },
} as const satisfies Readonly<Record<string, SetCodeRow>>;

export type SetCode = keyof typeof SET_CODES;
