// The whole run on one screen (docs/SPEC.md §14): bytes, a trust root and options in; a transcript out. No clock, no file, no
// network. Steps loop over what must be proven, never over the proofs on offer; what is absent is never a pass.

import type { Archive } from './archive/archive.js';
import type { BundleSource } from './archive/source.js';
import type { Instant } from './base/encoding.js';
import { finding } from './base/errors.js';
import { type Limits, SUPPORT } from './base/limits.js';
import { parseHeldCheckpoint, parseHeldSelection } from './bundle/held.js';
import type { Manifest } from './bundle/manifest.js';
import { equalSelection } from './bundle/selection.js';
import { TREE_HASH } from './bundle/suite.js';
import { type Requirement, requirementsOf } from './catalogue/requirements.js';
import { checkArchive } from './checks/archive.js';
import { checkDescriptions, checkReports } from './checks/attachments.js';
import { examineAttestation } from './checks/attestation-run.js';
import { examineCheckpoint } from './checks/checkpoint-run.js';
import { Entries } from './checks/entries.js';
import { Findings } from './checks/findings.js';
import { examineLeaves } from './checks/leaves-run.js';
import { checkManifest } from './checks/manifest.js';
import { settle } from './checks/settle.js';
import { type EvidenceSink, joinSinks } from './checks/sink.js';
import { checkTimes } from './checks/times.js';
import { checkTrust } from './checks/trust.js';
import { digestOfSource } from './evidence/source-digest.js';
import { FrameworkSink } from './frameworks/examine.js';
import type { Framework } from './frameworks/framework.js';
import { Reconciliation } from './papers/reconciliation.js';
import { parseSampleList } from './papers/sample-list.js';
import { type Facts, transcriptOf } from './transcript/build.js';
import type { Transcript } from './transcript/transcript.js';
import type { TrustRoot } from './trust/trust-root.js';
import { PathFinder } from './x509/chain.js';

export interface VerifyOptions {
  /** Verification time: a question, never evidence (§12.3). */
  readonly at: Instant;
  /** How the transcript names the bundle; the operator's word, never the exporter's. */
  readonly name: string;
  /** Added to those of the trust root; none can be removed. */
  readonly requirements?: readonly Requirement[];
  /** Bytes of a checkpoint that the auditor holds (§7.6). */
  readonly checkpoint?: Uint8Array;
  /** Bytes of what the auditor asked for: a selection object (§3.6) as JSON. */
  readonly expectSelection?: Uint8Array;
  /** Bytes of the auditor's own list of record ids, compared beside the verdict (§17.2). */
  readonly sample?: Uint8Array;
  /** Told of records as they pass by; what it collects counts only if the verdict is pass. */
  readonly sink?: EvidenceSink;
  /** Examined beside the verdict, and only for evidence that is proven (docs/FRAMEWORKS.md). */
  readonly frameworks?: readonly Framework[];
  /** Bounds that the operator raises or lowers (§2.5). */
  readonly limits?: Partial<Limits>;
}

/**
 * Verifies one evidence bundle and returns the transcript of the run.
 * @param trustRoot the auditor's; without one nothing can be more than unproven
 * @throws VerifierError ERR_CHECKPOINT_INVALID, ERR_SELECTION_INVALID, ERR_SAMPLE_INVALID: the operator's input cannot be used
 * @throws InternalError a bug of this verifier; nothing in a bundle causes it
 */
export async function verifyBundle(
  source: BundleSource,
  trustRoot: TrustRoot | undefined,
  options: VerifyOptions,
): Promise<Transcript> {
  const sample =
    options.sample === undefined ? undefined : new Reconciliation(parseSampleList(options.sample));
  const recorder = new Findings((found) => sample?.onFinding(found));
  const requirements = requirementsOf(trustRoot?.requirements, options.requirements);
  const frameworks = new FrameworkSink(options.frameworks ?? []);
  const sink = joinSinks(options.sink, frameworks, sample);
  const facts = await examine(recorder, source, trustRoot, options, sink);
  const sha256 = await digestOfSource(source);
  const run = { source, sha256, trustRoot, requirements, options, facts, frameworks, sample };
  return transcriptOf(settle(recorder, requirements), run);
}

