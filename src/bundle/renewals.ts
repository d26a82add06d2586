// A file of renewals beside a bundle (docs/SPEC.md §12.6), still unverified: one line a generation, each with a later time stamp. Its
// bytes are as hostile as the bundle's.

import { LF, parseBase64 } from '../base/encoding.js';
import { type Finding, finding, InternalError } from '../base/errors.js';
import { FORMAT } from '../base/limits.js';
import type { DigestName } from '../crypto/digest.js';
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
  for (let offset = 0; offset < bytes.length; ) {
    const number = renewals.length + 1;
    if (number > RENEWALS) {
      const details = { expected: `at most ${RENEWALS}`, actual: 'more' };
      return { renewals, findings: [finding('RENEWALS_TOO_MANY', { line: number }, details)] };
    }
    const end = bytes.indexOf(LF, offset);
    const line = bytes.subarray(offset, end < 0 ? bytes.length : end);
    const fault = faultOf(line.length, end >= 0);
    const parsed = parseLine({ bytes: line, number, ...(fault && { fault }) }, 'renewal');
    if (parsed.fault !== undefined || parsed.value === undefined) {
      const { kind, message, ...rest } = parsed.fault ?? {};
      const said = { kind: kind ?? 'line', message: message ?? 'the line is unusable', ...rest };
      return { renewals, findings: [findingOf('RENEWALS_INVALID', { line: number }, said)] };
    }
    const raw = parsed.value as unknown as RawRenewal;
    if (raw.generation !== number) return failed(number, `generation ${number} is missing here`);
    const token = parseBase64(raw.token);
    if (token === undefined) throw new InternalError('token passed its schema and is no base64');
    renewals.push({ generation: number, hash: raw.hash, token, offset });
    offset = end + 1;
  }
  return { renewals, findings: [] };
}

interface RawRenewal {
  readonly generation: number;
  readonly hash: DigestName;
  readonly token: string;
}

function faultOf(length: number, isTerminated: boolean) {
  if (length === 0) return 'blank';
  if (length > FORMAT.lineBytes) return 'too long';
  return isTerminated ? undefined : 'unterminated';
}
