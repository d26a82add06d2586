// What is told about a text before it is parsed: its depth and its values, against a walk over the parsed value.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/base/encoding.js';
import { canonicalize, type Json, parseCanonical } from '../../../src/base/json.js';
import { excessOf } from '../../../src/base/json-scan.js';
import { parseStrict } from '../../../src/base/json-strict.js';
import { FORMAT } from '../../../src/base/limits.js';
import { work } from '../../../src/base/work.js';

function valuesIn(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + valuesIn(item as Json), 1);
}

function depthOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map((item) => depthOf(item as Json)));
}

/** Values that were counted while something ran. */
function counted(run: () => unknown): number {
  const before = work.jsonValues;
  run();
  return work.jsonValues - before;
}

describe('the scan before the parse', () => {
  it('counts values and depth like a walk over the parsed value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }) as fc.Arbitrary<Json>, (value) => {
        const bytes = utf8(canonicalize(value));
        const isDeep = depthOf(value) > FORMAT.depth;
        let excess: string | undefined;
        const values = counted(() => {
          excess = excessOf(bytes);
        });
        expect(excess).toBe(isDeep ? 'the nesting is deeper than 16' : undefined);
        expect(values).toBe(isDeep ? 0 : valuesIn(value));
        // The reader of other JSON counts the same, unless it stops in the middle.
        let isRead = false;
        const read = counted(() => {
          isRead = parseStrict(bytes).ok;
        });
        if (isRead) expect(read).toBe(values);
      }),
    );
  });

  it('is not led astray by strings', () => {
    for (const text of ['"[[[[[[[[[[[[[[[[[[[["', '"\\"[[[[[[[[[[[[[[[[[["', '["\\\\",1]', '"'])
      expect(excessOf(utf8(text))).toBeUndefined();
    expect(excessOf(utf8(`["\\\\",${'['.repeat(16)}`))).toBe('the nesting is deeper than 16');
  });

  it.each<[string, (count: number) => string]>([
    ['numbers in a list', (count) => `[${'1,'.repeat(count - 2)}1]`],
    ['empty objects in a list', (count) => `[${'{},'.repeat(count - 2)}{}]`],
    ['members of objects', (count) => `[${'{"a":1},'.repeat((count - 4) / 2)}{"a":1},0]`],
  ])('allows 1,048,576 values and no more: %s', (_, text) => {
    const most = FORMAT.values;
    expect(parseCanonical(utf8(text(most))).ok).toBe(true);
    expect(parseCanonical(utf8(text(most + 2)))).toEqual({
      ok: false,
      reason: 'there are more than 1048576 values',
    });
    expect(parseStrict(utf8(text(most))).ok).toBe(true);
    expect(parseStrict(utf8(text(most + 2)))).toMatchObject({
      reason: 'there are more than 1048576 values',
    });
  });

  it('refuses sixteen megabytes of brackets without making a value', () => {
    const deep = Buffer.alloc(16_777_216, '[');
    expect(counted(() => parseCanonical(deep))).toBe(0);
    expect(parseCanonical(deep)).toEqual({ ok: false, reason: 'the nesting is deeper than 16' });
  });
});
