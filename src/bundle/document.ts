// Bytes of one JSON document, or of one line, to a value that is canonical and follows its schema (docs/SPEC.md §1.4, §3.1).
// A value that is JSON but not canonical is handed on beside its fault, so that a run can report more than the first fault;
// the fault is recorded, so nothing read that way can pass.

import { accidentOf, BLANK_LINE, NO_LINE_FEED } from '../base/accidents.js';
import { type Finding, finding, type Location } from '../base/errors.js';
import { type CanonicalResult, parseCanonical } from '../base/json.js';
import { type DocumentOf, readAs, type SchemaName } from '../base/schema.js';
import type { TellingCode } from '../catalogue/codes.js';
import type { Line } from './lines.js';

export interface DocumentFault {
  readonly kind: 'line' | 'canonical' | 'schema';
  readonly message: string;
  readonly pointer?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly remedy?: string;
}

export interface ParsedDocument<Document> {
  /** Follows the schema. Absent if the bytes cannot be used at all. */
  readonly value?: Document;
  readonly fault?: DocumentFault;
}

/** The finding of a fault, at the pointer inside the document or line that it names. */
export function findingOf(code: TellingCode, place: Location, fault: DocumentFault): Finding {
  const { message, pointer } = fault;
  return finding(code, pointer === undefined ? place : { ...place, pointer }, message, fault);
}

/** Parses one document that must be canonical and follow the schema. Never throws. */
export function parseDocument<Name extends SchemaName>(
  bytes: Uint8Array,
  schema: Name,
): ParsedDocument<DocumentOf<Name>> {
  const parsed = parseCanonical(bytes);
  if (parsed.value === undefined) return { fault: notCanonical(parsed) };
  const read = readAs(schema, parsed.value);
  if (!read.ok) return { fault: { kind: 'schema', ...read.fault } };
  const value = read.document;
  return parsed.ok ? { value } : { value, fault: notCanonical(parsed) };
}

function notCanonical(parsed: CanonicalResult): DocumentFault {
  if (parsed.ok) return { kind: 'canonical', message: 'empty' };
  const { ok: _, value: __, reason, ...details } = parsed;
  return { kind: 'canonical', message: reason, ...details };
}

/** The same for one line of a `.jsonl` entry (§4.1: one LF ends it, no line is blank). */
export function parseLine<Name extends SchemaName>(
  line: Line,
  schema: Name,
): ParsedDocument<DocumentOf<Name>> {
  switch (line.fault) {
    case 'blank':
      return { fault: { kind: 'line', ...BLANK_LINE } };
    case 'too long':
      return { fault: { kind: 'line', message: 'the line is longer than 1.5 MiB' } };
    case 'unterminated': {
      const { value } = parseDocument(line.bytes, schema);
      const fault: DocumentFault = { kind: 'line', ...(accidentOf(line.bytes) ?? NO_LINE_FEED) };
      return value === undefined ? { fault } : { value, fault };
    }
    default:
      return parseDocument(line.bytes, schema);
  }
}
