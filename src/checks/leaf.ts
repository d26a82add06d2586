// What the pass over the leaves hands to each check that follows it (docs/SPEC.md §14): records and stubs, merged in
// ascending sequence, one at a time. No observer may keep the records it is shown.

import type { Location } from '../base/errors.js';
import type { LedgerRecord } from '../bundle/record.js';
import type { Stub } from '../bundle/stub.js';

export type Leaf = {
  readonly sequence: number;
  /** 32 bytes: the leaf's data in the tree (§6). */
  readonly recordHash: Uint8Array;
  readonly where: Location;
} & (
  | { readonly record: LedgerRecord; readonly stub?: never }
  | { readonly stub: Stub; readonly record?: never }
);

/** A check that follows the leaves. `onLeaf` is called in ascending sequence, each sequence once. */
export interface LeafObserver {
  onLeaf(leaf: Leaf): void | Promise<void>;
  /** After the last leaf; not called if the pass was broken off. */
  finish(): void | Promise<void>;
}
