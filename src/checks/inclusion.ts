// Every record and every stub is in the tree (docs/SPEC.md §6). The loop runs over the leaves that must be proven, never over
// the proofs on offer: a missing proof is a finding, not a shorter loop.

import { equalBytes, parseHex, toHex } from '../base/encoding.js';
import { finding, InternalError } from '../base/errors.js';
import { FORMAT } from '../base/limits.js';
import { Cursor, type Item } from '../bundle/cursor.js';
import { PATHS } from '../bundle/layout.js';
import { LineReader } from '../bundle/lines.js';
import type { StatedTreeHead } from '../bundle/manifest.js';
import type { CheckId } from '../catalogue/checks.js';
import { BATCH_READ_AHEAD, BatchVerifier } from '../merkle/batch.js';
import { HASH_BYTES, type TreeHasher } from '../merkle/hasher.js';
import { inclusionPathLength } from '../merkle/inclusion.js';
import { PathVerifier } from '../merkle/paths.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';
import type { Leaf, LeafObserver } from './leaf.js';

/** One path for each leaf (§6.1, first form). */
export class PathsCheck implements LeafObserver {
  readonly #recorder: Findings;
  readonly #hasher: TreeHasher;
  readonly #head: StatedTreeHead;
  readonly #entries: Entries;
  readonly #verifier: PathVerifier;
  readonly #paths: Cursor<readonly Uint8Array[]>;

  constructor(recorder: Findings, hasher: TreeHasher, head: StatedTreeHead, entries: Entries) {
    this.#recorder = recorder;
    this.#hasher = hasher;
    this.#head = head;
    this.#entries = entries;
    this.#verifier = new PathVerifier(hasher, head.treeSize, head.rootHash);
    this.#paths = new Cursor<readonly Uint8Array[]>(
      new LineReader(entries.open(PATHS.paths), FORMAT.lineBytes),
      {
        entry: PATHS.paths,
        schema: 'path',
        invalid: 'PATHS_INVALID',
        parse: (value) => (value['path'] as readonly string[]).map(hashOf),
        report: (found) => recorder.report(found),
        orphan: ({ where }) =>
          recorder.report(
            finding('PATH_ORPHAN', where, 'the bundle holds no leaf of this sequence'),
          ),
      },
    );
  }

  onLeaf(leaf: Leaf): void | Promise<void> {
    const item = this.#paths.seek(leaf.sequence);
    if (item instanceof Promise) return item.then((later) => this.#judge(leaf, later));
    this.#judge(leaf, item);
  }

  async finish(): Promise<void> {
    await this.#paths.finish();
    if (this.#entries.isBroken(PATHS.paths)) stopByEntry(this.#recorder, 'archive/content');
    // §14.2: "every leaf is in the tree" is not said of those that happened to have a path.
    else if (!this.#recorder.sound('inclusion/form'))
      this.#recorder.stop('inclusion/form', 'inclusion/form');
  }

  #judge(leaf: Leaf, item: Item<readonly Uint8Array[]> | undefined): void {
    // After a line that could not be used, a path that is not there proves nothing.
    if (item === undefined && (this.#paths.broken || this.#entries.isBroken(PATHS.paths))) return;
    this.#recorder.examined('inclusion/form');
    if (leafOutside(this.#recorder, leaf, this.#head)) return;
    if (item === undefined) {
      this.#recorder.report(
        finding('PATH_MISSING', leaf.where, 'no line of proof/paths.jsonl is for this leaf'),
      );
      return;
    }
    const expected = inclusionPathLength(leaf.sequence, this.#head.treeSize);
    if (item.value.length !== expected) {
      this.#recorder.report(
        finding(
          'PATH_LENGTH_WRONG',
          item.where,
          'the path does not have the length that index and tree size require',
          {
            expected: `${expected} hashes`,
            actual: `${item.value.length} hashes`,
          },
        ),
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
          {
            expected: toHex(this.#head.rootHash),
          },
        ),
      );
    }
  }
}

/** One batch proof for all leaves (§6.1, second form). */
export class BatchCheck implements LeafObserver {
  readonly #recorder: Findings;
  readonly #hasher: TreeHasher;
  readonly #head: StatedTreeHead;
  readonly #entries: Entries;
  readonly #hashes: HashReader;
  readonly #verifier: BatchVerifier;
  #leaves = 0;
  #outside = false;

  constructor(recorder: Findings, hasher: TreeHasher, head: StatedTreeHead, entries: Entries) {
    this.#recorder = recorder;
    this.#hasher = hasher;
    this.#head = head;
    this.#entries = entries;
    this.#hashes = new HashReader(entries.open(PATHS.batch));
    this.#verifier = new BatchVerifier(hasher, head.treeSize, () => this.#hashes.take());
  }

  onLeaf(leaf: Leaf): void | Promise<void> {
    if (!this.#hashes.has(BATCH_READ_AHEAD)) {
      return this.#hashes.fill(BATCH_READ_AHEAD).then(() => this.#add(leaf));
    }
    this.#add(leaf);
  }

  async finish(): Promise<void> {
    await this.#hashes.fill(BATCH_READ_AHEAD);
    if (this.#outside) return this.#recorder.stop('inclusion/form', 'inclusion/form');
    const result = this.#verifier.finish();
    await this.#hashes.fill(1);
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
          {
            actual: `${this.#entries.sizeOf(PATHS.batch)} bytes`,
          },
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
          {
            expected: toHex(this.#head.rootHash),
            actual: toHex(result.root),
          },
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

/** 32-byte hashes out of a stream, a bounded number of them in memory. */
class HashReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #buffer: Uint8Array = new Uint8Array(0);
  #at = 0;
  #ended = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Bytes in memory that nobody has taken. */
  get rest(): number {
    return this.#buffer.length - this.#at;
  }

  /** True if this many hashes are in memory, or the stream has no more. */
  has(hashes: number): boolean {
    return this.#ended || this.rest >= hashes * HASH_BYTES;
  }

  async fill(hashes: number): Promise<void> {
    while (!this.has(hashes)) {
      const { done, value } = await this.#chunks.next();
      if (done === true) this.#ended = true;
      else {
        this.#buffer = Buffer.concat([this.#buffer.subarray(this.#at), value]);
        this.#at = 0;
      }
    }
  }

  take(): Uint8Array | undefined {
    if (this.rest < HASH_BYTES) return undefined;
    this.#at += HASH_BYTES;
    return this.#buffer.subarray(this.#at - HASH_BYTES, this.#at);
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
    finding('LEAF_OUTSIDE_TREE', leaf.where, 'the sequence is not below the tree size', {
      expected: `below ${head.treeSize}`,
      actual: String(leaf.sequence),
    }),
  );
  return true;
}

function hashOf(text: string): Uint8Array {
  const bytes = parseHex(text, HASH_BYTES);
  if (bytes === undefined) throw new InternalError('a path hash passed its schema and is none');
  return bytes;
}
