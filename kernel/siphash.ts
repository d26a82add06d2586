// SipHash-2-4 with 128 bits of output (Aumasson, Bernstein, 2012), as src/crypto/siphash.ts: keyed fingerprints for "seen twice?".
// The key is drawn for each run, so nobody can make ids that share a place in a table, or a fingerprint.

import { bytesOf } from './bytes';
import { COMMITMENT, COMMITMENT_PRINT, ID, ID_LENGTH, ID_PRINT, KNOWN, SEALED } from './layout';

/** A commitment as the 32 bytes that its digits spell. */
const DIGEST: usize = memory.data(32, 16);

let k0: u64 = 0;
let k1: u64 = 0;
let v0: u64 = 0;
let v1: u64 = 0;
let v2: u64 = 0;
let v3: u64 = 0;

export function setKey(low: u64, high: u64): void {
  k0 = low;
  k1 = high;
}

@inline
function round(): void {
  v0 += v1;
  v1 = rotl<u64>(v1, 13) ^ v0;
  v0 = rotl<u64>(v0, 32);
  v2 += v3;
  v3 = rotl<u64>(v3, 16) ^ v2;
  v0 += v3;
  v3 = rotl<u64>(v3, 21) ^ v0;
  v2 += v1;
  v1 = rotl<u64>(v1, 17) ^ v2;
  v2 = rotl<u64>(v2, 32);
}

@inline
function absorb(word: u64): void {
  v3 ^= word;
  round();
  round();
  v0 ^= word;
}

export function siphash(at: usize, length: usize, to: usize): void {
  v0 = k0 ^ 0x736f6d6570736575;
  v1 = k1 ^ 0x646f72616e646f6d ^ 0xee;
  v2 = k0 ^ 0x6c7967656e657261;
  v3 = k1 ^ 0x7465646279746573;
  const end = at + (length & ~7);
  for (; at < end; at += 8) absorb(load<u64>(at));
  let last = (<u64>length) << 56;
  for (let i: usize = 0; i < (length & 7); i++) last |= (<u64>load<u8>(at + i)) << (<u64>i << 3);
  absorb(last);
  v2 ^= 0xee;
  round();
  round();
  round();
  round();
  store<u64>(to, v0 ^ v1 ^ v2 ^ v3);
  v1 ^= 0xdd;
  round();
  round();
  round();
  round();
  store<u64>(to, v0 ^ v1 ^ v2 ^ v3, 8);
}

/** Fingerprints of the ids and commitments of the known lines of the last scan. */
export function fingerprint(lines: usize): void {
  for (let line: usize = 0; line < lines; line++) {
    if (!load<u8>(KNOWN + line)) continue;
    siphash(load<u32>(ID + (line << 2)), load<u32>(ID_LENGTH + (line << 2)), ID_PRINT + (line << 4));
  }
  const commitments = <usize>load<u32>(SEALED + ((lines - 1) << 2));
  for (let i: usize = 0; i < commitments; i++) {
    bytesOf(load<u32>(COMMITMENT + (i << 2)), DIGEST);
    siphash(DIGEST, 32, COMMITMENT_PRINT + (i << 4));
  }
}
