// Bytes and the text forms of bytes where there is no Buffer: what bytes.ts says, in plain JavaScript.

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_ALPHABET = `${ALPHABET.slice(0, 62)}-_`;
/** Both alphabets are read, as Node does; 255 is no digit. */
const DIGITS = new Uint8Array(128).fill(255);
for (let digit = 0; digit < 64; digit += 1) {
  DIGITS[ALPHABET.charCodeAt(digit)] = digit;
  DIGITS[URL_ALPHABET.charCodeAt(digit)] = digit;
}
/** Characters that one call of fromCharCode takes. */
const SPAN = 8_192;

const encoder = new TextEncoder();

export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

export function bytesOfHex(text: string): Uint8Array {
  const [digits = ''] = /^(?:[0-9a-fA-F]{2})*/.exec(text) ?? [];
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );
}

export function base64Of(bytes: Uint8Array): string {
  const text = digitsOf(bytes, ALPHABET);
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}

export function base64UrlOf(bytes: Uint8Array): string {
  return digitsOf(bytes, URL_ALPHABET);
}

function digitsOf(bytes: Uint8Array, alphabet: string): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  for (let at = 0, out = 0; at < bytes.length; at += 3, out += 4) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    // What does not fit into the array is not stored.
    for (let digit = 0; digit < 4; digit += 1)
      codes[out + digit] = alphabet.charCodeAt((three >>> (18 - 6 * digit)) & 63);
  }
  return latin1Of(codes);
}

export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let length = 0;
  let held = 0;
  let bits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = DIGITS[text.charCodeAt(at)] ?? 255;
    // Padding or junk: the rest of it would not come back in the text of these bytes.
    if (digit === 255) break;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length] = (held >>> bits) & 0xff;
    length += 1;
  }
  return bytes.slice(0, length);
}

export function latin1Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += SPAN)
    text += String.fromCharCode(...bytes.subarray(at, at + SPAN));
  return text;
}

export function utf8Of(text: string): Uint8Array {
  return encoder.encode(text);
}

export function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    length += code < 0x800 ? 1 : 2;
    // A pair is two units and four bytes.
    if ((code & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at += 1;
  }
  return length;
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.length - b.length);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
