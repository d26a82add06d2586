// The quantum attestation (docs/SPEC.md §8.1 to §8.3): is it about exactly this manifest, and signed by both keys of one key
// pair of one attester? "Quantum" says that one of the signatures is post-quantum, nothing about hardware.

import { type Instant, toHex } from '../base/encoding.js';
import { finding, type Location } from '../base/errors.js';
import type { Limits } from '../base/limits.js';
import {
  type Attestation,
  type EnvelopeSignature,
  parseAttestation,
  type Statement,
} from '../bundle/attestation.js';
import { PATHS } from '../bundle/layout.js';
import type { Manifest } from '../bundle/manifest.js';
import { digestOf } from '../crypto/digest.js';
import { counts } from '../trust/key-window.js';
import type { Attester, KeyPair } from '../trust/trust-root.js';
import type { Entries } from './entries.js';
import type { Findings } from './findings.js';

const where: Location = { entry: PATHS.attestation };
const ALGORITHMS = ['Ed25519', 'ML-DSA-65'] as const;

/** Reads the envelope (§8.1); undefined if there is none that can be used. */
export async function readAttestation(
  recorder: Findings,
  entries: Entries,
  limits: Limits,
): Promise<Attestation | undefined> {
  if (!entries.has(PATHS.attestation)) {
    recorder.absent(finding('ATTESTATION_ABSENT', where));
    recorder.stop('attestation/form', 'attestation/form');
    return undefined;
  }
  if (entries.sizeOf(PATHS.attestation) > limits.documentBytes) {
    recorder.report(
      finding('ATTESTATION_TOO_LARGE', where, {
        expected: `at most ${limits.documentBytes} bytes`,
        actual: String(entries.sizeOf(PATHS.attestation)),
      }),
    );
    recorder.stop('attestation/form', 'attestation/form');
    return undefined;
  }
  const bytes = await entries.read(PATHS.attestation);
  if (bytes === undefined) {
    recorder.stop('attestation/form', 'archive/content');
    return undefined;
  }
  recorder.examined('attestation/form');
  const { attestation, findings } = parseAttestation(bytes);
  for (const found of findings) recorder.report(found);
  // Two signatures over bytes that state nothing are no attestation, whoever made them.
  if (attestation?.statement === undefined) recorder.stop('attestation/form', 'attestation/form');
  return attestation;
}

/** §8.2: both digests of the one subject, the bundle id, and the signers that the statement names. */
export function checkStatement(
  recorder: Findings,
  statement: Statement,
  signatures: readonly EnvelopeSignature[],
  manifest: Manifest,
  manifestBytes: Uint8Array,
): void {
  recorder.examined('attestation/statement');
  // in-toto lets a subject match by any one digest; evidence has to match by all of them.
  for (const [name, stated] of [
    ['sha256', statement.sha256],
    ['sha3-256', statement.sha3_256],
  ] as const) {
    const expected = toHex(digestOf(name, manifestBytes));
    if (expected === stated) continue;
    recorder.report(
      finding(
        'ATTESTATION_SUBJECT_MISMATCH',
        where,
        `the ${name} of the subject is not that of manifest.json`,
        { expected, actual: stated },
      ),
    );
  }
  if (statement.bundleId !== manifest.bundleId) {
    recorder.report(
      finding('ATTESTATION_BUNDLE_ID_MISMATCH', where, {
        expected: manifest.bundleId,
        actual: statement.bundleId,
      }),
    );
  }
  // §8.2: keyid equals the signer's key_id, Ed25519 first. One signature alone may be of either; what is missing is judged in §8.3.
  const alone = signatures.length === 1;
  for (const [index, { keyId, where: at }] of signatures.entries()) {
    const signer = statement.signers[index];
    if (signer?.keyId === keyId) continue;
    if (alone && statement.signers.some((other) => other.keyId === keyId)) continue;
    recorder.report(
      finding('ATTESTATION_SIGNERS_MISMATCH', at, {
        expected: signer?.keyId ?? 'no such signer',
        actual: keyId,
      }),
    );
  }
}

/** The pair that signed, and whose it is by the trust root's words. */
export interface Signer {
  readonly attester: Attester;
  readonly pair: KeyPair;
}

interface Half extends Signer {
  readonly signature: EnvelopeSignature;
  readonly key: KeyPair['ed25519'];
}

/** §8.3: both signatures, over the same bytes, by the two keys of one pair. Whether the pair counts: `judgePair`. */
export function verifySignatures(
  recorder: Findings,
  attestation: Attestation,
  attesters: readonly Attester[],
): Signer | undefined {
  const halves = ALGORITHMS.map((_, index) =>
    halfOf(attestation.signatures[index], index, attesters),
  );
  let verified = true;
  for (const half of halves) {
    if (half === undefined) continue;
    recorder.examined('attestation/signatures');
    if (half.key.verify(attestation.signedBytes, half.signature.signature)) continue;
    verified = false;
    recorder.report(
      finding(
        'ATTESTATION_SIGNATURE_INVALID',
        half.signature.where,
        `the ${half.key.algorithm} signature of ${half.attester.name} does not verify`,
        { actual: half.key.keyId },
      ),
    );
  }
  const [ed25519, mldsa65] = halves;
  if (attestation.signatures.length < 2) {
    recorder.report(
      finding(
        'ATTESTATION_STRIPPED',
        { ...where, pointer: '/signatures' },
        'one half of the hybrid signature is missing',
        { expected: '2 signatures', actual: String(attestation.signatures.length) },
      ),
    );
    return undefined;
  }
  if (ed25519 === undefined && mldsa65 === undefined) {
    // The halves have changed places: that is said under the statement, whose signers have an order, unless they have too.
    const swapped = attestation.signatures.map((signature, index) =>
      halfOf(signature, 1 - index, attesters),
    );
    const isSaid = !recorder.sound('attestation/form', 'attestation/statement');
    if (isSaid && swapped.every((half) => half !== undefined)) {
      recorder.stop('attestation/signatures', 'attestation/statement');
      return undefined;
    }
    recorder.report(
      finding('ATTESTATION_KEY_UNKNOWN', where, {
        actual: attestation.signatures.map(({ keyId }) => keyId).join(', '),
      }),
    );
    return undefined;
  }
  if (ed25519 === undefined || mldsa65 === undefined) {
    recorder.report(
      finding(
        'ATTESTATION_STRIPPED',
        where,
        'one half is by a listed key, and the other is not by its partner',
        {
          expected: (ed25519?.pair.mldsa65 ?? mldsa65?.pair.ed25519)?.keyId ?? '',
          actual: attestation.signatures[ed25519 === undefined ? 0 : 1]?.keyId ?? '',
        },
      ),
    );
    return undefined;
  }
  if (ed25519.pair !== mldsa65.pair) {
    recorder.report(
      finding('ATTESTATION_MIXED_PAIR', where, {
        expected: ed25519.pair.mldsa65.keyId,
        actual: mldsa65.key.keyId,
      }),
    );
    return undefined;
  }
  return verified ? { attester: ed25519.attester, pair: ed25519.pair } : undefined;
}

/** §12.3: does the pair count, by the trusted times of the attestation, or else at `now`? */
export function judgePair(
  recorder: Findings,
  { pair }: Signer,
  trustedTimes: readonly Instant[],
  now: Instant,
): boolean {
  const counted = counts(pair.window, trustedTimes, now);
  if (!counted.counts) recorder.report(finding('ATTESTATION_KEY_INVALID', where, counted.reason));
  else if (!counted.proven) {
    recorder.report(finding('ATTESTATION_TIME_UNPROVEN', where));
  }
  return counted.counts;
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
