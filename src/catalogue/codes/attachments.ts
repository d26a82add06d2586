// Finding codes of attachments, compliance reports and the authorisation (docs/SPEC.md §10).

import type { CodeRow } from './code.js';

export const ATTACHMENT_CODES = {
  ATTACHMENT_NOT_DESCRIBED: {
    check: 'attachments/described',
    outcome: 'fail',
    message: 'the manifest does not say what this attachment is',
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
    message: 'this report was not compared',
    meaning:
      'The compliance reports together are larger than this verifier accepts; the first ones were compared.',
    remedy: 'Raise the limit that is named, or compare the report with report-check.',
  },
  REPORT_NOT_COMPARED: {
    check: 'attachments/reports',
    outcome: 'unproven',
    meaning:
      'A compliance report is of a media type, or of a size, that nothing of it can be compared with the records.',
    remedy:
      'Ask for the report as JSON, or for a bundle that describes it as a document, and do not rely on it.',
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
    message:
      'the report counts another number of audit entries than there are events shown of the selection',
    meaning:
      'A compliance report counts more or fewer audit entries than there are verified records.',
    remedy:
      'Do not rely on the report; the records stay genuine. Ask which of the two is complete.',
  },
  REPORT_PERIOD_MISMATCH: {
    check: 'attachments/reports',
    outcome: 'fail',
    message: 'the report is about another period than the selection',
    meaning: 'A compliance report is about another period than the selection.',
    remedy: 'Do not rely on the report for this period; the records stay genuine.',
  },
  REPORT_TENANT_MISMATCH: {
    check: 'attachments/reports',
    outcome: 'fail',
    message: 'a selected event names another tenant than the report',
    meaning: 'A compliance report is about another tenant than a selected record names.',
    remedy: 'Do not rely on the report for this tenant; the records stay genuine. Ask whose it is.',
  },
  REPORT_BEFORE_PERIOD_END: {
    check: 'attachments/reports',
    outcome: 'note',
    message: 'the report was generated before its period ended',
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
    message: 'the manifest names no authorisation',
    meaning: 'An authorisation is required and the manifest names none.',
    remedy: 'Ask for the logged BUNDLE_EXPORT decision.',
  },
  AUTHORIZATION_NOT_SHOWN: {
    check: 'authorization/decision',
    outcome: 'fail',
    message: 'no export record of this id is shown',
    meaning: 'The manifest names an authorisation, but no such export record is shown.',
    remedy: 'Ask for the logged decision.',
  },
  AUTHORIZATION_DENIED: {
    check: 'authorization/decision',
    outcome: 'fail',
    message: 'the decision did not allow an export',
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
    message: 'the decision was logged after the export',
    meaning: 'The decision was logged after the bundle was exported.',
    remedy: 'Ask who allowed the export at the time.',
  },
  AUTHORIZATION_DISCLOSURE: {
    check: 'authorization/decision',
    outcome: 'fail',
    message: 'this field is disclosed, and the decision does not allow it',
    meaning: 'A field is disclosed that the logged decision does not allow to be disclosed.',
    remedy: 'Ask who allowed the disclosure; delete the value if nobody did.',
  },
} as const satisfies Record<string, CodeRow>;
