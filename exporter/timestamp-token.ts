// A TimeStampResp (RFC 3161 §2.4.2) of a test authority: CMS SignedData around a TSTInfo, sound or with exactly one fault.
// Which certificates there are is the authority's business.

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
  sorted,
} from './der.js';
import { deriveFrom } from './derive.js';
import { distinguishedName, keyIdOf } from './timestamp-certificate.js';
import { type AuthorityKey, hashIdentifier, type SigningHash } from './timestamp-keys.js';
import type { TokenFault, TokenRequest } from './timestamp-request.js';

/** Who signs a token, and what it holds. */
export interface TokenSigner {
  /** Common name of the issuer of the signer's certificate, and the certificate's serial number. */
  readonly issuer: string;
  readonly serial: bigint;
  readonly certificate: Uint8Array;
  readonly key: AuthorityKey;
  /** Somebody else's key, for the second of two signers. */
  readonly strangeKey: AuthorityKey;
  /** The certificates of the token. */
  readonly bag: readonly Uint8Array[];
}

const CMS = '1.2.840.113549.1';
const TST_INFO = `${CMS}.9.16.1.4`;
const SIGNED_DATA = `${CMS}.7.2`;
const DATA = `${CMS}.7.1`;

/** Renders a response to a request. */
export function renderResponse(signer: TokenSigner, request: TokenRequest): Uint8Array {
  const { fault } = request;
  if (fault === 'status-rejection') return refusal(2);
  if (fault === 'status-waiting') return refusal(3);
  if (fault === 'status-of-nine-octets') return refusal(2n ** 64n);
  if (fault === 'token-missing') return sequence(sequence(integer(0)));
  const surplus = surplusOf(request);
  const content = context(0, signedData(signer, request));
  const token = sequence(oid(SIGNED_DATA), content, ...surplus('content-info'));
  return encode(sequence(statusOf(request), token, ...surplus('response')), fault);
}

/** PKIStatusInfo of a response that holds a token (RFC 3161 §2.4.2). */
function statusOf({ emptyFailure = false }: TokenRequest): Uint8Array {
  if (!emptyFailure) return sequence(integer(0));
  const words = der(0x0c, Buffer.from('granted', 'utf8'));
  return sequence(integer(1), sequence(words), bits(new Uint8Array(4)));
}

/** A member where none has a place. */
function surplusOf({ fault }: TokenRequest): (place: string) => Uint8Array[] {
  return (place) => (fault === `surplus-in-${place}` ? [NULL] : []);
}

/** PKIStatusInfo with a status other than granted, and badRequest (RFC 3161 §2.4.2). */
function refusal(status: number | bigint): Uint8Array {
  return sequence(sequence(integer(status), bits(Uint8Array.of(0x20), 5)));
}

function signedData(by: TokenSigner, request: TokenRequest): Uint8Array {
  const { fault } = request;
  const content = tstInfo(request);
  const signer = signerInfo(by, content, request);
  const second = (): Uint8Array =>
    signerInfo({ ...by, key: by.strangeKey }, content, { ...request, signerId: 'key-id' });
  const signers =
    fault === 'no-signer' ? [] : fault === 'two-signers' ? [signer, second()] : [signer];
  const octetString = fault === 'ber-constructed' ? der(0x24, octets(content)) : octets(content);
  return sequence(
    integer(3),
    setOf(hashIdentifier(digestOf(request))),
    sequence(oid(fault === 'content-not-tst-info' ? DATA : TST_INFO), context(0, octetString)),
    ...(by.bag.length === 0
      ? []
      : [context(0, ...(request.loose === true ? sorted(by.bag).reverse() : sorted(by.bag)))]),
    setOf(...signers),
    ...surplusOf(request)('signed-data'),
  );
}

function tstInfo({
  over,
  hash = 'sha256',
  genTime,
  accuracy,
  loose,
  fault,
}: TokenRequest): Uint8Array {
  const imprintHash = fault === 'imprint-sha1' ? 'sha1' : hash;
  const message = fault === 'imprint-other' ? Buffer.concat([over, Uint8Array.of(0)]) : over;
  const imprint = createHash(imprintHash).update(message).digest();
  const serial = deriveFrom('timestamp serials')(`${genTime} ${imprint.toString('hex')}`, 8);
  const surplus = fault === 'imprint-surplus' ? [NULL] : [];
  const unknown = sequence(
    oid('1.3.6.1.4.1.32473.2'),
    der(0x01, Uint8Array.of(0xff)),
    octets(NULL),
  );
  return sequence(
    integer(1),
    oid('1.3.6.1.4.1.32473.3'),
    sequence(hashIdentifier(imprintHash), octets(imprint), ...surplus),
    integer(BigInt(`0x${Buffer.from(serial).toString('hex')}`)),
    generalizedTime(genTime),
    ...(accuracy === undefined ? [] : [accuracyOf(accuracy)]),
    ...(fault === 'surplus-in-accuracy' ? [sequence(integer(1), NULL)] : []),
    ...(loose === true ? [boolean(false)] : []),
    ...(fault === 'extension-critical' ? [context(1, unknown)] : []),
    ...(fault === 'surplus-in-tst-info' ? [NULL] : []),
  );
}

