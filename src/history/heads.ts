// Which tree heads are shown to be of one history (docs/SPEC.md §13.5). That a tree begins with another one is shown by a consistency
// proof, or by leaves and proof hashes that determine the earlier root. Two trees are of one history only if one begins with the
// other: that both begin with a third does not show it. So heads are grouped by the largest ones.

import { compareBytes } from '../base/bytes.js';

/** A tree head of one or more counted bundles, or the auditor's checkpoint. */
export interface Head {
  readonly treeSize: number;
  readonly rootHash: Uint8Array;
  /** Indexes of bundles; the auditor is -1. */
  readonly bundles: readonly number[];
}

/** What shows that the tree of one head begins with the tree of another. */
export interface Join {
  readonly earlier: number;
  readonly later: number;
  readonly by: 'consistency proof' | 'leaves and proof hashes';
  readonly bundle: number;
}

export class Heads {
  /** In ascending size. */
  readonly all: readonly Head[];
  readonly joins: Join[] = [];
  readonly #later: Set<number>[];

  constructor(stated: readonly Head[]) {
    const heads: (Head & { bundles: number[] })[] = [];
    for (const { treeSize, rootHash, bundles } of stated) {
      const known = heads.find(
        (head) => head.treeSize === treeSize && compareBytes(head.rootHash, rootHash) === 0,
      );
      if (known === undefined) heads.push({ treeSize, rootHash, bundles: [...bundles] });
      else known.bundles.push(...bundles);
    }
    this.all = heads.sort(
      (a, b) => a.treeSize - b.treeSize || compareBytes(a.rootHash, b.rootHash),
    );
    this.#later = heads.map(() => new Set());
  }

  /** Index of the head of a bundle; -1 if it has none here. */
  of(bundle: number): number {
    return this.all.findIndex(({ bundles }) => bundles.includes(bundle));
  }

  /** Notes that the tree of `bundle` begins with the tree of the head at `earlier`. */
  join(earlier: number, bundle: number, by: Join['by']): void {
    const later = this.of(bundle);
    if (later < 0 || later === earlier) return;
    const known = this.joins.findIndex(
      (join) => join.earlier === earlier && join.later === later && join.by === by,
    );
    if (known < 0) this.joins.push({ earlier, later, by, bundle });
    this.#later[earlier]?.add(later);
  }

  /** Indexes of heads, ascending in size, once for each head that no larger one continues. A head may stand in several groups. */
  groups(): readonly (readonly number[])[] {
    // Ascending in size, so that what a head leads to is known before the head is looked at.
    const ends: Set<number>[] = [];
    for (let at = this.all.length - 1; at >= 0; at -= 1) {
      const later = [...(this.#later[at] ?? [])];
      ends[at] = new Set(
        later.length === 0 ? [at] : later.flatMap((next) => [...(ends[next] ?? [])]),
      );
    }
    return this.all.flatMap((_, top) =>
      (this.#later[top]?.size ?? 0) > 0
        ? []
        : [this.all.flatMap((__, at) => (ends[at]?.has(top) === true ? [at] : []))],
    );
  }
}
