// Test randomness: every seed, nonce, salt and id is derived from one text seed and a label, so that the same call gives
// the same bundle, in any order of calls. Public by construction: nothing made from it protects anything.

import { createHash, hash } from 'node:crypto';

/** Gives `length` bytes for a label; the same bytes for the same label. */
export type Derive = (label: string, length: number) => Uint8Array;

/** SHAKE256 of seed and label. */
export function deriveFrom(seed: string): Derive {
  return (label, length) =>
    createHash('shake256', { outputLength: length }).update(`${seed}\0${label}`).digest();
}

export function sha256(bytes: Uint8Array | string): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

export function sha3(bytes: Uint8Array | string): Uint8Array {
  return hash('sha3-256', bytes, 'buffer');
}

/** `sha3-256:<64 hex>`, as the format writes hashes (docs/SPEC.md §1.3). */
export function prefixed(digest: Uint8Array, name = 'sha3-256'): string {
  return `${name}:${Buffer.from(digest).toString('hex')}`;
}

const zero = Uint8Array.of(0);

/** SHA3-256 over a tag, a zero byte and a text: the domain separation of §4.2 and §9. */
export function tagged(tag: string, text: string | Uint8Array): Uint8Array {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  return sha3(Buffer.concat([Buffer.from(tag, 'ascii'), zero, bytes]));
}
