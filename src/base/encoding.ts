// Strict text forms (docs/SPEC.md §1.3): hex, base64, decimal, UTF-8, time. Each is canonical or refused, since the parsers
// of the platform skip junk and BigInt('') is 0n. Every function returns undefined on malformed input: the caller knows where it stood.

import {
  base64Of,
  base64UrlOf,
  bytesOfBase64,
  bytesOfHex,
  compareBytes,
  hexOf,
  joined,
  utf8Of,
} from './bytes.js';

/** Ends a line of a note, of a `.jsonl` entry and of CSV. */
export const LF = 0x0a;

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return hexOf(bytes);
}

/** Lower-case hex of exactly `length` bytes. */
export function parseHex(text: string, length: number): Uint8Array | undefined {
  if (text.length !== 2 * length || !/^[0-9a-f]*$/.test(text)) return undefined;
  return bytesOfHex(text);
}

/** RFC 4648 §4 with padding; unused bits must be zero (re-encoding gives the same text). */
export function parseBase64(text: string): Uint8Array | undefined {
  const bytes = bytesOfBase64(text);
  return base64Of(bytes) === text ? bytes : undefined;
}

export function toBase64(bytes: Uint8Array): string {
  return base64Of(bytes);
}

/** RFC 4648 §5 without padding; canonical. */
export function parseBase64Url(text: string): Uint8Array | undefined {
  const bytes = bytesOfBase64(text);
  return base64UrlOf(bytes) === text ? bytes : undefined;
}

/** An unsigned decimal without leading zeros, at most 2^53 − 1. */
export function parseDecimal(text: string): number | undefined {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

const fatalUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 to text; undefined if the bytes are not valid. A byte-order mark stays and makes later steps refuse. */
export function parseUtf8(bytes: Uint8Array): string | undefined {
  try {
    return fatalUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8 to text, for a reader: what is not valid becomes U+FFFD. */
export function shownUtf8(bytes: Uint8Array): string {
  return lenientUtf8.decode(bytes);
}

export function utf8(text: string): Uint8Array {
  return utf8Of(text);
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return compareBytes(a, b) === 0;
}

/** Joins byte strings. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(joined(parts));
}

/** A time as an exact number: nanoseconds since 1970-01-01T00:00:00Z. */
export type Instant = bigint;

const TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** A *time* of the format (§1.3): a real date, seconds 00–59, up to nine fraction digits, `Z`. */
export function parseTime(text: string): Instant | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
  if (day < 1 || day > days || hour > 23 || minute > 59 || second > 59) return undefined;
  // Days since 1970-01-01 in the proleptic Gregorian calendar, with years that begin in March.
  const y = month < 3 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofYear = Math.floor((153 * (month + (month < 3 ? 9 : -3)) + 2) / 5) + day - 1;
  const ofEra =
    (y - era * 400) * 365 +
    Math.floor((y - era * 400) / 4) -
    Math.floor((y - era * 400) / 100) +
    ofYear;
  const seconds = (era * 146_097 + ofEra - 719_468) * 86_400 + hour * 3600 + minute * 60 + second;
  const fraction = match[7];
  return (
    BigInt(seconds) * 1_000_000_000n +
    (fraction === undefined ? 0n : BigInt(fraction.padEnd(9, '0')))
  );
}

/** Prints an instant in UTC, with as many fraction digits as it needs. */
export function formatTime(at: Instant): string {
  const seconds = at >= 0n ? at / 1_000_000_000n : -((-at + 999_999_999n) / 1_000_000_000n);
  const fraction = (at - seconds * 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  // The end of a retention period may lie beyond the year 9999: ISO 8601 then has a sign and six digits.
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -'.000Z'.length);
  return `${whole}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** POSIX seconds to an instant. */
export function instantOfSeconds(seconds: bigint): Instant {
  return seconds * 1_000_000_000n;
}
