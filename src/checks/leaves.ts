// The pass over the leaves with every check that follows it (docs/SPEC.md §14 step 6): the stream of leaves is shown to each
// check, batch by batch. Memory does not grow with the bundle.

import { release } from '../archive/deflate.js';
import { PATHS } from '../bundle/layout.js';
import { LeafStream } from '../bundle/leaves.js';
import type { Asked } from '../bundle/run.js';
import { isBackwards } from '../bundle/selection.js';
import { TREE_HASH } from '../bundle/suite.js';
import { BATCH_READ_AHEAD } from '../merkle/batch.js';
import { treeHasher } from '../merkle/hasher.js';
import { kernelFinder } from '../workers/finder.js';
import { comparesReports } from './attachments.js';
import type { AttestationFacts } from './attestation.js';
import { AuthorizationCheck } from './authorization.js';
import type { CheckpointFacts } from './checkpoint.js';
import { completenessCheck } from './completeness.js';
import type { Context } from './context.js';
import { DisclosuresCheck } from './disclosures.js';
import { changedMeanwhile } from './entries.js';
import { ErasuresCheck } from './erasures.js';
import { EvidenceCount } from './evidence.js';
import { Findings, type Step } from './findings.js';
import { runKey } from './fingerprints.js';
import { BatchCheck, PathsCheck } from './inclusion.js';
import type { LeafCheck } from './leaf-check.js';
import { RecordSignaturesCheck } from './record-signatures.js';
import { ChainCheck, ClockCheck, IdentityCheck } from './records.js';
import type { Trust } from './trust.js';
import { isHeadNotBefore } from './witnesses.js';

export interface LeavesFacts {
  /** False if not every leaf could be read: then nothing may be concluded from counts. */
  readonly complete: boolean;
  readonly count: EvidenceCount;
  readonly disclosures: DisclosuresCheck;
  readonly erasures: ErasuresCheck;
  readonly signatures: RecordSignaturesCheck;
}

export async function checkLeaves(
  context: Context,
  trust: Trust,
  checkpoint: CheckpointFacts,
  attestation: AttestationFacts,
): Promise<Step<LeavesFacts>> {
  const { entries, manifest, limits, pool } = context;
  const findings = new Findings();
  const key = runKey();
  const stream = streamOf(context, key);
  const count = new EvidenceCount(manifest.selection, comparesReports(manifest));
  const disclosures = new DisclosuresCheck(entries, limits.identities, key);
  const erasures = new ErasuresCheck(entries, manifest.exportedAt, limits.erasures);
  // A token is over the two signatures alone: it dates the records only if these verify over their manifest.
  const dated = attestation.signer === undefined ? [] : attestation.tokens;
  const signatures = new RecordSignaturesCheck(
    entries,
    stream,
    trust.ledger?.recorderKeys,
    dated.map(({ genTime }) => genTime),
    pool?.isWorth('signatures', entries.sizeOf(PATHS.signatures)) ? pool : undefined,
  );
  const checks: LeafCheck[] = [
    count,
    new IdentityCheck(manifest.ledger, limits.identities, key, expectedRecords(context)),
    new ClockCheck(),
    new ChainCheck(),
    ...inclusionChecks(context, stream),
    signatures,
    disclosures,
    erasures,
    new AuthorizationCheck(manifest, disclosures),
  ];
  const isHeadLater = (time: bigint) =>
    isHeadNotBefore(time, checkpoint.headTime, checkpoint.witnessed);
  if (isBackwards(manifest.selection)) findings.stop('completeness/selection', 'manifest/form');
  else checks.push(completenessCheck(manifest, erasures, isHeadLater));
  if (manifest.treeHead !== undefined && proofOf(context) === undefined) {
    findings.stop('inclusion/form', 'manifest/inventory');
    findings.stop('inclusion/leaves', 'manifest/inventory');
  }
  const value = { complete: false, count, disclosures, erasures, signatures };
  if (!entries.has(PATHS.records)) {
    findings.stop('manifest/inventory');
    return { value, findings };
  }
  const complete = findings.take(await passOver(context, stream, checks, key));
  if (complete) findings.add(await erasures.judgeTargets());
  return { value: { ...value, complete }, findings };
}

/** Where the one inclusion proof beside the tree head is; undefined without a tree head. Of two neither is read (§3.3). */
function proofOf({ entries, manifest }: Context): string | undefined {
  if (manifest.treeHead === undefined) return undefined;
  const [proof, other] = [PATHS.paths, PATHS.batch].filter((path) => entries.has(path));
  return other === undefined ? proof : undefined;
}

/** The leaves with everything beside them. */
function streamOf(context: Context, key: Uint8Array): LeafStream {
  const { entries } = context;
  const proof = proofOf(context);
  const isRead = (path: string): boolean =>
    path === proof || (path !== PATHS.paths && path !== PATHS.batch);
  return new LeafStream({
    open: (path) => (entries.has(path) && isRead(path) ? entries.open(path) : undefined),
    runs: runsOf(context, key, proof === PATHS.paths ? 'leaves' : 'subtrees'),
    hashesPerLeaf: BATCH_READ_AHEAD,
    release,
  });
}

