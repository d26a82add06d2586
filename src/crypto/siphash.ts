// SipHash-2-4 with 128 bits (Aumasson and Bernstein, 2012): a keyed hash of short inputs for tables. Whoever does not know the key
// cannot make two inputs meet, nor many of them crowd into one place. It is a fifth of the price of a digest; nothing is proven
// by it.

/** Hashes bytes to 128 bits: four words that belong to the function and are overwritten by its next call. */
export type KeyedHash = (bytes: Uint8Array) => Uint32Array;

/** @param key 16 bytes, kept from whoever chooses the inputs. */
export function sipHash(key: Uint8Array): KeyedHash {
  const view = new DataView(key.buffer, key.byteOffset, 16);
  const [k0, k1, k2, k3] = [0, 4, 8, 12].map((at) => view.getInt32(at, true)) as Words;
  const out = new Uint32Array(4);
  // The four 64-bit words of the state, lower and upper half.
  let a = 0;
  let A = 0;
  let b = 0;
  let B = 0;
  let c = 0;
  let C = 0;
  let d = 0;
  let D = 0;

  const rounds = (count: number): void => {
    for (let i = 0; i < count; i += 1) {
      let sum = (a >>> 0) + (b >>> 0);
      A = (A + B + (sum > 0xffffffff ? 1 : 0)) | 0;
      a = sum | 0;
      let old = b;
      b = ((b << 13) | (B >>> 19)) ^ a;
      B = ((B << 13) | (old >>> 19)) ^ A;
      old = a;
      a = A;
      A = old;
      sum = (c >>> 0) + (d >>> 0);
      C = (C + D + (sum > 0xffffffff ? 1 : 0)) | 0;
      c = sum | 0;
      old = d;
      d = ((d << 16) | (D >>> 16)) ^ c;
      D = ((D << 16) | (old >>> 16)) ^ C;
      sum = (a >>> 0) + (d >>> 0);
      A = (A + D + (sum > 0xffffffff ? 1 : 0)) | 0;
      a = sum | 0;
      old = d;
      d = ((d << 21) | (D >>> 11)) ^ a;
      D = ((D << 21) | (old >>> 11)) ^ A;
      sum = (c >>> 0) + (b >>> 0);
      C = (C + B + (sum > 0xffffffff ? 1 : 0)) | 0;
      c = sum | 0;
      old = b;
      b = ((b << 17) | (B >>> 15)) ^ c;
      B = ((B << 17) | (old >>> 15)) ^ C;
      old = c;
      c = C;
      C = old;
    }
  };
  const block = (low: number, high: number): void => {
    d ^= low;
    D ^= high;
    rounds(2);
    a ^= low;
    A ^= high;
  };

  return (bytes) => {
    a = k0 ^ 0x70736575;
    A = k1 ^ 0x736f6d65;
    b = k2 ^ 0x6e646f6d ^ 0xee;
    B = k3 ^ 0x646f7261;
    c = k0 ^ 0x6e657261;
    C = k1 ^ 0x6c796765;
    d = k2 ^ 0x79746573;
    D = k3 ^ 0x74656462;
    const { length } = bytes;
    const whole = length - (length % 8);
    for (let at = 0; at < whole; at += 8) block(word(bytes, at), word(bytes, at + 4));
    // The last block: what is left, and the length in its highest byte.
    block(word(bytes, whole), word(bytes, whole + 4) | (length << 24));
    c ^= 0xee;
    rounds(4);
    out[0] = a ^ b ^ c ^ d;
    out[1] = A ^ B ^ C ^ D;
    b ^= 0xdd;
    rounds(4);
    out[2] = a ^ b ^ c ^ d;
    out[3] = A ^ B ^ C ^ D;
    return out;
  };
}

type Words = [number, number, number, number];

/** Four bytes, little-endian; zeros after the end. */
function word(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  return low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}
