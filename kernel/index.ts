// What the host calls. For a batch of records, in this order: scan, hash, link, fingerprint; nodes for each level of a tree. For a
// batch of paths: scanPaths, then join for each perfect subtree, and above for the way on from it.

import { spells } from './bytes';
import { KNOWN, LINKED, PREVIOUS, RECORD_HASH } from './layout';

export { hash, nodes, setTree } from './tree';
export * from './layout';
export { above, join, scanPaths } from './paths';
export { scan } from './record';
export { fingerprint, setKey } from './siphash';

/** §4.4: whether each known line points at the record hash of the line before it. */
export function link(lines: usize): void {
  for (let line: usize = 1; line < lines; line++) {
    const linked = load<u8>(KNOWN + line) != 0 && spells(load<u32>(PREVIOUS + (line << 2)), RECORD_HASH + ((line - 1) << 5));
    store<u8>(LINKED + line, <u8>linked);
  }
}
