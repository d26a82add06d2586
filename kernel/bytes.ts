// Byte classes, hex and fixed texts: what the scanners share.

/** Bits of `CLASS`: where a byte may stand. */
export const FIELD_NAME: u32 = 1;
export const ID_TEXT: u32 = 2;
export const BASE64URL: u32 = 4;
/** Last digit of 16 bytes in base64url: four unused bits are zero. */
export const BASE64URL_LAST: u32 = 8;
/** ASCII that a JSON string holds as it is. */
export const PLAIN: u32 = 16;
export const DIGIT: u32 = 32;
export const HEX: u32 = 64;

const CLASS: usize = memory.data(256, 16);

function allow(from: u32, to: u32, bits: u32): void {
  for (let byte = from; byte <= to; byte++) {
    store<u8>(CLASS + byte, load<u8>(CLASS + byte) | <u8>bits);
  }
}

allow(0x20, 0x7f, PLAIN);
store<u8>(CLASS + 0x22, 0);
store<u8>(CLASS + 0x5c, 0);
allow(0x30, 0x39, FIELD_NAME | ID_TEXT | BASE64URL | DIGIT | HEX);
allow(0x41, 0x5a, FIELD_NAME | ID_TEXT | BASE64URL);
allow(0x61, 0x7a, FIELD_NAME | ID_TEXT | BASE64URL);
allow(0x61, 0x66, HEX);
allow(0x5f, 0x5f, FIELD_NAME | ID_TEXT | BASE64URL); // _
allow(0x2d, 0x2d, FIELD_NAME | ID_TEXT | BASE64URL); // -
allow(0x2e, 0x2e, FIELD_NAME | ID_TEXT); // .
allow(0x3a, 0x3a, ID_TEXT); // :
allow(0x41, 0x41, BASE64URL_LAST);
allow(0x51, 0x51, BASE64URL_LAST);
allow(0x67, 0x67, BASE64URL_LAST);
allow(0x77, 0x77, BASE64URL_LAST);

@inline
export function is(at: usize, bits: u32): bool {
  return (load<u8>(CLASS + load<u8>(at)) & bits) != 0;
}

/** Writes a literal of ASCII. */
@inline
export function put(at: usize, literal: string): void {
  for (let i = 0; i < literal.length; i++) store<u8>(at + <usize>i, <u8>literal.charCodeAt(i));
}

/** The next LF. The host has put one after the batch. */
@inline
export function lineFeed(at: usize): usize {
  while (true) {
    const bits = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(0x0a)));
    if (bits != 0) return at + <usize>ctz(bits);
    at += 16;
  }
}

/** A whole number of at most 15 digits, which stays below 2^53, as f64 to `to`. Gives the address after it; 0 for any other text. */
@inline
export function whole(at: usize, to: usize): usize {
  const first = at;
  let value: u64 = 0;
  while (is(at, DIGIT)) value = value * 10 + (load<u8>(at++) - 0x30);
  if (at == first || at - first > 15 || (load<u8>(first) == 0x30 && at > first + 1)) return 0;
  store<f64>(to, <f64>value);
  return at;
}

/** True if the bytes at `at` are those at `text`. */
@inline
export function same(at: usize, text: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(at + i) != load<u64>(text + i)) return false;
  for (; i < length; i++) if (load<u8>(at + i) != load<u8>(text + i)) return false;
  return true;
}

/** True if [a, aEnd) stands before [b, bEnd): for ASCII the order of bytes is that of UTF-16 code units (RFC 8785 §3.2.3). */
@inline
export function before(a: usize, aEnd: usize, b: usize, bEnd: usize): bool {
  while (a < aEnd && b < bEnd) {
    const x = load<u8>(a), y = load<u8>(b);
    if (x != y) return x < y;
    a++;
    b++;
  }
  return a == aEnd && b < bEnd;
}

/** True if 64 lower-case hex digits are at `at`. */
@inline
export function isHash(at: usize): bool {
  let good = i8x16.splat(-1);
  for (let i: usize = 0; i < 64; i += 16) {
    const v = v128.load(at + i);
    const digit = v128.and(i8x16.ge_u(v, i8x16.splat(0x30)), i8x16.le_u(v, i8x16.splat(0x39)));
    const letter = v128.and(i8x16.ge_u(v, i8x16.splat(0x61)), i8x16.le_u(v, i8x16.splat(0x66)));
    good = v128.and(good, v128.or(digit, letter));
  }
  return i8x16.all_true(good);
}

/** True if the 64 hex digits at `text` spell the 32 bytes at `hash`. */
@inline
export function spells(text: usize, hash: usize): bool {
  const digits = i8x16(48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99, 100, 101, 102);
  let differ = i8x16.splat(0);
  for (let i: usize = 0; i < 2; i++) {
    const v = v128.load(hash + (i << 4));
    const high = i8x16.swizzle(digits, i8x16.shr_u(v, 4));
    const low = i8x16.swizzle(digits, v128.and(v, i8x16.splat(15)));
    const first = i8x16.shuffle(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const second = i8x16.shuffle(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const at = text + (i << 5);
    differ = v128.or(differ, v128.xor(first, v128.load(at)));
    differ = v128.or(differ, v128.xor(second, v128.load(at + 16)));
  }
  return !v128.any_true(differ);
}

/** The 32 bytes that the 64 hex digits at `text` spell. */
export function bytesOf(text: usize, to: usize): void {
  for (let i: usize = 0; i < 32; i++) {
    store<u8>(to + i, (digit(load<u8>(text + 2 * i)) << 4) | digit(load<u8>(text + 2 * i + 1)));
  }
}

@inline
function digit(c: u8): u8 {
  return c <= 0x39 ? c - 0x30 : c - 0x57;
}
