// The naive reference of the Merkle tests: RFC 9162 §2.1.1, §2.1.3.1, §2.1.4.1 and the batch proof of the format, written as the
// recursions they are defined by, with a hash of its own. Slow and obvious; shares no code with src/merkle.

import { createHash } from 'node:crypto';
import type { HashName } from '../../../src/crypto/digest.js';

export type Leaves = readonly Uint8Array[];

function sum(name: HashName, ...parts: readonly Uint8Array[]): Uint8Array {
  const state = createHash(name);
  for (const part of parts) state.update(part);
  return new Uint8Array(state.digest());
}

/** Leaf data of the published anchors: 32 bytes all equal to the index. */
export function anchorLeaves(size: number): Uint8Array[] {
  return Array.from({ length: size }, (_, i) => new Uint8Array(32).fill(i));
}

export function leafHash(name: HashName, data: Uint8Array): Uint8Array {
  return sum(name, Uint8Array.of(0), data);
}

/** The largest power of two smaller than n. */
export function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** MTH(D_n) over leaf hashes. */
export function root(name: HashName, leaves: Leaves): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return sum(name);
  if (leaves.length === 1) return first;
  const k = split(leaves.length);
  return sum(name, Uint8Array.of(1), root(name, leaves.slice(0, k)), root(name, leaves.slice(k)));
}

/** PATH(m, D_n). */
export function path(name: HashName, index: number, leaves: Leaves): Uint8Array[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...path(name, index, leaves.slice(0, k)), root(name, leaves.slice(k))]
    : [...path(name, index - k, leaves.slice(k)), root(name, leaves.slice(0, k))];
}

/** PROOF(m, D_n). */
export function consistency(name: HashName, m: number, leaves: Leaves): Uint8Array[] {
  return subproof(name, m, leaves, true);
}

function subproof(name: HashName, m: number, leaves: Leaves, whole: boolean): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [root(name, leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...subproof(name, m, leaves.slice(0, k), whole), root(name, leaves.slice(k))]
    : [...subproof(name, m - k, leaves.slice(k), false), root(name, leaves.slice(0, k))];
}

/** The batch proof of the leaves in `proven`. */
export function batch(name: HashName, proven: ReadonlySet<number>, leaves: Leaves): Uint8Array[] {
  const collect = (lo: number, hi: number): Uint8Array[] => {
    const some = Array.from({ length: hi - lo }, (_, i) => lo + i).some((i) => proven.has(i));
    if (!some) return [root(name, leaves.slice(lo, hi))];
    if (hi - lo === 1) return [];
    const k = split(hi - lo);
    return [...collect(lo, lo + k), ...collect(lo + k, hi)];
  };
  return collect(0, leaves.length);
}

/** All ways to spoil a list of hashes: a bit of each, each cut, grown, dropped or doubled, each pair exchanged, one added. */
export function spoiled(hashes: Leaves): { readonly how: string; readonly hashes: Uint8Array[] }[] {
  const results: { how: string; hashes: Uint8Array[] }[] = [];
  hashes.forEach((hash, at) => {
    const changed = hash.slice();
    changed[at % 32] = (changed[at % 32] ?? 0) ^ (1 << (at % 8));
    results.push({ how: `changed ${at}`, hashes: hashes.with(at, changed) });
    results.push({ how: `dropped ${at}`, hashes: hashes.toSpliced(at, 1) });
    results.push({ how: `doubled ${at}`, hashes: hashes.toSpliced(at, 0, hash) });
    results.push({ how: `short ${at}`, hashes: hashes.with(at, hash.subarray(1)) });
    results.push({ how: `long ${at}`, hashes: hashes.with(at, new Uint8Array([...hash, 0])) });
    for (let other = at + 1; other < hashes.length; other += 1) {
      const partner = hashes[other];
      if (partner === undefined || Buffer.compare(partner, hash) === 0) continue;
      results.push({
        how: `exchanged ${at} ${other}`,
        hashes: hashes.with(at, partner).with(other, hash),
      });
    }
  });
  results.push({ how: 'added one', hashes: [...hashes, new Uint8Array(32)] });
  return results;
}

/** A small generator with a seed, so that a failing run can be repeated (xorshift32). */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
