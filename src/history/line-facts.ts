// The facts that the consistency lines of one bundle add up to (docs/SPEC.md §7.5, §13.5): a line of m leaves has the subtrees that end
// at m and those beside the way to the root (RFC 9162 §2.1.4.1), so it tiles the whole tree as a leaf's path does.

import { equalBytes } from '../base/encoding.js';
import { BatchVerifier } from '../merkle/batch.js';
import type { TreeHasher } from '../merkle/hasher.js';
import type { EarlierRoot, HistoryBundle, OpenEvidence } from './evidence.js';
import { type Fact, levelOf, type Voice, WHOLE } from './facts.js';
import { changed } from './leaf-facts.js';

interface Tile {
  readonly lo: number;
  readonly hi: number;
  readonly hash: Uint8Array;
}

const NOTHING = new Uint8Array(0);

/** The facts of the lines of one bundle in order, a list for each line and one for what comes after the last. */
export async function* lineFacts(
  bundle: HistoryBundle,
  evidence: OpenEvidence,
  hasher: TreeHasher,
  voice: Voice,
): AsyncGenerator<readonly Fact[], void, undefined> {
  let before: readonly Tile[] = [];
  let after: readonly Tile[] = [];
  let facts: Fact[] = [];
  const verifier = new BatchVerifier(
    hasher,
    bundle.treeSize,
    (lo, hi) => [...before, ...after].find((tile) => tile.lo === lo && tile.hi === hi)?.hash,
    (lo, hi, hash) => {
      const level = levelOf(lo, hi);
      if (level !== undefined) facts.push({ end: hi, level, hash, means: 'line', voice });
    },
  );
  for await (const line of evidence.lines()) {
    [before, after] = [after, tilesOf(line, bundle.treeSize)];
    if (!verifier.until(line.treeSize)) throw changed(bundle);
    const { treeSize: end, rootHash: hash } = line;
    facts.push({ end, level: WHOLE, hash, means: 'earlier head', voice });
    yield facts;
    facts = [];
  }
  [before, after] = [after, []];
  const result = verifier.finish();
  if (!result.ok || !equalBytes(result.root, bundle.rootHash)) throw changed(bundle);
  yield facts;
}

/** The subtrees that a line has the hashes of. The proof from a power of two leaves out that tree's own root. */
function tilesOf({ treeSize, rootHash, path }: EarlierRoot, size: number): readonly Tile[] {
  const tiles: { lo: number; hi: number }[] = [];
  let [lo, hi] = [0, size];
  // From the root down to the split at `treeSize`: the sibling of each node on the way.
  for (let middle = splitOf(lo, hi); middle !== treeSize; middle = splitOf(lo, hi)) {
    if (treeSize < middle) {
      tiles.push({ lo: middle, hi });
      hi = middle;
    } else {
      tiles.push({ lo, hi: middle });
      lo = middle;
    }
  }
  tiles.push({ lo: treeSize, hi });
  if (lo > 0) tiles.push({ lo, hi: treeSize });
  const found = tiles.reverse().map((tile, i) => ({ ...tile, hash: path[i] ?? NOTHING }));
  return lo > 0 ? found : [...found, { lo: 0, hi: treeSize, hash: rootHash }];
}

/** Where the node [lo, hi) of a tree is split, hi − lo > 1 (RFC 9162 §2.1.1). */
function splitOf(lo: number, hi: number): number {
  let k = 1;
  while (2 * k < hi - lo) k *= 2;
  return lo + k;
}
