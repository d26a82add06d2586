// A fingerprint as words, to be read aloud: one word for each byte.

import { EVEN, ODD } from './spoken-words.js';

const LISTS = [EVEN, ODD].map((list) => list.trim().split(/\s+/));

/** The words of a fingerprint in hex. */
export function spoken(hex: string): readonly string[] {
  const bytes = hex.match(/[0-9a-f]{2}/g) ?? [];
  return bytes.map((byte, place) => LISTS[place % 2]?.[Number.parseInt(byte, 16)] ?? '');
}