async function examine(
  recorder: Findings,
  source: BundleSource,
  trustRoot: TrustRoot | undefined,
  options: VerifyOptions,
  sink: EvidenceSink,
): Promise<Facts> {
  const limits: Limits = { ...SUPPORT, ...options.limits };
  // The operator's own files first: a fault there is no verdict about the bundle.
  const held =
    options.checkpoint === undefined ? undefined : parseHeldCheckpoint(options.checkpoint);
  const asked =
    options.expectSelection === undefined ? undefined : parseHeldSelection(options.expectSelection);
  if (held === undefined) recorder.stop('checkpoint/continuity', 'not-asked');

  // §14 steps 1 and 2: the zip has one reading, the manifest one meaning.
  const archive = await checkArchive(recorder, source, limits);
  if (archive === undefined) return {};
  const opened = await checkManifest(recorder, archive, limits);
  if (opened === undefined) {
    await new Entries(archive, recorder, []).finish();
    return {};
  }
  return await examineOpened(recorder, archive, opened, trustRoot, {
    options,
    limits,
    held,
    asked,
    sink,
  });
}

interface Run {
  readonly options: VerifyOptions;
  readonly limits: Limits;
  readonly held: ReturnType<typeof parseHeldCheckpoint> | undefined;
  readonly asked: ReturnType<typeof parseHeldSelection> | undefined;
  readonly sink: EvidenceSink;
}

async function examineOpened(
  recorder: Findings,
  archive: Archive,
  { manifest, bytes }: { readonly manifest: Manifest; readonly bytes: Uint8Array },
  trustRoot: TrustRoot | undefined,
  { options, limits, held, asked, sink }: Run,
): Promise<Facts> {
  sink.onManifest?.(manifest);
  const entries = new Entries(archive, recorder, manifest.entries);
  const context = {
    recorder,
    entries,
    manifest,
    limits,
    now: options.at,
    hashName: TREE_HASH[manifest.suite],
    sink,
    paths: new PathFinder(),
  };

  // Step 3: whose keys these are. Steps 4 and 5: who signed the tree head and the selection, and when.
  const trust = checkTrust(recorder, trustRoot, manifest, options.at);
  const checkpoint = await examineCheckpoint(context, trust, trustRoot, held);
  const attestation = await examineAttestation(context, trust, trustRoot, bytes);

  // Step 6: every leaf, once, in ascending sequence.
  const leaves = await examineLeaves(context, trust, checkpoint, attestation);

  // Step 7: what rests on the leaves.
  checkDescriptions(recorder, manifest);
  // Reports are compared with what was read of all leaves, or not at all: a part would accuse them wrongly.
  if (leaves.complete) await checkReports(recorder, entries, manifest, limits, leaves.count.facts);
  checkAsked(recorder, manifest, asked);
  checkTimes(
    recorder,
    {
      exportedAt: manifest.exportedAt,
      headTime: checkpoint.headTime,
      lastRecordedAt: leaves.count.lastTime,
    },
    { checkpoint: checkpoint.tokens, attestation: attestation.tokens },
  );
  // Step 8: no byte of any entry goes unread.
  await entries.finish();
  return { manifest, trust, checkpoint, attestation, leaves };
}

/** §11.2: the selection is the exporter's; only the auditor knows what was asked for. */
function checkAsked(recorder: Findings, manifest: Manifest, asked: Run['asked']): void {
  const where = { entry: 'manifest.json', pointer: '/selection' };
  if (asked === undefined) {
    recorder.report(finding('SELECTION_BY_EXPORTER', where));
    recorder.stop('completeness/asked', 'not-asked');
    return;
  }
  recorder.examined('completeness/asked');
  if (equalSelection(asked.selection, manifest.selection)) return;
  recorder.report(
    finding('SELECTION_NOT_ASKED', where, {
      expected: JSON.stringify(asked.value).slice(0, 500),
      actual: JSON.stringify(manifest.raw['selection']).slice(0, 500),
    }),
  );
}
