// Signatures of the attester (docs/SPEC.md §8.3): both, over the same bytes, by the two keys of one pair of the trust root.

import type { Instant } from '../base/encoding.js';
import type { Location } from '../base/errors.js';
import type { Attestation, EnvelopeSignature } from '../bundle/attestation.js';
import { PATHS } from '../bundle/layout.js';
import type { SignatureAlgorithm } from '../crypto/signature.js';
import { validity } from '../trust/key-window.js';
import type { Attester, KeyPair } from '../trust/trust-root.js';
import { Findings, type Step } from './findings.js';

const where: Location = { entry: PATHS.attestation };

/** The pair that signed, and whose it is by the trust root's words. */
export interface Signer {
  readonly attester: Attester;
  readonly pair: KeyPair;
}

interface Half extends Signer {
  readonly signature: EnvelopeSignature;
  readonly key: KeyPair['ed25519'];
}

export interface SignedBy {
  /** Set if both verify and are of one pair. Whether that is valid: `judgePair`. */
  readonly signer?: Signer;
  /** Algorithms of which the signature of a listed key does not verify: the other half may be genuine. */
  readonly forged: ReadonlySet<SignatureAlgorithm>;
}

/** @param isOrderSaid true if something is wrong with form or statement: then halves in each other's place are said there */
export function checkSigner(
  { signatures, signedBytes }: Attestation,
  attesters: readonly Attester[],
  isOrderSaid: boolean,
): Step<SignedBy> {
  const findings = new Findings();
  const forged = new Set<SignatureAlgorithm>();
  const step = (signer?: Signer): Step<SignedBy> => ({
    value: signer === undefined ? { forged } : { signer, forged },
    findings,
  });
  const [ed25519, mldsa65] = [0, 1].map((index) => halfOf(signatures[index], index, attesters));
  for (const half of [ed25519, mldsa65]) {
    if (half === undefined) continue;
    findings.examined('attestation/signatures');
    const { attester, key, signature } = half;
    if (key.verify(signedBytes, signature.signature)) continue;
    forged.add(key.algorithm);
    const message = `the ${key.algorithm} signature of ${attester.name} does not verify`;
    const details = { actual: key.keyId };
    findings.report('ATTESTATION_SIGNATURE_INVALID', signature.where, message, details);
  }
  if (signatures.length < 2) {
    const message = 'one half of the hybrid signature is missing';
    const details = { expected: '2 signatures', actual: String(signatures.length) };
    const place = { ...where, pointer: '/signatures' };
    findings.report('ATTESTATION_STRIPPED', place, message, details);
    return step();
  }
  if (ed25519 === undefined && mldsa65 === undefined) {
    // The halves have changed places: that is said under the statement, whose signers have an order, unless they have too.
    const swapped = signatures.map((signature, index) => halfOf(signature, 1 - index, attesters));
    const actual = signatures.map(({ keyId }) => keyId).join(', ');
    if (isOrderSaid && swapped.every((half) => half !== undefined))
      findings.stop('attestation/signatures', 'attestation/statement');
    else findings.report('ATTESTATION_KEY_UNKNOWN', where, { actual });
    return step();
  }
  if (ed25519 === undefined || mldsa65 === undefined) {
    const message = 'one half is by a listed key, and the other is not by its partner';
    findings.report('ATTESTATION_STRIPPED', where, message, {
      expected: (ed25519?.pair.mldsa65 ?? mldsa65?.pair.ed25519)?.keyId ?? '',
      actual: signatures[ed25519 === undefined ? 0 : 1]?.keyId ?? '',
    });
    return step();
  }
  if (ed25519.pair !== mldsa65.pair) {
    const details = { expected: ed25519.pair.mldsa65.keyId, actual: mldsa65.key.keyId };
    findings.report('ATTESTATION_MIXED_PAIR', where, details);
    return step();
  }
  return forged.size > 0 ? step() : step({ attester: ed25519.attester, pair: ed25519.pair });
}

/** §12.3: is the pair valid at the trusted times of the attestation, or else at `now`? */
export function judgePair(
  { pair }: Signer,
  trustedTimes: readonly Instant[],
  now: Instant,
  exportedAt: Instant,
): Step<boolean> {
  const findings = new Findings();
  const judged = validity(pair.window, trustedTimes, now, exportedAt);
  if (!judged.valid) findings.report('ATTESTATION_KEY_INVALID', where, judged.reason);
  else if (!judged.proven) findings.report('ATTESTATION_TIME_UNPROVEN', where);
  return { value: judged.valid, findings };
}

/** The listed key of a signature; a key counts in its own place only: an ML-DSA-65 key never signs first. */
function halfOf(
  signature: EnvelopeSignature | undefined,
  index: number,
  attesters: readonly Attester[],
): Half | undefined {
  if (signature === undefined) return undefined;
  for (const attester of attesters) {
    for (const pair of attester.keyPairs) {
      const key = index === 0 ? pair.ed25519 : pair.mldsa65;
      if (key.keyId === signature.keyId) return { attester, pair, key, signature };
    }
  }
  return undefined;
}
