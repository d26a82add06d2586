// Finding codes of the trust root and of times (docs/SPEC.md §12).

import type { CodeRow } from './code.js';

export const TRUST_CODES = {
  TRUST_ROOT_ABSENT: {
    check: 'trust/ledger',
    outcome: 'unproven',
    message: 'no trust root was given',
    meaning: 'No trust root was given, so nobody says whose keys these are.',
    remedy:
      'Get the keys over another channel, put them into a trust root, and pass --trust-root FILE.',
  },
  TRUST_ROOT_NOT_CURRENT: {
    check: 'trust/ledger',
    outcome: 'unproven',
    meaning: 'The trust root is not yet valid or has expired at the time of verification.',
    remedy: 'Get the current trust root, or pass --at with the time that you ask about.',
  },
  LEDGER_UNKNOWN: {
    check: 'trust/ledger',
    outcome: 'unproven',
    message: 'the trust root does not list this ledger',
    meaning: 'The trust root does not list this ledger.',
    remedy:
      "See whether this is the right trust root. If it is, get the ledger's keys over another channel and add them.",
  },
  SUITE_MISMATCH: {
    check: 'trust/ledger',
    outcome: 'fail',
    message: 'the bundle uses another suite than the ledger',
    meaning: 'The bundle uses another suite than the trust root says this ledger uses.',
    remedy: "Ask the ledger's operator; a ledger has one suite.",
  },
  VERIFIED_BEFORE_EVIDENCE: {
    check: 'time/plausible',
    outcome: 'note',
    meaning:
      'The time of verification is more than five minutes before something that the bundle states or proves to have happened.',
    remedy: 'Check the clock of this machine, or pass --at with a time after the export.',
  },
  TOKEN_BEFORE_CONTENT: {
    check: 'time/plausible',
    outcome: 'note',
    meaning: 'A time stamp is more than five minutes older than something that it covers.',
    remedy: 'Ask about the clocks of the ledger and of the authority.',
  },
  HEAD_FAR_FROM_EXPORT: {
    check: 'time/plausible',
    outcome: 'note',
    message: 'the checkpoint was signed more than 24 hours from the export',
    meaning: 'The checkpoint was signed more than 24 hours before or after the export.',
    remedy: 'Ask for a fresh checkpoint if records of the last day matter.',
  },
  ALGORITHM_LAPSED: {
    check: 'time/algorithms',
    outcome: 'unproven',
    meaning:
      'On the day that is asked about, something that the verdict rests on is past the day until which published texts expect it to hold.',
    remedy:
      'Pass renewals that were made before that day with --renewals FILE, or ask about an earlier day.',
  },
  ALGORITHM_LAPSED_BESIDE: {
    check: 'time/algorithms',
    outcome: 'note',
    meaning:
      'On the day that is asked about, a time or signature beside the verdict is past the day until which published texts expect it to hold.',
    remedy: 'Do not rely on it from that day on, unless a renewal was made before.',
  },
  RENEWALS_INVALID: {
    check: 'time/renewals',
    outcome: 'fail',
    meaning:
      'The file of renewals is not of the known form, or a generation is missing or out of order.',
    remedy: 'Get the file as it was kept; see softqcos-verify schema renewal.',
  },
  RENEWALS_TOO_MANY: {
    check: 'time/renewals',
    outcome: 'unproven',
    message: 'there are more renewals than a file may have',
    meaning: 'There are more renewals than a file may have; the first ones were examined.',
    remedy: 'Begin a new chain with a renewal of the whole file.',
  },
  RENEWAL_TOKEN_MALFORMED: {
    check: 'time/renewals',
    outcome: 'fail',
    meaning: 'A renewal is not one granted DER response of the form that RFC 3161 requires.',
    remedy: 'Get the token as the authority issued it.',
  },
  RENEWAL_IMPRINT: {
    check: 'time/renewals',
    outcome: 'fail',
    meaning: 'A renewal is over another file, or over other renewals before it.',
    remedy:
      'Use the file of renewals that belongs to this very file; a redacted copy needs one of its own.',
  },
  RENEWAL_TOKEN_INVALID: {
    check: 'time/renewals',
    outcome: 'fail',
    meaning: 'A renewal by a pinned authority breaks a rule, or its signature does not verify.',
    remedy: 'Ask the authority; do not rely on the renewal.',
  },
  RENEWAL_TOKEN_UNTRUSTED: {
    check: 'time/renewals',
    outcome: 'unproven',
    meaning:
      'A renewal does not come from an authority of the trust root, is from outside its validity, or is larger than this verifier accepts.',
    remedy: "Get the authority's certificate over another channel and add it to the trust root.",
  },
  RENEWAL_NOT_LATER: {
    check: 'time/renewals',
    outcome: 'fail',
    message: 'the renewal is not later than the one before it',
    meaning: 'A renewal is not later than the one that it renews.',
    remedy: 'Ask who made it; a renewal that was dated back renews nothing.',
  },
  RENEWAL_LATE: {
    check: 'time/renewals',
    outcome: 'unproven',
    message: 'the renewal was made after the one before it was expected to hold',
    meaning: 'A renewal was made after the day until which the one before it was expected to hold.',
    remedy: 'Rely on the evidence up to that day only, or find a renewal that was made in time.',
  },
} as const satisfies Record<string, CodeRow>;
