// Signatures where there is no Node: nothing answers at once but noble (portable.ts). The Web Crypto API is asked as well, and its
// answers are waited for at the end of the run (opinions.ts).

import { SIGNATURE_BYTES, type SignatureAlgorithm } from './algorithms.js';
import { holdAgainst } from './opinions.js';
import type { Verify } from './portable.js';
import { isStrictEd25519 } from './strict-ed25519.js';
import { webVerify } from './web-crypto.web.js';

export function nativeVerifier(
  _algorithm: SignatureAlgorithm,
  _raw: Uint8Array,
): Verify | undefined {
  return undefined;
}

export function laterOpinion(
  algorithm: SignatureAlgorithm,
  raw: Uint8Array,
): ((message: Uint8Array, signature: Uint8Array, answer: boolean) => void) | undefined {
  return (message, signature, answer) => {
    // What docs/SPEC.md §1.1 asks beyond the equation is not a matter of opinion.
    const isWellFormed =
      signature.length === SIGNATURE_BYTES[algorithm] &&
      (algorithm !== 'Ed25519' || isStrictEd25519(signature));
    if (!isWellFormed && !answer) return;
    holdAgainst<boolean>(
      'signatures',
      () => `a signature of ${algorithm}`,
      (theirs) => theirs === answer,
      webVerify(algorithm, raw, message, signature),
    );
  };
}
