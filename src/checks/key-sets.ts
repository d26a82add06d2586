// The ledger's own signatures (docs/SPEC.md §7.3): both keys of one key set must have signed, and every line of a listed key
// must verify. Lines of unknown keys are ignored and never printed.

import type { Instant } from '../base/encoding.js';
import type { Location } from '../base/errors.js';
import type { UnverifiedCheckpoint } from '../bundle/checkpoint.js';
import { signedLine } from '../bundle/cosignature.js';
import { PATHS } from '../bundle/layout.js';
import type { NoteSignature } from '../bundle/note.js';
import type { SignatureAlgorithm } from '../crypto/signature.js';
import { provenTreeHead, type TreeHead } from '../merkle/tree-head.js';
import { validity } from '../trust/key-window.js';
import type { KeySet, Ledger } from '../trust/trust-root.js';
import type { NoteKey } from '../trust/vkey.js';
import { Findings, type Step } from './findings.js';

const where: Location = { entry: PATHS.checkpoint };

/** A line of the checkpoint. */
export const at = (line: number): Location => ({ ...where, line });

/** A key set that has signed with both keys, and the time in its 0x06 line. */
export interface SignedSet {
  readonly keySet: KeySet;
  readonly headTime: Instant | undefined;
}

export interface OwnSignatures {
  /** In the order of the trust root. Which of them is valid: `judgeKeySets`. */
  readonly complete: readonly SignedSet[];
  /** Algorithms of which a line of a listed key does not verify: the other half may be genuine. */
  readonly forged: ReadonlySet<SignatureAlgorithm>;
}

/** Verifies every line of a listed key. */
export function checkKeySets(
  checkpoint: UnverifiedCheckpoint,
  ledger: Ledger,
): Step<OwnSignatures> {
  const findings = new Findings();
  const complete: SignedSet[] = [];
  const forged = new Set<SignatureAlgorithm>();
  let known = 0;
  for (const keySet of ledger.keySets) {
    const halves = [keySet.ed25519, keySet.mldsa44].map((key) => {
      const lines = linesOf(checkpoint, key).map((line) => {
        const verified = verifyLine(checkpoint, key, line);
        findings.examined('checkpoint/signatures');
        if (verified !== undefined) return verified;
        forged.add(key.key.algorithm);
        const message = `the ${key.key.algorithm} signature of the ledger does not verify`;
        const details = { actual: key.keyHash };
        findings.report('CHECKPOINT_SIGNATURE_INVALID', at(line.line), message, details);
        return undefined;
      });
      known += lines.length;
      return lines;
    });
    if (halves.every((lines) => lines.length > 0 && !lines.includes(undefined)))
      complete.push({ keySet, headTime: halves[1]?.at(-1)?.time });
  }
  if (known === 0) findings.report('CHECKPOINT_KEY_UNKNOWN', where);
  // A lone line of a listed key is a hybrid of which somebody took one half away; one that does not verify is no half (rule 3).
  else if (complete.length === 0 && forged.size === 0)
    findings.report('CHECKPOINT_STRIPPED', where, {
      expected: 'an Ed25519 and an ML-DSA-44 line of one key set',
      actual: `${known} line(s) of listed keys`,
    });
  return { value: { complete, forged }, findings };
}

/** §12.3: the tree head, if a complete key set is valid at the trusted times of the checkpoint, or else at `now`. */
export function judgeKeySets(
  checkpoint: UnverifiedCheckpoint,
  complete: readonly SignedSet[],
  trustedTimes: readonly Instant[],
  now: Instant,
): Step<{ readonly head: TreeHead; readonly signed: SignedSet } | undefined> {
  const findings = new Findings();
  const judged = complete.map((signed) => ({
    signed,
    ...validity(signed.keySet.window, trustedTimes, now, signed.headTime),
  }));
  const valid = judged.find((each) => each.valid);
  if (valid === undefined) {
    for (const each of judged)
      if (!each.valid) findings.report('CHECKPOINT_KEY_INVALID', where, each.reason);
    return { value: undefined, findings };
  }
  if (!valid.proven) findings.report('CHECKPOINT_TIME_UNPROVEN', where);
  const head = provenTreeHead(checkpoint.treeSize, checkpoint.rootHash);
  return { value: { head, signed: valid.signed }, findings };
}

/** True if both keys of one key set have signed, whatever their windows: how an auditor-held checkpoint counts (§7.6). */
export function isSignedByKeySet(checkpoint: UnverifiedCheckpoint, ledger: Ledger): boolean {
  const verifies = (key: NoteKey) => {
    const lines = linesOf(checkpoint, key);
    return lines.length > 0 && lines.every((line) => verifyLine(checkpoint, key, line));
  };
  return ledger.keySets.some(({ ed25519, mldsa44 }) => verifies(ed25519) && verifies(mldsa44));
}

/** A line is of a key if name and key id are the key's: the four bytes alone collide at will (C2SP signed-note). */
export function linesOf(checkpoint: UnverifiedCheckpoint, key: NoteKey): readonly NoteSignature[] {
  return checkpoint.note.signatures.filter(
    (line) => line.name === key.name && line.keyHash === key.keyHash,
  );
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
