// Sealed fields: the salted commitment that goes into a record, and the disclosure that opens it (docs/SPEC.md §9).

import { canonicalize, type Json } from '../src/base/json.js';
import { prefixed, tagged } from './derive.js';

/** D = base64url of the canonical JSON `[salt, name, value]`; the salt is 32 bytes. */
export function disclosureOf(salt: Uint8Array, name: string, value: Json): string {
  const triple = canonicalize([Buffer.from(salt).toString('base64url'), name, value]);
  return Buffer.from(triple, 'utf8').toString('base64url');
}

export function commitmentOf(disclosure: string): string {
  return prefixed(tagged('softqcos/commitment/v1', disclosure));
}

/** The field name inside a disclosure of our own. */
export function nameIn(disclosure: string): string {
  const triple: unknown = JSON.parse(Buffer.from(disclosure, 'base64url').toString('utf8'));
  return Array.isArray(triple) ? String(triple[1]) : '';
}
