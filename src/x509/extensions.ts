// The extensions of a certificate that the rules of docs/SPEC.md §8.6 read (RFC 5280 §4.2). One in another form than its own makes the
// certificate malformed.

import { decodeDer, type Element, TAG } from './der.js';
import { booleanOf, Fields, integerOf, itemsOf, oidOf, onlyItem } from './fields.js';

/** RFC 5280 §4.2.1: the extensions that the rules here read, or whose meaning cannot make a path less trustworthy. */
const EXTENSION = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const;

const PROCESSED: ReadonlySet<string> = new Set(Object.values(EXTENSION));

/** Bits of KeyUsage (RFC 5280 §4.2.1.3), from the most significant bit of the first octet. */
interface KeyUsage {
  readonly digitalSignature: boolean;
  readonly contentCommitment: boolean;
  readonly keyCertSign: boolean;
}

interface Authority {
  readonly keyId?: Uint8Array;
  readonly issuer?: Uint8Array;
  readonly serial?: Uint8Array;
}

export interface Extensions {
  readonly subjectKeyId: Uint8Array | undefined;
  /** What the authority key identifier says of the issuer's certificate: its key, its own issuer as DER, its serial number. */
  readonly authority: Authority;
  readonly isCa: boolean;
  /** How many intermediate certificates may stand below it; undefined: no bound. */
  readonly pathLength: bigint | undefined;
  readonly keyUsage: KeyUsage | undefined;
  readonly extendedKeyUsage:
    | { readonly critical: boolean; readonly purposes: readonly string[] }
    | undefined;
  /** Critical extensions that nothing here processes (RFC 5280 §4.2: such a certificate must be refused). */
  readonly unknownCritical: readonly string[];
}

/** Undefined if an extension that the rules read is malformed, or stands twice (§4.2). */
export function readExtensions(tagged: Element | undefined): Extensions | undefined {
  const found = new Map<
    string,
    { readonly critical: boolean; readonly value: Element | undefined }
  >();
  const unknownCritical: string[] = [];
  const list = tagged === undefined ? [] : itemsOf(onlyItem(tagged), TAG.sequence);
  for (const item of list ?? []) {
    const fields = new Fields(item);
    const oid = oidOf(fields.take(TAG.oid));
    const critical = booleanOf(fields.optional(TAG.boolean), false);
    const octets = fields.take(TAG.octetString);
    if (oid === undefined || octets === undefined || !fields.done || found.has(oid))
      return undefined;
    const decoded = PROCESSED.has(oid) ? decodeDer(octets.content) : undefined;
    if (decoded?.ok === false) return undefined;
    if (critical && decoded === undefined) unknownCritical.push(oid);
    found.set(oid, { critical, value: decoded?.element });
  }
  const basic = readBasicConstraints(found.get(EXTENSION.basicConstraints)?.value);
  const usage = found.get(EXTENSION.keyUsage)?.value;
  const purposes = found.get(EXTENSION.extendedKeyUsage);
  const purposeIds = itemsOf(purposes?.value, TAG.sequence)?.map(oidOf);
  const isNamed = (oid: string | undefined): oid is string => oid !== undefined;
  const authority = readAuthority(found.get(EXTENSION.authorityKeyId)?.value);
  const keyId = found.get(EXTENSION.subjectKeyId)?.value;
  if (list === undefined || basic === undefined || authority === undefined) return undefined;
  if (keyId !== undefined && keyId.tag !== TAG.octetString) return undefined;
  if (usage !== undefined && usage.tag !== TAG.bitString) return undefined;
  if (purposes !== undefined && !purposeIds?.every(isNamed)) return undefined;
  return {
    ...basic,
    authority,
    subjectKeyId: keyId?.content,
    keyUsage: usage === undefined ? undefined : readKeyUsage(usage.content[1] ?? 0),
    extendedKeyUsage:
      purposes === undefined
        ? undefined
        : { critical: purposes.critical, purposes: (purposeIds ?? []).filter(isNamed) },
    unknownCritical,
  };
}

/** §4.2.1.1: keyIdentifier [0], authorityCertIssuer [1] GeneralNames, authorityCertSerialNumber [2]. */
function readAuthority(value: Element | undefined): Authority | undefined {
  if (value === undefined) return {};
  const fields = new Fields(value);
  const keyId = fields.optional(TAG.contextPrimitive[0])?.content;
  const names = fields.optional(TAG.context[1])?.children;
  const serial = fields.optional(TAG.contextPrimitive[2])?.content;
  const directory = names?.find(({ tag }) => tag === TAG.context[4]);
  const issuer = onlyItem(directory)?.raw;
  if (!fields.done || (directory !== undefined && issuer === undefined)) return undefined;
  return {
    ...(keyId && { keyId }),
    ...(issuer && { issuer }),
    ...(serial && { serial }),
  };
}

/** §4.2.1.9: cA DEFAULT FALSE, pathLenConstraint OPTIONAL. */
function readBasicConstraints(
  value: Element | undefined,
): { readonly isCa: boolean; readonly pathLength: bigint | undefined } | undefined {
  if (value === undefined) return { isCa: false, pathLength: undefined };
  const fields = new Fields(value);
  const isCa = booleanOf(fields.optional(TAG.boolean), false);
  const bound = fields.optional(TAG.integer);
  const pathLength = integerOf(bound);
  if (!fields.done || (bound !== undefined && (pathLength === undefined || pathLength < 0n)))
    return undefined;
  return { isCa, pathLength };
}

function readKeyUsage(bits: number): KeyUsage {
  return {
    digitalSignature: (bits & 0x80) !== 0,
    contentCommitment: (bits & 0x40) !== 0,
    keyCertSign: (bits & 0x04) !== 0,
  };
}
