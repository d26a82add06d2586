// The quantum attestation (docs/SPEC.md §8, §14 step 5): is it about exactly this manifest, signed by both keys of one key pair of
// one attester, and time-stamped? "Quantum" says that one of the signatures is post-quantum, nothing about hardware.

import { concat, toHex } from '../base/encoding.js';
import type { Location } from '../base/errors.js';
import {
  type Attestation,
  type EnvelopeSignature,
  parseAttestation,
  type Statement,
} from '../bundle/attestation.js';
import { PATHS } from '../bundle/layout.js';
import { digestOf } from '../crypto/digest.js';
import type { SignatureAlgorithm } from '../crypto/signature.js';
import { checkSigner, judgePair, type Signer } from './attester.js';
import type { Context } from './context.js';
import { Findings, type Step } from './findings.js';
import { checkTimestamps, type FoundToken } from './timestamps.js';
import type { Trust } from './trust.js';

export interface AttestationFacts {
  readonly attestation?: Attestation;
  /** Set if both signatures of one pair verified. */
  readonly signer?: Signer | undefined;
  /** True if that pair is valid by the trusted times (§12.3). */
  readonly isPairValid: boolean;
  /** Algorithms of which the signature of a listed key does not verify. */
  readonly forged?: ReadonlySet<SignatureAlgorithm>;
  readonly tokens: readonly FoundToken[];
}

const where: Location = { entry: PATHS.attestation };

/** Its trusted times are its own: neither witnesses nor tokens over the checkpoint date it (§12.3). */
export async function checkAttestation(
  context: Context,
  trust: Trust,
): Promise<Step<AttestationFacts>> {
  const findings = new Findings();
  const attestation = findings.take(await readAttestation(context));
  // §8.4: hash of Ed25519 signature || ML-DSA-65 signature; one half alone is nothing that could have been stamped.
  const [first, second] = attestation?.signatures ?? [];
  const imprint = first && second && concat(first.signature, second.signature);
  const tokens = findings.take(await checkTimestamps(context, trust, 'attestation', imprint));
  if (attestation === undefined) return { value: { isPairValid: false, tokens }, findings };
  const { statement, signatures } = attestation;
  const { ledger } = trust;
  if (statement === undefined)
    return { value: { attestation, isPairValid: false, tokens }, findings };
  findings.add(checkStatement(context, statement, signatures));
  if (ledger === undefined) return { value: { attestation, isPairValid: false, tokens }, findings };
  const isOrderSaid = !findings.sound('attestation/form', 'attestation/statement');
  const { signer, forged } = findings.take(checkSigner(attestation, ledger.attesters, isOrderSaid));
  const times = tokens.map(({ genTime }) => genTime);
  const { at, manifest } = context;
  const isPairValid =
    signer !== undefined && findings.take(judgePair(signer, times, at, manifest.exportedAt));
  return { value: { attestation, signer, isPairValid, forged, tokens }, findings };
}

/** §8.1: undefined if there is none that can be used. */
async function readAttestation({
  entries,
  limits,
}: Context): Promise<Step<Attestation | undefined>> {
  const findings = new Findings();
  const size = entries.sizeOf(PATHS.attestation);
  if (!entries.has(PATHS.attestation)) findings.absent('ATTESTATION_ABSENT', where);
  else if (size > limits.documentBytes)
    findings.report('ATTESTATION_TOO_LARGE', where, {
      expected: `at most ${limits.documentBytes} bytes`,
      actual: String(size),
    });
  else {
    const bytes = await entries.read(PATHS.attestation);
    if (bytes === undefined) findings.stop('attestation/form', 'archive/content');
    else {
      findings.examined('attestation/form');
      const { attestation, findings: found } = parseAttestation(bytes);
      findings.reportAll(found);
      // Two signatures over bytes that state nothing are no attestation, whoever made them.
      if (attestation?.statement === undefined) findings.stop('attestation/form');
      return { value: attestation, findings };
    }
  }
  findings.stop('attestation/form');
  return { value: undefined, findings };
}

/** §8.2: both digests of the one subject, the bundle id, and the signers that the statement names. */
function checkStatement(
  { manifest, manifestBytes }: Context,
  statement: Statement,
  signatures: readonly EnvelopeSignature[],
): Findings {
  const findings = new Findings();
  findings.examined('attestation/statement');
  // in-toto lets a subject match by any one digest; evidence has to match by all of them.
  for (const [name, actual] of [
    ['sha256', statement.sha256],
    ['sha3-256', statement.sha3_256],
  ] as const) {
    const expected = toHex(digestOf(name, manifestBytes));
    const message = `the ${name} of the subject is not that of manifest.json`;
    if (expected !== actual)
      findings.report('ATTESTATION_SUBJECT_MISMATCH', where, message, { expected, actual });
  }
  const [expected, actual] = [manifest.bundleId, statement.bundleId];
  if (actual !== expected)
    findings.report('ATTESTATION_BUNDLE_ID_MISMATCH', where, { expected, actual });
  // keyid equals the signer's key_id, Ed25519 first. One signature alone may be of either; what is missing is judged in §8.3.
  const alone = signatures.length === 1;
  for (const [index, { keyId, where: at }] of signatures.entries()) {
    const named = statement.signers[index]?.keyId;
    if (named === keyId) continue;
    if (alone && statement.signers.some((other) => other.keyId === keyId)) continue;
    const details = { expected: named ?? 'no such signer', actual: keyId };
    findings.report('ATTESTATION_SIGNERS_MISMATCH', at, details);
  }
  return findings;
}
