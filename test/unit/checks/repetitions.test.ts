import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Repetitions } from '../../../src/checks/repetitions.js';
import { sipHash } from '../../../src/crypto/siphash.js';

const KEY = Uint8Array.from({ length: 16 }, (_, i) => 7 * i);
const digest = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());

/** Values, of which every hundredth is one of those before it. */
const values = Array.from({ length: 20_000 }, (_, i) =>
  digest(i % 100 === 99 ? `${(i * 7919) % i}` : `${i}`),
);
const reference = (all: readonly Uint8Array[]): number[] => {
  const seen = new Set<string>();
  return all.flatMap((value, index) => {
    const text = String(value);
    const wasSeen = seen.has(text);
    seen.add(text);
    return wasSeen ? [index] : [];
  });
};
const prints = (all: readonly Uint8Array[]): Uint32Array => {
  const hash = sipHash(KEY);
  const words = new Uint32Array(4 * all.length);
  for (const [index, value] of all.entries()) words.set(hash(value), 4 * index);
  return words;
};

describe.each([
  ['remembered', values.length, values.length],
  ['remembered, of which fewer were expected', 10, values.length],
  ['in a filter', values.length, 0],
  ['in a filter that is too small for them', 100, 0],
])('values %s', (_name, expected, remembered) => {
  const make = () => new Repetitions(expected, KEY, remembered);

  it('are found in a second reading exactly where a set of strings finds them', () => {
    const several = make();
    several.note(prints(values));
    expect(several.areSuspected).toBe(true);
    expect(several.repeated(prints(values))).toEqual(reference(values));
    const single = make();
    for (const value of values) single.noteValue(value);
    expect(values.flatMap((value, at) => (single.isRepeated(value) ? [at] : []))).toEqual(
      reference(values),
    );
  });

  it('of a second reading are the same only if it has all of them, and no other', () => {
    const readings: readonly (readonly [readonly Uint8Array[], boolean])[] = [
      [values, true],
      [values.slice(0, -1), false],
      [[...values, digest('one more')], false],
      [values.with(99, digest('another')), false],
    ];
    for (const [second, same] of readings) {
      const both = make();
      both.note(prints(values));
      both.repeated(prints(second));
      expect(both.areSame).toBe(same);
    }
  });

  it('that are all the same, or of no bytes, are repeated but for the first', () => {
    for (const value of [digest(''), new Uint8Array(0)]) {
      const same = make();
      for (let i = 0; i < 5; i += 1) same.noteValue(value);
      expect(Array.from({ length: 5 }, () => same.isRepeated(value))).toEqual([
        ...[false, true, true, true, true],
      ]);
    }
  });
});

describe('different values', () => {
  const different = values.filter((_, i) => i % 100 !== 99);

  it('need no second reading where they are remembered', () => {
    const remembered = new Repetitions(different.length, KEY, different.length);
    remembered.note(prints(different));
    expect(remembered.areSuspected).toBe(false);
  });

  it('are never repeated, also where a filter suspects some', () => {
    const filtered = new Repetitions(500, KEY, 0);
    filtered.note(prints(different));
    expect(filtered.areSuspected).toBe(true);
    expect(filtered.repeated(prints(different))).toEqual([]);
  });
});
