// Every record and every stub is in the tree (docs/SPEC.md §6). The loop runs over the leaves that must be proven, never over
// the proofs on offer: a missing proof is a finding, not a shorter loop.

import { equalBytes, toHex } from '../base/encoding.js';
import { type Finding, finding } from '../base/errors.js';
import type { SideLine } from '../bundle/ascending.js';
import type { HashReader } from '../bundle/hashes.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf } from '../bundle/leaf.js';
import type { LeafBatch, LeafStream } from '../bundle/leaves.js';
import type { StatedTreeHead } from '../bundle/manifest.js';
import type { CheckId } from '../catalogue/checks.js';
import { BatchVerifier } from '../merkle/batch.js';
import type { TreeHasher } from '../merkle/hasher.js';
import { inclusionPathLength } from '../merkle/inclusion.js';
import { PathVerifier } from '../merkle/paths.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';
import { Held } from './held.js';
import type { LeafCheck } from './leaf-check.js';

/** One path for each leaf (§6.1, first form). */
export class PathsCheck implements LeafCheck {
  readonly #recorder: Findings;
  readonly #hasher: TreeHasher;
  readonly #head: StatedTreeHead;
  readonly #entries: Entries;
  readonly #stream: LeafStream;
  readonly #verifier: PathVerifier;
  /** Leaves without a line, and lines without a leaf: either may be out of its place. */
  readonly #missing = new Held();
  readonly #orphans = new Held();

  constructor(
    recorder: Findings,
    hasher: TreeHasher,
    head: StatedTreeHead,
    entries: Entries,
    stream: LeafStream,
  ) {
    this.#recorder = recorder;
    this.#hasher = hasher;
    this.#head = head;
    this.#entries = entries;
    this.#stream = stream;
    this.#verifier = new PathVerifier(hasher, head.treeSize, head.rootHash);
  }

  see({ leaves, orphans }: LeafBatch): void {
    for (const leaf of leaves) this.#leaf(leaf);
    for (const { of, where } of orphans) {
      if (of !== 'path') continue;
      this.#orphans.add(finding('PATH_ORPHAN', where));
    }
  }

  done(): void {
    const isCut = this.#entries.isBroken(PATHS.paths);
    const isBroken = this.#stream.isBroken('path');
    const report = (found: Finding) => this.#recorder.report(found);
    // A path that is not there may be on the line that cannot be used.
    if (!isCut && !isBroken) {
      this.#recorder.examined('inclusion/form', this.#missing.count);
      this.#missing.tell(report);
    }
    this.#orphans.tell(report);
    if (isCut) stopByEntry(this.#recorder, 'archive/content');
    // §14.2: "every leaf is in the tree" is not said of those that happened to have a path.
    else if (!this.#recorder.sound('inclusion/form'))
      this.#recorder.stop('inclusion/form', 'inclusion/form');
  }

  #leaf(leaf: Leaf): void {
    const { path } = leaf;
    if (leafOutside(this.#recorder, leaf, this.#head)) {
      this.#recorder.examined('inclusion/form');
    } else if (path === undefined) {
      this.#missing.add(finding('PATH_MISSING', leaf.where));
    } else {
      this.#recorder.examined('inclusion/form');
      this.#judge(leaf, path);
    }
  }

  #judge(leaf: Leaf, item: SideLine<readonly Uint8Array[]>): void {
    const expected = inclusionPathLength(leaf.sequence, this.#head.treeSize);
    if (item.value.length !== expected) {
      this.#recorder.report(
        finding('PATH_LENGTH_WRONG', item.where, {
          expected: `${expected} hashes`,
          actual: `${item.value.length} hashes`,
        }),
      );
      return;
    }
    this.#recorder.examined('inclusion/leaves');
    if (!this.#verifier.verify(leaf.sequence, this.#hasher.leafHash(leaf.recordHash), item.value)) {
      this.#recorder.report(
        finding(
          'INCLUSION_ROOT_MISMATCH',
          leaf.where,
          `the path (${item.where.entry} line ${item.where.line}) does not lead to the root of the tree head`,
          { expected: toHex(this.#head.rootHash) },
        ),
      );
    }
  }
}

/** One batch proof for all leaves (§6.1, second form). */
export class BatchCheck implements LeafCheck {
  readonly #recorder: Findings;
  readonly #hasher: TreeHasher;
  readonly #head: StatedTreeHead;
  readonly #entries: Entries;
  readonly #hashes: HashReader;
  readonly #verifier: BatchVerifier;
  #leaves = 0;
  #outside = false;

  /** @param hashes of the entry; so many are in memory with each batch that its leaves, and then `done`, find all they need */
  constructor(
    recorder: Findings,
    hasher: TreeHasher,
    head: StatedTreeHead,
    entries: Entries,
    hashes: HashReader,
  ) {
    this.#recorder = recorder;
    this.#hasher = hasher;
    this.#head = head;
    this.#entries = entries;
    this.#hashes = hashes;
    this.#verifier = new BatchVerifier(hasher, head.treeSize, () => this.#hashes.take());
  }

  see({ leaves }: LeafBatch): void {
    for (const leaf of leaves) this.#add(leaf);
  }

  done(): void {
    if (this.#outside) {
      this.#recorder.stop('inclusion/form', 'inclusion/form');
      return;
    }
    const result = this.#verifier.finish();
    if (this.#entries.isBroken(PATHS.batch)) {
      stopByEntry(this.#recorder, 'archive/content');
      return;
    }
    this.#recorder.examined('inclusion/form');
    // §6.1: the entry is consumed exactly; one encoding for given leaves and size, and no room for anything else.
    if (!result.ok || this.#hashes.rest > 0) {
      this.#recorder.report(
        finding(
          'BATCH_LENGTH_WRONG',
          { entry: PATHS.batch },
          result.ok
            ? 'bytes are left over after the root is complete'
            : 'the entry ends before the root is complete',
          { actual: `${this.#entries.sizeOf(PATHS.batch)} bytes` },
        ),
      );
      this.#recorder.stop('inclusion/form', 'inclusion/form');
      return;
    }
    this.#recorder.examined('inclusion/leaves', this.#leaves);
    if (!equalBytes(result.root, this.#head.rootHash)) {
      this.#recorder.report(
        finding(
          'INCLUSION_ROOT_MISMATCH',
          { entry: PATHS.batch },
          'leaves and proof together do not lead to the root of the tree head: at least one of them was altered',
          { expected: toHex(this.#head.rootHash), actual: toHex(result.root) },
        ),
      );
    }
  }

  #add(leaf: Leaf): void {
    if (leafOutside(this.#recorder, leaf, this.#head)) {
      this.#outside = true;
      return;
    }
    this.#leaves += 1;
    // A proof that has run short is reported once, at the end.
    this.#verifier.leaf(leaf.sequence, this.#hasher.leafHash(leaf.recordHash));
  }
}

/** Form and leaves both need the bytes of the proof. */
export function stopByEntry(recorder: Findings, because: CheckId): void {
  recorder.stop('inclusion/form', because);
  recorder.stop('inclusion/leaves', because);
}

/** A sequence is a leaf index; the tree has to reach it. */
function leafOutside(recorder: Findings, leaf: Leaf, head: StatedTreeHead): boolean {
  if (leaf.sequence < head.treeSize) return false;
  recorder.report(
    finding('LEAF_OUTSIDE_TREE', leaf.where, {
      expected: `below ${head.treeSize}`,
      actual: String(leaf.sequence),
    }),
  );
  return true;
}
