// A line of stubs.jsonl (docs/SPEC.md §5): a leaf that is proven but not shown.

import { type Finding, InternalError, type Location } from '../base/errors.js';
import { findingOf, parseLine } from './document.js';
import { parseHash } from './hash-text.js';
import { PATHS } from './layout.js';
import type { Line } from './lines.js';

export interface Stub {
  readonly sequence: number;
  readonly recordHash: Uint8Array;
  readonly reason: 'link' | 'erased';
  /** For `erased`: the sequence of the erasure record. */
  readonly erasure: number | undefined;
  readonly where: Location;
}

/** Parses one line. Finds STUB_INVALID; never throws. */
export function parseStub(line: Line): {
  readonly stub?: Stub;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const place: Location = { entry: PATHS.stubs, line: line.number };
  const { value: raw, fault } = parseLine(line, 'stub');
  if (fault !== undefined) findings.push(findingOf('STUB_INVALID', place, fault));
  if (raw === undefined) return { findings };
  const recordHash = parseHash('sha3-256', raw.record_hash);
  if (recordHash === undefined)
    throw new InternalError('record_hash passed its schema and is no hash');
  const where: Location = { ...place, sequence: raw.sequence };
  return {
    stub: { sequence: raw.sequence, recordHash, reason: raw.reason, erasure: raw.erasure, where },
    findings,
  };
}
