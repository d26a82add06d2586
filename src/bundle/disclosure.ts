// One disclosure (docs/SPEC.md §9.1): base64url of the canonical JSON of [salt, name, value], after SD-JWT (RFC 9901). The
// commitment is over the ASCII text as transmitted, so there is nothing to canonicalise again.

import { parseBase64Url, utf8 } from '../base/encoding.js';
import { type Json, parseCanonical } from '../base/json.js';
import { hash } from '../crypto/digest.js';
import { hashText } from './hash-text.js';

export interface Disclosure {
  readonly name: string;
  readonly value: Json;
  /** `sha3-256:<64 hex>`. */
  readonly commitment: string;
}

// §9.1: the tag keeps a commitment from being read as any other hashed thing.
const COMMITMENT_TAG = utf8('softqcos/commitment/v1\0');
const SALT_BYTES = 32;

/** Parses one disclosure; whether any record committed to it is the caller's check. Never throws. */
export function parseDisclosure(
  text: string,
):
  | { readonly ok: true; readonly disclosure: Disclosure }
  | { readonly ok: false; readonly reason: string } {
  const bytes = parseBase64Url(text);
  if (bytes === undefined)
    return { ok: false, reason: 'the disclosure is not canonical base64url' };
  const parsed = parseCanonical(bytes);
  if (!parsed.ok)
    return { ok: false, reason: `the disclosure is not canonical JSON: ${parsed.reason}` };
  const { value } = parsed;
  if (!Array.isArray(value) || value.length !== 3)
    return { ok: false, reason: 'the disclosure is not a list of three' };
  const [salt, name, content = null]: readonly Json[] = value;
  if (typeof salt !== 'string' || parseBase64Url(salt)?.length !== SALT_BYTES) {
    return { ok: false, reason: 'the salt is not base64url of 32 bytes' };
  }
  if (typeof name !== 'string') return { ok: false, reason: 'the name is not a string' };
  const commitment = hashText('sha3-256', hash('sha3-256', COMMITMENT_TAG, utf8(text)));
  return { ok: true, disclosure: { name, value: content, commitment } };
}