function accuracyOf({
  seconds,
  millis,
  micros,
}: NonNullable<TokenRequest['accuracy']>): Uint8Array {
  const tagged = (tag: number, value: number | undefined): Uint8Array[] => {
    if (value === undefined) return [];
    const element = Uint8Array.from(integer(value));
    element[0] = tag;
    return [element];
  };
  return sequence(...tagged(0x02, seconds), ...tagged(0x80, millis), ...tagged(0x81, micros));
}

function digestOf({ digest = 'sha256', fault }: TokenRequest): SigningHash {
  return fault === 'digest-sha1' ? 'sha1' : digest;
}

function signerInfo(by: TokenSigner, content: Uint8Array, request: TokenRequest): Uint8Array {
  const { fault, pssSalt } = request;
  const hash = digestOf(request);
  const attributes = signedAttributes(by, content, request);
  const signing = {
    hash:
      fault === 'signature-digest-other'
        ? ('sha512' as const)
        : fault === 'signature-sha1'
          ? ('sha1' as const)
          : hash,
    ...(pssSalt === undefined ? {} : { pssSalt }),
  };
  const signed = der(0x31, ...attributes);
  const signature = by.key.sign(
    fault === 'signature-other' ? Buffer.concat([signed, Uint8Array.of(0)]) : signed,
    signing,
  );
  const byKeyId = request.signerId === 'key-id';
  return sequence(
    integer(byKeyId ? 3 : 1),
    byKeyId
      ? der(0x80, keyIdOf(by.key))
      : sequence(distinguishedName(by.issuer), integer(by.serial)),
    hashIdentifier(hash),
    ...(fault === 'attributes-missing' ? [] : [context(0, ...attributes)]),
    by.key.algorithm(signing),
    octets(signature),
    ...surplusOf(request)('signer-info'),
  );
}

function signedAttributes(
  by: TokenSigner,
  content: Uint8Array,
  request: TokenRequest,
): Uint8Array[] {
  const { fault, signingCertificate = 'v2' } = request;
  const list: Uint8Array[] = [];
  const add = (id: string, ...values: readonly Uint8Array[]): void => {
    list.push(sequence(oid(`${CMS}.9.${id}`), setOf(...values)));
  };
  const digest = createHash(digestOf(request)).update(content).digest();
  if (fault === 'message-digest-other') digest[0] = (digest[0] ?? 0) ^ 1;
  if (fault !== 'content-type-missing')
    add('3', oid(fault === 'content-type-other' ? DATA : TST_INFO));
  if (fault === 'attributes-empty') return [];
  if (fault === 'attribute-malformed') list.push(sequence(oid(`${CMS}.9.99`)));
  if (fault === 'surplus-in-attribute')
    list.push(sequence(oid(`${CMS}.9.99`), setOf(integer(1)), NULL));
  if (fault !== 'message-digest-missing') add('4', octets(digest));
  if (fault === 'message-digest-twice') add('4', octets(digest));
  const named = fault === 'signing-certificate-other' ? content : by.certificate;
  const serial = fault === 'signing-certificate-serial-other' ? 7n : by.serial;
  const issuerSerial = sequence(
    sequence(context(4, distinguishedName(by.issuer))),
    integer(serial),
  );
  // SHA-256 is the default of ESSCertIDv2, so DER leaves its name out (RFC 5035 §4).
  const id = (hash: string): Uint8Array =>
    sequence(sequence(sequence(octets(createHash(hash).update(named).digest()), issuerSerial)));
  if (fault !== 'signing-certificate-missing') {
    if (signingCertificate !== 'v2') add('16.2.12', id('sha1'));
    if (signingCertificate !== 'v1') add('16.2.47', id('sha256'));
  }
  const ordered = sorted(list);
  return fault === 'attributes-unsorted' ? ordered.toReversed() : ordered;
}

/** Faults of the encoding alone: every reader that is not strict sees the same token. */
function encode(token: Uint8Array, fault: TokenFault | undefined): Uint8Array {
  const header = (token[1] ?? 0) < 0x80 ? 2 : 2 + ((token[1] ?? 0) & 0x7f);
  const content = token.subarray(header);
  switch (fault) {
    case 'ber-length': {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(content.length);
      return Buffer.concat([Uint8Array.of(0x30, 0x84), length, content]);
    }
    case 'ber-indefinite':
      return Buffer.concat([Uint8Array.of(0x30, 0x80), content, Uint8Array.of(0, 0)]);
    case 'trailing-byte':
      return Buffer.concat([token, Uint8Array.of(0)]);
    default:
      return token;
  }
}
