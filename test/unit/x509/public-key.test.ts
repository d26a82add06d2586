// Public keys of authorities: which RSA keys are used. The others have nothing wrong with them; checking under them would cost too much.

import { describe, expect, it } from 'vitest';
import { bits, der, integer, oid, sequence } from '../../../exporter/der.js';
import { readPublicKey } from '../../../src/x509/signature.js';

/** An SPKI of a modulus that nobody has factors of: only its size matters here. */
function rsa(length: number, exponent: bigint): Uint8Array {
  const modulus = (1n << BigInt(length - 1)) + 12_345n;
  const algorithm = sequence(oid('1.2.840.113549.1.1.1'), der(0x05, new Uint8Array(0)));
  return sequence(algorithm, bits(sequence(integer(modulus), integer(exponent))));
}

describe('RSA keys', () => {
  it.each<[number, bigint]>([
    [2048, 3n],
    [2048, 65_537n],
    [8192, 65_537n],
    [2048, 2n ** 32n - 1n],
  ])('of %i bits with exponent %i are used', (length, exponent) => {
    expect(readPublicKey(rsa(length, exponent))).toMatchObject({
      ok: true,
      key: { kind: 'RSA', bits: length },
    });
  });

  it.each<[number, bigint, boolean, string]>([
    [2047, 65_537n, false, 'the RSA key has 2047 bits, fewer than 2048'],
    [8193, 65_537n, true, 'the RSA key has more than 8192 bits'],
    [16_384, 65_537n, true, 'the RSA key has more than 8192 bits'],
    [2048, 2n ** 32n + 1n, true, 'the exponent of the RSA key is not below 2^32'],
    [3072, 2n ** 3071n + 1n, true, 'the exponent of the RSA key is not below 2^32'],
  ])('of %i bits with exponent %i are not', (length, exponent, unsupported, reason) => {
    expect(readPublicKey(rsa(length, exponent))).toEqual({ ok: false, unsupported, reason });
  });
});

describe('ML-DSA-87 keys', () => {
  const key = (length: number) =>
    readPublicKey(sequence(sequence(oid('2.16.840.1.101.3.4.3.19')), bits(new Uint8Array(length))));

  it.each([0, 2591, 2593])('of %i bytes are malformed', (length) => {
    const reason = `the ML-DSA-87 key has ${length} bytes`;
    expect(key(length)).toEqual({ ok: false, unsupported: false, reason });
  });

  it('of the length of FIPS 204 are used on every build of Node', () => {
    expect(key(2592)).toMatchObject({ ok: true, key: { kind: 'raw' } });
  });
});
