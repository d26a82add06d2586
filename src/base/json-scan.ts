// How much a text would cost to parse, told before anybody parses it (docs/SPEC.md §1.4): a parser takes some fifty bytes of memory for a
// bracket and a hundred for an object. One pass over the bytes, which knows strings and brackets and no grammar: what it says of a
// text that is not JSON is of no use, and does no harm.

import { FORMAT } from './limits.js';
import { work } from './work.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/** Says whether a text nests deeper, or holds more values, than a document may; undefined if it does not. One clause. */
export function excessOf(bytes: Uint8Array): string | undefined {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === COMMA) values += 1;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > FORMAT.depth) return `the nesting is deeper than ${FORMAT.depth}`;
      // A closing bracket is two above its opening one, for both kinds: an empty list or object adds no value.
      if (bytes[at + 1] !== byte + 2) values += 1;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  work.jsonBytes += bytes.length;
  if (values > FORMAT.values) return `there are more than ${FORMAT.values} values`;
  work.jsonValues += values;
  return undefined;
}

/** The place of the quote that ends the string which begins at `at`, or the end of the text. */
function endOfString(bytes: Uint8Array, at: number): number {
  for (let i = at + 1; i < bytes.length; i += 1) {
    if (bytes[i] === QUOTE) return i;
    if (bytes[i] === BACKSLASH) i += 1;
  }
  return bytes.length;
}
