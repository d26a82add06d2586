// Certificates that only look like some: the outline is right and the signature is not. For code that reads certificates of a
// trust root without verifying them.

import { generateKeyPairSync } from 'node:crypto';

function tlv(tag: number, ...values: readonly Uint8Array[]): Uint8Array {
  const value = Buffer.concat(values);
  const { length } = value;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...size), value]);
}

const oid = (hex: string): Uint8Array => tlv(0x06, Buffer.from(hex, 'hex'));
const RSA_SHA256 = tlv(0x30, oid('2a864886f70d01010b'), tlv(0x05));
const time = (text: string): Uint8Array => tlv(0x17, Buffer.from(text));

/** A v3 certificate around an SPKI; `serial` makes it another one of the same key. */
export function certificateOf(spki: Uint8Array, serial = 1): Uint8Array {
  const name = tlv(0x30, tlv(0x31, tlv(0x30, oid('550403'), tlv(0x0c, Buffer.from('Test')))));
  const tbs = tlv(
    0x30,
    tlv(0xa0, tlv(0x02, Uint8Array.of(2))),
    tlv(0x02, Uint8Array.of(serial)),
    RSA_SHA256,
    name,
    tlv(0x30, time('260101000000Z'), time('360101000000Z')),
    name,
    spki,
  );
  return tlv(0x30, tbs, RSA_SHA256, tlv(0x03, Buffer.alloc(257)));
}

/** The SPKI of a fresh RSA key. */
export function rsaSpki(bits: number): Uint8Array {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return publicKey.export({ type: 'spki', format: 'der' });
}
