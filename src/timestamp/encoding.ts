// Other forms in which tokens are found where one DER TimeStampResp should stand (docs/SPEC.md §8.5, 6): text, BER, the
// TimeStampToken alone. Such an entry is turned into what it should have been, to tell a right token in a wrong form from one that
// contradicts the evidence; it never counts.

import { joined, latin1Of } from '../base/bytes.js';
import { parseBase64 } from '../base/encoding.js';
import { derOfBer, encodeDer } from '../x509/ber.js';
import { decodeDer, TAG } from '../x509/der.js';

export interface OtherForm {
  /** Perhaps a TimeStampResp. */
  readonly der: Uint8Array;
  /** What the entry is, as reports print it: `PEM text of a TimeStampToken alone`. */
  readonly name: string;
}

/** One block of RFC 7468 §2, of whatever label, with nothing around it but white space. */
const PEM = /^\s*-----BEGIN [A-Z0-9 ]+-----([^-]+)-----END [A-Z0-9 ]+-----\s*$/;

/** The entry as a TimeStampResp, if it is in one of the other forms, or in several at once. Never throws. */
export function otherFormOf(bytes: Uint8Array): OtherForm | undefined {
  const text = textOf(bytes);
  const binary = text?.bytes ?? bytes;
  const isDer = decodeDer(binary).ok;
  const der = isDer ? binary : derOfBer(binary);
  if (der === undefined) return undefined;
  const decoded = decodeDer(der);
  // A ContentInfo begins with its type, a response with its status (RFC 5652 §3, RFC 3161 §2.4.2).
  const isBare = decoded.ok && decoded.element.children[0]?.tag === TAG.oid;
  const encoding = [text?.name, isDer ? undefined : 'BER'].filter((part) => part !== undefined);
  if (encoding.length === 0 && !isBare) return undefined;
  const what = isBare ? 'a TimeStampToken alone' : 'a TimeStampResp';
  const name = encoding.length === 0 ? what : `${encoding.join(', ')} of ${what}`;
  return { der: isBare ? inResponse(der) : der, name };
}

function textOf(
  bytes: Uint8Array,
): { readonly bytes: Uint8Array; readonly name: string } | undefined {
  const text = latin1Of(bytes);
  const pem = PEM.exec(text)?.[1];
  const decoded = parseBase64((pem ?? text).replace(/\s+/g, ''));
  if (decoded === undefined) return undefined;
  return { bytes: decoded, name: pem === undefined ? 'base64 text' : 'PEM text' };
}

/** A response of status granted around a token. */
function inResponse(token: Uint8Array): Uint8Array {
  const status = Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x00);
  return encodeDer(TAG.sequence, joined([status, token]));
}
