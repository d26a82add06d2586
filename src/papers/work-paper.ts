// The work paper of one record (docs/SPEC.md §17.5): every value between the record's line and the root hash, so that a person can
// repeat each hash by hand. The bundle was verified before; this is a second reading that computes everything again and must end
// at the same root.

import { type Archive, openArchive } from '../archive/archive.js';
import type { BundleSource } from '../archive/source.js';
import { surveyZip } from '../archive/survey.js';
import { equalBytes, parseHex } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { FORMAT, type Limits } from '../base/limits.js';
import { parseLine } from '../bundle/document.js';
import { PATHS } from '../bundle/layout.js';
import { type Line, LineBlocks, linesOf as linesIn } from '../bundle/lines.js';
import type { Manifest } from '../bundle/manifest.js';
import { type LedgerRecord, parseRecord } from '../bundle/record.js';
import { TREE_HASH } from '../bundle/suite.js';
import type { EvidenceSink, SeenRecord } from '../checks/sink.js';
import type { HashName } from '../crypto/digest.js';
import { pathFromBatch, type Sibling, siblingsOf } from '../merkle/batch-path.js';
import { HASH_BYTES, treeHasher } from '../merkle/hasher.js';
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

/** Finds the line of a record while its bundle is verified. */
export class RecordFinder implements EvidenceSink {
  readonly #recordId: string;
  manifest: Manifest | undefined;
  /** 1-based line of records.jsonl; undefined if the record is not shown. */
  line: number | undefined;

  constructor(recordId: string) {
    this.#recordId = recordId;
  }

  onManifest(manifest: Manifest): void {
    this.manifest = manifest;
  }

  onRecord({ record }: SeenRecord): void {
    if (record.recordId === this.#recordId) this.line = record.where.line;
  }
}

/**
 * Computes the work paper of a record that is shown and proven, from the source that was verified.
 * @param line 1-based line of the record in records.jsonl
 * @throws InternalError if the bundle does not hold what was verified; what the source throws
 */
export async function workPaperOf(
  source: BundleSource,
  limits: Limits,
  manifest: Manifest,
  line: number,
): Promise<WorkPaper> {
  const head = manifest.treeHead;
  if (head === undefined) throw new InternalError('a bundle without a tree head has no path');
  const archive = await openArchive(source, await surveyZip(source, limits));
  const { record, bytes } = await recordAt(archive, line);
  const hashName = TREE_HASH[manifest.suite];
  const hasher = treeHasher(hashName);
  const leafHash = hasher.leafHash(record.recordHash);
  const isBatch = archive.has(PATHS.batch);
  const siblings = isBatch
    ? await batchSiblings(archive, manifest, record.sequence, head.treeSize)
    : await pathSiblings(archive, record.sequence, head.treeSize);
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
  const { recordId, sequence, recordHash } = record;
  return {
    ...{ recordId, sequence, line, lineBytes: bytes, recordHash, leafHash, hashName },
    ...{ treeSize: head.treeSize, proof: isBatch ? PATHS.batch : PATHS.paths, steps, root: node },
  };
}

async function recordAt(
  archive: Archive,
  number: number,
): Promise<{ readonly record: LedgerRecord; readonly bytes: Uint8Array }> {
  for await (const line of linesOf(archive, PATHS.records)) {
    if (line.number < number) continue;
    const { record } = parseRecord(line);
    if (record === undefined) break;
    return { record, bytes: line.bytes };
  }
  throw new InternalError(`line ${number} of ${PATHS.records} was verified and is not there`);
}

type FoundSibling = Omit<WorkStep, 'node'>;

/** The path of the record's own line, with the leaves that each hash stands for. */
async function pathSiblings(
  archive: Archive,
  sequence: number,
  treeSize: number,
): Promise<readonly FoundSibling[]> {
  const places = siblingsOf(sequence, treeSize);
  for await (const line of linesOf(archive, PATHS.paths)) {
    const { value } = parseLine(line, 'path');
    if (value === undefined || value['sequence'] !== sequence) continue;
    const path = value['path'] as readonly string[];
    const found = places.flatMap((place, i) => {
      const sibling = parseHex(path[i] ?? '', HASH_BYTES);
      return sibling === undefined ? [] : [{ ...place, sibling, proven: 0 }];
    });
    if (found.length === path.length && found.length === places.length) return found;
    break;
  }
  throw new InternalError(`the path of sequence ${sequence} was verified and is not there`);
}

async function batchSiblings(
  archive: Archive,
  manifest: Manifest,
  sequence: number,
  treeSize: number,
): Promise<readonly FoundSibling[]> {
  const hasher = treeHasher(TREE_HASH[manifest.suite]);
  const input = new BatchReader(archive, hasher);
  const result = await pathFromBatch(hasher, sequence, treeSize, input);
  if (result === undefined)
    throw new InternalError(`the leaf ${sequence} was verified and is not proven`);
  return result.path.map(({ hash, ...place }) => ({ ...place, sibling: hash }));
}

function linesOf(archive: Archive, path: string): AsyncGenerator<Line, void, undefined> {
  return linesIn(new LineBlocks(archive.stream(path), FORMAT.lineBytes));
}
