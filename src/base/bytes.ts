// Bytes and the text forms of bytes, by the Buffer of Node. Nothing is checked here: encoding.ts refuses what is not canonical.
// Without Node bytes.web.ts stands in; test/unit/base/bytes.test.ts holds the two to the same answers.

/** Hex, lower case. */
export function hexOf(bytes: Uint8Array): string {
  return viewOf(bytes).toString('hex');
}

/** Bytes of hex; ends where the text is not hex. */
export function bytesOfHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** RFC 4648 §4, with padding. */
export function base64Of(bytes: Uint8Array): string {
  return viewOf(bytes).toString('base64');
}

/** RFC 4648 §5, without padding. */
export function base64UrlOf(bytes: Uint8Array): string {
  return viewOf(bytes).toString('base64url');
}

/** Bytes of either base64. Text that is neither gives some bytes, whose base64 is another text. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** One byte, one character. */
export function latin1Of(bytes: Uint8Array): string {
  return viewOf(bytes).toString('latin1');
}

export function utf8Of(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

/** Bytes that the text has in UTF-8. */
export function utf8Length(text: string): number {
  return Buffer.byteLength(text);
}

/** Negative, zero or positive, as `a` comes before, is, or comes after `b`. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}

/** Joins byte strings. Only for reading: the result may be of a kind whose slice() is no copy. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
