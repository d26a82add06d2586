// Finding codes of custody (docs/SPEC.md §12.8). None of them is a failure: a file of custody is no part of the evidence, and what is wrong
// with it says nothing against the evidence. Whoever hands it in wants it to hold.

import type { CodeRow } from './code.js';

const BESIDE = {
  check: 'custody/chain',
  outcome: 'unproven',
} as const;

export const CUSTODY_CODES = {
  CUSTODY_INVALID: {
    ...BESIDE,
    meaning: 'A line of the file of custody is not of the known form.',
    remedy: 'Get the file as it was kept; see softqcos-verify schema custody.',
  },
  CUSTODY_TOO_MANY: {
    ...BESIDE,
    message: 'there are more entries than a file of custody may have',
    meaning:
      'There are more entries than a file of custody may have; the first ones were examined.',
    remedy: 'Keep the file, and begin another one with the state of its last entry.',
  },
  CUSTODY_ENTRY_MISSING: {
    ...BESIDE,
    meaning: 'The number of an entry is more than one above that of the entry before it.',
    remedy: 'Ask whoever kept the file for the entries that are missing.',
  },
  CUSTODY_OUT_OF_ORDER: {
    ...BESIDE,
    meaning: 'An entry has a number that was there before, or is older than the entry before it.',
    remedy: 'Get the file as it was kept, and ask who wrote the entry when.',
  },
  CUSTODY_CHAIN_BROKEN: {
    ...BESIDE,
    meaning:
      'An entry does not hold the hash of the lines before it: one of them was altered or taken away.',
    remedy: 'Compare the file with the copy of whoever had the bundle before.',
  },
  CUSTODY_HANDOVER_GAP: {
    ...BESIDE,
    meaning: 'An entry was handed another file than the one that the entry before it left.',
    remedy: 'Ask what happened to the file between the two.',
  },
  CUSTODY_OTHER_BUNDLE: {
    ...BESIDE,
    meaning: 'The last entry left another file than this bundle.',
    remedy:
      'Find the entry for what happened since, or the file of custody that belongs to this bundle.',
  },
  CUSTODY_SIGNATURE_INVALID: {
    ...BESIDE,
    meaning: 'The signature of an entry does not verify under the key that stands beside it.',
    remedy: 'Ask whoever is named in the entry whether it is theirs.',
  },
} as const satisfies Record<string, CodeRow>;
