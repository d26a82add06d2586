// Runs of inclusion paths in a block of proof/paths.jsonl: lines that the kernel knows, of adjacent sequences, that fill perfect subtrees
// and fit each other there.

import type { PathRun } from '../bundle/run.js';
import type { HashName } from '../crypto/digest.js';
import { type Batch, Instance } from './instance.js';

/** A shorter run costs more to hand on than it saves. */
const SHORTEST = 8;

export class PathKernel {
  readonly #instance: Instance;

  constructor(tree: HashName) {
    this.#instance = new Instance(tree);
  }

  /**
   * The runs of a block, ascending; none if the kernel does not take it.
   * @param batch whole lines, each with its LF
   */
  runsOf(batch: Batch): PathRun[] {
    const instance = this.#instance;
    const length = instance.take(batch);
    if (length === 0) return [];
    const lines = instance.exports.scanPaths(instance.at.INPUT, length);
    if (lines < 0) return [];
    const known = instance.bytes(instance.at.KNOWN, lines);
    const sequence = instance.doubles(instance.at.SEQUENCE, lines);
    const runs: PathRun[] = [];
    for (let at = 0; at < lines; ) {
      let end = at + 1;
      const isNext = (line: number): boolean =>
        known[line] === 1 && sequence[line] === (sequence[line - 1] ?? 0) + 1;
      if (known[at] === 1) while (end < lines && isNext(end)) end += 1;
      if (known[at] === 1) runs.push(...this.#fitting(at, end, sequence[at] ?? 0));
      at = end;
    }
    return runs;
  }

  /** The runs among lines [from, to) of adjacent sequences. A subtree whose paths do not fit ends one. */
  #fitting(from: number, to: number, sequence: number): PathRun[] {
    const runs: PathRun[] = [];
    // The sibling of a leaf with an odd index is the leaf before it.
    let at = from + (sequence % 2);
    let subtrees: PathRun['subtrees'][number][] = [];
    let start = at;
    const finish = (): void => {
      if (at - start >= SHORTEST) {
        const { LEAF_HASH } = this.#instance.at;
        const leafHashes = this.#instance.memory.slice(LEAF_HASH + 32 * start, LEAF_HASH + 32 * at);
        const first = sequence + start - from;
        runs.push({ at: start, lines: at - start, first, leafHashes, subtrees });
      }
      subtrees = [];
    };
    while (to - at >= 2) {
      const first = sequence + at - from;
      let level = 1;
      while (first % 2 ** (level + 1) === 0 && 2 ** (level + 1) <= to - at) level += 1;
      const subtree = this.#subtree(at, first, level);
      if (subtree === undefined) {
        finish();
        start = at + 2 ** level;
      } else subtrees.push(subtree);
      at += 2 ** level;
    }
    finish();
    return runs;
  }

  #subtree(at: number, first: number, level: number): PathRun['subtrees'][number] | undefined {
    const { exports, memory, at: layout } = this.#instance;
    const node = exports.join(at, level);
    if (node === 0) return undefined;
    const hash = memory.slice(node, node + 32);
    const hashes = exports.above(at, level);
    const path = memory.slice(layout.NODES, layout.NODES + 32 * hashes);
    return { index: first / 2 ** level, level, hash, path };
  }
}
