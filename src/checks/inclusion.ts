// Every record and every stub is in the tree (docs/SPEC.md §6). The loop runs over the leaves that must be proven, never over
// the proofs on offer: a missing proof is a finding, not a shorter loop.

import { equalBytes, toHex } from '../base/encoding.js';
import type { SideLine } from '../bundle/ascending.js';
import type { HashReader } from '../bundle/hashes.js';
import { PATHS } from '../bundle/layout.js';
import type { Leaf, RunLeaf } from '../bundle/leaf.js';
import type { LeafBatch } from '../bundle/leaf-batch.js';
import type { LeafStream } from '../bundle/leaves.js';
import type { StatedTreeHead } from '../bundle/manifest.js';
import type { PathRun } from '../bundle/run.js';
import { BatchVerifier } from '../merkle/batch.js';
import { HASH_BYTES, type TreeHasher } from '../merkle/hasher.js';
import { inclusionPathLength } from '../merkle/inclusion.js';
import { PathVerifier } from '../merkle/paths.js';
import type { Entries } from './entries.js';
import { Findings } from './findings.js';
import type { LeafCheck } from './leaf-check.js';

/** One path for each leaf (§6.1, first form). */
export class PathsCheck implements LeafCheck {
  readonly findings = new Findings();
  readonly #hasher: TreeHasher;
  readonly #head: StatedTreeHead;
  readonly #entries: Entries;
  readonly #stream: LeafStream;
  readonly #verifier: PathVerifier;
  /** Leaves without a line, and lines without a leaf: either may be out of its place. */
  readonly #missing = new Findings();
  readonly #orphans = new Findings();
  #isFaulty = false;
  #judged: { readonly run: PathRun; readonly lead: boolean } | undefined;

  constructor(hasher: TreeHasher, head: StatedTreeHead, entries: Entries, stream: LeafStream) {
    this.#hasher = hasher;
    this.#head = head;
    this.#entries = entries;
    this.#stream = stream;
    this.#verifier = new PathVerifier(hasher, head.treeSize, head.rootHash);
  }

