// Finding codes of disclosures, erasures, attachments and the authorisation (docs/SPEC.md §9 and §10).

import type { CodeRow } from './code.js';

export const CONTENT_CODES = {
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
    meaning: 'A disclosure names another field than the one that committed to it.',
    remedy: 'Do not rely on the value; ask the exporter which field it is.',
  },
  DISCLOSURE_DUPLICATE: {
    check: 'disclosures/commitments',
    outcome: 'fail',
    meaning: 'One value is disclosed twice.',
    remedy: 'Tell the exporter.',
  },
  COMMITMENTS_TOO_MANY: {
    check: 'disclosures/commitments',
    outcome: 'unproven',
    meaning:
      'There are more commitments than this verifier remembers, so a repeated one could go unseen.',
    remedy: 'Raise the limit that is named if the machine has the memory, or verify in parts.',
  },
  COMMITMENT_DUPLICATE: {
    check: 'disclosures/commitments',
    outcome: 'fail',
    meaning: 'One commitment stands twice in the bundle.',
    remedy: "Ask the ledger's operator; each commitment has a salt of its own.",
  },
  ERASURES_TOO_MANY: {
    check: 'erasures/logged',
    outcome: 'unproven',
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
    meaning: 'An erasure record stands before the record that it erases.',
    remedy: "Ask the ledger's operator; nothing can be erased before it is logged.",
  },
  ERASURE_NOT_ALLOWED: {
    check: 'erasures/logged',
    outcome: 'fail',
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
  ATTACHMENT_NOT_DESCRIBED: {
    check: 'attachments/described',
    outcome: 'fail',
    meaning: 'An attachment is not described in the manifest.',
    remedy: 'Tell the exporter.',
  },
  ATTACHMENT_DESCRIBED_TWICE: {
    check: 'attachments/described',
    outcome: 'fail',
    meaning: 'An attachment is described twice, or the descriptions are not of listed attachments.',
    remedy: 'Tell the exporter.',
  },
  REPORTS_TOO_LARGE: {
    check: 'attachments/reports',
    outcome: 'unproven',
    meaning:
      'The compliance reports together are larger than this verifier accepts; the first ones were compared.',
    remedy: 'Raise the limit that is named, or compare the report with report-check.',
  },
  REPORT_MALFORMED: {
    check: 'attachments/reports',
    outcome: 'fail',
    meaning: 'A compliance report cannot be read as the JSON or CSV that it says it is.',
    remedy: 'Do not rely on the report; the records stay genuine.',
  },
  REPORT_COUNT_MISMATCH: {
    check: 'attachments/reports',
    outcome: 'fail',
    meaning:
      'A compliance report counts more or fewer audit entries than there are verified records.',
    remedy:
      'Do not rely on the report; the records stay genuine. Ask which of the two is complete.',
  },
  REPORT_PERIOD_MISMATCH: {
    check: 'attachments/reports',
    outcome: 'fail',
    meaning: 'A compliance report is about another period than the selection.',
    remedy: 'Do not rely on the report for this period; the records stay genuine.',
  },
  REPORT_TENANT_MISMATCH: {
    check: 'attachments/reports',
    outcome: 'fail',
    meaning: 'A compliance report is about another tenant than a selected record names.',
    remedy: 'Do not rely on the report for this tenant; the records stay genuine. Ask whose it is.',
  },
  REPORT_BEFORE_PERIOD_END: {
    check: 'attachments/reports',
    outcome: 'note',
    meaning: 'A compliance report was generated before its own period ended.',
    remedy: 'Ask for a report that was made after the period.',
  },
  REPORT_CONTROL_WORDING: {
    check: 'attachments/reports',
    outcome: 'note',
    meaning: 'A compliance report labels a control with something else than the control is about.',
    remedy: "Read the control itself; the label is the exporter's.",
  },
  REPORT_FORMULA_CELLS: {
    check: 'attachments/reports',
    outcome: 'note',
    meaning: 'A CSV report has cells that a spreadsheet would run as formulas.',
    remedy: 'Import it as text; do not open it by a double click.',
  },
  REPORT_NOT_VERIFIED: {
    check: 'attachments/reports',
    outcome: 'note',
    meaning: 'A compliance report makes statements that the records neither support nor refute.',
    remedy: "Treat these statements as the exporter's.",
  },
  AUTHORIZATION_ABSENT: {
    check: 'authorization/decision',
    outcome: 'unproven',
    meaning: 'An authorisation is required and the manifest names none.',
    remedy: 'Ask for the logged BUNDLE_EXPORT decision.',
  },
  AUTHORIZATION_NOT_SHOWN: {
    check: 'authorization/decision',
    outcome: 'fail',
    meaning: 'The manifest names an authorisation, but no such export record is shown.',
    remedy: 'Ask for the logged decision.',
  },
  AUTHORIZATION_DENIED: {
    check: 'authorization/decision',
    outcome: 'fail',
    meaning: 'The logged decision is not ALLOW.',
    remedy: 'Ask why the bundle was exported all the same.',
  },
  AUTHORIZATION_OTHER_EXPORT: {
    check: 'authorization/decision',
    outcome: 'fail',
    meaning: 'The logged decision is about another bundle or another selection.',
    remedy: 'Ask for the decision about this export.',
  },
  AUTHORIZATION_LATE: {
    check: 'authorization/decision',
    outcome: 'fail',
    meaning: 'The decision was logged after the bundle was exported.',
    remedy: 'Ask who allowed the export at the time.',
  },
  AUTHORIZATION_DISCLOSURE: {
    check: 'authorization/decision',
    outcome: 'fail',
    meaning: 'A field is disclosed that the logged decision does not allow to be disclosed.',
    remedy: 'Ask who allowed the disclosure; delete the value if nobody did.',
  },
} as const satisfies Record<string, CodeRow>;
