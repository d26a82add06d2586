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
    remedy: "Get the ledger's keys over another channel and add them to the trust root.",
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
} as const satisfies Record<string, CodeRow>;
