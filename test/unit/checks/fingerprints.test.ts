import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FingerprintSet } from '../../../src/checks/fingerprints.js';

const digest = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());

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

  it('holds the all-zero digest like any other', () => {
    const set = new FingerprintSet();
    expect(set.add(new Uint8Array(32))).toBe(true);
    expect(set.add(new Uint8Array(32))).toBe(false);
  });

  it('stays quick when every fingerprint begins alike', () => {
    const set = new FingerprintSet();
    const start = process.hrtime.bigint();
    for (let i = 0; i < 50_000; i += 1) {
      const bytes = new Uint8Array(32);
      new DataView(bytes.buffer).setUint32(8, i);
      expect(set.add(bytes)).toBe(true);
    }
    expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(5);
  });
});
