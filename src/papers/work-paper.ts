// The work paper of one record (docs/MANUAL.md §5): every value between the record's line and the root hash, so that a person can
// repeat each hash by hand. The bundle was verified before; this is a second reading that computes everything again and must end
// at the same root.

import { equalBytes } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { PATHS } from '../bundle/layout.js';
import { RecordLeaf } from '../bundle/leaf.js';
import { TREE_HASH } from '../bundle/suite.js';
import type { HashName } from '../crypto/digest.js';
import { eachLeaf, type ProvenBundle } from '../evidence/reader.js';
import { BATCH_READ_AHEAD } from '../merkle/batch.js';
import { pathFromBatch, type Sibling, siblingsOf } from '../merkle/batch-path.js';
import { type TreeHasher, treeHasher } from '../merkle/hasher.js';
import { BatchReader } from './batch-reader.js';

export interface WorkStep extends Sibling {
  readonly sibling: Uint8Array;
  /** The node that the step gives. */
  readonly node: Uint8Array;
  /** Proven leaves that the sibling was computed from; none if the proof states the hash itself. */
  readonly proven: number;
}

export interface WorkPaper {
  readonly recordId: string;
  readonly sequence: number;
  /** 1-based line of records.jsonl, and its bytes without the LF. */
  readonly line: number;
  readonly lineBytes: Uint8Array;
  readonly recordHash: Uint8Array;
  readonly leafHash: Uint8Array;
  /** The tree hash of the suite. */
  readonly hashName: HashName;
  readonly treeSize: number;
  readonly proof: typeof PATHS.paths | typeof PATHS.batch;
  /** From the leaf to the root. */
  readonly steps: readonly WorkStep[];
  readonly root: Uint8Array;
}

/**
 * Computes the work paper of a record that is proven.
 * @returns undefined if the bundle does not show the record
 * @throws InternalError if the bundle does not hold what was verified; what the source throws
 */
export async function workPaperOf(
  bundle: ProvenBundle,
  recordId: string,
): Promise<WorkPaper | undefined> {
  const { suite, treeHead: head } = bundle.manifest;
  if (head === undefined) throw new InternalError('a bundle without a tree head has no path');
  const leaf = await leafOf(bundle, recordId);
  if (leaf === undefined) return undefined;
  const { line, sequence, recordHash, path } = leaf;
  const hashName = TREE_HASH[suite];
  const hasher = treeHasher(hashName);
  const leafHash = hasher.leafHash(recordHash);
  const siblings =
    path === undefined
      ? await batchSiblings(bundle, hasher, sequence, head.treeSize)
      : siblingsOf(sequence, head.treeSize).flatMap((place, i) => {
          const sibling = path.value[i];
          return sibling === undefined ? [] : [{ ...place, sibling, proven: 0 }];
        });
  const steps: WorkStep[] = [];
  let node = leafHash;
  for (const step of siblings) {
    node =
      step.side === 'left'
        ? hasher.nodeHash(step.sibling, node)
        : hasher.nodeHash(node, step.sibling);
    steps.push({ ...step, node });
  }
  if (!equalBytes(node, head.rootHash))
    throw new InternalError('the path of the work paper does not lead to the verified root');
  return {
    ...{ recordId, sequence, line: line.number, lineBytes: line.bytes, recordHash, leafHash },
    ...{ hashName, treeSize: head.treeSize, steps, root: node },
    proof: path === undefined ? PATHS.batch : PATHS.paths,
  };
}

async function leafOf(bundle: ProvenBundle, recordId: string): Promise<RecordLeaf | undefined> {
  for await (const leaf of eachLeaf(bundle.leaves([PATHS.paths])))
    if (leaf instanceof RecordLeaf && leaf.record.recordId === recordId) return leaf;
  return undefined;
}

async function batchSiblings(
  bundle: ProvenBundle,
  hasher: TreeHasher,
  sequence: number,
  treeSize: number,
): Promise<readonly Omit<WorkStep, 'node'>[]> {
  const input = new BatchReader(
    bundle.leaves([PATHS.batch], { hashesPerLeaf: BATCH_READ_AHEAD }),
    hasher,
  );
  const result = await pathFromBatch(hasher, sequence, treeSize, input);
  if (result === undefined)
    throw new InternalError(`the leaf ${sequence} was verified and is not proven`);
  return result.path.map(({ hash, ...place }) => ({ ...place, sibling: hash }));
}
