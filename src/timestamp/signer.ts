// The rules of docs/SPEC.md §8.5 for the signer of a token, whose certificate is known by now: purpose, attributes, algorithms,
// signature. Each rejecting branch is one rule. Not here: whether the certificate is trusted, and what the imprint is of.

import { equalBytes, toHex } from '../base/encoding.js';
import { digestOf } from '../crypto/digest.js';
import { sha1 } from '../crypto/sha1.js';
import { algorithmOf, hashOf, type Scheme, schemeOf } from '../x509/algorithms.js';
import type { Certificate } from '../x509/certificate.js';
import { type Element, TAG } from '../x509/der.js';
import { Fields, itemsOf, oidOf, onlyItem } from '../x509/fields.js';
import { isFit, type PublicKey, verifySignature } from '../x509/signature.js';
import { type SignerInfo, type Token, TST_INFO } from './token.js';

/** RFC 5652 §11.1 and §11.2, RFC 2634 §5.4, RFC 5035 §3. */
const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** id-kp-timeStamping (RFC 3161 §2.3). */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

interface SignerFault {
  /** `unsupported`: allowed by the format, but beyond a bound of this verifier. */
  readonly kind: 'invalid' | 'unsupported';
  /** A clause: lower case, no full stop. */
  readonly reason: string;
  readonly expected?: string;
  readonly actual?: string;
}

export type SignerResult =
  | { readonly ok: true; readonly key: PublicKey; readonly scheme: Scheme }
  | { readonly ok: false; readonly fault: SignerFault };

/** Verifies a token under its signer's certificate. Never throws. */
export function verifySigner(token: Token, certificate: Certificate): SignerResult {
  const { signer } = token;
  const fault =
    faultOfPurpose(certificate) ??
    faultOfContent(signer, token.content) ??
    faultOfSigningCertificate(signer, certificate);
  if (fault !== undefined) return { ok: false, fault };
  if (!certificate.key.ok) {
    const { unsupported, reason } = certificate.key;
    return { ok: false, fault: { kind: unsupported ? 'unsupported' : 'invalid', reason } };
  }
  const { key } = certificate.key;
  const digest = hashOf(signer.digestAlgorithm);
  const scheme = schemeOf(signer.signatureAlgorithm, digest);
  if (scheme === undefined || !isFit(key, scheme))
    return refuse('the signature algorithm is not allowed or does not fit the key');
  // RFC 8933 §3: one digest algorithm for content and attributes.
  if ('hash' in scheme && scheme.hash !== digest)
    return refuse('the signature uses another digest than the signer states');
  if (!signer.signedOctets.some((octets) => verifySignature(key, scheme, octets, signer.signature)))
    return refuse('the signature does not verify');
  return { ok: true, key, scheme };
}

/** RFC 3161 §2.3: one purpose, critical. RFC 5280 §4.2.1.3: a key usage, if there is one, that signs. */
function faultOfPurpose(certificate: Certificate): SignerFault | undefined {
  const { extendedKeyUsage: extended, keyUsage } = certificate;
  if (extended === undefined || extended.purposes.join() !== TIME_STAMPING)
    return invalid('the certificate of the signer is not for time stamping alone');
  if (!extended.critical) return invalid('the purpose of the certificate is not marked critical');
  if (keyUsage !== undefined && !keyUsage.digitalSignature && !keyUsage.contentCommitment)
    return invalid('the key of the certificate is not for signatures');
  return undefined;
}

