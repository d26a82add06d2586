// A TimeStampReq (RFC 3161 §2.4.1) for the operator to carry to an authority: version 1, the imprint, the certificates asked for. It has no
// nonce: the reply is bound by its imprint, which is over a whole file, and nothing here draws random numbers.

import { concat } from '../base/encoding.js';
import type { DigestName } from '../crypto/digest.js';
import { hashOf } from '../x509/algorithms.js';
import { TAG } from '../x509/der.js';
import { parseToken } from './token.js';

/** The last arc of 2.16.840.1.101.3.4.2, NIST hash functions. */
const ARC: Readonly<Record<DigestName, number>> = {
  sha256: 1,
  sha384: 2,
  sha512: 3,
  'sha3-256': 8,
  'sha3-384': 9,
  'sha3-512': 10,
};
const NIST_HASHES = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02] as const;
const TRUE = Uint8Array.of(TAG.boolean, 1, 0xff);
const VERSION = Uint8Array.of(TAG.integer, 1, 1);

/** The request in DER. Parameters of the hash are absent (RFC 5754 §2). */
export function timestampRequest(hash: DigestName, imprint: Uint8Array): Uint8Array {
  const oid = der(TAG.oid, Uint8Array.of(...NIST_HASHES, ARC[hash]));
  const messageImprint = der(TAG.sequence, der(TAG.sequence, oid), der(TAG.octetString, imprint));
  return der(TAG.sequence, VERSION, messageImprint, TRUE);
}

/** An element whose content is shorter than 128 octets. */
function der(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const body = concat(...content);
  return concat(Uint8Array.of(tag, body.length), body);
}

/** The hash of what a reply is over; undefined for what is no granted reply, or over a hash that is not allowed. */
export function replyHash(reply: Uint8Array): DigestName | undefined {
  const parsed = parseToken(reply);
  return parsed.ok ? hashOf(parsed.token.tstInfo.imprintAlgorithm) : undefined;
}
