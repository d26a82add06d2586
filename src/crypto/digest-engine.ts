// What a digest engine is: the names of the digests and the interface that both implementations have.

/** The tree and record hashes of a suite: FIPS 202 and FIPS 180-4, 32 bytes each. */
export type HashName = 'sha3-256' | 'sha256';

/** Every digest in use; the longer ones are for time stamps (docs/SPEC.md §8.4). */
export type DigestName = HashName | 'sha384' | 'sha512' | 'sha3-384' | 'sha3-512';

/** Bytes of each digest. */
export const DIGEST_BYTES: { readonly [Name in DigestName]: number } = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
  'sha3-256': 32,
  'sha3-384': 48,
  'sha3-512': 64,
};

/** A digest over bytes that arrive in parts. `digest` may be called once, `update` only before it. */
export interface DigestState {
  update(bytes: Uint8Array): void;
  /** The digest of the bytes so far; more may follow. */
  soFar(): Uint8Array;
  digest(): Uint8Array;
}

/** One implementation of all digests. The tests hold the two engines to the same answers. */
export interface DigestEngine {
  isAvailable(name: DigestName): boolean;
  digest(name: DigestName, bytes: Uint8Array): Uint8Array;
  start(name: DigestName): DigestState;
}
