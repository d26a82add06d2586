// Mutations that know nothing of any format: flip, set, insert, delete, copy, splice, truncate. They reach what structure-aware
// ones would never write.

import type { Random } from './random.js';

/** Numbers at which readers go wrong. */
export const EDGES: readonly [number, ...number[]] = [
  0, 1, 2, 3, 4, 7, 8, 15, 16, 20, 22, 31, 32, 45, 46, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff,
  0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

export interface Changed {
  readonly bytes: Uint8Array;
  readonly what: string;
}

/** One change at a place of the caller's choice, or anywhere. `donor` gives bytes for a splice. */
export function mutateBytes(
  random: Random,
  bytes: Uint8Array,
  donor: Uint8Array,
  at = random.below(bytes.length + 1),
): Changed {
  const length = random.chance(1, 4) ? random.below(bytes.length + 1) : random.between(1, 16);
  const cut = (insert: Uint8Array, remove: number, what: string): Changed => ({
    bytes: Buffer.concat([
      bytes.subarray(0, at),
      insert,
      bytes.subarray(Math.min(bytes.length, at + remove)),
    ]),
    what: `${what} at ${at}`,
  });
  const here = bytes[at] ?? 0;
  switch (random.below(9)) {
    case 0:
    case 1:
      return cut(Uint8Array.of(here ^ (1 << random.below(8))), 1, 'flip a bit');
    case 2:
      return cut(Uint8Array.of(random.pick(EDGES) & 0xff), 1, 'set a byte');
    case 3:
      return cut(random.bytes(Math.min(length, 64)), 0, 'insert bytes');
    case 4:
      return cut(new Uint8Array(0), length, `delete ${length} bytes`);
    case 5: {
      const from = random.below(bytes.length);
      return cut(bytes.slice(from, from + length), 0, `insert ${length} bytes from ${from}`);
    }
    case 6: {
      const from = random.below(donor.length);
      const piece = donor.slice(from, from + length);
      return cut(
        piece,
        piece.length,
        `overwrite with ${piece.length} bytes of another from ${from}`,
      );
    }
    case 7: {
      const number = Buffer.alloc(random.pick([2, 4, 8]));
      number.writeUIntLE(
        random.pick(EDGES) % 2 ** (8 * Math.min(number.length, 4)),
        0,
        Math.min(number.length, 4),
      );
      return cut(number, number.length, 'write an edge number');
    }
    default:
      return { bytes: bytes.slice(0, at), what: `truncate at ${at}` };
  }
}
