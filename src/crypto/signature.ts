// Signature verification under a key of the trust root (docs/SPEC.md §1.1): Ed25519 strict and cofactorless, ML-DSA pure with an
// empty context. The algorithm is a property of the key, never of what is verified. Not here: whose key it is, and when it counts.

import { toHex } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { work } from '../base/work.js';
import { PUBLIC_KEY_BYTES, type SignatureAlgorithm } from './algorithms.js';
import { digestOf } from './digest.js';
import { laterOpinion, nativeVerifier } from './native.js';
import { faultOfEd25519Key, portableVerifier, type Verify } from './portable.js';
import { spkiOf } from './spki.js';

export { type SignatureAlgorithm, STANDARDS } from './algorithms.js';
export { parseSpki, spkiOf } from './spki.js';

/** A public key that may verify: its encoding has been checked. */
export interface VerificationKey {
  readonly algorithm: SignatureAlgorithm;
  /** The raw key: 32 bytes of Ed25519, the FIPS 204 encoding of ML-DSA. */
  readonly publicKey: Uint8Array;
  /** Lower-case hex SHA-256 of the SPKI DER. */
  readonly keyId: string;
  readonly spki: Uint8Array;
  /**
   * Verifies a signature with every implementation there is. A malformed signature is false.
   * @throws {InternalError} if two implementations disagree: then neither answer can be given.
   */
  verify(message: Uint8Array, signature: Uint8Array): boolean;
  /** Verifies a signature with the fastest implementation alone: for signatures in bulk. Never throws. */
  verifyOnce(message: Uint8Array, signature: Uint8Array): boolean;
}

export type LoadedKey =
  | { readonly ok: true; readonly key: VerificationKey }
  /** `reason` is a clause: lower case, no full stop. */
  | { readonly ok: false; readonly reason: string };

/** Loads a raw public key; refuses a wrong length and Ed25519 points that are not canonical or not of order L. Never throws. */
export function loadPublicKey(algorithm: SignatureAlgorithm, raw: Uint8Array): LoadedKey {
  const length = PUBLIC_KEY_BYTES[algorithm];
  if (raw.length !== length) {
    return {
      ok: false,
      reason: `an ${algorithm} public key has ${length} bytes, not ${raw.length}`,
    };
  }
  // A copy: the caller's bytes may change, a loaded key may not.
  const publicKey = raw.slice();
  const fault = algorithm === 'Ed25519' ? faultOfEd25519Key(publicKey) : undefined;
  if (fault !== undefined) return { ok: false, reason: fault };
  const spki = spkiOf(algorithm, publicKey);
  // Of the keys of a trust root most verify nothing in a run: what verifies is made for the first signature.
  let made: Pick<VerificationKey, 'verify' | 'verifyOnce'> | undefined;
  const make = () => {
    made ??= verifiersOf(algorithm, publicKey);
    return made;
  };
  return {
    ok: true,
    key: {
      algorithm,
      publicKey,
      keyId: toHex(digestOf('sha256', spki)),
      spki,
      verify: (message, signature) => make().verify(message, signature),
      verifyOnce: (message, signature) => make().verifyOnce(message, signature),
    },
  };
}

function verifiersOf(algorithm: SignatureAlgorithm, publicKey: Uint8Array) {
  const portable = portableVerifier(algorithm, publicKey);
  const native = nativeVerifier(algorithm, publicKey);
  return {
    verify: overheard(unanimous(algorithm, portable, native), laterOpinion(algorithm, publicKey)),
    verifyOnce: counted(native ?? portable),
  };
}

/** Tells an answer to whom it is told later whether it is right. */
function overheard(verify: Verify, later: ReturnType<typeof laterOpinion>): Verify {
  if (later === undefined) return verify;
  return (message, signature) => {
    const answer = verify(message, signature);
    later(message, signature, answer);
    return answer;
  };
}

function counted(verify: Verify): Verify {
  return (message, signature) => {
    work.signatures += 1;
    return verify(message, signature);
  };
}

/** Joins two implementations into one that answers only when they agree. @throws {InternalError} when they do not. */
export function unanimous(
  algorithm: SignatureAlgorithm,
  first: Verify,
  second: Verify | undefined,
): Verify {
  const verify = counted(first);
  return (message, signature) => {
    const answer = verify(message, signature);
    if (second !== undefined && second(message, signature) !== answer)
      throw new InternalError(`the implementations of ${algorithm} disagree about a signature`);
    return answer;
  };
}
