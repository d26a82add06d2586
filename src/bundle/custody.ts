// A file of custody beside a bundle (docs/SPEC.md §12.8), still unverified: one line for each hand-over. Its bytes are as hostile as the
// bundle's, and its words are those of whoever wrote them.

import { concat, type Instant, parseBase64, parseTime, utf8 } from '../base/encoding.js';
import { type Finding, finding, InternalError } from '../base/errors.js';
import { canonicalize, type JsonObject } from '../base/json.js';
import type { DocumentOf } from '../base/schema.js';
import { linesBeside } from './beside.js';
import { findingOf, parseLine } from './document.js';

/** Most entries of a file. */
const CUSTODY_ENTRIES = 1_000;

export interface CustodyEntry {
  readonly number: number;
  readonly at: Instant;
  /** As it stands in the file. */
  readonly raw: DocumentOf<'custody'>;
  /** Where the line begins in the file: `previous` is over everything before it. */
  readonly offset: number;
  /** SPKI and signature, if it is signed. */
  readonly signature?: { readonly spki: Uint8Array; readonly value: Uint8Array };
}

const PREVIOUS = utf8('softqcos/custody/v1\0');
const SIGNED = utf8('softqcos/custody-signature/v1\0');

/** What `previous` of the next entry hashes: a tag, and all lines before it with their LFs. */
export function chainedBytes(before: Uint8Array): Uint8Array {
  return concat(PREVIOUS, before);
}

/** What a signature of an entry is over: a tag, and the entry without its signature in canonical form. */
export function signedBytes({ signature: _, ...entry }: DocumentOf<'custody'>): Uint8Array {
  return concat(SIGNED, utf8(canonicalize(entry as unknown as JsonObject)));
}

/** Parses the lines up to the first that cannot be used. Finds CUSTODY_INVALID and CUSTODY_TOO_MANY; never throws. */
export function parseCustody(bytes: Uint8Array): {
  readonly entries: readonly CustodyEntry[];
  readonly findings: readonly Finding[];
} {
  const entries: CustodyEntry[] = [];
  for (const line of linesBeside(bytes)) {
    const where = { line: line.number };
    if (line.number > CUSTODY_ENTRIES) {
      const details = { expected: `at most ${CUSTODY_ENTRIES}`, actual: 'more' };
      return { entries, findings: [finding('CUSTODY_TOO_MANY', where, details)] };
    }
    const { value: raw, fault } = parseLine(line, 'custody');
    if (fault !== undefined || raw === undefined) {
      const said = fault ?? { kind: 'line' as const, message: 'the line is unusable' };
      return { entries, findings: [findingOf('CUSTODY_INVALID', where, said)] };
    }
    const at = parseTime(raw.at);
    if (at === undefined) throw new InternalError('time passed its schema and is no time');
    const { number, signature } = raw;
    entries.push({
      ...{ number, at, raw, offset: line.offset },
      ...(signature === undefined
        ? {}
        : { signature: { spki: raw64(signature.key), value: raw64(signature.value) } }),
    });
  }
  return { entries, findings: [] };
}

function raw64(text: string): Uint8Array {
  const bytes = parseBase64(text);
  if (bytes === undefined) throw new InternalError('base64 passed its schema and is none');
  return bytes;
}
