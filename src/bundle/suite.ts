// The two suites (docs/SPEC.md §1.1). A suite fixes every algorithm; nothing inside a bundle negotiates one.

import type { HashName } from '../crypto/digest.js';

export type SuiteName = 'softqcos-v1' | 'softqcos-v1-sha256';

/** The Merkle tree hash of each suite; every other algorithm is the same in both. */
export const TREE_HASH: Readonly<Record<SuiteName, HashName>> = {
  'softqcos-v1': 'sha3-256',
  'softqcos-v1-sha256': 'sha256',
};

export function isSuite(name: string): name is SuiteName {
  return Object.hasOwn(TREE_HASH, name);
}
