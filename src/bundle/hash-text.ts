// Digests as text: `sha3-256:<64 hex>` and `sha256:<64 hex>` (docs/SPEC.md §1.3).

import { parseHex, toHex } from '../base/encoding.js';
import type { HashName } from '../crypto/digest.js';

/** The 32 bytes of `<name>:<64 lower-case hex>`; undefined if the text is of another hash or form. */
export function parseHash(name: HashName, text: string): Uint8Array | undefined {
  const prefix = `${name}:`;
  return text.startsWith(prefix) ? parseHex(text.slice(prefix.length), 32) : undefined;
}

export function hashText(name: HashName, bytes: Uint8Array): string {
  return `${name}:${toHex(bytes)}`;
}
