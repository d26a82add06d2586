// The one walk over DER (X.690 §8, §10, §11): bytes to a tree of elements, each with its octets as they were received, or the first
// rule that they break. Strict, so that a token has one encoding and two readers cannot see two tokens. It knows tags and
// lengths, not what they mean; the content of an OCTET STRING and of context-specific primitives is opaque to it, and
// whoever reads them walks or checks them again.

import { compareBytes } from '../base/bytes.js';
import { work } from '../base/work.js';
import { faultOfPrimitive } from './der-primitive.js';

/** Identifier octets (X.690 §8.1.2). With tag numbers up to 30 the octet is the whole tag. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** [0] … [4]: explicitly tagged, or an implicitly tagged SEQUENCE or SET. */
  context: [0xa0, 0xa1, 0xa2, 0xa3, 0xa4],
  /** [0] … [2]: an implicitly tagged primitive. */
  contextPrimitive: [0x80, 0x81, 0x82],
} as const;

/** Nesting of a token: real ones stay below 20. Bounds the recursion. */
export const DEPTH = 32;

/** Elements of a token: real ones have under 1,000. The octets of an OBJECT IDENTIFIER count as well, for it may have as many arcs. */
export const ELEMENTS = 8_192;

export interface Element {
  readonly tag: number;
  /** Header and content as received. */
  readonly raw: Uint8Array;
  /** Content octets as received. */
  readonly content: Uint8Array;
  /** Members of a constructed element; none of a primitive one. */
  readonly children: readonly Element[];
}

export interface DerFault {
  /** `not-der`: the bytes break a rule of DER. `too-many`: more elements than this verifier reads. */
  readonly kind: 'not-der' | 'too-many';
  /** A clause: lower case, no full stop. */
  readonly reason: string;
}

export type Decoded =
  | { readonly ok: true; readonly element: Element }
  | { readonly ok: false; readonly fault: DerFault };

interface Header {
  readonly tag: number;
  /** Offsets of the first content byte and of the first byte after the element. */
  readonly from: number;
  readonly to: number;
}

/** Decodes exactly one DER element, which may be hostile. Never throws. */
export function decodeDer(bytes: Uint8Array): Decoded {
  try {
    return { ok: true, element: new Walk(bytes).whole() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** The element at the start of `bytes`, its content not looked into, and what follows it; undefined if its header is not DER. */
export function firstElement(
  bytes: Uint8Array,
): { readonly tag: number; readonly content: Uint8Array; readonly rest: Uint8Array } | undefined {
  const header = headerAt(bytes, 0, bytes.length);
  if (typeof header === 'string') return undefined;
  const { tag, from, to } = header;
  return { tag, content: bytes.subarray(from, to), rest: bytes.subarray(to) };
}

/** True if encodings stand in the order of a DER SET OF (X.690 §11.6). No encoding is a prefix of another. */
export function isSetOrder(encodings: readonly Uint8Array[]): boolean {
  return encodings.every((encoding, at) => {
    const previous = encodings[at - 1];
    return previous === undefined || compareBytes(previous, encoding) <= 0;
  });
}

/** Leaves the walk from whatever depth; never leaves this file. */
class Refusal extends Error {
  readonly fault: DerFault;

  constructor(kind: DerFault['kind'], reason: string) {
    super(reason);
    this.fault = { kind, reason };
  }
}

class Walk {
  readonly #bytes: Uint8Array;
  #elements = 0;

  constructor(bytes: Uint8Array) {
    // A Buffer would hand out Buffers, whose slice() is no copy.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  whole(): Element {
    const element = this.#element(0, this.#bytes.length, 1);
    const end = element.raw.length;
    if (end < this.#bytes.length)
      throw new Refusal('not-der', `bytes stand after the element, from offset ${end}`);
    return element;
  }

  /** Walks one element that must end by `end`. */
  #element(at: number, end: number, depth: number): Element {
    this.#count(1);
    if (depth > DEPTH) throw refusal(at, `the nesting is deeper than ${DEPTH}`);
    const header = headerAt(this.#bytes, at, end);
    if (typeof header === 'string') throw refusal(at, header);
    const { tag, from, to } = header;
    const raw = this.#bytes.subarray(at, to);
    const content = this.#bytes.subarray(from, to);
    if ((tag & 0x20) !== 0) return { tag, raw, content, children: this.#children(header, depth) };
    // An OBJECT IDENTIFIER or a RELATIVE-OID: a hostile one of a megabyte has a million arcs.
    if (tag === TAG.oid || tag === 0x0d) this.#count(content.length);
    const reason = faultOfPrimitive(tag, content);
    if (reason !== undefined) throw refusal(at, reason);
    return { tag, raw, content, children: [] };
  }

  #children({ tag, from, to }: Header, depth: number): readonly Element[] {
    const children: Element[] = [];
    for (let at = from; at < to; ) {
      const child = this.#element(at, to, depth + 1);
      children.push(child);
      at += child.raw.length;
    }
    // §11.6; the implicitly tagged sets of CMS carry another tag and are checked where they are read.
    if (tag === TAG.set && !isSetOrder(children.map(({ raw }) => raw)))
      throw refusal(from, 'a SET is out of order');
    return children;
  }

  #count(elements: number): void {
    this.#elements += elements;
    work.elements += 1;
    if (this.#elements > ELEMENTS)
      throw new Refusal('too-many', `there are more than ${ELEMENTS} ASN.1 elements`);
  }
}

function refusal(at: number, reason: string): Refusal {
  return new Refusal('not-der', `${reason}, at offset ${at}`);
}

/** The header of the element at an offset, which must end by `end`; a clause if there is no such header. */
function headerAt(bytes: Uint8Array, at: number, end: number): Header | string {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > end) return 'an element is cut off';
  const wrong = faultOfTag(tag);
  if (wrong !== undefined) return wrong;
  let length = first;
  let from = at + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    // §10.1: definite lengths only; four octets are more than any token may need.
    if (count === 0) return 'a length is indefinite';
    if (count > 4) return 'a length is too long';
    from += count;
    if (from > end) return 'an element is cut off';
    length = 0;
    for (let i = at + 2; i < from; i += 1) length = length * 256 + (bytes[i] ?? 0);
    // §10.1: the fewest octets that hold it.
    if (length < 0x80 || length < 256 ** (count - 1)) return 'a length is not minimal';
  }
  if (length > end - from) return 'an element is longer than what holds it';
  return { tag, from, to: from + length };
}

function faultOfTag(tag: number): string | undefined {
  // Nothing in CMS, RFC 3161 or X.509 has a tag number that needs a second octet.
  if ((tag & 0x1f) === 0x1f) return 'a tag number is above 30';
  if ((tag & 0xc0) !== 0) return undefined;
  const constructed = (tag & 0x20) !== 0;
  const isCollection = (tag & 0x1f) === 0x10 || (tag & 0x1f) === 0x11;
  // §8.1.5: end-of-contents belongs to indefinite lengths. §10.2: strings are primitive.
  if (tag === 0) return 'end-of-contents octets';
  if (isCollection && !constructed) return 'a SEQUENCE or SET is primitive';
  return constructed && !isCollection ? 'a simple type is constructed' : undefined;
}
