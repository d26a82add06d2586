// The checkpoint (docs/SPEC.md §7.1 to §7.4): is it this ledger's, about this tree, signed by both keys of one key set, and
// cosigned? Lines of known keys must verify; lines of unknown keys are ignored and never printed.

import { type Instant, toHex } from '../base/encoding.js';
import { finding, type Location } from '../base/errors.js';
import type { Limits } from '../base/limits.js';
import { parseCheckpoint, type UnverifiedCheckpoint } from '../bundle/checkpoint.js';
import { signedLine } from '../bundle/cosignature.js';
import { PATHS } from '../bundle/layout.js';
import type { StatedTreeHead } from '../bundle/manifest.js';
import type { NoteSignature } from '../bundle/note.js';
import { provenTreeHead, type TreeHead } from '../merkle/tree-head.js';
import { counts } from '../trust/key-window.js';
import type { KeySet, Ledger } from '../trust/trust-root.js';
import type { NoteKey } from '../trust/vkey.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';

export const at = (line: number): Location => ({ entry: PATHS.checkpoint, line });

/** Reads the checkpoint (§7.1); undefined if there is none that can be used. */
export async function readCheckpoint(
  recorder: Findings,
  entries: Entries,
  ledger: string,
  limits: Limits,
): Promise<UnverifiedCheckpoint | undefined> {
  const where: Location = { entry: PATHS.checkpoint };
  if (!entries.has(PATHS.checkpoint)) {
    recorder.absent(finding('CHECKPOINT_ABSENT', where, 'the bundle holds no checkpoint'));
    recorder.stop('checkpoint/form', 'checkpoint/form');
    return undefined;
  }
  if (entries.sizeOf(PATHS.checkpoint) > limits.documentBytes) {
    recorder.report(
      finding('CHECKPOINT_TOO_LARGE', where, {
        expected: `at most ${limits.documentBytes} bytes`,
        actual: String(entries.sizeOf(PATHS.checkpoint)),
      }),
    );
    recorder.stop('checkpoint/form', 'checkpoint/form');
    return undefined;
  }
  const bytes = await entries.read(PATHS.checkpoint);
  if (bytes === undefined) {
    recorder.stop('checkpoint/form', 'archive/content');
    return undefined;
  }
  recorder.examined('checkpoint/form');
  const checkpoint = recorder.attempt(() => parseCheckpoint(bytes));
  if (checkpoint === undefined) recorder.stop('checkpoint/form', 'checkpoint/form');
  else if (checkpoint.origin !== ledger) {
    recorder.report(
      finding('CHECKPOINT_ORIGIN_MISMATCH', at(1), { expected: ledger, actual: checkpoint.origin }),
    );
  }
  return checkpoint;
}

/** §7.2: manifest and checkpoint state the same tree head. The proof is checked against it in §6. */
export function checkTreeHead(
  recorder: Findings,
  checkpoint: UnverifiedCheckpoint,
  stated: StatedTreeHead,
): void {
  recorder.examined('checkpoint/tree-head');
  const pairs = [
    [2, 'tree size', String(stated.treeSize), String(checkpoint.treeSize)],
    [3, 'root hash', toHex(stated.rootHash), toHex(checkpoint.rootHash)],
  ] as const;
  for (const [line, name, expected, actual] of pairs) {
    if (expected === actual) continue;
    recorder.report(
      finding('TREE_HEAD_MISMATCH', at(line), `manifest and checkpoint state another ${name}`, {
        expected,
        actual,
      }),
    );
  }
}

/** A key set that has signed with both keys, and the time in its 0x06 line. */
export interface SignedSet {
  readonly keySet: KeySet;
  readonly headTime: Instant | undefined;
}

/** Verifies every line of a listed key (§7.3); returns the key sets that are complete. Which of them counts: `judgeKeySets`. */
export function verifyOwnLines(
  recorder: Findings,
  checkpoint: UnverifiedCheckpoint,
  ledger: Ledger,
): readonly SignedSet[] {
  const own = checkpoint.note.signatures.filter(({ name }) => name === ledger.origin);
  const complete: SignedSet[] = [];
  let known = 0;
  let anyPair = false;
  for (const keySet of ledger.keySets) {
    const ed25519 = own.filter((line) => isOf(keySet.ed25519, line));
    const mldsa44 = own.filter((line) => isOf(keySet.mldsa44, line));
    known += ed25519.length + mldsa44.length;
    anyPair ||= ed25519.length > 0 && mldsa44.length > 0;
    const times = [
      verifyLines(recorder, checkpoint, keySet.ed25519, ed25519),
      verifyLines(recorder, checkpoint, keySet.mldsa44, mldsa44),
    ];
    if (times.every(({ verified }) => verified))
      complete.push({ keySet, headTime: times[1]?.time });
  }
  if (known === 0) {
    recorder.report(finding('CHECKPOINT_KEY_UNKNOWN', { entry: PATHS.checkpoint }));
  } else if (!anyPair) {
    // §7.3: a lone line of a listed key is a hybrid of which somebody took one half away.
    recorder.report(
      finding(
        'CHECKPOINT_STRIPPED',
        { entry: PATHS.checkpoint },
        {
          expected: 'an Ed25519 and an ML-DSA-44 line of one key set',
          actual: `${known} line(s) of listed keys`,
        },
      ),
    );
  }
  return complete;
}

