// Continuity (docs/SPEC.md §7.5, §7.6): earlier tree heads that the bundle proves to be prefixes of its tree, and the
// checkpoint that the auditor kept. Two roots of one size are a split view: evidence against the ledger's operator.

import { concat, equalBytes, LF, parseHex, toHex } from '../base/encoding.js';
import { finding, type Location } from '../base/errors.js';
import { FORMAT, UNUSABLE_LINES } from '../base/limits.js';
import type { UnverifiedCheckpoint } from '../bundle/checkpoint.js';
import { findingOf, parseLine } from '../bundle/document.js';
import { parseHash } from '../bundle/hash-text.js';
import { PATHS } from '../bundle/layout.js';
import { LineBlocks, linesOf } from '../bundle/lines.js';
import type { StatedTreeHead } from '../bundle/manifest.js';
import { digestOf, type HashName } from '../crypto/digest.js';
import { verifyConsistency } from '../merkle/consistency.js';
import { treeHasher } from '../merkle/hasher.js';
import type { Ledger } from '../trust/trust-root.js';
import { isSignedByKeySet } from './checkpoint.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';

interface RawLine {
  readonly path: readonly string[];
  readonly root_hash: string;
  readonly tree_size: number;
}

/** What the bundle says about the tree size that the auditor holds a checkpoint of. */
export interface EarlierHead {
  /** As received, with its LF. */
  readonly line: Uint8Array;
  readonly rootHash: Uint8Array;
  readonly verified: boolean;
}

/**
 * Verifies every consistency line (§7.5), one at a time.
 * @returns the line of `wanted` leaves, if there is one
 */
export async function checkConsistency(
  recorder: Findings,
  entries: Entries,
  head: StatedTreeHead,
  hashName: HashName,
  wanted: number | undefined,
): Promise<EarlierHead | undefined> {
  if (!entries.has(PATHS.consistency)) return undefined;
  const hasher = treeHasher(hashName);
  const second = { size: head.treeSize, rootHash: head.rootHash };
  const lines = new LineBlocks(entries.open(PATHS.consistency), FORMAT.lineBytes);
  let found: EarlierHead | undefined;
  let last = 0;
  let unusable = 0;
  for await (const line of linesOf(lines)) {
    const where: Location = { entry: PATHS.consistency, line: line.number };
    recorder.examined('checkpoint/consistency');
    const { value, fault } = parseLine(line, 'consistency');
    if (fault !== undefined) recorder.report(findingOf('CONSISTENCY_INVALID', where, fault));
    if (value === undefined) {
      unusable += 1;
      if (unusable >= UNUSABLE_LINES) lines.skim();
      continue;
    }
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
          { expected: toHex(head.rootHash) },
        ),
      );
    }
    if (raw.tree_size === wanted)
      found = { line: concat(line.bytes, Uint8Array.of(LF)), rootHash, verified };
  }
  if (entries.isBroken(PATHS.consistency))
    recorder.stop('checkpoint/consistency', 'archive/content');
  return found;
}

/** Both sides of a split view, as files that somebody else can check (§7.6). */
export interface SplitView {
  readonly treeSize: number;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export interface Continuity {
  /** The auditor's. */
  readonly held: UnverifiedCheckpoint;
  /** The bundle's; undefined if it cannot be used. */
  readonly checkpoint: UnverifiedCheckpoint | undefined;
  /** The head that manifest, proof and consistency lines are about. */
  readonly head: StatedTreeHead;
  /** The consistency line of the held size, if there is one. */
  readonly earlier: EarlierHead | undefined;
  readonly hashName: HashName;
  readonly ledger: Ledger;
}

/** §7.6: the auditor's checkpoint against the bundle's tree head; the split view, if there is one. */
export function checkContinuity(recorder: Findings, run: Continuity): SplitView | undefined {
  const { held, checkpoint, head, earlier, hashName, ledger } = run;
  recorder.examined('checkpoint/continuity');
  if (held.origin !== ledger.origin || !isSignedByKeySet(held, ledger)) {
    recorder.report(
      finding('CONTINUITY_NOT_COUNTED', {}, { expected: ledger.origin, actual: held.origin }),
    );
    return undefined;
  }
  if (held.treeSize > head.treeSize) {
    recorder.report(
      finding(
        'CONTINUITY_BUNDLE_OLDER',
        { entry: PATHS.checkpoint },
        { expected: `at least ${held.treeSize}`, actual: String(head.treeSize) },
      ),
    );
    return undefined;
  }
  const entry = held.treeSize === head.treeSize ? PATHS.checkpoint : PATHS.consistency;
  const other = rootAt(held.treeSize, head, earlier, hashName);
  if (other === undefined) {
    recorder.report(
      finding(
        'CONTINUITY_NOT_SHOWN',
        { entry },
        `no consistency line is of ${held.treeSize} leaves`,
        { expected: String(held.treeSize) },
      ),
    );
    return undefined;
  }
  // A line that leads nowhere says nothing about the tree: that is its own finding (§7.5).
  if (entry === PATHS.consistency && earlier?.verified === false) {
    recorder.stop('checkpoint/continuity', 'checkpoint/consistency');
    return undefined;
  }
  // Only the ledger's signature makes two roots the ledger's contradiction; without it somebody else may have written one.
  const signed =
    checkpoint !== undefined &&
    checkpoint.treeSize === head.treeSize &&
    equalBytes(checkpoint.rootHash, head.rootHash) &&
    isSignedByKeySet(checkpoint, ledger);
  if (equalBytes(other, held.rootHash)) {
    if (!signed) recorder.stop('checkpoint/continuity', 'checkpoint/signatures');
    return undefined;
  }
  const details = { expected: toHex(held.rootHash), actual: toHex(other) };
  if (!signed) {
    recorder.report(
      finding(
        'CONTINUITY_MISMATCH',
        { entry },
        `the bundle states another root for ${held.treeSize} leaves than the checkpoint that you hold`,
        details,
      ),
    );
    return undefined;
  }
  recorder.report(
    finding(
      'SPLIT_VIEW',
      { entry },
      `the ledger signed two different trees of ${held.treeSize} leaves`,
      details,
    ),
  );
  return {
    treeSize: held.treeSize,
    files: [
      { name: 'held.checkpoint', bytes: noteBytes(held) },
      { name: 'bundle.checkpoint', bytes: noteBytes(checkpoint) },
      ...(entry === PATHS.consistency && earlier !== undefined
        ? [{ name: 'consistency.jsonl', bytes: earlier.line }]
        : []),
    ],
  };
}

/** The root that the bundle states for a size: its head's, the empty tree's (RFC 9162 §2.1.1), or a consistency line's. */
function rootAt(
  size: number,
  head: StatedTreeHead,
  earlier: EarlierHead | undefined,
  hashName: HashName,
): Uint8Array | undefined {
  if (size === head.treeSize) return head.rootHash;
  return size === 0 ? digestOf(hashName, new Uint8Array(0)) : earlier?.rootHash;
}

/** The note as it was received. */
export function noteBytes({ note }: UnverifiedCheckpoint): Uint8Array {
  return concat(note.text, Uint8Array.of(LF), ...note.signatures.map(({ raw }) => raw));
}
