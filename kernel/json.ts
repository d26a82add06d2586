// Canonical JSON (docs/SPEC.md §1.4, RFC 8785) by bytes: it accepts only what it is sure of. Each function takes the address
// of a value's first byte and gives that of the byte after it, or 0: "ask the host". An LF ends the batch and every line in it,
// and is in no canonical text, so no function reads past the line by more than a load of 16 bytes.

import { before, DIGIT, FIELD_NAME, is, PLAIN } from './bytes';

/** Nesting of §1.4; the record itself is 1. */
const DEPTH: i32 = 16;

/** Names of `data`, for the comparison with `sealed` (§4.1): address and end, u32 each. */
const MAX_NAMES: i32 = 128;
export const NAMES: usize = memory.data(8 * 128, 8);
export let names: i32 = 0;

export function forgetNames(): void {
  names = 0;
}

/** After the opening quote; gives the closing quote. */
export function text(at: usize): usize {
  while (true) {
    // Sixteen bytes at a time: signed "below 0x20" is true of control characters and of every byte that is not ASCII.
    while (true) {
      const v = v128.load(at);
      const quote = i8x16.eq(v, i8x16.splat(0x22));
      const escape = i8x16.eq(v, i8x16.splat(0x5c));
      const special = v128.or(i8x16.lt_s(v, i8x16.splat(0x20)), v128.or(quote, escape));
      const bits = i8x16.bitmask(special);
      if (bits != 0) {
        at += <usize>ctz(bits);
        break;
      }
      at += 16;
    }
    const c = load<u8>(at);
    if (c == 0x22) return at;
    if (c == 0x5c) at = escaped(at);
    else at = c < 0x80 ? 0 : multibyte(at);
    if (at == 0) return 0;
  }
}

/** RFC 8785 §3.2.2.2: two characters where there is a short form, else \u00 and two lower-case digits, for controls alone. */
function escaped(at: usize): usize {
  const c = load<u8>(at + 1);
  if (c == 0x22 || c == 0x5c || c == 0x62 || c == 0x66 || c == 0x6e || c == 0x72 || c == 0x74) return at + 2;
  if (c != 0x75 || load<u8>(at + 2) != 0x30 || load<u8>(at + 3) != 0x30) return 0;
  const high = load<u8>(at + 4), low = load<u8>(at + 5);
  if (high != 0x30 && high != 0x31) return 0;
  const digit = low - 0x30;
  const letter = low - 0x61;
  if (digit > 9 && letter > 5) return 0;
  const value = ((high - 0x30) << 4) | (digit <= 9 ? digit : letter + 10);
  // \b \t \n \f \r have a short form.
  if (value == 8 || value == 9 || value == 10 || value == 12 || value == 13) return 0;
  return at + 6;
}

/** RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF. */
function multibyte(at: usize): usize {
  const c = load<u8>(at);
  if (c < 0xc2 || c > 0xf4) return 0;
  const second = load<u8>(at + 1);
  if ((second & 0xc0) != 0x80) return 0;
  if (c < 0xe0) return at + 2;
  if ((load<u8>(at + 2) & 0xc0) != 0x80) return 0;
  if (c < 0xf0) {
    if ((c == 0xe0 && second < 0xa0) || (c == 0xed && second >= 0xa0)) return 0;
    return at + 3;
  }
  if ((load<u8>(at + 3) & 0xc0) != 0x80) return 0;
  if ((c == 0xf0 && second < 0x90) || (c == 0xf4 && second >= 0x90)) return 0;
  return at + 4;
}

/**
 * A number of at most 15 digits without an exponent: two such texts never share a double, so the text is the shortest that
 * reads back, and canonical if it has no superfluous zero (RFC 8785 §3.2.2.3).
 */
function number(at: usize): usize {
  if (load<u8>(at) == 0x2d) {
    at++;
    // -0 is canonical as 0.
    if (load<u8>(at) == 0x30 && load<u8>(at + 1) != 0x2e) return 0;
  }
  const start = at;
  if (load<u8>(at) == 0x30) at++;
  else while (is(at, DIGIT)) at++;
  if (at == start) return 0;
  let digits = at - start;
  if (load<u8>(at) == 0x2e) {
    const point = at++;
    while (is(at, DIGIT)) at++;
    digits += at - point - 1;
    if (at == point + 1 || load<u8>(at - 1) == 0x30) return 0;
    // Below 10^-6 the canonical form has an exponent.
    if (load<u8>(start) == 0x30 && at > point + 6 && load<u32>(point + 1) == 0x30303030 && load<u16>(point + 5) == 0x3030) return 0;
  }
  const c = load<u8>(at);
  if (digits > 15 || c == 0x65 || c == 0x45 || is(at, DIGIT)) return 0;
  return at;
}

/** @param depth of the array or object that this value would be */
function value(at: usize, depth: i32): usize {
  const c = load<u8>(at);
  if (c == 0x22) {
    const end = text(at + 1);
    return end == 0 ? 0 : end + 1;
  }
  if (c == 0x7b) return object(at, depth, PLAIN);
  if (c == 0x5b) return array(at, depth);
  if (c == 0x74) return load<u32>(at) == 0x65757274 ? at + 4 : 0; // true
  if (c == 0x66) return load<u32>(at + 1) == 0x65736c61 ? at + 5 : 0; // false
  if (c == 0x6e) return load<u32>(at) == 0x6c6c756e ? at + 4 : 0; // null
  return number(at);
}

function array(at: usize, depth: i32): usize {
  if (depth > DEPTH) return 0;
  at++;
  if (load<u8>(at) == 0x5d) return at + 1;
  while (true) {
    at = value(at, depth + 1);
    if (at == 0) return 0;
    const c = load<u8>(at++);
    if (c == 0x5d) return at;
    if (c != 0x2c) return 0;
  }
}

/** An object whose names are ASCII of one class, strictly ascending: so there is no duplicate either. Names of fields are kept. */
export function object(at: usize, depth: i32, nameClass: u32): usize {
  if (depth > DEPTH) return 0;
  at++;
  if (load<u8>(at) == 0x7d) return at + 1;
  let last: usize = 0;
  let lastEnd: usize = 0;
  while (true) {
    if (load<u8>(at) != 0x22) return 0;
    const name = ++at;
    while (is(at, nameClass)) at++;
    if (load<u8>(at) != 0x22) return 0;
    if (nameClass == FIELD_NAME) {
      if (at == name || at - name > 64 || names == MAX_NAMES) return 0;
      store<u32>(NAMES + (<usize>names << 3), <u32>name);
      store<u32>(NAMES + (<usize>names << 3), <u32>at, 4);
      names++;
    }
    if (last != 0 && !before(last, lastEnd, name, at)) return 0;
    last = name;
    lastEnd = at;
    if (load<u8>(at + 1) != 0x3a) return 0;
    at = value(at + 2, depth + 1);
    if (at == 0) return 0;
    const c = load<u8>(at++);
    if (c == 0x7d) return at;
    if (c != 0x2c) return 0;
  }
}
