// What processes agree on that share a listing (docs/MANUAL.md §16): one digest of all names and sizes, in their order.

import { toHex, utf8 } from '../../base/encoding.js';
import { RunningDigest } from '../../crypto/digest.js';
import type { Input, NamedItem } from '../listing.js';

/** SHA-256 of a list: of the JSON text of each input, then of each name with its size, a line each. */
export function digestOfListing(inputs: readonly Input[], named: Iterable<NamedItem>): string {
  const digest = new RunningDigest('sha256');
  const add = (line: readonly unknown[]): void => digest.update(utf8(`${JSON.stringify(line)}\n`));
  for (const { name, folder, items } of inputs) add([name, folder, items]);
  for (const [name, bytes] of named) add([name, bytes ?? null]);
  return toHex(digest.digest());
}
