// Leaf and node hashes of a ledger's tree: RFC 9162 §2.1.1 with the tree hash of the suite (docs/SPEC.md §1.1). The prefix bytes keep
// leaves and nodes apart, so that no leaf can be passed off as a node.

import { InternalError } from '../base/errors.js';
import { digestOf, type HashName, hash } from '../crypto/digest.js';

/** Bytes of every hash in a tree. */
export const HASH_BYTES = 32;

/** The two hashes of a Merkle tree, over one hash function. */
export interface TreeHasher {
  readonly name: HashName;
  /** `H(00 || data)`; in a bundle, `data` is a record hash. */
  leafHash(data: Uint8Array): Uint8Array;
  /**
   * `H(01 || left || right)`, of two hashes of 32 bytes each.
   * @throws {InternalError} for any other length.
   */
  nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array;
}

const LEAF_PREFIX = Uint8Array.of(0x00);
const NODE_PREFIX = 0x01;

export function treeHasher(name: HashName): TreeHasher {
  // One buffer for all nodes and one for all leaves of a hash: two hashes a record make their reuse worth a quarter of the time.
  const node = new Uint8Array(1 + 2 * HASH_BYTES);
  node[0] = NODE_PREFIX;
  const leaf = new Uint8Array(1 + HASH_BYTES);
  leaf.set(LEAF_PREFIX);
  return {
    name,
    leafHash: (data) => {
      if (data.length !== HASH_BYTES) return hash(name, LEAF_PREFIX, data);
      leaf.set(data, 1);
      return digestOf(name, leaf);
    },
    nodeHash: (left, right) => {
      // Whoever reads a hash has refused other lengths; a short one would leave a byte of the node before in the buffer.
      if (left.length !== HASH_BYTES || right.length !== HASH_BYTES)
        throw new InternalError('a node hash needs two hashes of 32 bytes');
      node.set(left, 1);
      node.set(right, 1 + HASH_BYTES);
      return digestOf(name, node);
    },
  };
}
