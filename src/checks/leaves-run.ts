// The pass over the leaves with every check that follows it (docs/SPEC.md §14 step 6).

import { PATHS } from '../bundle/layout.js';
import { LeafStream } from '../bundle/leaves.js';
import { isBackwards, isSelected } from '../bundle/selection.js';
import { BATCH_READ_AHEAD } from '../merkle/batch.js';
import { treeHasher } from '../merkle/hasher.js';
import type { AttestationFacts } from './attestation-run.js';
import { AuthorizationCheck } from './authorization.js';
import type { CheckpointFacts } from './checkpoint-run.js';
import { completenessCheck } from './completeness.js';
import type { Context } from './context.js';
import { DisclosuresCheck } from './disclosures.js';
import { ErasuresCheck } from './erasures.js';
import { EvidenceCount } from './evidence.js';
import { BatchCheck, PathsCheck, stopByEntry } from './inclusion.js';
import type { LeafCheck } from './leaf-check.js';
import { passOverLeaves } from './leaves.js';
import { RecordSignaturesCheck } from './record-signatures.js';
import { ChainCheck, ClockCheck, IdentityCheck } from './records.js';
import type { LedgerTrust } from './trust.js';
import { isHeadNotBefore } from './witnesses.js';

export interface LeavesFacts {
  /** False if not every leaf could be read: then nothing may be concluded from counts. */
  readonly complete: boolean;
  readonly count: EvidenceCount;
  readonly disclosures: DisclosuresCheck;
  readonly erasures: ErasuresCheck;
  readonly signatures: RecordSignaturesCheck;
}

export async function examineLeaves(
  context: Context,
  trust: LedgerTrust | undefined,
  checkpoint: CheckpointFacts,
  attestation: AttestationFacts,
): Promise<LeavesFacts> {
  const { recorder, entries, manifest, limits, sink } = context;
  const stream = streamOf(context);
  const count = new EvidenceCount(manifest.selection);
  const disclosures = new DisclosuresCheck(recorder, entries, limits.identities, sink, (record) =>
    isSelected(manifest.selection, record),
  );
  const erasures = new ErasuresCheck(recorder, entries, manifest.exportedAt, limits.erasures, sink);
  const signatures = new RecordSignaturesCheck(recorder, entries, stream, {
    keys: trust?.recorderKeys,
    // A token is over the two signatures alone: it dates the records only if these verify over their manifest.
    trustedTimes:
      attestation.signer === undefined ? [] : attestation.tokens.map(({ genTime }) => genTime),
  });
  const checks: LeafCheck[] = [
    count,
    new IdentityCheck(recorder, manifest.ledger, limits.identities),
    new ClockCheck(recorder),
    new ChainCheck(recorder),
    ...inclusionChecks(context, stream),
    signatures,
    disclosures,
    // After the disclosures and before what asks for whole-record erasures.
    erasures,
    new AuthorizationCheck(recorder, manifest, () => disclosures.names),
  ];
  if (isBackwards(manifest.selection)) recorder.stop('completeness/selection', 'manifest/form');
  else
    checks.push(
      completenessCheck(recorder, manifest, erasures, (time) =>
        isHeadNotBefore(time, checkpoint.headTime, checkpoint.witnessed),
      ),
    );
  if (!entries.has(PATHS.records)) {
    recorder.stop('manifest/inventory', 'manifest/inventory');
    return { complete: false, count, disclosures, erasures, signatures };
  }
  const complete = await passOverLeaves(recorder, entries, manifest, stream, checks);
  if (complete) await erasures.judgeTargets();
  return { complete, count, disclosures, erasures, signatures };
}

/** The leaves with everything beside them. Of two proofs, which the inventory refuses, the paths are read. */
function streamOf({ entries, manifest }: Context): LeafStream {
  const hasHead = manifest.treeHead !== undefined;
  const isRead = (path: string): boolean => {
    if (path === PATHS.paths) return hasHead;
    if (path === PATHS.batch) return hasHead && !entries.has(PATHS.paths);
    return true;
  };
  return new LeafStream({
    open: (path) => (entries.has(path) && isRead(path) ? entries.open(path) : undefined),
    hashesPerLeaf: BATCH_READ_AHEAD,
  });
}

function inclusionChecks(
  { recorder, entries, manifest, hashName }: Context,
  stream: LeafStream,
): readonly LeafCheck[] {
  const head = manifest.treeHead;
  if (head === undefined) return [];
  const hasher = treeHasher(hashName);
  if (entries.has(PATHS.paths)) return [new PathsCheck(recorder, hasher, head, entries, stream)];
  if (stream.hashes !== undefined)
    return [new BatchCheck(recorder, hasher, head, entries, stream.hashes)];
  stopByEntry(recorder, 'manifest/inventory');
  return [];
}