  see(batch: LeafBatch): void {
    if (!this.#run(batch)) for (const leaf of batch.leaves) this.#leaf(leaf);
    for (const { of, where } of batch.orphans)
      if (of === 'path') this.#orphans.report('PATH_ORPHAN', where);
    this.#isFaulty ||= batch.faults.some(({ code }) => code === 'PATHS_INVALID');
  }

  done(): Findings {
    const end = new Findings();
    const isCut = this.#entries.isBroken(PATHS.paths);
    // A path that is not there may be on the line that cannot be used.
    if (!isCut && !this.#stream.isBroken('path')) end.add(this.#missing);
    end.add(this.#orphans);
    const isSound = [this.findings, end].every((each) => each.sound('inclusion/form'));
    if (isCut) stopByEntry(end);
    // §14.2: "every leaf is in the tree" is not said of those that happened to have a path.
    else if (this.#isFaulty || !isSound) end.stop('inclusion/form');
    return end;
  }

  /** True if the leaves of the batch are those that their paths name, and these paths lead to the root. */
  #run({ run, paths }: LeafBatch): boolean {
    if (run === undefined || paths === undefined || run.last >= this.#head.treeSize) return false;
    if (!equalBytes(run.leafHashes, paths.leafHashes) || !this.#lead(paths.run)) return false;
    this.findings.examined('inclusion/form', run.lines);
    this.findings.examined('inclusion/leaves', run.lines);
    return true;
  }

  /** Whether all paths of a run lead to the root; asked of each run once, whatever the batches. */
  #lead(run: PathRun): boolean {
    if (this.#judged?.run !== run) {
      const lead = run.subtrees.every(({ index, level, hash, path }) =>
        this.#verifier.verify(index, hash, hashesOf(path), level),
      );
      this.#judged = { run, lead };
    }
    return this.#judged.lead;
  }

  #leaf(leaf: Leaf): void {
    const { path } = leaf;
    const isOutside = leafOutside(this.findings, leaf, this.#head);
    if (!isOutside && path === undefined) {
      this.#missing.examined('inclusion/form');
      this.#missing.report('PATH_MISSING', leaf.where);
      return;
    }
    this.findings.examined('inclusion/form');
    if (!isOutside && path !== undefined) this.#judge(leaf, path);
  }

  #judge(leaf: Leaf, { value: path, where }: SideLine<readonly Uint8Array[]>): void {
    const length = inclusionPathLength(leaf.sequence, this.#head.treeSize);
    if (path.length !== length) {
      const details = { expected: `${length} hashes`, actual: `${path.length} hashes` };
      this.findings.report('PATH_LENGTH_WRONG', where, details);
      return;
    }
    this.findings.examined('inclusion/leaves');
    if (this.#verifier.verify(leaf.sequence, this.#hasher.leafHash(leaf.recordHash), path)) return;
    const message = `the path (${where.entry} line ${where.line}) does not lead to the root of the tree head`;
    const details = { expected: toHex(this.#head.rootHash) };
    this.findings.report('INCLUSION_ROOT_MISMATCH', leaf.where, message, details);
  }
}

/** One batch proof for all leaves (§6.1, second form). */
export class BatchCheck implements LeafCheck {
  readonly findings = new Findings();
  readonly #hasher: TreeHasher;
  readonly #head: StatedTreeHead;
  readonly #entries: Entries;
  readonly #hashes: HashReader;
  readonly #verifier: BatchVerifier;
  #leaves = 0;
  #outside = false;

  /** @param hashes of the entry; so many are in memory with each batch that its leaves, and then `done`, find all they need */
  constructor(hasher: TreeHasher, head: StatedTreeHead, entries: Entries, hashes: HashReader) {
    this.#hasher = hasher;
    this.#head = head;
    this.#entries = entries;
    this.#hashes = hashes;
    this.#verifier = new BatchVerifier(hasher, head.treeSize, () => this.#hashes.take());
  }

  see(batch: LeafBatch): void {
    const { run } = batch;
    if (run === undefined || !this.#addRun(run)) for (const leaf of batch.leaves) this.#add(leaf);
  }

  done(): Findings {
    const end = new Findings();
    const result = this.#verifier.finish();
    if (this.#entries.isBroken(PATHS.batch)) {
      stopByEntry(end);
      return end;
    }
    const where = { entry: PATHS.batch };
    end.examined('inclusion/form');
    // §6.1: the entry is consumed exactly; one encoding for given leaves and size, and no room for anything else.
    if (!result.ok || this.#hashes.rest > 0) {
      const message = result.ok
        ? 'bytes are left over after the root is complete'
        : 'the entry ends before the root is complete';
      const actual = `${this.#entries.sizeOf(PATHS.batch)} bytes`;
      end.report('BATCH_LENGTH_WRONG', where, message, { actual });
      end.stop('inclusion/form');
      return end;
    }
    if (this.#outside) {
      end.stop('inclusion/form');
      return end;
    }
    end.examined('inclusion/leaves', this.#leaves);
    if (equalBytes(result.root, this.#head.rootHash)) return end;
    const message =
      'leaves and proof together do not lead to the root of the tree head: at least one of them was altered';
    const details = { expected: toHex(this.#head.rootHash), actual: toHex(result.root) };
    end.report('INCLUSION_ROOT_MISMATCH', where, message, details);
    return end;
  }

  /** False if a leaf of the run is outside the tree, or nothing is known of its subtrees. */
  #addRun({ last, lines, subtrees }: RunLeaf): boolean {
    if (last >= this.#head.treeSize || subtrees.length === 0) return false;
    this.#leaves += lines;
    for (const { index, level, hash } of subtrees) this.#verifier.subtree(index, level, hash);
    return true;
  }

  #add(leaf: Leaf): void {
    if (leafOutside(this.findings, leaf, this.#head)) {
      this.#outside = true;
      return;
    }
    this.#leaves += 1;
    // A proof that has run short is reported once, at the end.
    this.#verifier.leaf(leaf.sequence, this.#hasher.leafHash(leaf.recordHash));
  }
}

/** 32 bytes each. */
function hashesOf(path: Uint8Array): Uint8Array[] {
  return Array.from({ length: path.length / HASH_BYTES }, (_, at) =>
    path.subarray(HASH_BYTES * at, HASH_BYTES * (at + 1)),
  );
}

/** The proof does not inflate to what the zip declares: form and leaves both need its bytes. */
function stopByEntry(findings: Findings): void {
  findings.stop('inclusion/form', 'archive/content');
  findings.stop('inclusion/leaves', 'archive/content');
}

/** A sequence is a leaf index; the tree has to reach it. */
function leafOutside(findings: Findings, leaf: Leaf, head: StatedTreeHead): boolean {
  if (leaf.sequence < head.treeSize) return false;
  const details = { expected: `below ${head.treeSize}`, actual: String(leaf.sequence) };
  findings.report('LEAF_OUTSIDE_TREE', leaf.where, details);
  return true;
}
