// The grammar of a record (docs/SPEC.md §4.1, schemas/record.schema.json) for the common shape: an event in canonical form.
// A line is known, and its columns are filled, only if every rule of §4.1 holds of it; everything else is the host's.

import {
  BASE64URL, BASE64URL_LAST, before, DIGIT, FIELD_NAME, ID_TEXT, is, isHash, lineFeed, PLAIN, put, same, whole,
} from './bytes';
import { forgetNames, NAMES, names, object } from './json';
import {
  COMMITMENT, END, ID, ID_LENGTH, KNOWN, MAX_COMMITMENTS, MAX_LINE, MAX_LINES, NANOSECONDS, PREVIOUS, SEALED, SECONDS, SEQUENCE, START,
} from './layout';

const DATA: usize = memory.data(16); put(DATA, '{"data":');
const LEDGER_NAME: usize = memory.data(16); put(LEDGER_NAME, ',"ledger":"');
const METADATA: usize = memory.data(16); put(METADATA, '","metadata":');
const NONCE_AFTER: usize = memory.data(16); put(NONCE_AFTER, ',"nonce":"');
const NONCE: usize = memory.data(16); put(NONCE, '","nonce":"');
const PREVIOUS_HASH: usize = memory.data(32); put(PREVIOUS_HASH, '","previous_hash":"sha3-256:');
const RECORD_ID: usize = memory.data(16); put(RECORD_ID, '","record_id":"');
const RECORDED_AT: usize = memory.data(24); put(RECORDED_AT, '","recorded_at":"');
const SEALED_NAME: usize = memory.data(16); put(SEALED_NAME, 'Z","sealed":');
const SEQUENCE_AFTER: usize = memory.data(16); put(SEQUENCE_AFTER, ',"sequence":');
const SEQUENCE_NAME: usize = memory.data(16); put(SEQUENCE_NAME, 'Z","sequence":');
const TYPE: usize = memory.data(24); put(TYPE, ',"type":"event"}');
const SHA3: usize = memory.data(16); put(SHA3, ':"sha3-256:');
const DAYS: usize = memory.data<u8>([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

let commitments: u32 = 0;

/** Cuts [at, at + length) into lines and reads each. Gives their number, or -1 if there are too many or the last has no LF. */
export function scan(at: usize, length: usize, ledger: usize, ledgerLength: usize): i32 {
  const end = at + length;
  let line: usize = 0;
  commitments = 0;
  while (at < end) {
    const lf = lineFeed(at);
    if (line == MAX_LINES || lf >= end) return -1;
    store<u32>(START + (line << 2), <u32>at);
    store<u32>(END + (line << 2), <u32>lf);
    const held = commitments;
    const known = lf - at <= MAX_LINE && read(at, lf, line, ledger, ledgerLength);
    if (!known) commitments = held;
    store<u8>(KNOWN + line, <u8>known);
    store<u32>(SEALED + (line << 2), commitments);
    line++;
    at = lf + 1;
  }
  return <i32>line;
}

/** The members of a record stand in one order, since their names are sorted. */
function read(at: usize, end: usize, line: usize, ledger: usize, ledgerLength: usize): bool {
  forgetNames();
  if (!same(at, DATA, 8)) return false;
  at += 8;
  if (load<u8>(at) != 0x7b) return false;
  at = object(at, 2, FIELD_NAME);
  if (at == 0 || !same(at, LEDGER_NAME, 11)) return false;
  at += 11;
  // The origin is that of the manifest, byte for byte: there is no second spelling of it in canonical JSON.
  if (at + ledgerLength > end || !same(at, ledger, ledgerLength)) return false;
  at += ledgerLength;
  if (same(at, METADATA, 13)) {
    at += 13;
    if (load<u8>(at) != 0x7b) return false;
    at = object(at, 2, PLAIN);
    if (at == 0 || !same(at, NONCE_AFTER, 10)) return false;
    at += 10;
  } else {
    if (!same(at, NONCE, 11)) return false;
    at += 11;
  }
  for (let i: usize = 0; i < 21; i++) if (!is(at + i, BASE64URL)) return false;
  if (!is(at + 21, BASE64URL_LAST)) return false;
  at += 22;
  if (!same(at, PREVIOUS_HASH, 28)) return false;
  at += 28;
  if (!isHash(at)) return false;
  store<u32>(PREVIOUS + (line << 2), <u32>at);
  at += 64;
  if (!same(at, RECORD_ID, 15)) return false;
  at += 15;
  const id = at;
  while (is(at, ID_TEXT)) at++;
  if (at == id || at - id > 128) return false;
  store<u32>(ID + (line << 2), <u32>id);
  store<u32>(ID_LENGTH + (line << 2), <u32>(at - id));
  if (!same(at, RECORDED_AT, 17)) return false;
  at = time(at + 17, line);
  if (at == 0) return false;
  if (same(at, SEALED_NAME, 12)) {
    at = sealed(at + 12);
    if (at == 0 || !same(at, SEQUENCE_AFTER, 12)) return false;
    at += 12;
  } else {
    if (!same(at, SEQUENCE_NAME, 14)) return false;
    at += 14;
  }
  at = whole(at, SEQUENCE + (line << 3));
  return at != 0 && same(at, TYPE, 16) && at + 16 == end;
}

@inline
function two(at: usize): i32 {
  return <i32>(load<u8>(at) - 0x30) * 10 + <i32>(load<u8>(at + 1) - 0x30);
}

/** A time of §1.3: a real date, seconds 00 to 59, up to nine digits of a fraction. Gives the address of its Z. */
function time(at: usize, line: usize): usize {
  for (let i: usize = 0; i < 19; i++) {
    if (i == 4 || i == 7) {
      if (load<u8>(at + i) != 0x2d) return 0;
    } else if (i == 10) {
      if (load<u8>(at + i) != 0x54) return 0;
    } else if (i == 13 || i == 16) {
      if (load<u8>(at + i) != 0x3a) return 0;
    } else if (!is(at + i, DIGIT)) return 0;
  }
  const year = two(at) * 100 + two(at + 2), month = two(at + 5), day = two(at + 8);
  const hour = two(at + 11), minute = two(at + 14), second = two(at + 17);
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return 0;
  const leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (day > (month == 2 && leap ? 29 : <i32>load<u8>(DAYS + month))) return 0;
  // Days since 1970-01-01 in the proleptic Gregorian calendar, with years that begin in March; year 0 has no January before it.
  const y = month < 3 ? year + 399 : year + 400;
  const era = y / 400;
  const ofEra = y - era * 400;
  const ofYear = (153 * (month + (month < 3 ? 9 : -3)) + 2) / 5 + day - 1;
  const days = (era - 1) * 146097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719468;
  at += 19;
  let nanoseconds: u32 = 0;
  if (load<u8>(at) == 0x2e) {
    const point = at++;
    while (is(at, DIGIT) && at - point <= 9) nanoseconds = nanoseconds * 10 + (load<u8>(at++) - 0x30);
    if (at == point + 1 || is(at, DIGIT)) return 0;
    for (let i = at - point; i <= 9; i++) nanoseconds *= 10;
  }
  store<f64>(SECONDS + (line << 3), <f64>days * 86400 + <f64>(hour * 3600 + minute * 60 + second));
  store<u32>(NANOSECONDS + (line << 2), nanoseconds);
  return at;
}

/** `sealed`: ascending field names with commitments, none of which is a name of `data` (§4.1). */
function sealed(at: usize): usize {
  if (load<u8>(at) != 0x7b) return 0;
  at++;
  if (load<u8>(at) == 0x7d) return at + 1;
  let last: usize = 0;
  let lastEnd: usize = 0;
  let field = 0;
  while (true) {
    if (load<u8>(at) != 0x22) return 0;
    const name = ++at;
    while (is(at, FIELD_NAME)) at++;
    if (load<u8>(at) != 0x22 || at == name || at - name > 64) return 0;
    if (last != 0 && !before(last, lastEnd, name, at)) return 0;
    last = name;
    lastEnd = at;
    // Both lists ascend: one walk over both finds a name that is in both.
    while (field < names && before(nameAt(field), nameEnd(field), name, at)) field++;
    if (field < names && !before(name, at, nameAt(field), nameEnd(field))) return 0;
    if (!same(at + 1, SHA3, 11)) return 0;
    at += 12;
    if (!isHash(at) || commitments == <u32>MAX_COMMITMENTS) return 0;
    store<u32>(COMMITMENT + (<usize>commitments << 2), <u32>at);
    commitments++;
    if (load<u8>(at + 64) != 0x22) return 0;
    at += 65;
    const c = load<u8>(at++);
    if (c == 0x7d) return at;
    if (c != 0x2c) return 0;
  }
}

@inline
function nameAt(field: i32): usize {
  return load<u32>(NAMES + (<usize>field << 3));
}

@inline
function nameEnd(field: i32): usize {
  return load<u32>(NAMES + (<usize>field << 3), 4);
}
