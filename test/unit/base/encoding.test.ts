import { describe, expect, it } from 'vitest';
import {
  formatTime,
  parseBase64,
  parseBase64Url,
  parseDecimal,
  parseHex,
  parseTime,
  toHex,
} from '../../../src/base/encoding.js';
import { yearsAfter } from '../../../src/bundle/erasure.js';

describe('strict text forms', () => {
  it('take lower-case hex of the exact length', () => {
    expect(toHex(parseHex('00ff', 2) ?? new Uint8Array())).toBe('00ff');
    for (const text of ['00FF', '00f', '00ff00', '0xff', 'zz00', ''])
      expect(parseHex(text, 2)).toBeUndefined();
  });

  it('take base64 in its one canonical form', () => {
    expect(parseBase64('AAE=')).toEqual(Uint8Array.of(0, 1));
    expect(parseBase64('')).toEqual(new Uint8Array());
    for (const text of ['AAE', 'AAF=', 'AA E=', 'AAE=\n', 'AA-_', 'AAE==', '='])
      expect(parseBase64(text), text).toBeUndefined();
  });

  it('take base64url without padding in its one canonical form', () => {
    expect(parseBase64Url('_-8')).toEqual(Uint8Array.of(0xff, 0xef));
    for (const text of ['_-8=', '/+8', '_-9', 'A', '_ -8'])
      expect(parseBase64Url(text), text).toBeUndefined();
  });

  it('take decimals without leading zeros up to 2^53 − 1', () => {
    expect(parseDecimal('0')).toBe(0);
    expect(parseDecimal('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    for (const text of [
      '',
      '00',
      '01',
      '+1',
      '-1',
      '1.0',
      '1e3',
      '0x10',
      ' 1',
      '9007199254740992',
      '99999999999999999999',
    ]) {
      expect(parseDecimal(text), text).toBeUndefined();
    }
  });

  it('take real dates and times in UTC, to the nanosecond', () => {
    expect(parseTime('1970-01-01T00:00:01.5Z')).toBe(1_500_000_000n);
    expect(parseTime('2026-03-20T08:00:00.000000001Z')).toBe(
      (parseTime('2026-03-20T08:00:00Z') ?? 0n) + 1n,
    );
    expect(parseTime('2024-02-29T23:59:59Z')).toBeDefined();
    for (const text of [
      '2026-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T00:00:60Z',
      '2026-01-01T00:00:00',
      '2026-01-01T00:00:00+00:00',
      '2026-01-01t00:00:00z',
      '2026-01-01 00:00:00Z',
      '2026-01-01T00:00:00.Z',
      '2026-01-01T00:00:00.1234567890Z',
      '02026-01-01T00:00:00Z',
      '2026-01-01T00:00:00Z\n',
    ]) {
      expect(parseTime(text), text).toBeUndefined();
    }
  });

  it('count the same seconds as the platform, on every day of four centuries', () => {
    for (let ms = Date.UTC(1600, 0, 1, 13, 14, 15); ms < Date.UTC(2000, 1, 1); ms += 86_400_000) {
      const text = new Date(ms).toISOString();
      expect(parseTime(text)).toBe(BigInt(ms) * 1_000_000n);
    }
    for (const year of ['0000', '0001', '0099', '0100', '9999']) {
      const text = `${year}-03-01T00:00:00.000Z`;
      expect(parseTime(text)).toBe(BigInt(Date.parse(text)) * 1_000_000n);
    }
  });

  it('print a time as it was read, but for trailing zeros', () => {
    for (const text of [
      '1970-01-01T00:00:00Z',
      '2026-03-20T08:00:00.1Z',
      '1969-12-31T23:59:59.999999999Z',
      '9999-12-31T23:59:59Z',
    ]) {
      expect(formatTime(parseTime(text) ?? 0n)).toBe(text);
    }
    expect(formatTime(parseTime('2026-03-20T08:00:00.100Z') ?? 0n)).toBe('2026-03-20T08:00:00.1Z');
  });
});

describe('years after a time', () => {
  const later = (text: string, years: number) =>
    formatTime(yearsAfter(parseTime(text) ?? 0n, years));

  it('are the same day and time', () => {
    expect(later('2026-03-20T08:00:00.5Z', 6)).toBe('2032-03-20T08:00:00.5Z');
  });

  it('make 1 March of 29 February where there is none', () => {
    expect(later('2024-02-29T12:00:00Z', 1)).toBe('2025-03-01T12:00:00Z');
    expect(later('2024-02-29T12:00:00Z', 4)).toBe('2028-02-29T12:00:00Z');
  });
});