/** Records to come: what the manifest says, as far as the bytes of the entry allow it. */
function expectedRecords({ entries, manifest }: Context): number {
  const bytes = entries.sizeOf(PATHS.records);
  return Math.min(Math.max(manifest.counts.records, bytes / LONG_LINE), bytes / SHORT_LINE);
}

/** What finds runs, if there are so many records that it pays. */
function runsOf({ entries, manifest, bulkBytes, pool }: Context, key: Uint8Array, asked: Asked) {
  const bytes = entries.sizeOf(PATHS.records);
  if (bytes < bulkBytes) return undefined;
  const ledger = { origin: manifest.ledger, key, tree: TREE_HASH[manifest.suite], asked };
  return kernelFinder(ledger, pool?.isWorth('records', bytes) ? pool : undefined);
}

function inclusionChecks(context: Context, stream: LeafStream): readonly LeafCheck[] {
  const { entries, manifest } = context;
  const head = manifest.treeHead;
  const proof = proofOf(context);
  if (head === undefined || proof === undefined) return [];
  const hasher = treeHasher(TREE_HASH[manifest.suite]);
  if (proof === PATHS.paths) return [new PathsCheck(hasher, head, entries, stream)];
  const { hashes } = stream;
  return hashes === undefined ? [] : [new BatchCheck(hasher, head, entries, hashes)];
}

/** Bytes of the shortest line of a record, less some; and of a line that is longer than most. */
const [SHORT_LINE, LONG_LINE] = [200, 700];

/** Reads all leaves. True if every leaf was seen; else no check may conclude from what is absent. */
async function passOver(
  context: Context,
  stream: LeafStream,
  checks: readonly LeafCheck[],
  key: Uint8Array,
): Promise<Step<boolean>> {
  const { entries } = context;
  const findings = new Findings();
  const faults = new Findings();
  // §4.1: a stub that is not there may be any leaf, so records are examined for their form only.
  const isMissing = entries.isMissing(PATHS.stubs);
  const seeing = isMissing ? [] : checks;
  for await (const batch of stream.batches()) {
    findings.reportAll(batch.findings);
    faults.reportAll(batch.faults);
    for (const check of seeing) {
      // Most have an answer at once, and a promise for each would cost more than the check.
      const seen = check.see(batch);
      if (seen !== undefined) await seen;
    }
  }
  for (const check of seeing) await check.settled?.();
  await lookBack(context, seeing, key);
  findings.examined('records/form', stream.lines.records.examined);
  findings.examined('stubs/form', stream.lines.stubs.examined);
  // What is wrong with a line beside the leaves is so whatever the leaves are; it stands after what the leaves showed.
  for (const seen of [...checks.map((check) => check.findings), faults]) findings.add(seen);
  const isBroken = entries.isBroken(PATHS.records) || entries.isBroken(PATHS.stubs);
  const missing = isMissing ? 'manifest/inventory' : undefined;
  const stop = stream.stop ?? (isBroken ? 'archive/content' : missing);
  if (stop !== undefined) findings.stop(stop);
  else for (const check of checks) if (check.done !== undefined) findings.add(check.done());
  if (stop !== 'archive/content' && !isMissing) findings.add(checkCounts(context, stream));
  return { value: stop === undefined, findings };
}

/** Shows the records a second time to the checks that ask for it. Their form was judged in the first reading. */
async function lookBack(
  context: Context,
  checks: readonly LeafCheck[],
  key: Uint8Array,
): Promise<void> {
  const asking = checks.filter(({ looksBack }) => looksBack === true);
  if (asking.length === 0) return;
  const { entries } = context;
  const records = new LeafStream({
    open: (path) => (path === PATHS.records ? entries.again(path) : undefined),
    runs: runsOf(context, key, 'prints'),
    release,
  });
  for await (const batch of records.batches()) for (const check of asking) check.lookBack?.(batch);
  // Else a repetition that was suspected would be gone in silence. A CRC-32, which the second reading has kept, is easily kept.
  const isSame = asking.every(({ sawTheSame }) => sawTheSame === true);
  if (!isSame && !entries.isBroken(PATHS.records)) throw changedMeanwhile();
}

/** §3.5: the manifest counts lines, so that one that is lost or added shows even where no proof would miss it. */
function checkCounts({ manifest }: Context, { lines }: LeafStream): Findings {
  const findings = new Findings();
  for (const name of ['records', 'stubs'] as const) {
    findings.examined('manifest/counts');
    const [expected, actual] = [String(manifest.counts[name]), String(lines[name].count)];
    const where = { entry: PATHS.manifest, pointer: `/counts/${name}` };
    const message = `the bundle holds another number of ${name} than the manifest counts`;
    if (actual !== expected)
      findings.report('COUNT_MISMATCH', where, message, { expected, actual });
  }
  return findings;
}
