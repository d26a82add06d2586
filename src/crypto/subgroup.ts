// Whether a point of edwards25519 has order L, asked of X25519 (RFC 7748 §5), which node:crypto answers a hundred times as fast as
// point arithmetic in JavaScript multiplies by L. Every key of a trust root is asked this at each start.
//
// Let P = P' + T, with P' of order 1 or L and T of an order that divides 8, and s = 5L − 1. s is divisible by 8 and has 255 bits, so
// X25519 takes it as it is. [s]T is neutral and [s]P' = −P', hence X25519(s, u(P)) = u(P'). That is u(P) just if P = P' or P = −P'.
// In the second case T = −2P' has an order that divides both 8 and L: T and P' are neutral. So, but for points of small order,
// the answer is u(P) if and only if T is neutral.

import crypto from 'node:crypto';

/** s = 5L − 1, little-endian, in PKCS #8 (RFC 8410 §7). It is no secret. */
const SCALAR = Buffer.from(
  '302e020100300506032b656e04220420' +
    'a023cdd083ef5bb82f10d62e59e15a6800000000000000000000000000000050',
  'hex',
);
const SPKI_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

let scalar: crypto.KeyObject | undefined;

/**
 * True if the point with this u-coordinate (32 bytes, RFC 7748 §5) has no component of small order. The point must not be of small
 * order itself. Undefined if this build of Node has no X25519.
 */
export function isOfPrimeOrder(u: Uint8Array): boolean | undefined {
  try {
    scalar ??= crypto.createPrivateKey({ key: SCALAR, format: 'der', type: 'pkcs8' });
    const key = Buffer.concat([SPKI_PREFIX, u]);
    const publicKey = crypto.createPublicKey({ key, format: 'der', type: 'spki' });
    return crypto.diffieHellman({ privateKey: scalar, publicKey }).equals(u);
  } catch {
    return undefined;
  }
}
