// The kernel knows nothing that the reference does not, and hashes as the reference does. `npm run kernel -- --check`, in .ci/run,
// builds it anew and compares every byte.

import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/encoding.js';
import { Kernel } from '../../src/kernel/kernel.js';
import { treeHasher } from '../../src/merkle/hasher.js';
import { compare } from './compare.js';
import { LEDGER, line, mutate, randomFrom } from './mutants.js';

const KEY = Uint8Array.from({ length: 16 }, (_, at) => at);
const TREES = ['sha3-256', 'sha256'] as const;
const KERNELS = {
  'sha3-256': new Kernel(LEDGER, KEY, 'sha3-256'),
  sha256: new Kernel(LEDGER, KEY, 'sha256'),
};
const kernel = KERNELS['sha3-256'];

test('of mutated lines the kernel says what the reference says, or nothing', () => {
  const random = randomFrom(20261127);
  const sum = { known: 0, missed: 0 };
  for (let batch = 0; batch < 40; batch += 1) {
    const lines = Array.from({ length: 500 }, (_, at) => {
      const bytes = utf8(line(random, 500 * batch + at));
      return random() < 0.5 ? mutate(random, bytes) : bytes;
    });
    const tree = TREES[batch % 2] ?? 'sha256';
    const { known, missed, different } = compare(KERNELS[tree], lines, tree);
    expect(different).toEqual([]);
    sum.known += known;
    sum.missed += missed;
  }
  // It must know most of what is good, or it is of no use.
  expect(sum.known).toBeGreaterThan(10 * sum.missed);
});

test.each(TREES)(
  'lines of every length around the blocks of SHA3-256 have the hashes of the reference, in a tree of %s',
  (tree) => {
    const lines = Array.from({ length: 700 }, (_, length) => new Uint8Array(length).fill(0x61));
    expect(compare(KERNELS[tree], lines, tree).different).toEqual([]);
    const hash = treeHasher(tree);
    const columns = KERNELS[tree].read(lines.flatMap((one) => [one, Uint8Array.of(0x0a)]));
    for (let at = 0; at < lines.length; at += 1) {
      const record = columns?.recordHash.slice(32 * at, 32 * at + 32) ?? new Uint8Array(0);
      expect(columns?.leafHash.subarray(32 * at, 32 * at + 32)).toEqual(hash.leafHash(record));
    }
  },
);

test('a batch without an LF at its end, an empty one and one that is too long are not taken', () => {
  expect(kernel.read([utf8('{}')])).toBeUndefined();
  expect(kernel.read([])).toBeUndefined();
  expect(kernel.read([new Uint8Array(kernel.maxBytes + 1).fill(0x0a)])).toBeUndefined();
  expect(kernel.read([new Uint8Array(5000).fill(0x0a)])).toBeUndefined();
});

// SipHash-2-4-128 written plainly over BigInt.
function siphash(key: Uint8Array, bytes: Uint8Array): bigint[] {
  const mask = (1n << 64n) - 1n;
  const word = (from: Uint8Array, at: number): bigint =>
    new DataView(from.buffer, from.byteOffset).getBigUint64(at, true);
  const rotate = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (64n - by))) & mask;
  const [k0, k1] = [word(key, 0), word(key, 8)];
  let [v0, v1, v2, v3] = [
    k0 ^ 0x736f6d6570736575n,
    k1 ^ 0x646f72616e646f6dn ^ 0xeen,
    k0 ^ 0x6c7967656e657261n,
    k1 ^ 0x7465646279746573n,
  ];
  const round = (): void => {
    v0 = (v0 + v1) & mask;
    v1 = rotate(v1, 13n) ^ v0;
    v0 = rotate(v0, 32n);
    v2 = (v2 + v3) & mask;
    v3 = rotate(v3, 16n) ^ v2;
    v0 = (v0 + v3) & mask;
    v3 = rotate(v3, 21n) ^ v0;
    v2 = (v2 + v1) & mask;
    v1 = rotate(v1, 17n) ^ v2;
    v2 = rotate(v2, 32n);
  };
  const padded = new Uint8Array(8 * (Math.floor(bytes.length / 8) + 1));
  padded.set(bytes);
  padded[padded.length - 1] = bytes.length & 0xff;
  for (let at = 0; at < padded.length; at += 8) {
    v3 ^= word(padded, at);
    round();
    round();
    v0 ^= word(padded, at);
  }
  v2 ^= 0xeen;
  for (let i = 0; i < 4; i += 1) round();
  const low = v0 ^ v1 ^ v2 ^ v3;
  v1 ^= 0xddn;
  for (let i = 0; i < 4; i += 1) round();
  return [low, v0 ^ v1 ^ v2 ^ v3];
}

test('the fingerprint of an id is its SipHash-2-4-128 under the key of the run', () => {
  for (const length of [1, 7, 8, 9, 15, 16, 17, 63, 128]) {
    const id = 'x'.repeat(length);
    const text = line(() => 0.5, 1).replace(/"record_id":"[^"]*"/, `"record_id":"${id}"`);
    const columns = kernel.read([utf8(`${text}\n`)]);
    expect(columns?.known[0], text).toBe(1);
    const view = new DataView(columns?.idPrint.slice().buffer ?? new ArrayBuffer(16));
    expect([view.getBigUint64(0, true), view.getBigUint64(8, true)]).toEqual(
      siphash(KEY, utf8(id)),
    );
  }
});

describe.each(TREES)(
  'fold gives the perfect subtrees of a run of up to 40 leaves, in a tree of %s',
  (tree) => {
    const hasher = treeHasher(tree);
    const kernel = KERNELS[tree];
    const count = 40;
    const lines = Array.from({ length: count }, (_, at) => utf8(`${line(() => 0.5, at)}\n`));
    const batch = new Uint8Array(Buffer.concat(lines));
    const leaves = kernel.read([batch])?.leafHash.slice() ?? new Uint8Array(0);
    /** Definition: a subtree of 2^level leaves from index · 2^level, or undefined if [from, to) does not hold it. */
    const naive = (
      first: number,
      level: number,
      index: number,
      to: number,
    ): Uint8Array | undefined => {
      const lowest = index * 2 ** level;
      if (lowest < first || lowest + 2 ** level > to) return undefined;
      if (level === 0) return leaves.slice(32 * (lowest - first), 32 * (lowest - first) + 32);
      const left = naive(first, level - 1, 2 * index, to);
      const right = naive(first, level - 1, 2 * index + 1, to);
      return left === undefined || right === undefined ? undefined : hasher.nodeHash(left, right);
    };

    test.each([0, 1, 2, 3, 7, 8, 13, 31, 2 ** 40])('from leaf %i', (first) => {
      for (let length = 1; length <= count; length += 1) {
        kernel.read([batch]);
        const subtrees = kernel.fold(first, 0, length);
        let next = first;
        for (const { index, level, hash } of subtrees) {
          expect(index * 2 ** level).toBe(next);
          next += 2 ** level;
          // Nothing larger would fit.
          const parent = Math.floor(index / 2) * 2 ** (level + 1);
          expect(parent >= first && parent + 2 ** (level + 1) <= first + length).toBe(false);
          expect(hash).toEqual(naive(first, level, index, first + length));
        }
        expect(next).toBe(first + length);
      }
    });
  },
);
