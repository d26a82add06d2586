// Lines of proof/paths.jsonl (docs/SPEC.md §6.1), and whether the paths of neighbours fit each other. The sibling of a leaf in a
// path is the leaf hash of its neighbour: so the paths of a perfect subtree name all its leaves, and it can be told from them alone
// that they lead to one node by one way. Whether these leaves are those of the records is the host's to compare.

import { bytesOf, isHash, lineFeed, put, same, spells, whole } from './bytes';
import { HASHES, KNOWN, LEAF_HASH, MAX_LINES, NODES, PATH, SEQUENCE, TREE } from './layout';
import { nodes } from './tree';

const HEAD: usize = memory.data(16); put(HEAD, '{"path":["');
const BETWEEN: usize = memory.data(8); put(BETWEEN, '","');
const TAIL: usize = memory.data(16); put(TAIL, '"],"sequence":');
/** From one hash of a path to the next: its digits and what stands between. */
const STEP: usize = 67;
/** Hashes of a path, at most (§6.1). */
const MAX_HASHES: u32 = 63;

/** Cuts [at, at + length) into lines and reads each. Gives their number, or -1 if there are too many or the last has no LF. */
export function scanPaths(at: usize, length: usize): i32 {
  const end = at + length;
  let line: usize = 0;
  while (at < end) {
    const lf = lineFeed(at);
    if (line == MAX_LINES || lf >= end) return -1;
    store<u8>(KNOWN + line, <u8>read(at, lf, line));
    line++;
    at = lf + 1;
  }
  return <i32>line;
}

/** True for the canonical line of a path of at least one hash. No load goes further than 64 bytes beyond the LF. */
function read(at: usize, end: usize, line: usize): bool {
  if (!same(at, HEAD, 10)) return false;
  at += 10;
  store<u32>(PATH + (line << 2), <u32>at);
  let hashes: u32 = 0;
  while (true) {
    if (hashes == MAX_HASHES || !isHash(at)) return false;
    hashes++;
    at += 64;
    if (!same(at, BETWEEN, 3)) break;
    at += 3;
  }
  store<u32>(HASHES + (line << 2), hashes);
  if (!same(at, TAIL, 14)) return false;
  at = whole(at + 14, SEQUENCE + (line << 3));
  return at != 0 && load<u8>(at) == 0x7d && at + 1 == end;
}

@inline
function path(line: usize): usize {
  return load<u32>(PATH + (line << 2));
}

/**
 * The node to which the paths of the 2^`level` lines from `from` lead, those of the leaves of a perfect subtree, in order; 0 unless
 * every hash below the node is the one that the leaves make, and what lies above it is the same in every path. `level` is at least 1.
 * The leaf hashes that the paths name are left beside the lines.
 */
export function join(from: usize, level: u32): usize {
  const count: usize = 1 << level;
  const hashes = load<u32>(HASHES + (from << 2));
  if (hashes < level) return 0;
  const rest = STEP * (hashes - level);
  const above = path(from) + STEP * level;
  for (let line = from; line < from + count; line++) {
    if (load<u32>(HASHES + (line << 2)) != hashes) return 0;
    // Without the bytes after the last hash, which are of every line.
    if (rest > 0 && !same(path(line) + STEP * level, above, rest - 3)) return 0;
    bytesOf(path(from + ((line - from) ^ 1)), LEAF_HASH + (line << 5));
  }
  let below = LEAF_HASH + (from << 5);
  let at = TREE;
  for (let height: u32 = 0; height < level; height++) {
    // At height 0 the sibling is where the leaf hash was taken from.
    for (let i: usize = 0; height > 0 && i < count; i++) {
      if (!spells(path(from + i) + STEP * height, below + (((i >> height) ^ 1) << 5))) return 0;
    }
    const pairs = count >> (height + 1);
    nodes(below, at, <u32>pairs);
    below = at;
    at += pairs << 5;
  }
  return below;
}

/** The hashes of a line's path from one level on, 32 bytes each, to NODES. Gives their number. */
export function above(line: usize, level: u32): u32 {
  const hashes = load<u32>(HASHES + (line << 2));
  for (let height = level; height < hashes; height++) {
    bytesOf(path(line) + STEP * height, NODES + ((height - level) << 5));
  }
  return hashes - level;
}
