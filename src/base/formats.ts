// What the validators call: the string formats of the schemas, as our own linear parsers (no format package, no slow pattern),
// and the length of a string.

import { utf8Length } from './bytes.js';
import { parseBase64, parseTime } from './encoding.js';

/** By the name that a schema gives. */
export const FORMATS = {
  'utc-time': (text: string): boolean => parseTime(text) !== undefined,
  base64: (text: string): boolean => parseBase64(text) !== undefined,
} as const;

/** The length of a string as JSON Schema counts it (validation §6.3.1): code points, a surrogate pair being one. */
export function codePoints(text: string): number {
  // Nearly every string is ASCII, which this finds without looking at each character in JavaScript.
  if (utf8Length(text) === text.length) return text.length;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const pair = (text.charCodeAt(at) & 0xfc00) === 0xd800;
    if (pair && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at += 1;
    count += 1;
  }
  return count;
}
