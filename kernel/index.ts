// What the host calls, in this order for each batch: scan, hash, link, fingerprint; nodes for each level of a tree.

import { spells } from './bytes';
import { KNOWN, LINKED, PREVIOUS, RECORD_HASH } from './layout';

export { hash, nodes } from './hash';
export * from './layout';
export { scan } from './record';
export { fingerprint, setKey } from './siphash';

/** §4.4: whether each known line points at the record hash of the line before it. */
export function link(lines: usize): void {
  for (let line: usize = 1; line < lines; line++) {
    const linked = load<u8>(KNOWN + line) != 0 && spells(load<u32>(PREVIOUS + (line << 2)), RECORD_HASH + ((line - 1) << 5));
    store<u8>(LINKED + line, <u8>linked);
  }
}
