// One X.509 certificate (RFC 5280 §4.1), read twice: by OpenSSL (second-reading.ts), which must accept it, and from its ASN.1 for what Node 20
// does not tell (criticality, key usage, path length, exact times). Nothing here is verified: a certificate proves nothing
// about itself.

import { equalBytes, type Instant } from '../base/encoding.js';
import { work } from '../base/work.js';
import { type AlgorithmIdentifier, algorithmOf } from './algorithms.js';
import { decodeDer, type Element, TAG } from './der.js';
import { type Extensions, readExtensions } from './extensions.js';
import { Fields, integerOf, octetsOfBits, onlyItem, timeOf } from './fields.js';
import { readAgain, type SecondReading } from './second-reading.js';
import { type ReadKey, readPublicKey } from './signature.js';

export interface Certificate extends Extensions {
  readonly der: Uint8Array;
  /** The signed octets as received. */
  readonly tbs: Uint8Array;
  /** For isIssuedBy. */
  readonly again: SecondReading;
  /** Names as DER; serial number as the content octets of its INTEGER. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly serial: Uint8Array;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  /** The SubjectPublicKeyInfo as received. */
  readonly spki: Uint8Array;
  /** Read when it is first asked for: a token may hold hundreds of certificates that nobody needs. */
  readonly key: ReadKey;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

export type ParsedCertificate =
  | { readonly ok: true; readonly certificate: Certificate }
  /** `reason` is a clause: lower case, no full stop. */
  | { readonly ok: false; readonly reason: string };

/**
 * Parses the DER of one X.509 certificate, which may be hostile. Does not verify its signature, and accepts any validity and any
 * key: whether it may be used is decided where it is used. Never throws.
 */
export function parseCertificate(der: Uint8Array): ParsedCertificate {
  const decoded = decodeDer(der);
  if (!decoded.ok) return refuse(`it is not DER: ${decoded.fault.reason}`);
  work.certificates += 1;
  const again = readAgain(der);
  if (again === undefined) return refuse('it is not an X.509 certificate');
  const outer = new Fields(decoded.element);
  const tbs = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signatureAlgorithm = algorithmOf(algorithm);
  const signature = octetsOfBits(outer.take(TAG.bitString));
  const body = readBody(tbs);
  if (!outer.done || tbs === undefined || body === undefined)
    return refuse('it does not have the form of RFC 5280 §4.1');
  if (signatureAlgorithm === undefined || algorithm === undefined || signature === undefined)
    return refuse('its signature does not have the form of RFC 5280 §4.1.1');
  // §4.1.1.2: otherwise the algorithm is one that nobody signed.
  if (!equalBytes(body.algorithm, algorithm.raw))
    return refuse('it names two signature algorithms');
  const extensions = readExtensions(body.extensions);
  if (extensions === undefined)
    return refuse('its extensions do not have the form of RFC 5280 §4.2');
  let key: ReadKey | undefined;
  return {
    ok: true,
    certificate: {
      der: decoded.element.raw,
      tbs: tbs.raw,
      again,
      ...body.names,
      spki: body.spki,
      get key() {
        key ??= readPublicKey(body.spki);
        return key;
      },
      signatureAlgorithm,
      signature,
      ...extensions,
    },
  };
}

interface Body {
  readonly names: Pick<Certificate, 'issuer' | 'subject' | 'serial' | 'notBefore' | 'notAfter'>;
  readonly algorithm: Uint8Array;
  readonly spki: Uint8Array;
  readonly extensions: Element | undefined;
}

function readBody(tbs: Element | undefined): Body | undefined {
  const fields = new Fields(tbs);
  const tagged = fields.optional(TAG.context[0]);
  const version = tagged === undefined ? 0n : integerOf(onlyItem(tagged));
  const serial = fields.take(TAG.integer);
  const algorithm = fields.take(TAG.sequence);
  const issuer = fields.take(TAG.sequence);
  const validity = new Fields(fields.take(TAG.sequence));
  const notBefore = wholeSecond(validity.any());
  const notAfter = wholeSecond(validity.any());
  const subject = fields.take(TAG.sequence);
  const spki = fields.take(TAG.sequence);
  // §4.1.2.8: unique identifiers, obsolete.
  fields.optional(TAG.contextPrimitive[1]);
  fields.optional(TAG.contextPrimitive[2]);
  const extensions = fields.optional(TAG.context[3]);
  if (!fields.done || serial === undefined || algorithm === undefined || spki === undefined)
    return undefined;
  if (issuer === undefined || subject === undefined || !validity.done) return undefined;
  if (notBefore === undefined || notAfter === undefined) return undefined;
  // §4.1.2.1: v1, v2 and v3 are 0, 1 and 2, and only v3 has extensions. What a later version means is not known.
  if (version === undefined || version < 0n || version > 2n) return undefined;
  if (extensions !== undefined && version !== 2n) return undefined;
  return {
    names: {
      issuer: issuer.raw,
      subject: subject.raw,
      serial: serial.content,
      notBefore,
      notAfter,
    },
    algorithm: algorithm.raw,
    spki: spki.raw,
    extensions,
  };
}

/** §4.1.2.5: a time of a certificate has no fraction of a second. */
function wholeSecond(element: Element | undefined): Instant | undefined {
  const time = timeOf(element);
  return time === undefined || time % 1_000_000_000n !== 0n ? undefined : time;
}

function refuse(reason: string): ParsedCertificate {
  return { ok: false, reason };
}
