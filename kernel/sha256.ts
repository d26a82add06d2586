// SHA-256 (FIPS 180-4) of many short inputs, four at a time: leaf hashes and nodes of a tree of that hash.

import { LEAF_HASH, RECORD_HASH } from './layout';

const BLOCK: usize = 64;
/** Two blocks for each of four lanes, with room for copies in steps of 16 bytes. */
const LANE: usize = 160;
const MESSAGE: usize = memory.data(4 * 160, 16);
/** Sixteen words of four lanes: the message schedule, which is overwritten as it goes on. */
const SCHEDULE: usize = memory.data(16 * 16, 16);
const STATE: usize = memory.data(8 * 16, 16);
/** §5.3.3. */
const INITIAL: usize = memory.data<u32>([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);
/** §4.2.2. */
const CONSTANTS: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

@inline
function rotate(word: v128, by: i32): v128 {
  return v128.or(i32x4.shr_u(word, by), i32x4.shl(word, 32 - by));
}

/** Words are big-endian. */
@inline
function swapped(words: v128): v128 {
  return i8x16.shuffle(words, words, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}

/** Four words of each lane, at `lane` bytes from each other, to four lanes of each word. */
@inline
function turn(from: usize, lane: usize, to: usize): void {
  const a = v128.load(from), b = v128.load(from + lane), c = v128.load(from + 2 * lane), d = v128.load(from + 3 * lane);
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5), cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const AB = i32x4.shuffle(a, b, 2, 6, 3, 7), CD = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(to, swapped(i64x2.shuffle(ab, cd, 0, 2)));
  v128.store(to + 16, swapped(i64x2.shuffle(ab, cd, 1, 3)));
  v128.store(to + 32, swapped(i64x2.shuffle(AB, CD, 0, 2)));
  v128.store(to + 48, swapped(i64x2.shuffle(AB, CD, 1, 3)));
}

/** §6.2.2 for the block at `message` of each lane. */
function compress(message: usize): void {
  for (let at: usize = 0; at < BLOCK; at += 16) turn(message + at, LANE, SCHEDULE + (at << 2));
  let a = v128.load(STATE), b = v128.load(STATE, 16), c = v128.load(STATE, 32), d = v128.load(STATE, 48);
  let e = v128.load(STATE, 64), f = v128.load(STATE, 80), g = v128.load(STATE, 96), h = v128.load(STATE, 112);
  for (let t: usize = 0; t < 64; t++) {
    const place = SCHEDULE + ((t & 15) << 4);
    let w = v128.load(place);
    if (t >= 16) {
      const two = v128.load(SCHEDULE + (((t - 2) & 15) << 4));
      const fifteen = v128.load(SCHEDULE + (((t - 15) & 15) << 4));
      const s1 = v128.xor(v128.xor(rotate(two, 17), rotate(two, 19)), i32x4.shr_u(two, 10));
      const s0 = v128.xor(v128.xor(rotate(fifteen, 7), rotate(fifteen, 18)), i32x4.shr_u(fifteen, 3));
      const seven = v128.load(SCHEDULE + (((t - 7) & 15) << 4));
      w = i32x4.add(i32x4.add(w, s0), i32x4.add(seven, s1));
      v128.store(place, w);
    }
    const S1 = v128.xor(v128.xor(rotate(e, 6), rotate(e, 11)), rotate(e, 25));
    const chosen = v128.bitselect(f, g, e);
    const t1 = i32x4.add(i32x4.add(h, S1), i32x4.add(i32x4.add(chosen, w), v128.load32_splat(CONSTANTS + (t << 2))));
    const S0 = v128.xor(v128.xor(rotate(a, 2), rotate(a, 13)), rotate(a, 22));
    const most = v128.bitselect(v128.or(b, c), v128.and(b, c), a);
    h = g;
    g = f;
    f = e;
    e = i32x4.add(d, t1);
    d = c;
    c = b;
    b = a;
    a = i32x4.add(t1, i32x4.add(S0, most));
  }
  v128.store(STATE, i32x4.add(a, v128.load(STATE)));
  v128.store(STATE, i32x4.add(b, v128.load(STATE, 16)), 16);
  v128.store(STATE, i32x4.add(c, v128.load(STATE, 32)), 32);
  v128.store(STATE, i32x4.add(d, v128.load(STATE, 48)), 48);
  v128.store(STATE, i32x4.add(e, v128.load(STATE, 64)), 64);
  v128.store(STATE, i32x4.add(f, v128.load(STATE, 80)), 80);
  v128.store(STATE, i32x4.add(g, v128.load(STATE, 96)), 96);
  v128.store(STATE, i32x4.add(h, v128.load(STATE, 112)), 112);
}

/** A message of each lane: a prefix of RFC 9162 §2.1.1, `length` bytes, and the padding of §5.1.1. */
@inline
function fill(lane: usize, prefix: u8, from: usize, length: usize): void {
  const message = MESSAGE + lane * LANE;
  store<u8>(message, prefix);
  for (let at: usize = 0; at < length; at += 16) v128.store(message + 1 + at, v128.load(from + at));
  store<u8>(message + 1 + length, 0x80);
  const blocks: usize = length < 55 ? 1 : 2;
  memory.fill(message + 2 + length, 0, blocks * BLOCK - 2 - length);
  store<u16>(message + blocks * BLOCK - 2, bswap<u16>(<u16>((length + 1) << 3)));
}

/** Hashes of `count` inputs of 32 or 64 bytes that lie one after the other. `to` may be `from`. */
function each(prefix: u8, from: usize, length: usize, to: usize, count: u32): void {
  while (count > 0) {
    const lanes = count < 4 ? count : 4;
    // A lane that has no input of its own computes the first one again.
    for (let lane: u32 = 0; lane < 4; lane++) fill(lane, prefix, from + (lane < lanes ? lane : 0) * length, length);
    for (let word: usize = 0; word < 8; word++) v128.store(STATE + (word << 4), v128.load32_splat(INITIAL + (word << 2)));
    compress(MESSAGE);
    if (length == 64) compress(MESSAGE + BLOCK);
    // The schedule is of no use any more: two halves of four digests.
    turn(STATE, 16, SCHEDULE);
    turn(STATE + 64, 16, SCHEDULE + 64);
    for (let lane: usize = 0; lane < lanes; lane++) {
      v128.store(to + (lane << 5), v128.load(SCHEDULE + (lane << 4)));
      v128.store(to + (lane << 5) + 16, v128.load(SCHEDULE + 64 + (lane << 4)));
    }
    count -= lanes;
    from += lanes * length;
    to += lanes << 5;
  }
}

/** Leaf hashes of the record hashes of the last scan. */
export function leaves256(lines: u32): void {
  each(0, RECORD_HASH, 32, LEAF_HASH, lines);
}

/** RFC 9162 §2.1.1: 0x01 and two nodes, for each of `pairs` pairs at `from`. */
export function nodes256(from: usize, to: usize, pairs: u32): void {
  each(1, from, 64, to, pairs);
}
