// Runs of paths claim no more than the paths: if the subtrees of a run lead to a root, each of its lines leads the leaf that the run
// names to that root, by the plain loop of RFC 9162; whatever becomes of single lines.

import { describe, expect, test } from 'vitest';
import { equalBytes, utf8 } from '../../src/base/encoding.js';
import { PATH_LINES } from '../../src/bundle/side-lines.js';
import { PathKernel } from '../../src/kernel/path-runs.js';
import { treeHasher } from '../../src/merkle/hasher.js';
import { rootFromInclusionProof } from '../../src/merkle/inclusion.js';
import { PathVerifier } from '../../src/merkle/paths.js';
import * as reference from '../unit/merkle/reference.js';
import { mutate, randomFrom } from './mutants.js';

const TREES = ['sha3-256', 'sha256'] as const;
const KERNELS = { 'sha3-256': new PathKernel('sha3-256'), sha256: new PathKernel('sha256') };

/** A tree, with the line of each leaf's path. */
function worldOf(size: number, tree: (typeof TREES)[number]) {
  const leaves = reference.anchorLeaves(size).map((data) => reference.leafHash(tree, data));
  const lines = leaves.map((_, index) => {
    const path = reference
      .path(tree, index, leaves)
      .map((hash) => Buffer.from(hash).toString('hex'));
    return JSON.stringify({ path, sequence: index });
  });
  return { size, tree, leaves, lines, root: reference.root(tree, leaves) };
}

const slices = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length / 32 }, (_, at) => bytes.subarray(32 * at, 32 * at + 32));

/** Holds every run that leads to the root against the plain loop, line by line. @returns lines in such runs */
function judge(
  { size, tree, root }: ReturnType<typeof worldOf>,
  lines: readonly Uint8Array[],
): number {
  const hasher = treeHasher(tree);
  const block = Buffer.concat(lines.flatMap((line) => [line, Uint8Array.of(0x0a)]));
  let sound = 0;
  let next = 0;
  const verifier = new PathVerifier(hasher, size, root);
  for (const run of KERNELS[tree].runsOf([new Uint8Array(block)])) {
    expect(run.at).toBeGreaterThanOrEqual(next);
    next = run.at + run.lines;
    // The subtrees are the lines, one after the other.
    let first = run.first;
    for (const { index, level } of run.subtrees) {
      expect(index * 2 ** level).toBe(first);
      first += 2 ** level;
    }
    expect(first).toBe(run.first + run.lines);
    const plain = run.subtrees.every(({ index, level, hash, path }) => {
      const at = rootFromInclusionProof(
        hasher,
        index,
        Math.ceil(size / 2 ** level),
        hash,
        slices(path),
      );
      return at !== undefined && equalBytes(at, root);
    });
    const quick = run.subtrees.every(({ index, level, hash, path }) =>
      verifier.verify(index, hash, slices(path), level),
    );
    expect(quick).toBe(plain);
    if (!quick) continue;
    sound += run.lines;
    slices(run.leafHashes).forEach((leaf, at) => {
      const bytes = lines[run.at + at] ?? new Uint8Array(0);
      const { item, findings } = PATH_LINES.read({ bytes, number: 1 });
      expect(findings, Buffer.from(bytes).toString('utf8')).toEqual([]);
      expect(item?.sequence).toBe(run.first + at);
      const led = rootFromInclusionProof(hasher, run.first + at, size, leaf, item?.value ?? []);
      expect(led).toEqual(root);
    });
  }
  return sound;
}

const worlds = TREES.flatMap((tree) =>
  [1, 2, 8, 9, 16, 31, 33, 64, 65, 100].map((size) => worldOf(size, tree)),
);

test('of good paths in order all are in runs, but the odd ones at the ends', () => {
  for (const world of worlds)
    for (let from = 0; from < Math.min(5, world.size); from += 1) {
      const lines = world.lines.slice(from).map(utf8);
      const even = world.size - (world.size % 2) - (from + (from % 2));
      expect(judge(world, lines)).toBe(even < 8 ? 0 : even);
    }
});

test('the leaves that a run names are those of the tree', () => {
  for (const world of worlds)
    for (const run of KERNELS[world.tree].runsOf([utf8(`${world.lines.join('\n')}\n`)]))
      expect(slices(run.leafHashes)).toEqual(world.leaves.slice(run.first, run.first + run.lines));
});

describe('lines that chance has changed', () => {
  const random = randomFrom(20261128);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  test('single bytes, cuts and values', () => {
    let sound = 0;
    for (let round = 0; round < 600; round += 1) {
      const world = pick(worlds);
      const lines = world.lines.map(utf8);
      for (let faults = Math.floor(random() * 3); faults > 0; faults -= 1) {
        const at = Math.floor(random() * lines.length);
        lines[at] = mutate(random, lines[at] ?? new Uint8Array(0));
      }
      sound += judge(world, lines);
    }
    expect(sound).toBeGreaterThan(1000);
  });

  test('digits of hashes, other lengths, other sequences, other places, another tree', () => {
    for (let round = 0; round < 600; round += 1) {
      const world = pick(worlds);
      const lines = [...world.lines];
      const at = Math.floor(random() * lines.length);
      const line = lines[at] ?? '';
      const place = Math.floor(random() * line.length);
      const changed = pick([
        () => `${line.slice(0, place)}${pick([...'0123456789abcdef'])}${line.slice(place + 1)}`,
        () => line.replace(/"[0-9a-f]{64}",/, ''),
        () => line.replace(/("[0-9a-f]{64}")\]/, '$1,$1]'),
        () => line.replace(/\d+\}$/, pick(['0}', '7}', '00}', '1e1}', '9007199254740991}', '-1}'])),
        () => pick(lines),
        () => pick(pick(worlds).lines),
        () => line.toUpperCase(),
        () => line.replace('[', '[ '),
      ])();
      lines[at] = changed;
      if (random() < 0.2) lines.splice(Math.floor(random() * lines.length), 1);
      judge(world, lines.map(utf8));
    }
  });
});

test('a block that is empty, has no LF at its end or is too long has no runs', () => {
  const line = worldOf(2, 'sha256').lines[0] ?? '';
  for (const bytes of [new Uint8Array(0), utf8(line), new Uint8Array(2 ** 20 + 1).fill(0x0a)])
    expect(KERNELS.sha256.runsOf([bytes])).toEqual([]);
});
