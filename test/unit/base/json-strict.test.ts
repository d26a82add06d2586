import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/base/encoding.js';
import { parseStrict } from '../../../src/base/json-strict.js';

const refused = (text: string | Uint8Array, depth?: number) => {
  const result = parseStrict(typeof text === 'string' ? utf8(text) : text, depth);
  if (result.ok) throw new Error('accepted');
  return [result.reason, result.line, result.column];
};

describe('parseStrict', () => {
  it('gives what JSON.parse gives, for any JSON in any layout', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(0, 1, 4, '\t'), (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        const result = parseStrict(utf8(text));
        if (result.ok) expect(result.value).toEqual(JSON.parse(text));
        // Large numbers and lone surrogates are refused on purpose.
        else expect(result.reason).toMatch(/whole number|surrogate/);
      }),
    );
  });

  it('accepts nothing that JSON.parse refuses', () => {
    const characters = fc.constantFrom(...'{}[]",:\\ 0123-+.eEtrufalsn\n\u0000');
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const result = parseStrict(utf8(text));
        if (result.ok) expect(result.value).toEqual(JSON.parse(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('says where, counted from 1', () => {
    expect(refused('{\n  "a": 1,\n  "a": 2\n}')).toEqual([
      'a name stands twice in one object',
      3,
      3,
    ]);
    expect(refused('{"a":{"b":1,"\\u0062":2}}')).toEqual([
      'a name stands twice in one object',
      1,
      13,
    ]);
    expect(refused('[1,]')).toEqual(['a value is expected', 1, 4]);
    expect(refused('{"a" 1}')).toEqual(['a colon is expected', 1, 6]);
    expect(refused('{,}')).toEqual(['a name in double quotes is expected', 1, 2]);
    expect(refused('{"a":1')).toEqual(['a comma or a closing brace is expected', 1, 7]);
    expect(refused('[1 2]')).toEqual(['a comma or a closing bracket is expected', 1, 4]);
    expect(refused('1 2')).toEqual(['something stands after the value', 1, 3]);
    expect(refused('')).toEqual(['the text ends too early', 1, 1]);
    expect(refused('"a')).toEqual(['a string does not end', 1, 3]);
    expect(refused('"\t"')).toEqual(['a string holds a raw control character', 1, 2]);
    expect(refused('"\\x"')).toEqual(['a string holds an unknown escape', 1, 2]);
    expect(refused('"\\ud800"')).toEqual(['a string has a lone surrogate', 1, 1]);
    expect(refused('{"\\ud800":1}')).toEqual(['a string has a lone surrogate', 1, 2]);
    expect(refused('1e999')).toEqual(['a number is too large', 1, 1]);
    expect(refused('[9007199254740992]')).toEqual([
      'a whole number lies outside ±(2^53 − 1)',
      1,
      2,
    ]);
    expect(refused('\ufeff{}')).toEqual(['the text begins with a byte-order mark', 1, 1]);
    expect(refused(Uint8Array.of(0x22, 0xff, 0x22))).toEqual([
      'the bytes are not valid UTF-8',
      1,
      1,
    ]);
  });

  it('tells equal names in different objects from names that stand twice', () => {
    expect(parseStrict(utf8('[{"a":1},{"a":{"a":[]}}]')).ok).toBe(true);
  });

  it('keeps __proto__ as a name like any other', () => {
    const result = parseStrict(utf8('{"__proto__":{"a":1}}'));
    expect(result.ok && Object.keys(result.value as object)).toEqual(['__proto__']);
    expect(refused('{"__proto__":1,"__proto__":2}')[0]).toBe('a name stands twice in one object');
  });

  it('bounds the nesting, the outermost value being 1', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseStrict(utf8(nested(16))).ok).toBe(true);
    expect(refused(nested(17))).toEqual(['the nesting is deeper than 16', 1, 17]);
    expect(refused('['.repeat(1_000_000))[0]).toBe('the nesting is deeper than 16');
    expect(refused(nested(3), 2)).toEqual(['the nesting is deeper than 2', 1, 3]);
  });

  it('never quotes the text', () => {
    expect(refused('{"SECRET": SECRET}').join(' ')).not.toContain('SECRET');
  });
});
