// A certificate of the trust root in outline (docs/SPEC.md §12.1): is it one at all, which key is in it, and is that key strong
// enough. Whether a time stamp chains to it is decided where the token is verified.

import { toHex } from '../base/encoding.js';
import { InternalError } from '../base/errors.js';
import { digestOf } from '../crypto/digest.js';
import { parseCertificate } from '../timestamp/timestamp.js';
import { readSequence, TAG } from './der.js';

export interface CertificateOutline {
  /** Lower-case hex SHA-256 of the SubjectPublicKeyInfo, like the key id of a bare key. */
  readonly keyId: string;
  /** Bits of the modulus of an RSA key that may be used; undefined for others. */
  readonly rsaBits: number | undefined;
  /** Why no signature by this key is ever accepted (one clause); undefined if one may be. */
  readonly unusable: string | undefined;
}

export type OutlineResult =
  | { readonly ok: true; readonly outline: CertificateOutline }
  /** `reason` is a clause: lower case, no full stop. */
  | { readonly ok: false; readonly reason: string };

/** Reads the outline of exactly one DER certificate. Never throws for anything in it. */
export function outlineCertificate(der: Uint8Array): OutlineResult {
  const parsed = parseCertificate(der);
  if (!parsed.ok) return parsed;
  const { key, tbs } = parsed.certificate;
  const isRsa = key.ok && (key.key.kind === 'RSA' || key.key.kind === 'RSASSA-PSS');
  return {
    ok: true,
    outline: {
      keyId: toHex(digestOf('sha256', spkiOf(tbs))),
      rsaBits: isRsa && 'bits' in key.key ? key.key.bits : undefined,
      unusable: key.ok ? undefined : key.reason,
    },
  };
}

/** RFC 5280 §4.1: version (unless v1), serial number, signature, issuer, validity, subject, subjectPublicKeyInfo. */
function spkiOf(tbs: Uint8Array): Uint8Array {
  const members = readSequence(tbs) ?? [];
  const spki = members[members[0]?.tag === TAG.context0 ? 6 : 5];
  if (spki === undefined) throw new InternalError('a parsed certificate has no public key');
  return spki.whole;
}
