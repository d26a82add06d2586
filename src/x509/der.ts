// Strict DER (X.690 §8, §10, §11): a walk over every element before any library parses, so that a token has one encoding and
// two readers cannot see two tokens. It knows tags and lengths, not what they mean; the content of an OCTET STRING and of
// context-specific primitives is opaque to it, and whoever reads them walks or checks them again.

/** Nesting of a token: real ones stay below 20. Bounds the recursion here and in the library. */
const DEPTH = 32;

/**
 * Elements of a token: real ones have under 1,000. The library takes 5 µs and half a kilobyte for each, and as much for each arc of
 * an OBJECT IDENTIFIER, so its octets count like elements.
 */
const ELEMENTS = 8_192;

export interface DerFault {
  /** `not-der`: the bytes break a rule of DER. `too-many`: more elements than this verifier reads. */
  readonly kind: 'not-der' | 'too-many';
  /** A clause: lower case, no full stop. */
  readonly reason: string;
}

interface Header {
  readonly tag: number;
  /** Offsets of the first content byte and of the first byte after the element. */
  readonly from: number;
  readonly to: number;
}

/** Says what keeps `bytes` from being exactly one DER element; undefined if nothing does. Never throws. */
export function faultOfDer(bytes: Uint8Array): DerFault | undefined {
  const walk = new Walk(bytes);
  const end = walk.element(0, bytes.length, 1);
  if (end === undefined) return walk.fault;
  if (end === bytes.length) return undefined;
  return { kind: 'not-der', reason: `bytes stand after the element, from offset ${end}` };
}

/** True if encodings stand in the order of a DER SET OF (X.690 §11.6). No encoding is a prefix of another. */
export function isSetOrder(encodings: readonly Uint8Array[]): boolean {
  return encodings.every((encoding, at) => {
    const previous = encodings[at - 1];
    return previous === undefined || Buffer.compare(previous, encoding) <= 0;
  });
}

class Walk {
  fault: DerFault | undefined;
  readonly #bytes: Uint8Array;
  #elements = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Walks one element that must end by `end`; gives the offset after it. */
  element(at: number, end: number, depth: number): number | undefined {
    this.#elements += 1;
    if (this.#elements > ELEMENTS) return this.#tooMany();
    if (depth > DEPTH) return this.#refuse(at, `the nesting is deeper than ${DEPTH}`);
    const header = this.#header(at, end);
    if (header === undefined) return undefined;
    if ((header.tag & 0x20) !== 0) return this.#children(header, depth);
    // An OBJECT IDENTIFIER or a RELATIVE-OID: a hostile one of a megabyte has a million arcs.
    if (header.tag === 0x06 || header.tag === 0x0d) this.#elements += header.to - header.from;
    if (this.#elements > ELEMENTS) return this.#tooMany();
    const reason = faultOfPrimitive(header.tag, this.#bytes.subarray(header.from, header.to));
    return reason === undefined ? header.to : this.#refuse(at, reason);
  }

  #children({ tag, from, to }: Header, depth: number): number | undefined {
    const encodings: Uint8Array[] = [];
    for (let at = from; at < to; ) {
      const next = this.element(at, to, depth + 1);
      if (next === undefined) return undefined;
      encodings.push(this.#bytes.subarray(at, next));
      at = next;
    }
    // §11.6; the implicitly tagged sets of CMS carry another tag and are checked where they are read.
    if (tag === 0x31 && !isSetOrder(encodings)) return this.#refuse(from, 'a SET is out of order');
    return to;
  }

  #header(at: number, end: number): Header | undefined {
    const tag = this.#bytes[at];
    const first = this.#bytes[at + 1];
    if (tag === undefined || first === undefined || at + 2 > end)
      return this.#refuse(at, 'an element is cut off');
    const wrong = faultOfTag(tag);
    if (wrong !== undefined) return this.#refuse(at, wrong);
    let length = first;
    let from = at + 2;
    if (first >= 0x80) {
      const count = first & 0x7f;
      // §10.1: definite lengths only; four octets are more than any token may need.
      if (count === 0) return this.#refuse(at, 'a length is indefinite');
      if (count > 4) return this.#refuse(at, 'a length is too long');
      from += count;
      if (from > end) return this.#refuse(at, 'an element is cut off');
      length = 0;
      for (let i = at + 2; i < from; i += 1) length = length * 256 + (this.#bytes[i] ?? 0);
      // §10.1: the fewest octets that hold it.
      if (length < 0x80 || length < 256 ** (count - 1))
        return this.#refuse(at, 'a length is not minimal');
    }
    if (length > end - from) return this.#refuse(at, 'an element is longer than what holds it');
    return { tag, from, to: from + length };
  }

  #tooMany(): undefined {
    this.fault = { kind: 'too-many', reason: `there are more than ${ELEMENTS} ASN.1 elements` };
  }

  #refuse(at: number, reason: string): undefined {
    this.fault ??= { kind: 'not-der', reason: `${reason}, at offset ${at}` };
    return undefined;
  }
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

function faultOfPrimitive(tag: number, content: Uint8Array): string | undefined {
  const [first = 0, second = 0] = content;
  switch (tag) {
    case 0x01: // §11.1
      if (content.length !== 1 || (first !== 0x00 && first !== 0xff))
        return 'a BOOLEAN is not 00 or FF';
      return undefined;
    case 0x02:
    case 0x0a: // §8.3.2
      if (content.length === 0) return 'an INTEGER is empty';
      return content.length > 1 && isRedundant(first, second)
        ? 'an INTEGER is not minimal'
        : undefined;
    case 0x03:
      return faultOfBits(content);
    case 0x05: // §8.8
      return content.length === 0 ? undefined : 'a NULL has content';
    case 0x06:
    case 0x0d:
      return faultOfArcs(content);
    case 0x17: // §11.8
      return isTime(content, /^\d{12}Z$/)
        ? undefined
        : 'a UTCTime is not of the form YYMMDDhhmmssZ';
    case 0x18: // §11.7: UTC, seconds, no trailing zeros in the fraction
      return isTime(content, /^\d{14}(?:\.\d*[1-9])?Z$/)
        ? undefined
        : 'a GeneralizedTime is not of the form YYYYMMDDhhmmss[.f]Z';
    default:
      return undefined;
  }
}

function isRedundant(first: number, second: number): boolean {
  return (first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80);
}

/** §8.6.2, §11.2.1: up to seven unused bits, all zero. */
function faultOfBits(content: Uint8Array): string | undefined {
  const unused = content[0];
  const last = content.at(-1);
  if (unused === undefined || last === undefined) return 'a BIT STRING is empty';
  if (unused > 7 || (content.length === 1 && unused !== 0))
    return 'a BIT STRING counts its unused bits wrongly';
  if (content.length > 1 && (last & ((1 << unused) - 1)) !== 0)
    return 'an unused bit of a BIT STRING is set';
  return undefined;
}

/** §8.19.2: arcs in base 128, the fewest octets each. */
function faultOfArcs(content: Uint8Array): string | undefined {
  const last = content.at(-1);
  if (last === undefined || last >= 0x80) return 'an OBJECT IDENTIFIER is cut off';
  for (const [at, octet] of content.entries()) {
    if (octet === 0x80 && (at === 0 || (content[at - 1] ?? 0) < 0x80))
      return 'an arc of an OBJECT IDENTIFIER is not minimal';
  }
  return undefined;
}

function isTime(content: Uint8Array, form: RegExp): boolean {
  return content.length < 64 && form.test(Buffer.from(content).toString('latin1'));
}
