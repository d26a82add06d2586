// Mutations of bytes that know words: those of bytes.ts, words of the verifier's own source, numbers in text, and lines.

import { mutateBytes } from '../bytes.js';
import type { Random } from '../random.js';

let words: readonly string[] = ['{}'];

/** Words that somewhere in the source decide something. */
export function knowWords(list: readonly string[]): void {
  words = list;
}

/** Some changes of some bytes. */
export function havoc(random: Random, input: Uint8Array, other: Uint8Array): Uint8Array {
  let bytes = input;
  for (let count = random.pick([1, 1, 1, 2, 2, 4, 8]); count > 0; count -= 1)
    bytes = once(random, bytes, other);
  return bytes.length > 65_536 ? bytes.slice(0, 65_536) : bytes;
}

function once(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  const splice = (piece: Uint8Array, remove: number): Uint8Array =>
    Buffer.concat([
      bytes.subarray(0, at),
      piece,
      bytes.subarray(Math.min(bytes.length, at + remove)),
    ]);
  switch (random.below(8)) {
    case 0:
      return splice(Buffer.from(random.pick(words) ?? '', 'utf8'), 0);
    case 1: {
      const word = Buffer.from(random.pick(words) ?? '', 'utf8');
      return splice(word, word.length);
    }
    case 2:
      return splice(
        Uint8Array.of(
          random.pick([0x22, 0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d, 0x0a, 0x0d, 0x20, 0x30, 0x2d]),
        ),
        random.below(2),
      );
    case 3: {
      // Another number where a digit stands.
      const digit = bytes.findIndex((byte, place) => place >= at && byte >= 0x30 && byte <= 0x39);
      if (digit < 0) return mutateBytes(random, bytes, other).bytes;
      const next = Uint8Array.from(bytes);
      next[digit] = 0x30 + random.below(10);
      return next;
    }
    case 4: {
      const lines = linesOf(bytes);
      const one = random.below(lines.length);
      const two = random.below(lines.length);
      const line = lines[one] ?? new Uint8Array(0);
      if (random.chance(1, 2)) lines.splice(two, random.below(2), line);
      else lines.splice(one, 1);
      return Buffer.concat(lines);
    }
    default:
      return mutateBytes(random, bytes, other).bytes;
  }
}

/** With their LF. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
    lines.push(bytes.subarray(from, end + 1));
    from = end + 1;
  }
  if (from < bytes.length) lines.push(bytes.subarray(from));
  return lines;
}
