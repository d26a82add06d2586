import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { work } from '../../../src/base/work.js';
import { FingerprintSet } from '../../../src/checks/fingerprints.js';

const KEY = Uint8Array.from({ length: 16 }, (_, i) => i);
const digest = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());

/** Slots looked at for each of `count` values. */
function slotsFor(count: number, value: (i: number) => Uint8Array): number {
  const set = new FingerprintSet(KEY);
  const before = work.slots;
  for (let i = 0; i < count; i += 1) expect(set.add(value(i))).toBe(true);
  return (work.slots - before) / count;
}

describe('a set of fingerprints', () => {
  it('agrees with a set of strings over many ids and repetitions', () => {
    const set = new FingerprintSet();
    const reference = new Set<string>();
    for (let i = 0; i < 60_000; i += 1) {
      const id = `rec_${(i * 7919) % 20_011}`;
      expect(set.add(digest(id))).toBe(!reference.has(id));
      reference.add(id);
    }
    expect(reference.size).toBe(20_011);
  });

  it('tells hashes apart that begin alike, or go on alike, word by word', () => {
    for (const words of [2, 3] as const) {
      const set = new FingerprintSet(KEY, { words });
      const prints = [[7, 8, 9], [7, 10, 9], [11, 8, 9], ...(words === 3 ? [[7, 8, 13]] : [])].map(
        (print) => Uint32Array.of(...print, 0),
      );
      expect(prints.map((print) => set.addPrint(print, 0))).toEqual(prints.map(() => true));
      expect(prints.map((print) => set.addPrint(print, 0))).toEqual(prints.map(() => false));
    }
  });

  it('holds the all-zero value like any other, and values of any length', () => {
    const set = new FingerprintSet();
    for (const length of [0, 1, 32]) {
      expect(set.add(new Uint8Array(length))).toBe(true);
      expect(set.add(new Uint8Array(length))).toBe(false);
    }
  });

  it('tells values apart that differ in their last bit', () => {
    const set = new FingerprintSet();
    const other = new Uint8Array(32);
    other[31] = 1;
    expect([set.add(new Uint8Array(32)), set.add(other)]).toEqual([true, true]);
  });

  it('looks at no more slots for values that were chosen against it than for any others', () => {
    const chosen = (place: number, step: number) => (i: number) => {
      const bytes = new Uint8Array(32);
      new DataView(bytes.buffer).setUint32(place, Math.imul(i, step));
      return bytes;
    };
    // Two words that cancelled each other in a mixing without a hash: d in the first, d ^ d >>> 15 in the second.
    const cancelling = (i: number) => {
      const bytes = new Uint8Array(32);
      const view = new DataView(bytes.buffer);
      const low = i & 0xff;
      const top = (i >>> 8) << 24;
      view.setUint32(0, top);
      view.setUint32(4, (top ^ (top >>> 15)) >>> 0);
      view.setUint32(8, low);
      return bytes;
    };
    const honest = slotsFor(50_000, (i) => digest(`${i}`));
    expect(honest).toBeLessThan(12);
    for (const value of [chosen(0, 1), chosen(8, 1), chosen(0, 2 ** 16), cancelling])
      expect(slotsFor(50_000, value)).toBeLessThan(1.2 * honest);
  });
});
