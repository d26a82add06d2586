// The checkpoint (docs/SPEC.md §7, §14 step 4): is it this ledger's, about this tree, signed by both keys of one key set,
// cosigned, time-stamped, and does its tree continue earlier ones?

import { type Instant, toHex } from '../base/encoding.js';
import { findingsOf } from '../base/errors.js';
import { parseCheckpoint, type UnverifiedCheckpoint } from '../bundle/checkpoint.js';
import { PATHS } from '../bundle/layout.js';
import type { StatedTreeHead } from '../bundle/manifest.js';
import { TREE_HASH } from '../bundle/suite.js';
import type { SignatureAlgorithm } from '../crypto/signature.js';
import type { TreeHead } from '../merkle/tree-head.js';
import { checkConsistency } from './consistency.js';
import type { Context } from './context.js';
import { checkContinuity, type SplitView } from './continuity.js';
import { Findings, type Step } from './findings.js';
import { at, checkKeySets, judgeKeySets, type SignedSet } from './key-sets.js';
import { checkpointImprint, checkTimestamps, type FoundToken } from './timestamps.js';
import type { Trust } from './trust.js';
import { checkWitnesses, type Witnessed } from './witnesses.js';

export interface CheckpointFacts {
  readonly checkpoint?: UnverifiedCheckpoint;
  /** Set only if both keys of a key set that is valid have signed. */
  readonly head?: TreeHead;
  readonly signed?: SignedSet;
  /** Algorithms of which a line of a listed key does not verify. */
  readonly forged?: ReadonlySet<SignatureAlgorithm>;
  /** In the ledger's own verified 0x06 line. */
  readonly headTime?: Instant | undefined;
  readonly witnessed?: Witnessed;
  readonly tokens: readonly FoundToken[];
  readonly splitView?: SplitView | undefined;
}

const where = { entry: PATHS.checkpoint };

/** @param held the checkpoint that the auditor holds, if there is one */
export async function checkCheckpoint(
  context: Context,
  trust: Trust,
  held: UnverifiedCheckpoint | undefined,
): Promise<Step<CheckpointFacts>> {
  const stated = context.manifest.treeHead;
  if (stated === undefined) return { value: { tokens: [] }, findings: withoutTreeHead(context) };
  const findings = new Findings();
  const checkpoint = findings.take(await readCheckpoint(context));
  const imprint = checkpoint && checkpointImprint(checkpoint.note, checkpoint.origin);
  const tokens = findings.take(await checkTimestamps(context, trust, 'checkpoint', imprint));
  const earlier = findings.take(await checkConsistency(context, stated, held?.treeSize));
  const { ledger } = trust;
  const hashName = TREE_HASH[context.manifest.suite];
  const splitView =
    held === undefined || ledger === undefined
      ? undefined
      : findings.take(
          checkContinuity({ held, checkpoint, head: stated, earlier, hashName, ledger }),
        );
  if (checkpoint === undefined) {
    findings.stopIfRequired('checkpoint/witnesses', 'checkpoint/form');
    return { value: { tokens }, findings };
  }
  findings.add(checkTreeHead(checkpoint, stated));
  findings.add(checkOwnLineIds(checkpoint));
  if (ledger === undefined) {
    findings.stop('checkpoint/witnesses', 'trust/ledger');
    return { value: { checkpoint, tokens }, findings };
  }
  const { complete, forged } = findings.take(checkKeySets(checkpoint, ledger));
  const witnessed = findings.take(checkWitnesses(checkpoint, trust.root?.witnessPolicy));
  const trustedTimes = tokens.map(({ genTime }) => genTime);
  if (witnessed.quorumTime !== undefined) trustedTimes.push(witnessed.quorumTime);
  const judged = findings.take(judgeKeySets(checkpoint, complete, trustedTimes, context.at));
  const headTime = judged?.signed.headTime;
  const value = { checkpoint, forged, ...judged, headTime, witnessed, tokens, splitView };
  return { value, findings };
}

/** §6.1, §7: without a tree head nothing is proven, and there is nothing that a checkpoint could be about. */
function withoutTreeHead({ entries }: Context): Findings {
  const findings = new Findings();
  findings.absent('INCLUSION_ABSENT', { entry: PATHS.manifest });
  findings.stop('inclusion/form');
  // One that is there all the same is reported with the inventory (§3.3).
  if (entries.has(PATHS.checkpoint)) findings.stop('checkpoint/form', 'manifest/inventory');
  else findings.absent('CHECKPOINT_ABSENT', where, 'without a tree head there is no checkpoint');
  findings.stop('checkpoint/tree-head', 'inclusion/form');
  findings.stop('checkpoint/signatures', 'inclusion/form');
  findings.stop('checkpoint/continuity', 'inclusion/form');
  return findings;
}

/** §7.1: undefined if there is none that can be used. */
async function readCheckpoint({
  entries,
  limits,
  manifest,
}: Context): Promise<Step<UnverifiedCheckpoint | undefined>> {
  const findings = new Findings();
  const stopped = { value: undefined, findings };
  const size = entries.sizeOf(PATHS.checkpoint);
  if (!entries.has(PATHS.checkpoint)) {
    findings.absent('CHECKPOINT_ABSENT', where, 'the bundle holds no checkpoint');
    findings.stop('checkpoint/form');
    return stopped;
  }
  if (size > limits.documentBytes) {
    const expected = `at most ${limits.documentBytes} bytes`;
    findings.report('CHECKPOINT_TOO_LARGE', where, { expected, actual: String(size) });
    findings.stop('checkpoint/form');
    return stopped;
  }
  const bytes = await entries.read(PATHS.checkpoint);
  if (bytes === undefined) {
    findings.stop('checkpoint/form', 'archive/content');
    return stopped;
  }
  findings.examined('checkpoint/form');
  try {
    const checkpoint = parseCheckpoint(bytes);
    const [expected, actual] = [manifest.ledger, checkpoint.origin];
    if (actual !== expected)
      findings.report('CHECKPOINT_ORIGIN_MISMATCH', at(1), { expected, actual });
    return { value: checkpoint, findings };
  } catch (error) {
    findings.reportAll(findingsOf(error));
    findings.stop('checkpoint/form');
    return stopped;
  }
}

/** §7.2: manifest and checkpoint state the same tree head. The proof is checked against it in §6. */
function checkTreeHead(checkpoint: UnverifiedCheckpoint, stated: StatedTreeHead): Findings {
  const findings = new Findings();
  findings.examined('checkpoint/tree-head');
  for (const [line, name, expected, actual] of [
    [2, 'tree size', String(stated.treeSize), String(checkpoint.treeSize)],
    [3, 'root hash', toHex(stated.rootHash), toHex(checkpoint.rootHash)],
  ] as const) {
    const message = `manifest and checkpoint state another ${name}`;
    if (expected !== actual)
      findings.report('TREE_HEAD_MISMATCH', at(line), message, { expected, actual });
  }
  return findings;
}

/** §7.1: the ledger's name and one key id are on one line only, whether the key is known or not. */
function checkOwnLineIds(checkpoint: UnverifiedCheckpoint): Findings {
  const findings = new Findings();
  const seen = new Set<string>();
  for (const { name, keyHash, line } of checkpoint.note.signatures) {
    if (name !== checkpoint.origin) continue;
    if (seen.has(keyHash))
      findings.report('CHECKPOINT_LINE_DUPLICATE', at(line), { actual: keyHash });
    seen.add(keyHash);
  }
  return findings;
}
