// A new entry of a file of custody (docs/SPEC.md §12.8): what is added, and what a signature of it is over. No key is used here: whoever
// signs does so with a tool of their own.

import { formatTime, type Instant, toBase64, toHex, utf8 } from '../base/encoding.js';
import { canonicalize, type JsonObject } from '../base/json.js';
import type { DocumentOf } from '../base/schema.js';
import { chainedBytes, signedBytes } from '../bundle/custody.js';
import { digestOf } from '../crypto/digest.js';
import type { VerificationKey } from '../crypto/signature.js';

export type CustodyRecord = DocumentOf<'custody'>;

export interface HandOver {
  readonly at: Instant;
  readonly by: string;
  readonly from: string;
  /** Lower-case hex SHA-256 of the file as it was handed over, and as it is kept. */
  readonly before: string;
  readonly after: string;
  readonly words?: string | undefined;
}

/** The entry that follows on a file of custody with so many entries. */
export function nextEntry(
  file: Uint8Array,
  entries: number,
  { at, by, from, before, after, words }: HandOver,
): CustodyRecord {
  return {
    format: 'softqcos.custody/v1',
    number: entries + 1,
    at: formatTime(at),
    by,
    from,
    before: `sha256:${before}`,
    after: `sha256:${after}`,
    ...(words === undefined ? {} : { words }),
    previous: `sha256:${toHex(digestOf('sha256', chainedBytes(file)))}`,
  };
}

/** The entry with a signature; undefined if that does not verify under the key. */
export function signedEntry(
  entry: CustodyRecord,
  key: VerificationKey,
  value: Uint8Array,
): CustodyRecord | undefined {
  if (key.algorithm !== 'Ed25519' || !key.verify(signedBytes(entry), value)) return undefined;
  return { ...entry, signature: { key: toBase64(key.spki), value: toBase64(value) } };
}

/** The line of an entry, with its LF. */
export function lineOf(entry: CustodyRecord): Uint8Array {
  return utf8(`${canonicalize(entry as unknown as JsonObject)}\n`);
}
