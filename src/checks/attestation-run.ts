// The steps on the attestation in their order (docs/SPEC.md §14 step 5): form, statement, signatures, tokens, key window.
// Its trusted times are its own: neither witnesses nor tokens over the checkpoint date it (§12.3).

import { concat } from '../base/encoding.js';
import type { Attestation } from '../bundle/attestation.js';
import type { TrustRoot } from '../trust/trust-root.js';
import {
  checkStatement,
  judgePair,
  readAttestation,
  type Signer,
  verifySignatures,
} from './attestation.js';
import type { Context } from './context.js';
import { checkTimestamps, type FoundToken } from './timestamps.js';
import type { LedgerTrust } from './trust.js';

export interface AttestationFacts {
  readonly attestation?: Attestation;
  /** Set if both signatures of one pair verified. */
  readonly signer?: Signer;
  /** True if that pair counts. */
  readonly counts: boolean;
  readonly tokens: readonly FoundToken[];
}

export async function examineAttestation(
  context: Context,
  trust: LedgerTrust | undefined,
  root: TrustRoot | undefined,
  manifestBytes: Uint8Array,
): Promise<AttestationFacts> {
  const { recorder, entries, manifest, limits, now } = context;
  const attestation = await readAttestation(recorder, entries, limits);
  // §8.4: hash of Ed25519 signature || ML-DSA-65 signature; one half alone is nothing that could have been stamped.
  const [first, second] = attestation?.signatures ?? [];
  const imprinted =
    first === undefined || second === undefined
      ? undefined
      : concat(first.signature, second.signature);
  const tokens = await checkTimestamps(context, 'attestation', imprinted, root);
  if (attestation === undefined) return { counts: false, tokens };
  const { statement, signatures } = attestation;
  if (statement === undefined) return { attestation, counts: false, tokens };
  checkStatement(recorder, statement, signatures, manifest, manifestBytes);
  if (trust === undefined) return { attestation, counts: false, tokens };
  const signer = verifySignatures(recorder, attestation, trust.attesters);
  if (signer === undefined) return { attestation, counts: false, tokens };
  return {
    attestation,
    signer,
    counts: judgePair(
      recorder,
      signer,
      tokens.map(({ genTime }) => genTime),
      now,
    ),
    tokens,
  };
}
