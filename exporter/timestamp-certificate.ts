// X.509 certificates of a test time stamp authority (RFC 5280 §4.1), with whatever extensions a test asks for.

import { createHash } from 'node:crypto';
import {
  bits,
  boolean,
  context,
  der,
  generalizedTime,
  integer,
  octets,
  oid,
  sequence,
  setOf,
  utcTime,
} from './der.js';
import type { AuthorityKey, SigningOptions } from './timestamp-keys.js';

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
  /** Basic constraints of a CA; absent: none at all. */
  readonly ca?: { readonly pathLength?: number } | undefined;
  /** The first octet of KeyUsage: 0x80 digitalSignature, 0x06 keyCertSign and cRLSign. Absent: no extension. */
  readonly keyUsage?: number;
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
  const tbs = sequence(
    ...(request.version === 1 ? [] : [context(0, integer((request.version ?? 3) - 1))]),
    integer(request.serial),
    algorithm,
    distinguishedName(request.issuer),
    sequence(timeField(request.notBefore), notAfterOf(request)),
    distinguishedName(request.subject),
    request.key.spki,
    context(3, sequence(...extensionsOf(request))),
  );
  return sequence(tbs, algorithm, bits(request.issuerKey.sign(tbs, signing)));
}

/** A Name with one common name. */
export function distinguishedName(commonName: string): Uint8Array {
  const value = der(0x0c, Buffer.from(commonName, 'utf8'));
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
    extension('2.5.29.35', false, sequence(der(0x80, keyIdOf(request.issuerKey)))),
  ];
  if (ca !== undefined) {
    const bound = ca.pathLength === undefined ? [] : [integer(ca.pathLength)];
    list.push(extension('2.5.29.19', true, sequence(boolean(true), ...bound)));
  }
  if (keyUsage !== undefined) {
    const unused = Math.clz32(keyUsage & -keyUsage) ^ 31;
    list.push(extension('2.5.29.15', true, bits(Uint8Array.of(keyUsage), unused)));
  }
  if (extendedKeyUsage !== undefined) {
    const { critical, purposes } = extendedKeyUsage;
    list.push(extension('2.5.29.37', critical, sequence(...purposes.map(oid))));
  }
  if (request.unknownCritical === true)
    list.push(extension('1.3.6.1.4.1.32473.1', true, boolean(true)));
  return list;
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
