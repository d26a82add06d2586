import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalize,
  equalJson,
  type Json,
  member,
  parseCanonical,
} from '../../../src/base/json.js';

const parse = (text: string) => parseCanonical(new Uint8Array(Buffer.from(text)));
const reason = (text: string | Uint8Array) => {
  const result = typeof text === 'string' ? parse(text) : parseCanonical(text);
  return result.ok ? 'accepted' : result.reason;
};

describe('canonical JSON', () => {
  it('accepts the canonical form of every value, and returns that value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const json = value as Json;
        const unsafe = JSON.stringify(json)
          .match(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g)
          ?.some((n) => Number.isInteger(Number(n)) && !Number.isSafeInteger(Number(n)));
        fc.pre(unsafe !== true);
        const text = canonicalize(json);
        const result = parse(text);
        expect(result.ok).toBe(true);
        if (result.ok) expect(equalJson(result.value, json)).toBe(true);
      }),
    );
  });

  it('refuses every other text of the same value', () => {
    for (const text of [
      '{"a":1,"a":1}',
      '{"b":1,"a":2}',
      '{ "a":1}',
      '{"a":1}\n',
      '"\\u0061"',
      '"\\/"',
      '1.0',
      '1e2',
      '-0',
      '01',
      '"\\u000A"',
      '[1, 2]',
      '{"a":1,}',
      '{"10":1,"9":2} ',
    ]) {
      expect(reason(text), text).not.toBe('accepted');
    }
  });

  it('accepts names that look like indices in the order of RFC 8785, which is not the order of JavaScript', () => {
    expect(reason('{"10":1,"9":2}')).toBe('accepted');
    expect(reason('{"9":2,"10":1}')).not.toBe('accepted');
  });

  it('refuses a name that stands twice, however it is written, __proto__ included', () => {
    for (const text of [
      '{"a":1,"\\u0061":2}',
      '{"__proto__":1,"__proto__":2}',
      '{"a":{"b":1,"b":1}}',
    ])
      expect(reason(text)).not.toBe('accepted');
    const result = parse('{"__proto__":{"x":1}}');
    expect(result.ok && member(result.value as { [name: string]: Json }, 'x')).toBeUndefined();
    expect(member({}, 'constructor')).toBeUndefined();
  });

  it('refuses lone surrogates, invalid UTF-8 and byte-order marks', () => {
    expect(reason('"\\ud800"')).toBe('a string has a lone surrogate');
    expect(reason('{"\\udc00":1}')).toBe('a name has a lone surrogate');
    expect(reason(Uint8Array.of(0x22, 0xff, 0x22))).toBe('the bytes are not valid UTF-8');
    expect(reason(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toBe(
      'the bytes are not valid UTF-8',
    );
    expect(reason('\ufeff{}')).toMatch(/^the text begins with a byte-order mark/);
  });

  it('refuses whole numbers beyond 2^53 − 1 and numbers beyond all bounds', () => {
    expect(reason('9007199254740991')).toBe('accepted');
    for (const text of ['9007199254740992', '-9007199254740992', '1e+30'])
      expect(reason(text)).toContain('2^53');
    expect(reason('1e999')).not.toBe('accepted');
    expect(reason('0.1')).toBe('accepted');
    expect(reason('1e-7')).toBe('accepted');
  });

  it('refuses more than 16 levels, and depth without end quickly', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(reason(nested(16))).toBe('accepted');
    expect(reason(nested(17))).toContain('deeper than 16');
    expect(reason(`${'{"a":'.repeat(17)}1${'}'.repeat(17)}`)).toContain('deeper than 16');
    expect(reason(nested(500_000))).not.toBe('accepted');
  });
});
