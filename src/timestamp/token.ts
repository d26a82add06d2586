// A TimeStampResp (RFC 3161 §2.4.2) and its SignedData (RFC 5652 §5), parsed from strict DER to typed values, the
// received octets beside them. All of it is still a claim: which certificate signed, and whether it may, is decided elsewhere.

import { compareBytes } from '../base/bytes.js';
import { concat } from '../base/encoding.js';
import { type AlgorithmIdentifier, algorithmOf } from '../x509/algorithms.js';
import { encodeDer } from '../x509/ber.js';
import type { SignerId } from '../x509/chain.js';
import { type DerFault, decodeDer, type Element, isSetOrder, TAG } from '../x509/der.js';
import { Fields, integerOf, itemsOf, oidOf, onlyItem } from '../x509/fields.js';
import { readTstInfo, type TstInfo } from './tst-info.js';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
/** id-ct-TSTInfo (RFC 3161 §2.4.2). */
export const TST_INFO = '1.2.840.113549.1.9.16.1.4';

interface Attribute {
  readonly type: string;
  readonly values: readonly Element[];
}

export interface SignerInfo {
  readonly id: SignerId;
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signedAttributes: readonly Attribute[];
  /**
   * What may have been signed: the received octets of signedAttrs under the tag of a SET (RFC 5652 §5.4). Where they are out of
   * order, that SET in order as well, since some signers sort only for the signature.
   */
  readonly signedOctets: readonly Uint8Array[];
  /** False if the signed attributes are out of order: RFC 5652 §5.3 wants DER even where the rest may be BER. */
  readonly isOrdered: boolean;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

export interface Token {
  readonly tstInfo: TstInfo;
  /** The content octets of eContent as received: what message-digest is over. */
  readonly content: Uint8Array;
  readonly signer: SignerInfo;
  /** Elements of the certificates field as DER: hints, and perhaps not certificates at all. */
  readonly hints: readonly Uint8Array[];
}

export type ParsedToken =
  | { readonly ok: true; readonly token: Token }
  /** `reason` is a clause: lower case, no full stop. */
  | {
      readonly ok: false;
      readonly kind: 'malformed' | 'refused' | 'too-large';
      readonly reason: string;
    };

/** Parses one response; nothing may stand after it. Never throws, whatever the bytes. */
export function parseToken(der: Uint8Array): ParsedToken {
  const decoded = decodeDer(der);
  if (!decoded.ok) return derFault(decoded.fault);
  const response = new Fields(decoded.element);
  const status = readStatus(response.take(TAG.sequence));
  const contentInfo = response.optional(TAG.sequence);
  if (!response.done || status === undefined)
    return malformed('the response does not have the form of RFC 3161 §2.4.2');
  const parsed = contentInfo === undefined ? undefined : readSignedData(contentInfo);
  if (parsed?.ok === false) return parsed;
  // §2.4.2: only granted (0) and grantedWithMods (1) come with a token.
  if (status !== 0n && status !== 1n)
    return { ok: false, kind: 'refused', reason: `the status of the response is ${status}` };
  return parsed ?? malformed('the response holds no token');
}

/** PKIStatusInfo (RFC 4210 §5.2.3): status, free text, failure bits. */
function readStatus(element: Element | undefined): bigint | undefined {
  const fields = new Fields(element);
  const status = integerOf(fields.take(TAG.integer));
  fields.optional(TAG.sequence);
  fields.optional(TAG.bitString);
  return fields.done ? status : undefined;
}

/** ContentInfo and SignedData (RFC 5652 §3, §5.1). */
function readSignedData(contentInfo: Element): ParsedToken {
  const outer = new Fields(contentInfo);
  const type = oidOf(outer.take(TAG.oid));
  const signedData = new Fields(onlyItem(outer.take(TAG.context[0])));
  if (!outer.done || type !== SIGNED_DATA) return malformed('the token is not CMS SignedData');
  const version = integerOf(signedData.take(TAG.integer));
  signedData.take(TAG.set);
  const encapsulated = new Fields(signedData.take(TAG.sequence));
  const hints = signedData.optional(TAG.context[0]);
  signedData.optional(TAG.context[1]);
  const signers = itemsOf(signedData.take(TAG.set), TAG.set);
  if (!signedData.done || version === undefined || signers === undefined)
    return malformed('the SignedData does not have the form of RFC 5652 §5.1');

  const contentType = oidOf(encapsulated.take(TAG.oid));
  const content = onlyItem(encapsulated.take(TAG.context[0]));
  if (!encapsulated.done || contentType !== TST_INFO || content?.tag !== TAG.octetString)
    return malformed('the signed content is not a TSTInfo');
  // RFC 3161 §2.4.2: one signature, the authority's, and no other.
  const [signerElement] = signers;
  if (signers.length !== 1 || signerElement === undefined)
    return malformed(`the token has ${signers.length} signers`);
  const signer = readSigner(signerElement);
  if (signer === undefined)
    return malformed('the SignerInfo does not have the form of RFC 5652 §5.3');
  const decoded = decodeDer(content.content);
  if (!decoded.ok) return derFault(decoded.fault);
  const tstInfo = readTstInfo(decoded.element);
  if (tstInfo === undefined)
    return malformed('the TSTInfo does not have the form of RFC 3161 §2.4.2');
  return {
    ok: true,
    token: {
      tstInfo,
      content: content.content,
      signer,
      hints: (hints?.children ?? []).map(({ raw }) => raw),
    },
  };
}

/** SignerInfo (RFC 5652 §5.3). Signed attributes are not optional here: the content is not plain data. */
function readSigner(element: Element): SignerInfo | undefined {
  const fields = new Fields(element);
  const version = integerOf(fields.take(TAG.integer));
  const id = readSignerId(fields.any());
  const digestAlgorithm = algorithmOf(fields.take(TAG.sequence));
  const attributes = fields.take(TAG.context[0]);
  const signatureAlgorithm = algorithmOf(fields.take(TAG.sequence));
  const signature = fields.take(TAG.octetString);
  fields.optional(TAG.context[1]);
  if (!fields.done || version === undefined || id === undefined) return undefined;
  if (digestAlgorithm === undefined || signatureAlgorithm === undefined) return undefined;
  if (attributes === undefined || signature === undefined) return undefined;
  const signedAttributes = attributes.children
    .map(readAttribute)
    .filter((read) => read !== undefined);
  if (signedAttributes.length !== attributes.children.length || signedAttributes.length === 0)
    return undefined;
  const encodings = attributes.children.map(({ raw }) => raw);
  const isOrdered = isSetOrder(encodings);
  const received = attributes.raw.slice();
  received[0] = TAG.set;
  const ordered = encodeDer(TAG.set, concat(...encodings.toSorted(compareBytes)));
  return {
    id,
    digestAlgorithm,
    signedAttributes,
    signedOctets: isOrdered ? [received] : [received, ordered],
    isOrdered,
    signatureAlgorithm,
    signature: signature.content,
  };
}

function readSignerId(element: Element | undefined): SignerId | undefined {
  if (element?.tag === TAG.contextPrimitive[0]) return { kind: 'key id', keyId: element.content };
  const fields = new Fields(element);
  const issuer = fields.take(TAG.sequence);
  const serial = fields.take(TAG.integer);
  if (!fields.done || issuer === undefined || serial === undefined) return undefined;
  return { kind: 'issuer and serial', issuer: issuer.raw, serial: serial.content };
}

function readAttribute(element: Element): Attribute | undefined {
  const fields = new Fields(element);
  const type = oidOf(fields.take(TAG.oid));
  const values = itemsOf(fields.take(TAG.set), TAG.set);
  return !fields.done || type === undefined || values === undefined ? undefined : { type, values };
}

function derFault({ kind, reason }: DerFault): ParsedToken {
  return { ok: false, kind: kind === 'too-many' ? 'too-large' : 'malformed', reason };
}

function malformed(reason: string): ParsedToken {
  return { ok: false, kind: 'malformed', reason };
}
