// Finding codes of disclosures, erasures and retention (docs/SPEC.md §9).

import type { CodeRow } from './code.js';

export const DISCLOSURE_CODES = {
  DISCLOSURES_INVALID: {
    check: 'disclosures/commitments',
    outcome: 'fail',
    meaning:
      'A line of disclosures.jsonl is not canonical, not of the known form, or out of order.',
    remedy: 'Tell the exporter the line that is named.',
  },
  DISCLOSURE_RECORD_NOT_SHOWN: {
    check: 'disclosures/commitments',
    outcome: 'fail',
    message: 'no record of this sequence is shown',
    meaning: 'A disclosure is for a record that is not shown.',
    remedy: 'Ask for the record, or for the bundle without the disclosure.',
  },
  DISCLOSURE_MALFORMED: {
    check: 'disclosures/commitments',
    outcome: 'fail',
    meaning: 'A disclosure is not the canonical form of a salt, a name and a value.',
    remedy: 'Do not rely on the value; ask for the disclosure as the ledger made it.',
  },
  DISCLOSURE_NO_COMMITMENT: {
    check: 'disclosures/commitments',
    outcome: 'fail',
    meaning: 'A disclosed value matches no commitment of its record: it is not what was logged.',
    remedy: 'Do not rely on the value; ask the exporter where it comes from.',
  },
  DISCLOSURE_NAME_MISMATCH: {
    check: 'disclosures/commitments',
    outcome: 'fail',
    message: 'the disclosure names another field than the one that committed to it',
    meaning: 'A disclosure names another field than the one that committed to it.',
    remedy: 'Do not rely on the value; ask the exporter which field it is.',
  },
  DISCLOSURE_DUPLICATE: {
    check: 'disclosures/commitments',
    outcome: 'fail',
    message: 'the same disclosure stands on this line before',
    meaning: 'One value is disclosed twice.',
    remedy: 'Tell the exporter.',
  },
  COMMITMENTS_TOO_MANY: {
    check: 'disclosures/commitments',
    outcome: 'unproven',
    message: 'commitments from this one on are not remembered',
    meaning:
      'There are more commitments than this verifier remembers, so a repeated one could go unseen.',
    remedy: 'Raise the limit that is named if the machine has the memory, or verify in parts.',
  },
  COMMITMENT_DUPLICATE: {
    check: 'disclosures/commitments',
    outcome: 'fail',
    message: 'this commitment stands in the bundle before',
    meaning: 'One commitment stands twice in the bundle.',
    remedy: "Ask the ledger's operator; each commitment has a salt of its own.",
  },
  ERASURES_TOO_MANY: {
    check: 'erasures/logged',
    outcome: 'unproven',
    message: 'more erasures, erased stubs and policies than are accepted',
    meaning:
      'The bundle holds more erasures, erased stubs or retention policies than this verifier accepts.',
    remedy: 'Raise the limit that is named, or verify in parts.',
  },
  ERASURE_NOT_SHOWN: {
    check: 'erasures/logged',
    outcome: 'fail',
    meaning:
      'A stub says that its record was erased, but the erasure record that it names is not shown.',
    remedy: 'Ask for the erasure record; without it the record may just be withheld.',
  },
  ERASURE_MISMATCH: {
    check: 'erasures/logged',
    outcome: 'fail',
    meaning: 'An erasure record and its target contradict each other.',
    remedy: "Ask the ledger's operator which record was erased.",
  },
  ERASURE_BEFORE_TARGET: {
    check: 'erasures/logged',
    outcome: 'fail',
    message: 'the erasure does not come after its target',
    meaning: 'An erasure record stands before the record that it erases.',
    remedy: "Ask the ledger's operator; nothing can be erased before it is logged.",
  },
  ERASURE_NOT_ALLOWED: {
    check: 'erasures/logged',
    outcome: 'fail',
    message: 'only events can be erased',
    meaning: 'An erasure record erases a record that is not an event.',
    remedy: "Ask the ledger's operator; only events can be erased.",
  },
  ERASURE_FIELD_UNKNOWN: {
    check: 'erasures/logged',
    outcome: 'fail',
    meaning: 'An erasure record erases a field that its target did not seal.',
    remedy: "Ask the ledger's operator what was erased.",
  },
  ERASED_YET_SHOWN: {
    check: 'erasures/logged',
    outcome: 'fail',
    meaning: 'A record was erased as a whole, and is shown.',
    remedy: 'Treat the erasure as not carried out.',
  },
  ERASED_YET_DISCLOSED: {
    check: 'erasures/logged',
    outcome: 'fail',
    meaning: 'A field was erased, and its value is disclosed.',
    remedy: 'Treat the erasure as not carried out.',
  },
  ERASURE_TARGET_NOT_SHOWN: {
    check: 'erasures/logged',
    outcome: 'note',
    meaning: 'An erasure record is shown, but its target is not in the bundle.',
    remedy: 'Nothing is wrong; the erasure concerns a record outside this bundle.',
  },
  ERASURE_RECENT: {
    check: 'erasures/logged',
    outcome: 'note',
    meaning: 'An erasure was logged less than 30 days before the export.',
    remedy: 'Ask why it was erased so shortly before the evidence was handed over.',
  },
  RETENTION_NOT_OVER: {
    check: 'erasures/retention',
    outcome: 'note',
    meaning: 'A record was erased before its retention period was over, with a legal ground.',
    remedy: 'Judge the legal ground that is named.',
  },
  RETENTION_EARLY: {
    check: 'erasures/retention',
    outcome: 'note',
    meaning: 'A record was erased as expired before its retention period was over.',
    remedy: 'Ask the operator why it was erased early.',
  },
  RETENTION_POLICY_NOT_SHOWN: {
    check: 'erasures/retention',
    outcome: 'note',
    meaning: 'The retention policy that an erasure names is not shown before its target.',
    remedy: 'Ask for the record of that policy.',
  },
  RETENTION_POLICY_NOT_APPLICABLE: {
    check: 'erasures/retention',
    outcome: 'note',
    meaning: 'The retention policy that an erasure names does not apply to its target.',
    remedy: 'Ask which policy applied.',
  },
} as const satisfies Record<string, CodeRow>;
