// The public key inside an X.509 certificate of the trust root (RFC 5280 §4.1), to tell whether it stands twice and how long an
// RSA key is. Walks over the outline only: names, extensions, validity and signature are examined where a token is verified.

import { digestOf } from '../crypto/digest.js';
import { toHex } from '../encoding.js';
import { readSequence, TAG, type Tlv } from './der.js';

export interface CertificateOutline {
  /** Lower-case hex SHA-256 of the SubjectPublicKeyInfo, like the key id of a bare key. */
  readonly keyId: string;
  /** Bits of the modulus; undefined for another algorithm. */
  readonly rsaBits: number | undefined;
}

/** rsaEncryption, 1.2.840.113549.1.1.1 (RFC 8017 appendix A.1). */
const RSA_OID = '2a864886f70d010101';

/** Reads the outline of one DER certificate with nothing after it; undefined if it is none. */
export function outlineCertificate(der: Uint8Array): CertificateOutline | undefined {
  // RFC 5280 §4.1: tbsCertificate, signatureAlgorithm, signatureValue.
  const [tbs, algorithm, signature, ...rest] = readSequence(der) ?? [];
  if (tbs?.tag !== TAG.sequence || algorithm?.tag !== TAG.sequence) return undefined;
  if (signature?.tag !== TAG.bitString || rest.length > 0) return undefined;
  const members = readSequence(tbs.whole) ?? [];
  // §4.1.2.1: the version stands first unless it is v1.
  const skipped = members[0]?.tag === TAG.context0 ? 1 : 0;
  const [serial, inner, issuer, validity, subject, spki] = members.slice(skipped);
  if (serial?.tag !== TAG.integer) return undefined;
  if (![inner, issuer, validity, subject, spki].every((member) => member?.tag === TAG.sequence))
    return undefined;
  if (spki === undefined) return undefined;
  return { keyId: toHex(digestOf('sha256', spki.whole)), rsaBits: rsaBits(spki) };
}

function rsaBits(spki: Tlv): number | undefined {
  const [algorithm, key] = readSequence(spki.whole) ?? [];
  const [oid] = algorithm === undefined ? [] : (readSequence(algorithm.whole) ?? []);
  if (oid?.tag !== TAG.oid || toHex(oid.value) !== RSA_OID || key?.tag !== TAG.bitString)
    return undefined;
  // RFC 8017 appendix A.1.1, after the count of unused bits.
  const [modulus] = readSequence(key.value.subarray(1)) ?? [];
  if (modulus?.tag !== TAG.integer) return undefined;
  const digits = BigInt(`0x0${toHex(modulus.value)}`).toString(2);
  return digits === '0' ? 0 : digits.length;
}
