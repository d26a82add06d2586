// A file of renewals beside a bundle (docs/SPEC.md §12.6), still unverified: one line a generation, each with a later time stamp. Its
// bytes are as hostile as the bundle's.

import { concat, parseBase64, utf8 } from '../base/encoding.js';
import { type Finding, finding, InternalError } from '../base/errors.js';
import type { DigestName } from '../crypto/digest.js';
import { linesBeside } from './beside.js';
import { findingOf, parseLine } from './document.js';

/** Most generations of a file. */
const RENEWALS = 64;

export interface Renewal {
  readonly generation: number;
  /** Of the bundle, of the lines before and of the token's imprint. */
  readonly hash: DigestName;
  /** DER. */
  readonly token: Uint8Array;
  /** Where the line begins in the file: everything before it is time-stamped again. */
  readonly offset: number;
}

const TAG = utf8('softqcos/renewal/v1\0');

/** What a renewal is over: a tag, the hash of the bundle, and the hash of the lines before its own. */
export function renewedBytes(ofBundle: Uint8Array, ofLines: Uint8Array): Uint8Array {
  return concat(TAG, ofBundle, ofLines);
}

/** Parses the lines up to the first that cannot be used. Finds RENEWALS_INVALID and RENEWALS_TOO_MANY; never throws. */
export function parseRenewals(bytes: Uint8Array): {
  readonly renewals: readonly Renewal[];
  readonly findings: readonly Finding[];
} {
  const renewals: Renewal[] = [];
  const failed = (line: number, message: string) => ({
    renewals,
    findings: [finding('RENEWALS_INVALID', { line }, message)],
  });
  if (bytes.length === 0) return failed(1, 'the file of renewals is empty');
  for (const line of linesBeside(bytes)) {
    const { number, offset } = line;
    if (number > RENEWALS) {
      const details = { expected: `at most ${RENEWALS}`, actual: 'more' };
      return { renewals, findings: [finding('RENEWALS_TOO_MANY', { line: number }, details)] };
    }
    const { value, fault } = parseLine(line, 'renewal');
    if (fault !== undefined || value === undefined) {
      const said = fault ?? { kind: 'line' as const, message: 'the line is unusable' };
      return { renewals, findings: [findingOf('RENEWALS_INVALID', { line: number }, said)] };
    }
    const { generation, hash } = value;
    if (generation !== number) return failed(number, `generation ${number} is missing here`);
    const token = parseBase64(value.token);
    if (token === undefined) throw new InternalError('token passed its schema and is no base64');
    renewals.push({ generation, hash, token, offset });
  }
  return { renewals, findings: [] };
}
