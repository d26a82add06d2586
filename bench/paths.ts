// Inclusion paths apart from all else: the lines of a large tree's paths, in memory, verified as the verifier does it, beside the plain
// loop of RFC 9162 for each path, in JavaScript and in C. Processor time inside one process; what is not accepted throws.

import { execFileSync } from 'node:child_process';
import { equalBytes, utf8 } from '../src/base/encoding.js';
import { PATH_LINES } from '../src/bundle/side-lines.js';
import { PathKernel } from '../src/kernel/path-runs.js';
import { HASH_BYTES, type TreeHasher, treeHasher } from '../src/merkle/hasher.js';
import { verifyInclusion } from '../src/merkle/inclusion.js';
import { PathVerifier } from '../src/merkle/paths.js';
import { goCost, type RivalCost, rivalCosts } from './rivals.js';

/** Lines of a block, about half a MiB. */
const BLOCK = 380;
/** Paths of the slow loops: enough to be warm. */
const FEW = 20_000;

/** Microseconds a path. */
export interface PathCosts {
  readonly paths: number;
  readonly bulk: number;
  readonly plainJavaScript: number;
  /** SHA3-256 and SHA-256 by OpenSSL; null without a C compiler. */
  readonly plainC: number | null;
  readonly plainCSha256: number | null;
  /** Published libraries, over SHA-256. */
  readonly rivals: readonly RivalCost[];
}

const hasher = treeHasher('sha3-256');

function dataOf(leaf: number): Uint8Array {
  const data = new Uint8Array(HASH_BYTES);
  new DataView(data.buffer).setUint32(0, leaf);
  return data;
}

/** All nodes of a tree of `size` leaves, level by level. */
function levelsOf(size: number, hasher: TreeHasher): Uint8Array[][] {
  let level = Array.from({ length: size }, (_, at) => hasher.leafHash(dataOf(at)));
  const levels = [level];
  while (level.length > 1) {
    const below = level;
    level = Array.from({ length: Math.ceil(below.length / 2) }, (_, at) => {
      const [left, right] = [below[2 * at] as Uint8Array, below[2 * at + 1]];
      return right === undefined ? left : hasher.nodeHash(left, right);
    });
    levels.push(level);
  }
  return levels;
}

function pathOf(levels: readonly Uint8Array[][], index: number): Uint8Array[] {
  return levels.flatMap((level, height) => level[Math.floor(index / 2 ** height) ^ 1] ?? []);
}

function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const slices = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(HASH_BYTES * at, HASH_BYTES * (at + 1)),
  );

export function pathCosts(paths: number, floor: string | undefined): PathCosts {
  const levels = levelsOf(paths, hasher);
  const leaves = levels[0] ?? [];
  const root = levels.at(-1)?.[0] ?? new Uint8Array(0);
  const kernel = new PathKernel('sha3-256');
  const verifier = new PathVerifier(hasher, paths, root);
  const accept = (accepted: boolean): void => {
    if (!accepted) throw new Error('a good path is not accepted');
  };
  let bulk = 0;
  for (let from = 0; from < paths; from += BLOCK) {
    const count = Math.min(BLOCK, paths - from);
    const lines = Array.from({ length: count }, (_, at) => {
      const path = pathOf(levels, from + at).map((hash) => Buffer.from(hash).toString('hex'));
      return JSON.stringify({ path, sequence: from + at });
    });
    const block = utf8(`${lines.join('\n')}\n`);
    const own = new Uint8Array(Buffer.concat(leaves.slice(from, from + count)));
    bulk += cpu(() => {
      let next = 0;
      const single = (to: number): void => {
        for (; next < to; next += 1) {
          const { item } = PATH_LINES.read({ bytes: utf8(lines[next] ?? ''), number: 1 });
          const leaf = own.subarray(HASH_BYTES * next, HASH_BYTES * (next + 1));
          accept(verifier.verify(item?.sequence ?? -1, leaf, item?.value ?? []));
        }
      };
      for (const run of kernel.runsOf([block])) {
        single(run.at);
        next = run.at + run.lines;
        accept(equalBytes(run.leafHashes, own.subarray(HASH_BYTES * run.at, HASH_BYTES * next)));
        for (const { index, level, hash, path } of run.subtrees)
          accept(verifier.verify(index, hash, slices(path), level));
      }
      single(count);
    });
  }
  const few = Math.min(FEW, paths);
  const some = Array.from({ length: few }, (_, at) => pathOf(levels, at));
  const plain = cpu(() => {
    for (const [at, path] of some.entries())
      accept(verifyInclusion(hasher, at, paths, leaves[at] as Uint8Array, path, root));
  });
  const [c = null, sha256 = null] =
    floor === undefined
      ? []
      : execFileSync(floor, [String(few), String(levels.length - 1)], { encoding: 'utf8' })
          .trim()
          .split(' ')
          .map((nanoseconds) => Number(nanoseconds) / 1000);
  return {
    paths,
    bulk: bulk / paths,
    plainJavaScript: plain / few,
    plainC: c,
    plainCSha256: sha256,
    rivals: [...goCost(paths, few), ...rivalsOver(paths, few)],
  };
}

/** The same leaves in a tree of SHA-256, which is what the libraries know. */
function rivalsOver(size: number, few: number): readonly RivalCost[] {
  const levels = levelsOf(size, treeHasher('sha256'));
  const some = Array.from({ length: few }, (_, index) => ({
    index,
    data: dataOf(index),
    leafHash: levels[0]?.[index] ?? new Uint8Array(0),
    hashes: pathOf(levels, index),
  }));
  return rivalCosts(some, size, levels.at(-1)?.[0] ?? new Uint8Array(0), cpu);
}
