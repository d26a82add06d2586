import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProvenRecord } from '../../../src/evidence/reader.js';
import { SeededSample } from '../../../src/papers/seeded-sample.js';

const seen = (sequence: number, selected = true): ProvenRecord =>
  ({
    selected,
    disclosed: new Map(),
    record: {
      sequence,
      recordId: `rec_${sequence}`,
      type: 'event',
      recordedAtText: '2026-01-01T00:00:00Z',
      recordHash: createHash('sha256').update(`record ${sequence}`).digest(),
    },
  }) as unknown as ProvenRecord;

/** The rule as the documentation states it: sort all of them, take the first. */
function naive(records: readonly ProvenRecord[], size: number, seed: string): number[] {
  const key = ({ record }: ProvenRecord): string =>
    createHash('sha256').update(seed, 'utf8').update('\0').update(record.recordHash).digest('hex');
  return records
    .map((one) => ({ key: key(one), sequence: one.record.sequence }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, size)
    .map(({ sequence }) => sequence);
}

function drawn(records: readonly ProvenRecord[], size: number, seed: string, only = false) {
  const sample = new SeededSample(size, seed, only);
  for (const one of records) sample.add(one);
  return { sample, sequences: sample.drawn().map(({ sequence }) => sequence) };
}

describe('a seeded sample', () => {
  it('is the one that sorting everything gives, in whatever order records arrive', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 1, max: 130 }),
        fc.string({ minLength: 1 }),
        (sequences, size, seed) => {
          const records = sequences.map((sequence) => seen(sequence));
          const expected = naive(records, size, seed);
          expect(drawn(records, size, seed).sequences).toEqual(expected);
          expect(drawn([...records].reverse(), size, seed).sequences).toEqual(expected);
        },
      ),
    );
  });

  it('begins with every smaller sample by the same seed, and is another by another seed', () => {
    const records = Array.from({ length: 200 }, (_, i) => seen(i));
    const large = drawn(records, 50, 'a').sequences;
    for (const size of [1, 2, 10, 49])
      expect(drawn(records, size, 'a').sequences).toEqual(large.slice(0, size));
    expect(drawn(records, 50, 'b').sequences).not.toEqual(large);
  });

  it('counts what it could have drawn, and leaves out what is not selected only on request', () => {
    const records = Array.from({ length: 30 }, (_, i) => seen(i, i % 3 === 0));
    expect(drawn(records, 100, 's').sample.population).toBe(30);
    const only = drawn(records, 100, 's', true);
    expect(only.sample.population).toBe(10);
    expect(only.sequences.every((sequence) => sequence % 3 === 0)).toBe(true);
  });

  it('has the key that a shell computes', () => {
    // { printf 'audit 2026\0'; printf 'record 0' | sha256sum | cut -d' ' -f1 | xxd -r -p; } | sha256sum
    const [only] = drawn([seen(0)], 1, 'audit 2026').sample.drawn();
    expect(Buffer.from(only?.key ?? []).toString('hex')).toBe(
      '98c3bfa0429cc15fd118151c9b0ed8cb1acb7da07c07552e121dc4a862a441de',
    );
  });
});
