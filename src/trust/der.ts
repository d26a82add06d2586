// The little DER that a trust root needs: walking over tags and lengths (X.690 §8.1, §10.1) to find the public key in a
// certificate, and to tell private keys from public ones. Time stamps have a full reader of their own.

export interface Tlv {
  readonly tag: number;
  /** The value, without tag and length. */
  readonly value: Uint8Array;
  /** Tag, length and value. */
  readonly whole: Uint8Array;
}

export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  /** `[0]` EXPLICIT, as before the version of a certificate. */
  context0: 0xa0,
} as const;

/** The element at the start of `bytes`; undefined if tag and length are not DER or the value is cut off. */
export function readTlv(bytes: Uint8Array): Tlv | undefined {
  const [tag, first] = bytes;
  // Tags of more than one byte occur in none of the structures looked at.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  let length = first;
  let at = 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    // §10.1: no indefinite form; four bytes of length are more than any certificate has.
    if (count === 0 || count > 4) return undefined;
    length = 0;
    for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[at + index] ?? 0);
    at += count;
    // §10.1: the shortest form of the length.
    if (length < 0x80 || length < 256 ** (count - 1)) return undefined;
  }
  if (at + length > bytes.length) return undefined;
  return { tag, value: bytes.subarray(at, at + length), whole: bytes.subarray(0, at + length) };
}

/** The elements that fill `bytes` exactly; undefined if they do not. */
export function readAll(bytes: Uint8Array): readonly Tlv[] | undefined {
  const elements: Tlv[] = [];
  for (let at = 0; at < bytes.length; ) {
    const element = readTlv(bytes.subarray(at));
    if (element === undefined) return undefined;
    elements.push(element);
    at += element.whole.length;
  }
  return elements;
}

/** The members of a SEQUENCE that is all of `bytes`; undefined if it is not. */
export function readSequence(bytes: Uint8Array): readonly Tlv[] | undefined {
  const outer = readTlv(bytes);
  if (outer === undefined || outer.tag !== TAG.sequence || outer.whole.length !== bytes.length)
    return undefined;
  return readAll(outer.value);
}
