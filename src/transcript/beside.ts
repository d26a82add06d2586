// What verifying a bundle counted beside its records, where that can be evidence for a control of a framework.

import type { Beside } from '../frameworks/examine.js';
import type { Transcript } from './transcript.js';

/** Verified RFC 3161 tokens, and verified signatures over single records. */
export function verifiedBeside({ signatures, checks }: Transcript): Beside {
  const ofRecords = checks.find(({ id }) => id === 'records/signatures');
  return {
    'time stamps': signatures.filter(
      ({ standard, status }) => standard === 'RFC 3161' && status === 'verified',
    ).length,
    'record signatures': ofRecords?.status === 'passed' ? ofRecords.examined : 0,
  };
}
