// The hash of the tree, which is that of the suite: SHA3-256 unless the host says SHA-256. Records are hashed with SHA3-256 in any case.

import { hashLines, nodesSha3 } from './hash';
import { leaves256, nodes256 } from './sha256';

let isSha256: bool = false;

export function setTree(sha256: bool): void {
  isSha256 = sha256;
}

/** Record hashes and leaf hashes of the lines of the last scan. */
export function hash(lines: u32): void {
  hashLines(lines, !isSha256);
  if (isSha256) leaves256(lines);
}

/** RFC 9162 §2.1.1: 0x01 and two nodes, for each of `pairs` pairs at `from`. `to` may be `from`. */
export function nodes(from: usize, to: usize, pairs: u32): void {
  if (isSha256) nodes256(from, to, pairs);
  else nodesSha3(from, to, pairs);
}