/** RFC 5652 §5.4, §11.1, §11.2: the signed attributes name the type of the content and its digest. */
function faultOfContent(signer: SignerInfo, content: Uint8Array): SignerFault | undefined {
  const contentType = oidOf(singleValue(signer, ATTRIBUTE.contentType));
  if (contentType !== TST_INFO)
    return invalid('the content-type attribute is not there once, or is not id-ct-TSTInfo');
  const hash = hashOf(signer.digestAlgorithm);
  if (hash === undefined)
    return invalid(`the digest algorithm ${signer.digestAlgorithm.oid} is not allowed`);
  const stated = singleValue(signer, ATTRIBUTE.messageDigest);
  if (stated?.tag !== TAG.octetString)
    return invalid('the message-digest attribute is not there once');
  const actual = digestOf(hash, content);
  if (equalBytes(stated.content, actual)) return undefined;
  const reason = 'the message digest is of another content';
  return { kind: 'invalid', reason, expected: toHex(stated.content), actual: toHex(actual) };
}

/** RFC 3161 §2.4.2, RFC 5816: at least one of the two attributes, and each that is there names the certificate first. */
function faultOfSigningCertificate(
  signer: SignerInfo,
  certificate: Certificate,
): SignerFault | undefined {
  let found = false;
  for (const type of [ATTRIBUTE.signingCertificate, ATTRIBUTE.signingCertificateV2]) {
    if (!signer.signedAttributes.some((attribute) => attribute.type === type)) continue;
    found = true;
    if (!isCertificateNamed(type, singleValue(signer, type), certificate))
      return invalid('the signing-certificate attribute names another certificate');
  }
  return found ? undefined : invalid('no attribute names the signing certificate');
}

/** ESSCertID (RFC 2634 §5.4.1) with SHA-1, which only names a certificate whose path is verified by itself, or ESSCertIDv2 (RFC 5035 §4) with an allowed hash, SHA-256 by default. */
function isCertificateNamed(
  type: string,
  value: Element | undefined,
  certificate: Certificate,
): boolean {
  const attribute = new Fields(value);
  const [first] = itemsOf(attribute.take(TAG.sequence), TAG.sequence) ?? [];
  attribute.optional(TAG.sequence);
  const id = new Fields(first);
  const isV2 = type === ATTRIBUTE.signingCertificateV2;
  // Both optional members are SEQUENCEs, but the algorithm stands before the hash.
  const algorithmField = isV2 ? id.optional(TAG.sequence) : undefined;
  const certHash = id.take(TAG.octetString);
  const issuerSerial = id.optional(TAG.sequence);
  if (!attribute.done || !id.done || certHash === undefined) return false;
  const digest = isV2 ? digestV2(algorithmField, certificate.der) : sha1(certificate.der);
  if (digest === undefined || !equalBytes(certHash.content, digest)) return false;
  return issuerSerial === undefined || isIssuerSerial(issuerSerial, certificate);
}

function digestV2(algorithmField: Element | undefined, der: Uint8Array): Uint8Array | undefined {
  if (algorithmField === undefined) return digestOf('sha256', der);
  const algorithm = algorithmOf(algorithmField);
  const hash = algorithm === undefined ? undefined : hashOf(algorithm);
  return hash === undefined ? undefined : digestOf(hash, der);
}

/** IssuerSerial: GeneralNames with one directoryName [4], and the serial number. */
function isIssuerSerial(element: Element, certificate: Certificate): boolean {
  const fields = new Fields(element);
  const directoryName = onlyItem(fields.take(TAG.sequence));
  const serial = fields.take(TAG.integer);
  if (!fields.done || serial === undefined || directoryName?.tag !== TAG.context[4]) return false;
  const name = onlyItem(directoryName);
  return (
    name !== undefined &&
    equalBytes(name.raw, certificate.issuer) &&
    equalBytes(serial.content, certificate.serial)
  );
}

/** The value of an attribute that stands once with one value (RFC 5652 §11); undefined otherwise. */
function singleValue(signer: SignerInfo, type: string): Element | undefined {
  const found = signer.signedAttributes.filter((attribute) => attribute.type === type);
  const [attribute] = found;
  return found.length === 1 && attribute?.values.length === 1 ? attribute.values[0] : undefined;
}

function invalid(reason: string): SignerFault {
  return { kind: 'invalid', reason };
}

function refuse(reason: string): SignerResult {
  return { ok: false, fault: invalid(reason) };
}
