// A writer of DER (X.690 §10) for test certificates and time stamp tokens. It writes what it is told: breaking a rule on purpose
// is the caller's business.

/** One element: identifier octet, minimal length, content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(content);
  return Buffer.concat([Uint8Array.of(tag), lengthOctets(body.length), body]);
}

export function sequence(...members: readonly Uint8Array[]): Uint8Array {
  return der(0x30, ...members);
}

/** A SET OF: its members in ascending order (§11.6). */
export function setOf(...members: readonly Uint8Array[]): Uint8Array {
  return der(0x31, ...sorted(members));
}

/** Encodings in the order of a SET OF. */
export function sorted(members: readonly Uint8Array[]): Uint8Array[] {
  return members.toSorted(Buffer.compare);
}

/** A constructed context tag: explicit, or an implicit SEQUENCE or SET if `content` is that of one. */
export function context(number: number, ...content: readonly Uint8Array[]): Uint8Array {
  return der(0xa0 + number, ...content);
}

export function integer(value: bigint | number): Uint8Array {
  const hex = BigInt(value).toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const isNegative = (bytes[0] ?? 0) >= 0x80;
  return der(0x02, isNegative ? Uint8Array.of(0) : Uint8Array.of(), bytes);
}

export function oid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(0x06, ...[first * 40 + second, ...rest].map(base128));
}

export function octets(bytes: Uint8Array): Uint8Array {
  return der(0x04, bytes);
}

/** A BIT STRING of whole octets, or of fewer bits in its last octet. */
export function bits(bytes: Uint8Array, unused = 0): Uint8Array {
  return der(0x03, Uint8Array.of(unused), bytes);
}

export function boolean(value: boolean): Uint8Array {
  return der(0x01, Uint8Array.of(value ? 0xff : 0));
}

export const NULL = der(0x05);

/** `YYYY-MM-DDTHH:MM:SS[.f]Z` as a GeneralizedTime. */
export function generalizedTime(time: string): Uint8Array {
  return der(0x18, Buffer.from(time.replace(/[-:T]/g, ''), 'latin1'));
}

/** The same as a UTCTime, for years before 2050. */
export function utcTime(time: string): Uint8Array {
  return der(0x17, Buffer.from(time.replace(/[-:T]/g, '').slice(2), 'latin1'));
}

function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Uint8Array.of(0x80 + bytes.length), bytes]);
}

function base128(arc: number): Uint8Array {
  const octetsOfArc = [arc & 0x7f];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128))
    octetsOfArc.unshift((rest & 0x7f) | 0x80);
  return Uint8Array.from(octetsOfArc);
}
