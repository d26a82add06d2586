// A line of records.jsonl (docs/SPEC.md §4): the line is the hashed preimage, nothing is ever re-serialised.

import { utf8Length } from '../base/bytes.js';
import { type Instant, parseTime, utf8 } from '../base/encoding.js';
import { type Finding, finding, InternalError, type Location } from '../base/errors.js';
import { canonicalize, type JsonObject, member } from '../base/json.js';
import { FORMAT } from '../base/limits.js';
import { hash } from '../crypto/digest.js';
import { findingOf, parseLine } from './document.js';
import { PATHS } from './layout.js';
import type { Line } from './lines.js';

type RecordType = 'event' | 'retention_policy' | 'erasure' | 'export';

export interface LedgerRecord {
  readonly sequence: number;
  readonly recordId: string;
  readonly type: RecordType;
  readonly ledger: string;
  readonly recordedAt: Instant;
  readonly recordedAtText: string;
  /** `sha3-256:<64 hex>` of the record at `sequence − 1`. */
  readonly previousHash: string;
  /** SHA3-256 over the tagged line, 32 bytes. */
  readonly recordHash: Uint8Array;
  /** In the clear. */
  readonly data: JsonObject;
  /** Field name to commitment (`sha3-256:<64 hex>`). */
  readonly sealed: ReadonlyMap<string, string>;
  readonly where: Location;
}

/** §4.4: the tag keeps a record from being read as any other hashed thing; a zero byte follows it. */
export const RECORD_TAG = 'softqcos/record/v1';
const PREIMAGE_START = utf8(`${RECORD_TAG}\0`);

/** `record_hash` of a line without its LF (§4.4); 32 bytes. */
export function recordHashOf(line: Uint8Array): Uint8Array {
  return hash('sha3-256', PREIMAGE_START, line);
}

export interface ParsedRecord {
  /** Absent if the line cannot be used at all. */
  readonly record?: LedgerRecord;
  readonly findings: readonly Finding[];
}

/** Parses one line. Finds RECORD_NOT_CANONICAL, RECORD_INVALID, RECORD_TOO_LONG, RECORD_FIELD_TWICE; never throws. */
export function parseRecord(line: Line): ParsedRecord {
  const findings: Finding[] = [];
  const place: Location = { entry: PATHS.records, line: line.number };
  const { value: raw, fault } = parseLine(line, 'record');
  if (fault !== undefined) {
    const code =
      line.fault === 'too long'
        ? 'RECORD_TOO_LONG'
        : fault.kind === 'schema'
          ? 'RECORD_INVALID'
          : 'RECORD_NOT_CANONICAL';
    findings.push(findingOf(code, place, fault));
  }
  if (raw === undefined) return { findings };
  const where: Location = { ...place, sequence: raw.sequence, record_id: raw.record_id };
  // Only a line of more than a MiB can hold data of more than a MiB: most lines are not measured twice.
  if (
    line.bytes.length > FORMAT.dataBytes &&
    utf8Length(canonicalize(raw.data)) > FORMAT.dataBytes
  ) {
    findings.push(
      finding('RECORD_TOO_LONG', { ...where, pointer: '/data' }, 'data is longer than 1 MiB'),
    );
  }
  // In the order of the line: JavaScript puts names that look like a number first.
  const sealed = new Map(Object.entries(raw.sealed ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  for (const name of sealed.keys()) {
    if (Object.hasOwn(raw.data, name)) {
      findings.push(
        finding('RECORD_FIELD_TWICE', { ...where, pointer: `/data/${name}` }, { actual: name }),
      );
    }
  }
  // §10.3: one decision, one text: the names that may be disclosed are sorted.
  const names = raw.type === 'export' ? member(raw.data, 'disclosures') : undefined;
  if (Array.isArray(names) && names.some((name, at) => at > 0 && names[at - 1] >= name)) {
    findings.push(
      finding(
        'RECORD_INVALID',
        { ...where, pointer: '/data/disclosures' },
        'the names are not sorted',
      ),
    );
  }
  // §9.2: ajv keeps what it has seen in a plain object, in which `__proto__` leaves no trace.
  const fields = raw.type === 'erasure' ? member(raw.data, 'fields') : undefined;
  if (Array.isArray(fields) && new Set(fields).size < fields.length) {
    findings.push(
      finding('RECORD_INVALID', { ...where, pointer: '/data/fields' }, 'a field is named twice'),
    );
  }
  const recordedAt = parseTime(raw.recorded_at);
  if (recordedAt === undefined)
    throw new InternalError('recorded_at passed its schema and is no time');
  const record: LedgerRecord = {
    sequence: raw.sequence,
    recordId: raw.record_id,
    type: raw.type,
    ledger: raw.ledger,
    recordedAt,
    recordedAtText: raw.recorded_at,
    previousHash: raw.previous_hash,
    recordHash: recordHashOf(line.bytes),
    data: raw.data,
    sealed,
    where,
  };
  return { record, findings };
}
