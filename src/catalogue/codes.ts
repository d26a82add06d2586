// Every finding code and every error code of the public contract, with its meaning and its remedy.
// A code never changes its meaning and is never used again for another. docs/SPEC.md §15 lists the same codes.

import { ARCHIVE_CODES } from './codes/archive.js';
import { ATTACHMENT_CODES } from './codes/attachments.js';
import { ATTESTATION_CODES } from './codes/attestation.js';
import { CHECKPOINT_CODES } from './codes/checkpoint.js';
import { COMPLETENESS_CODES } from './codes/completeness.js';
import { CUSTODY_CODES } from './codes/custody.js';
import { DISCLOSURE_CODES } from './codes/disclosures.js';
import { MANIFEST_CODES } from './codes/manifest.js';
import { RECORD_CODES } from './codes/records.js';
import { TRUST_CODES } from './codes/trust.js';

/** In the order of the catalogue. */
export const CODES = {
  ...ARCHIVE_CODES,
  ...MANIFEST_CODES,
  ...RECORD_CODES,
  ...CHECKPOINT_CODES,
  ...ATTESTATION_CODES,
  ...DISCLOSURE_CODES,
  ...ATTACHMENT_CODES,
  ...COMPLETENESS_CODES,
  ...TRUST_CODES,
  ...CUSTODY_CODES,
};
export type FindingCode = keyof typeof CODES;
/** Codes whose findings all say the same. */
export type SaidCode = {
  [Code in FindingCode]: (typeof CODES)[Code] extends { message: string } ? Code : never;
}[FindingCode];
/** Codes whose findings have something of their own to say. */
export type TellingCode = Exclude<FindingCode, SaidCode>;

/** Codes of errors that end a run without a verdict (exit code 2). */
export const ERRORS = {
  ERR_USAGE: 'The command line cannot be understood.',
  ERR_BUNDLE_UNREADABLE: 'The bundle file cannot be opened or read.',
  ERR_BUNDLE_CHANGED: 'The bundle file changed while it was being verified.',
  ERR_NOT_PROVEN: 'Records were asked for of a bundle that does not prove them.',
  ERR_TRUST_ROOT_UNREADABLE: 'The trust root file cannot be opened or read.',
  ERR_TRUST_ROOT_INVALID: 'The trust root cannot be loaded.',
  ERR_TRUST_ROOT_DIGEST: 'The trust root is not the one that was pinned.',
  ERR_KEEPER_KEY: 'A key of a keeper cannot be read or used.',
  ERR_UPDATE_UNREADABLE: 'The update cannot be opened or read, or is too large.',
  ERR_UPDATE_INVALID:
    'The update does not have its form, or the trust root in it cannot be loaded.',
  ERR_UPDATE_NO_KEEPERS:
    'A trust root without keepers: none that anybody can update, or one that nobody could.',
  ERR_UPDATE_FORGED: 'A signature of a keeper does not fit the update.',
  ERR_UPDATE_SIGNATURES: 'Too few keepers of the present trust root have signed the update.',
  ERR_UPDATE_NEW_SIGNATURES: 'Too few keepers of the new trust root have signed the update.',
  ERR_UPDATE_OTHER: 'The update replaces another trust root.',
  ERR_UPDATE_ROLLBACK: 'The update is not newer than the present trust root.',
  ERR_UPDATE_GAP: 'An update between the present trust root and this one is missing.',
  ERR_UPDATE_NOT_CURRENT: 'The new trust root is not yet valid or has expired.',
  ERR_CHECKPOINT_INVALID: "The auditor's checkpoint cannot be used.",
  ERR_SELECTION_INVALID: "The auditor's selection cannot be used.",
  ERR_RENEWALS_UNREADABLE: 'The file of renewals cannot be opened or read.',
  ERR_CUSTODY_UNREADABLE: 'The file of custody cannot be opened, read or added to.',
  ERR_RESULT_INVALID: 'The old result cannot be read.',
  ERR_PART_INVALID: 'A part of a run cannot be read, or was changed.',
  ERR_PARTS_DIFFER: 'The parts are not of one run: other files, options, trust root or version.',
  ERR_PARTS_INCOMPLETE: 'Not every part of a run is there exactly once.',
  ERR_SAMPLE_INVALID: "The auditor's list of record ids cannot be used.",
  ERR_FRAMEWORK_INVALID:
    'The framework is neither one that comes with the verifier nor a file that can be used.',
  ERR_REPORT_UNREADABLE: 'The compliance report beside the bundle cannot be opened or read.',
  ERR_DRILL_TOO_LARGE: 'The bundle is too large to be tampered with in memory.',
  ERR_OUTPUT_EXISTS: 'An output file exists, and nobody asked for it to be replaced.',
  ERR_OUTPUT_UNWRITABLE: 'An output file cannot be written.',
} as const;
export type ErrorCode = keyof typeof ERRORS;
