// Continuity (docs/SPEC.md §7.5, §7.6): earlier tree heads that the bundle proves to be prefixes of its tree, and the
// checkpoint that the auditor kept. Two roots of one size are a split view: evidence against the ledger's operator.

import type { UnverifiedCheckpoint } from '../bundle/checkpoint.js';
import { parseLine } from '../bundle/document.js';
import { parseHash } from '../bundle/hash-text.js';
import { PATHS } from '../bundle/layout.js';
import { LineReader } from '../bundle/lines.js';
import type { StatedTreeHead } from '../bundle/manifest.js';
import { digestOf, type HashName } from '../crypto/digest.js';
import { equalBytes, parseHex, toHex } from '../encoding.js';
import { finding, type Location } from '../errors.js';
import { FORMAT } from '../limits.js';
import { verifyConsistency } from '../merkle/consistency.js';
import { treeHasher } from '../merkle/hasher.js';
import type { Ledger } from '../trust/trust-root.js';
import { isSignedByKeySet } from './checkpoint.js';
import type { Entries } from './entries.js';
import type { Recorder } from './recorder.js';

interface RawLine {
  readonly path: readonly string[];
  readonly root_hash: string;
  readonly tree_size: number;
}

/** What the bundle says about the tree size that the auditor holds a checkpoint of. */
export interface EarlierHead {
  readonly rootHash: Uint8Array;
  readonly verified: boolean;
}

/**
 * Verifies every consistency line (§7.5), one at a time.
 * @returns the line of `wanted` leaves, if there is one
 */
export async function checkConsistency(
  recorder: Recorder,
  entries: Entries,
  head: StatedTreeHead,
  hashName: HashName,
  wanted: number | undefined,
): Promise<EarlierHead | undefined> {
  if (!entries.has(PATHS.consistency)) return undefined;
  const hasher = treeHasher(hashName);
  const second = { size: head.treeSize, rootHash: head.rootHash };
  const lines = new LineReader(entries.open(PATHS.consistency), FORMAT.lineBytes);
  let found: EarlierHead | undefined;
  let last = 0;
  for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
    const where: Location = { entry: PATHS.consistency, line: line.number };
    recorder.examined('checkpoint/consistency');
    const { value, fault } = parseLine(line, 'consistency');
    if (fault !== undefined) {
      const { kind: _, message, pointer, ...details } = fault;
      recorder.report(
        finding(
          'CONSISTENCY_INVALID',
          pointer === undefined ? where : { ...where, pointer },
          message,
          details,
        ),
      );
    }
    if (value === undefined) continue;
    const raw = value as unknown as RawLine;
    const rootHash = parseHash(hashName, raw.root_hash);
    const order =
      raw.tree_size <= last
        ? `more than ${last}`
        : raw.tree_size >= head.treeSize
          ? `below ${head.treeSize}`
          : undefined;
    if (order !== undefined || rootHash === undefined) {
      recorder.report(
        order !== undefined
          ? finding(
              'CONSISTENCY_INVALID',
              { ...where, pointer: '/tree_size' },
              'the tree sizes do not ascend, or reach the head',
              { expected: order, actual: String(raw.tree_size) },
            )
          : finding(
              'CONSISTENCY_INVALID',
              { ...where, pointer: '/root_hash' },
              "the root hash is not of the suite's tree hash",
              { expected: `${hashName}:<64 hex>`, actual: raw.root_hash },
            ),
      );
      continue;
    }
    last = raw.tree_size;
    const path = raw.path.flatMap((text) => parseHex(text, 32) ?? []);
    const verified = verifyConsistency(hasher, { size: raw.tree_size, rootHash }, second, path);
    if (!verified) {
      recorder.report(
        finding(
          'CONSISTENCY_MISMATCH',
          where,
          `the proof does not lead from the tree of ${raw.tree_size} leaves to that of ${head.treeSize}`,
          {
            expected: toHex(head.rootHash),
          },
        ),
      );
    }
    if (raw.tree_size === wanted) found = { rootHash, verified };
  }
  if (entries.isBroken(PATHS.consistency))
    recorder.skip('checkpoint/consistency', 'archive/content');
  return found;
}

/** §7.6: the auditor's checkpoint against the bundle's tree head. */
export function checkContinuity(
  recorder: Recorder,
  held: UnverifiedCheckpoint,
  head: StatedTreeHead,
  hashName: HashName,
  earlier: EarlierHead | undefined,
  ledger: Ledger,
): void {
  recorder.examined('checkpoint/continuity');
  if (held.origin !== ledger.origin || !isSignedByKeySet(held, ledger)) {
    recorder.report(
      finding(
        'CONTINUITY_NOT_COUNTED',
        {},
        'the checkpoint that you hold is not signed by both keys of a key set of this ledger',
        {
          expected: ledger.origin,
          actual: held.origin,
        },
      ),
    );
    return;
  }
  if (held.treeSize > head.treeSize) {
    recorder.report(
      finding(
        'CONTINUITY_BUNDLE_OLDER',
        { entry: PATHS.checkpoint },
        'the bundle is of a smaller tree than the checkpoint that you hold',
        {
          expected: `at least ${held.treeSize}`,
          actual: String(head.treeSize),
        },
      ),
    );
    return;
  }
  // Every tree continues the empty one, whose root is the hash of nothing (RFC 9162 §2.1.1).
  const other =
    held.treeSize === head.treeSize
      ? head
      : held.treeSize === 0
        ? { rootHash: emptyRoot(hashName) }
        : earlier;
  if (other === undefined) {
    recorder.report(
      finding(
        'CONTINUITY_NOT_SHOWN',
        { entry: PATHS.consistency },
        `no consistency line is of ${held.treeSize} leaves`,
        {
          expected: String(held.treeSize),
        },
      ),
    );
  } else if (!equalBytes(other.rootHash, held.rootHash)) {
    recorder.report(
      finding(
        'SPLIT_VIEW',
        { entry: held.treeSize === head.treeSize ? PATHS.checkpoint : PATHS.consistency },
        `the ledger signed two different trees of ${held.treeSize} leaves`,
        {
          expected: toHex(held.rootHash),
          actual: toHex(other.rootHash),
        },
      ),
    );
  }
}

function emptyRoot(hashName: HashName): Uint8Array {
  return digestOf(hashName, new Uint8Array(0));
}
