// X.509 certificates of a test time stamp authority (RFC 5280 §4.1), with whatever extensions a test asks for.

import { createHash } from 'node:crypto';
import {
  bits,
  boolean,
  context,
  der,
  generalizedTime,
  integer,
  NULL,
  octets,
  oid,
  sequence,
  setOf,
  utcTime,
} from './der.js';
import type { AuthorityKey, SigningHash, SigningOptions } from './timestamp-keys.js';

export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

export interface CertificateRequest {
  /** Common names. */
  readonly subject: string;
  readonly issuer: string;
  readonly serial: bigint;
  /** 3 if absent; 1 is not written, as DER has it. */
  readonly version?: number;
  /** Ends the validity half a second later, as no certificate may. */
  readonly fraction?: boolean;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: AuthorityKey;
  readonly issuerKey: AuthorityKey;
  readonly signing?: SigningOptions;
  /** No end of the validity. */
  readonly withoutEnd?: boolean;
  /** Basic constraints, of a CA unless it is said; absent: none at all. */
  readonly ca?: { readonly pathLength?: number; readonly isCa?: boolean } | undefined;
  /** The first octet of KeyUsage: 0x80 digitalSignature, 0x06 keyCertSign and cRLSign. Absent: no extension. */
  readonly keyUsage?: number | undefined;
  /** That extension twice. */
  readonly usageTwice?: boolean;
  /** The hash of the algorithm that is named inside, if it is not that of the signature. */
  readonly innerHash?: SigningHash;
  /** What the authority key identifier says of the issuer's certificate beside its key. */
  readonly authority?: { readonly issuer?: string; readonly serial?: bigint };
  /** The name of the issuer is a PrintableString; all others are UTF8Strings. */
  readonly printable?: boolean;
  /** The key is a compressed point. */
  readonly compressed?: boolean;
  /** Where a member stands that has no place there. */
  readonly surplus?: 'certificate' | 'body' | 'validity' | 'extension' | 'constraints';
  /** Neither subject nor authority key identifier. */
  readonly withoutKeyIds?: boolean;
  readonly extendedKeyUsage?: { readonly critical: boolean; readonly purposes: readonly string[] };
  /** The subject key identifier, if it is not to be that of the key. */
  readonly keyId?: Uint8Array;
  /** A critical extension that nobody knows. */
  readonly unknownCritical?: boolean;
}

/** Mints a certificate; the same bytes for the same request, unless it is signed with a salted PSS. */
export function mintCertificate(request: CertificateRequest): Uint8Array {
  const signing = request.signing ?? { hash: 'sha256' };
  const algorithm = request.issuerKey.algorithm(signing);
  const surplus = (place: CertificateRequest['surplus']): Uint8Array[] =>
    request.surplus === place ? [NULL] : [];
  const tbs = sequence(
    ...(request.version === 1 ? [] : [context(0, integer((request.version ?? 3) - 1))]),
    integer(request.serial),
    request.innerHash === undefined
      ? algorithm
      : request.issuerKey.algorithm({ hash: request.innerHash }),
    distinguishedName(request.issuer, request.printable === true ? 0x13 : 0x0c),
    sequence(
      timeField(request.notBefore),
      ...(request.withoutEnd === true ? [] : [notAfterOf(request)]),
      ...surplus('validity'),
    ),
    distinguishedName(request.subject),
    request.compressed === true ? compressed(request.key.spki) : request.key.spki,
    context(3, sequence(...extensionsOf(request))),
    ...surplus('body'),
  );
  const signature = bits(request.issuerKey.sign(tbs, signing));
  return sequence(tbs, algorithm, signature, ...surplus('certificate'));
}

/** The SPKI of a P-256 key with its point compressed (SEC 1 §2.3.3). */
function compressed(spki: Uint8Array): Uint8Array {
  const [x, y] = [spki.subarray(-64, -32), spki.subarray(-32)];
  const algorithm = spki.subarray(2, 2 + 2 + (spki[3] ?? 0));
  return sequence(algorithm, bits(Buffer.concat([Uint8Array.of(2 + ((y[31] ?? 0) & 1)), x])));
}

/** A Name with one common name. */
export function distinguishedName(commonName: string, tag = 0x0c): Uint8Array {
  const value = der(tag, Buffer.from(commonName, 'utf8'));
  return sequence(setOf(sequence(oid('2.5.4.3'), value)));
}

/** The key identifier that certificates of a key bear. */
export function keyIdOf(key: AuthorityKey): Uint8Array {
  return createHash('sha256').update(key.spki).digest().subarray(0, 20);
}

function extensionsOf(request: CertificateRequest): Uint8Array[] {
  const { ca, keyUsage, extendedKeyUsage } = request;
  const list = [
    extension('2.5.29.14', false, octets(request.keyId ?? keyIdOf(request.key))),
    extension(
      '2.5.29.35',
      false,
      sequence(der(0x80, keyIdOf(request.issuerKey)), ...issuerAndSerial(request)),
    ),
  ];
  if (request.withoutKeyIds === true) list.length = 0;
  if (ca !== undefined) {
    const bound = ca.pathLength === undefined ? [] : [integer(ca.pathLength)];
    const isCa = ca.isCa === false ? [] : [boolean(true)];
    list.push(
      extension(
        '2.5.29.19',
        true,
        sequence(...isCa, ...bound, ...(request.surplus === 'constraints' ? [NULL] : [])),
      ),
    );
  }
  if (keyUsage !== undefined) {
    const unused = Math.clz32(keyUsage & -keyUsage) ^ 31;
    const usage = extension('2.5.29.15', true, bits(Uint8Array.of(keyUsage), unused));
    list.push(usage, ...(request.usageTwice === true ? [usage] : []));
  }
  if (extendedKeyUsage !== undefined) {
    const { critical, purposes } = extendedKeyUsage;
    list.push(extension('2.5.29.37', critical, sequence(...purposes.map(oid))));
  }
  if (request.surplus === 'extension')
    list.push(sequence(oid('1.3.6.1.4.1.32473.4'), octets(NULL), NULL));
  if (request.unknownCritical === true)
    list.push(extension('1.3.6.1.4.1.32473.1', true, boolean(true)));
  return list;
}

/** authorityCertIssuer [1] and authorityCertSerialNumber [2], implicitly tagged. */
function issuerAndSerial({ authority }: CertificateRequest): Uint8Array[] {
  const { issuer, serial } = authority ?? {};
  return [
    ...(issuer === undefined ? [] : [context(1, context(4, distinguishedName(issuer)))]),
    ...(serial === undefined ? [] : [der(0x82, integer(serial).subarray(2))]),
  ];
}

function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));
}

function notAfterOf({ notAfter, fraction }: CertificateRequest): Uint8Array {
  return fraction === true ? generalizedTime(notAfter.replace('Z', '.5Z')) : timeField(notAfter);
}

/** RFC 5280 §4.1.2.5: UTCTime through 2049. */
function timeField(time: string): Uint8Array {
  return time < '2050' ? utcTime(time) : generalizedTime(time);
}
