// The steps on the checkpoint in their order (docs/SPEC.md §14 step 4): form, tree head, signatures, cosignatures, tokens,
// key windows, earlier heads. Each step is in checkpoint.ts, timestamps.ts or continuity.ts.

import type { Instant } from '../base/encoding.js';
import { finding } from '../base/errors.js';
import type { UnverifiedCheckpoint } from '../bundle/checkpoint.js';
import { PATHS } from '../bundle/layout.js';
import type { TreeHead } from '../merkle/tree-head.js';
import type { TrustRoot } from '../trust/trust-root.js';
import {
  checkOwnLineIds,
  checkTreeHead,
  judgeKeySets,
  readCheckpoint,
  type SignedSet,
  verifyOwnLines,
} from './checkpoint.js';
import type { Context } from './context.js';
import { checkConsistency, checkContinuity, type SplitView } from './continuity.js';
import { checkpointImprint, checkTimestamps, type FoundToken } from './timestamps.js';
import type { LedgerTrust } from './trust.js';
import { checkWitnesses, type Witnessed } from './witnesses.js';

export interface CheckpointFacts {
  readonly checkpoint?: UnverifiedCheckpoint;
  /** Set only if both keys of a key set that counts have signed. */
  readonly head?: TreeHead;
  readonly signed?: SignedSet;
  /** In the ledger's own verified 0x06 line. */
  readonly headTime: Instant | undefined;
  readonly witnessed?: Witnessed;
  readonly tokens: readonly FoundToken[];
  readonly splitView?: SplitView | undefined;
}

export async function examineCheckpoint(
  context: Context,
  trust: LedgerTrust | undefined,
  root: TrustRoot | undefined,
  held: UnverifiedCheckpoint | undefined,
): Promise<CheckpointFacts> {
  const { recorder, entries, manifest, limits, now, hashName } = context;
  const stated = manifest.treeHead;
  if (stated === undefined) {
    recorder.absent(finding('INCLUSION_ABSENT', { entry: 'manifest.json' }));
    recorder.stop('inclusion/form', 'inclusion/form');
    // One that is there all the same is reported with the inventory (§3.3).
    if (entries.has(PATHS.checkpoint)) recorder.stop('checkpoint/form', 'manifest/inventory');
    else
      recorder.absent(
        finding(
          'CHECKPOINT_ABSENT',
          { entry: 'checkpoint' },
          'without a tree head there is no checkpoint',
        ),
      );
    for (const id of ['checkpoint/tree-head', 'checkpoint/signatures'] as const)
      recorder.stop(id, 'inclusion/form');
    if (held !== undefined) recorder.stop('checkpoint/continuity', 'inclusion/form');
    return { headTime: undefined, tokens: [] };
  }
  const checkpoint = await readCheckpoint(recorder, entries, manifest.ledger, limits);
  const tokens = await checkTimestamps(
    context,
    'checkpoint',
    checkpoint === undefined ? undefined : checkpointImprint(checkpoint.note, manifest.ledger),
    root,
  );
  const earlier = await checkConsistency(recorder, entries, stated, hashName, held?.treeSize);
  const splitView =
    held !== undefined && trust !== undefined
      ? checkContinuity(recorder, {
          held,
          checkpoint,
          head: stated,
          earlier,
          hashName,
          ledger: trust.ledger,
        })
      : undefined;
  if (checkpoint === undefined) {
    recorder.stopIfRequired('checkpoint/witnesses', 'checkpoint/form');
    return { headTime: undefined, tokens };
  }
  checkTreeHead(recorder, checkpoint, stated);
  checkOwnLineIds(recorder, checkpoint);
  if (trust === undefined) {
    recorder.stop('checkpoint/witnesses', 'trust/ledger');
    return { checkpoint, headTime: undefined, tokens };
  }
  const complete = verifyOwnLines(recorder, checkpoint, trust.ledger);
  const witnessed = checkWitnesses(recorder, checkpoint, trust.root.witnessPolicy);
  const trustedTimes = [
    ...tokens.map(({ genTime }) => genTime),
    ...(witnessed.quorumTime === undefined ? [] : [witnessed.quorumTime]),
  ];
  const judged = judgeKeySets(recorder, checkpoint, complete, trustedTimes, now);
  if (judged === undefined)
    return { checkpoint, headTime: undefined, witnessed, tokens, splitView };
  return { checkpoint, ...judged, headTime: judged.signed.headTime, witnessed, tokens, splitView };
}
