// The whole run on one screen (docs/SPEC.md §14): bytes, a trust root and options in; a transcript out. No clock, no file, no
// network. Steps loop over what must be proven, never over the proofs on offer; what is absent is never a pass.

import type { BundleSource } from './archive/source.js';
import { type Limits, SUPPORT } from './base/limits.js';
import { type Requirement, requirementsOf } from './catalogue/requirements.js';
import { checkAlgorithms, renewedParts } from './checks/algorithms.js';
import { checkArchive } from './checks/archive.js';
import { checkAsked, readAsked } from './checks/asked.js';
import { checkDescriptions, checkReports } from './checks/attachments.js';
import { checkAttestation } from './checks/attestation.js';
import { checkCheckpoint } from './checks/checkpoint.js';
import { checkCustody } from './checks/custody.js';
import { Entries } from './checks/entries.js';
import { Findings, type Step } from './checks/findings.js';
import { datedParts } from './checks/horizon.js';
import { checkLeaves } from './checks/leaves.js';
import { checkManifest } from './checks/manifest.js';
import { checkRenewals } from './checks/renewals.js';
import { settle } from './checks/settle.js';
import { checkTimes } from './checks/times.js';
import { checkTrust } from './checks/trust.js';
import { unanimity } from './crypto/opinions.js';
import { digestOfSource, hashOfSource } from './evidence/source-digest.js';
import { transcriptOf } from './transcript/build.js';
import type { Facts } from './transcript/facts.js';
import { rememberFailures } from './transcript/failures.js';
import type { VerifyOptions } from './transcript/options.js';
import type { Transcript } from './transcript/transcript.js';
import type { TrustRoot } from './trust/trust-root.js';
import { PathFinder } from './x509/chain.js';

/** Below this the start of the kernel costs more than it saves. */
const BULK_BYTES = 262_144;

/**
 * Verifies one evidence bundle and returns the transcript of the run.
 * @param trustRoot the auditor's; without one nothing can be more than unproven
 * @throws VerifierError ERR_CHECKPOINT_INVALID, ERR_SELECTION_INVALID: the operator's input cannot be used; ERR_BUNDLE_UNREADABLE: §2.2;
 * ERR_BUNDLE_CHANGED: two readings of the source differ
 * @throws InternalError a bug of this verifier; nothing in a bundle causes it
 */
export async function verifyBundle(
  source: BundleSource,
  trustRoot: TrustRoot | undefined,
  options: VerifyOptions,
): Promise<Transcript> {
  const requirements = requirementsOf(trustRoot?.requirements, options.requirements);
  const { value: facts, findings } = await examine(source, trustRoot, requirements, options);
  const bundle = { name: options.name, bytes: source.size, sha256: await digestOfSource(source) };
  const custody = findings.take(checkCustody(options.custody, bundle.sha256));
  // No transcript while an implementation may still disagree with another one.
  await unanimity();
  const { at, asOf, trustSource, environment } = options;
  const question = { bundle, trustRoot, requirements, at, asOf, trustSource, environment };
  const known = { ...facts, ...(custody && { custody }) };
  const transcript = transcriptOf(settle(findings, requirements), known, question);
  rememberFailures(transcript, findings.failures);
  return transcript;
}

/** The steps of §14.2, in their order. */
async function examine(
  source: BundleSource,
  trustRoot: TrustRoot | undefined,
  requirements: ReadonlySet<Requirement>,
  options: VerifyOptions,
): Promise<Step<Facts>> {
  const { at, pool, bulkBytes = BULK_BYTES } = options;
  const limits: Limits = { ...SUPPORT, ...options.limits };
  const findings = new Findings();
  // The operator's own files first: a fault there is no verdict about the bundle.
  const asked = findings.take(readAsked(options));

  // 1. The zip has one reading. 2. The manifest has one meaning.
  const archive = findings.take(await checkArchive(source, limits));
  if (archive === undefined) return { value: {}, findings };
  const opened = findings.take(await checkManifest(archive, limits));
  const entries = new Entries(archive, opened?.manifest.entries ?? []);
  if (opened === undefined)
    return { value: {}, findings: findings.add((await entries.finish()).findings) };
  const { manifest, bytes: manifestBytes } = opened;
  const certificatePaths = new PathFinder();
  const context = {
    manifest,
    manifestBytes,
    entries,
    limits,
    at,
    bulkBytes,
    pool,
    certificatePaths,
  };

  // 3. Whose keys these are. 4. and 5. Who signed the tree head and the selection, and when.
  const trust = findings.take(checkTrust(trustRoot, manifest, at));
  const checkpoint = findings.take(await checkCheckpoint(context, trust, asked.checkpoint));
  const attestation = findings.take(await checkAttestation(context, trust));

  // 6. Every leaf, once, in ascending sequence.
  const leaves = findings.take(await checkLeaves(context, trust, checkpoint, attestation));
  const { complete, count } = leaves;

  // 7. What rests on the leaves.
  findings.add(checkDescriptions(manifest));
  findings.add(await checkReports(context, complete ? count.facts : undefined));
  findings.add(checkAsked(manifest, asked.selection));
  findings.add(checkTimes(at, manifest.exportedAt, checkpoint, attestation, count.lastTime));

  // 8. No byte of any entry goes unread.
  findings.take(await entries.finish());
  const renewals = findings.take(
    await checkRenewals(options.renewals, trustRoot, (hash) => hashOfSource(source, hash)),
  );
  const signed = { checkpoint, attestation, leaves };
  const parts = renewedParts(datedParts(context, signed, requirements), renewals);
  findings.add(checkAlgorithms(parts, options.asOf));
  return { value: { manifest, trust, ...signed, parts, renewals }, findings };
}
