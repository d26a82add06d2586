import { describe, expect, it } from 'vitest';
import { concat, toHex, utf8 } from '../../../src/base/encoding.js';
import {
  DIGEST_BYTES,
  type DigestName,
  digestOf,
  hash,
  RunningDigest,
} from '../../../src/crypto/digest.js';
import { nativeDigests } from '../../../src/crypto/digest-native.js';
import { portableDigests } from '../../../src/crypto/digest-portable.js';

// FIPS 180-4 and FIPS 202, the example message "abc" (NIST, Cryptographic Standards and Guidelines: Examples with intermediate values).
const ABC: { readonly [Name in DigestName]: string } = {
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  sha384:
    'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
  sha512:
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  'sha3-256': '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532',
  'sha3-384':
    'ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25',
  'sha3-512':
    'b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0',
};
const NAMES = Object.keys(DIGEST_BYTES) as DigestName[];

describe('digests', () => {
  it.each(NAMES)('%s gives the published digest of "abc" in both engines', (name) => {
    expect(nativeDigests.isAvailable(name)).toBe(true);
    expect(toHex(nativeDigests.digest(name, utf8('abc')))).toBe(ABC[name]);
    expect(toHex(portableDigests.digest(name, utf8('abc')))).toBe(ABC[name]);
    expect(toHex(digestOf(name, utf8('abc')))).toBe(ABC[name]);
    expect(digestOf(name, utf8('abc'))).toHaveLength(DIGEST_BYTES[name]);
  });

  it.each(NAMES)(
    '%s is the same in both engines for every length to 300, whole and in parts',
    (name) => {
      for (let length = 0; length <= 300; length += 1) {
        // Every byte value occurs, so that no text encoding on the way could lose one.
        const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) % 256);
        const expected = portableDigests.digest(name, bytes);
        expect(digestOf(name, bytes)).toEqual(expected);
        for (const engine of [nativeDigests, portableDigests]) {
          const state = engine.start(name);
          state.update(bytes.subarray(0, length >> 1));
          state.update(bytes.subarray(length >> 1));
          expect(state.digest()).toEqual(expected);
        }
      }
    },
  );

  it('hash() hashes the parts joined', () => {
    const parts = [utf8('a'), new Uint8Array(0), utf8('bc')];
    for (const name of ['sha256', 'sha3-256'] as const) {
      expect(toHex(hash(name, ...parts))).toBe(ABC[name]);
      expect(hash(name)).toEqual(portableDigests.digest(name, new Uint8Array(0)));
      expect(hash(name, concat(...parts))).toEqual(hash(name, ...parts));
    }
  });

  it('reads a view at its own offset', () => {
    const bytes = utf8('xabcx').subarray(1, 4);
    expect(toHex(digestOf('sha3-256', bytes))).toBe(ABC['sha3-256']);
    const running = new RunningDigest('sha3-256');
    running.update(bytes);
    expect(toHex(running.digest())).toBe(ABC['sha3-256']);
  });

  it('says what a stream comes to so far, in both engines, and goes on', () => {
    for (const engine of [nativeDigests, portableDigests])
      for (const name of ['sha256', 'sha3-256'] as const) {
        const running = engine.start(name);
        expect(running.soFar()).toEqual(digestOf(name, new Uint8Array(0)));
        running.update(utf8('ab'));
        expect(running.soFar()).toEqual(digestOf(name, utf8('ab')));
        running.update(utf8('c'));
        expect(toHex(running.soFar())).toBe(ABC[name]);
        expect(toHex(running.digest())).toBe(ABC[name]);
      }
  });

  it('gives plain arrays that share nothing with one another', () => {
    const first = digestOf('sha256', utf8('abc'));
    expect(first.constructor).toBe(Uint8Array);
    first.fill(0);
    expect(toHex(digestOf('sha256', utf8('abc')))).toBe(ABC.sha256);
  });

  it('an engine says that it lacks a digest instead of throwing', () => {
    expect(nativeDigests.isAvailable('sha3-999' as DigestName)).toBe(false);
    expect(portableDigests.isAvailable('sha3-256')).toBe(true);
  });
});