/** §7.1: the ledger's name and one key id stand on one line only, whether the key is known or not. */
export function checkOwnLineIds(recorder: Findings, checkpoint: UnverifiedCheckpoint): void {
  const seen = new Set<string>();
  for (const { name, keyHash, line } of checkpoint.note.signatures) {
    if (name !== checkpoint.origin) continue;
    if (seen.has(keyHash)) {
      recorder.report(finding('CHECKPOINT_LINE_DUPLICATE', at(line), { actual: keyHash }));
    }
    seen.add(keyHash);
  }
}

/** §7.3, §12.3: the tree head, if a complete key set counts by the trusted times of the checkpoint, or else at `now`. */
export function judgeKeySets(
  recorder: Findings,
  checkpoint: UnverifiedCheckpoint,
  complete: readonly SignedSet[],
  trustedTimes: readonly Instant[],
  now: Instant,
): { readonly head: TreeHead; readonly signed: SignedSet } | undefined {
  const reasons: string[] = [];
  for (const signed of complete) {
    const counted = counts(signed.keySet.window, trustedTimes, now);
    if (!counted.counts) {
      reasons.push(counted.reason);
      continue;
    }
    if (!counted.proven) {
      recorder.report(finding('CHECKPOINT_TIME_UNPROVEN', { entry: PATHS.checkpoint }));
    }
    return { head: provenTreeHead(checkpoint.treeSize, checkpoint.rootHash), signed };
  }
  for (const reason of reasons) {
    recorder.report(finding('CHECKPOINT_KEY_INVALID', { entry: PATHS.checkpoint }, reason));
  }
  return undefined;
}

/** True if both keys of one key set have signed, whatever their windows: how an auditor-held checkpoint counts (§7.6). */
export function isSignedByKeySet(checkpoint: UnverifiedCheckpoint, ledger: Ledger): boolean {
  const verifies = (key: NoteKey) => {
    const lines = checkpoint.note.signatures.filter((line) => isOf(key, line));
    return (
      lines.length > 0 && lines.every((line) => verifyLine(checkpoint, key, line) !== undefined)
    );
  };
  return ledger.keySets.some(({ ed25519, mldsa44 }) => verifies(ed25519) && verifies(mldsa44));
}

/** A line is of a key if name and key id are the key's: the four bytes alone collide at will (C2SP signed-note). */
export function isOf(key: NoteKey, line: NoteSignature): boolean {
  return line.name === key.name && line.keyHash === key.keyHash;
}

/** Verifies all lines of one key; `verified` if there is at least one and none is bad. */
function verifyLines(
  recorder: Findings,
  checkpoint: UnverifiedCheckpoint,
  key: NoteKey,
  lines: readonly NoteSignature[],
): { readonly verified: boolean; readonly time: Instant | undefined } {
  let good = 0;
  let time: Instant | undefined;
  for (const line of lines) {
    recorder.examined('checkpoint/signatures');
    const verified = verifyLine(checkpoint, key, line);
    if (verified === undefined) {
      recorder.report(
        finding(
          'CHECKPOINT_SIGNATURE_INVALID',
          at(line.line),
          `the ${key.key.algorithm} signature of the ledger does not verify`,
          { actual: key.keyHash },
        ),
      );
    } else {
      good += 1;
      time = verified.time;
    }
  }
  return { verified: lines.length > 0 && good === lines.length, time };
}

export function verifyLine(
  checkpoint: UnverifiedCheckpoint,
  key: NoteKey,
  line: NoteSignature,
): { readonly time: Instant | undefined } | undefined {
  const signed = signedLine(key.type, line, checkpoint);
  return signed !== undefined && key.key.verify(signed.message, signed.signature)
    ? { time: signed.time }
    : undefined;
}
