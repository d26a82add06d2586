// Continuity (docs/SPEC.md §7.6): the tree against the checkpoint that the auditor kept. Two roots of one size are a split view:
// evidence against the ledger's operator.

import { concat, equalBytes, LF, toHex } from '../base/encoding.js';
import type { UnverifiedCheckpoint } from '../bundle/checkpoint.js';
import { PATHS } from '../bundle/layout.js';
import type { StatedTreeHead } from '../bundle/manifest.js';
import { digestOf, type HashName } from '../crypto/digest.js';
import type { Ledger } from '../trust/trust-root.js';
import type { EarlierHead } from './consistency.js';
import { Findings, type Step } from './findings.js';
import { isSignedByKeySet } from './key-sets.js';

/** Both sides of a split view, as files that somebody else can check. */
interface SplitViewFile {
  readonly name: 'held.checkpoint' | 'bundle.checkpoint' | 'consistency.jsonl';
  readonly bytes: Uint8Array;
}

export interface SplitView {
  readonly treeSize: number;
  readonly files: readonly SplitViewFile[];
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

/** The auditor's checkpoint against the bundle's tree head; the split view, if there is one. */
export function checkContinuity(run: Continuity): Step<SplitView | undefined> {
  const { held, checkpoint, head, earlier, ledger } = run;
  const findings = new Findings();
  const step = (value?: SplitView): Step<SplitView | undefined> => ({ value, findings });
  findings.examined('checkpoint/continuity');
  if (held.origin !== ledger.origin || !isSignedByKeySet(held, ledger)) {
    const lines = held.note.signatures.map(({ name, keyHash }) => `${name}+${keyHash}`);
    const details =
      held.origin === ledger.origin
        ? { expected: 'lines of both keys of one key set that counts', actual: lines.join(', ') }
        : { expected: ledger.origin, actual: held.origin };
    findings.report('CONTINUITY_NOT_COUNTED', {}, details);
    return step();
  }
  if (held.treeSize > head.treeSize) {
    const details = { expected: `at least ${held.treeSize}`, actual: String(head.treeSize) };
    findings.report('CONTINUITY_BUNDLE_OLDER', { entry: PATHS.checkpoint }, details);
    return step();
  }
  const entry = held.treeSize === head.treeSize ? PATHS.checkpoint : PATHS.consistency;
  const other = rootAt(held.treeSize, run);
  // A line that leads nowhere says nothing about the tree: that is its own finding (§7.5).
  const isLineWrong = entry === PATHS.consistency && earlier?.verified === false;
  if (other === undefined || isLineWrong) {
    const message = `no consistency line of ${held.treeSize} leaves ${isLineWrong ? 'verifies' : 'is there'}`;
    findings.report('CONTINUITY_NOT_SHOWN', { entry }, message, {
      expected: String(held.treeSize),
    });
    return step();
  }
  // Only the ledger's signature makes two roots the ledger's contradiction; without it somebody else may have written one.
  const signed =
    checkpoint !== undefined &&
    checkpoint.treeSize === head.treeSize &&
    equalBytes(checkpoint.rootHash, head.rootHash) &&
    isSignedByKeySet(checkpoint, ledger);
  if (equalBytes(other, held.rootHash)) {
    if (!signed) findings.stop('checkpoint/continuity', 'checkpoint/signatures');
    return step();
  }
  const details = { expected: toHex(held.rootHash), actual: toHex(other) };
  const isEmpty = held.treeSize === 0;
  if (!signed && !isEmpty) {
    const message = `the bundle states another root for ${held.treeSize} leaves than the checkpoint that you hold`;
    findings.report('CONTINUITY_MISMATCH', { entry }, message, details);
    return step();
  }
  const message = isEmpty
    ? 'the ledger signed a tree of no leaves with a root that no such tree has'
    : `the ledger signed two different trees of ${held.treeSize} leaves`;
  findings.report('SPLIT_VIEW', { entry }, message, details);
  const files: SplitViewFile[] = [
    { name: 'held.checkpoint', bytes: noteBytes(held) },
    ...(checkpoint === undefined
      ? []
      : [{ name: 'bundle.checkpoint' as const, bytes: noteBytes(checkpoint) }]),
  ];
  if (entry === PATHS.consistency && earlier !== undefined)
    files.push({ name: 'consistency.jsonl', bytes: earlier.line });
  return step({ treeSize: held.treeSize, files });
}

/** The root that the bundle states for a size: its head's, the empty tree's (RFC 9162 §2.1.1), or a consistency line's. */
function rootAt(size: number, { head, earlier, hashName }: Continuity): Uint8Array | undefined {
  if (size === head.treeSize) return head.rootHash;
  return size === 0 ? digestOf(hashName, new Uint8Array(0)) : earlier?.rootHash;
}

/** The note as it was received. */
export function noteBytes({ note }: UnverifiedCheckpoint): Uint8Array {
  return concat(note.text, Uint8Array.of(LF), ...note.signatures.map(({ raw }) => raw));
}
