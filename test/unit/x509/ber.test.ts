// BER to DER: every way of writing one value that encoders of tokens have, and nothing else.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { der, integer, octets, sequence, setOf } from '../../../exporter/der.js';
import { derOfBer, encodeDer } from '../../../src/x509/ber.js';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/** A value with the DER that a plain encoder writes, and one of its other encodings. */
interface Twice {
  readonly der: Uint8Array;
  readonly ber: Uint8Array;
}

/** Identifier octet and content, the length in one of its forms. */
function written(tag: number, content: Uint8Array, form: number): Uint8Array {
  if (form === 0 && (tag & 0x20) !== 0)
    return Buffer.concat([Uint8Array.of(tag, 0x80), content, Uint8Array.of(0, 0)]);
  const octetsOfLength = Buffer.alloc(form + 4);
  octetsOfLength.writeUInt32BE(content.length, form);
  return Buffer.concat([Uint8Array.of(tag, 0x80 | (form + 4)), octetsOfLength, content]);
}

const form = fc.nat(3);
const { value } = fc.letrec<{ value: Twice }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 70n }), form).map(([number, f]) => {
      const plain = integer(number);
      return { der: plain, ber: written(0x02, plain.subarray(2), f) };
    }),
    fc
      .tuple(fc.array(fc.uint8Array({ maxLength: 90 }), { minLength: 1, maxLength: 4 }), form)
      .map(([parts, f]) => ({
        der: octets(Buffer.concat(parts)),
        ber: written(0x24, Buffer.concat(parts.map((part) => written(0x04, part, f))), f),
      })),
    fc
      .tuple(fc.constantFrom(0x30, 0xa0), fc.array(tie('value'), { maxLength: 4 }), form)
      .map(([tag, members, f]) => ({
        der: der(tag, ...members.map((member) => member.der)),
        ber: written(tag, Buffer.concat(members.map(({ ber }) => ber)), f),
      })),
    fc.tuple(fc.array(tie('value'), { maxLength: 4 }), form).map(([members, f]) => ({
      der: setOf(...members.map((member) => member.der)),
      ber: written(0x31, Buffer.concat(members.map(({ ber }) => ber)), f),
    })),
  ),
}));

describe('BER', () => {
  it('of whatever form becomes the DER that a plain encoder writes', () => {
    fc.assert(
      fc.property(value, (twice) => {
        expect(Buffer.from(derOfBer(twice.ber) ?? [])).toEqual(Buffer.from(twice.der));
        expect(Buffer.from(derOfBer(twice.der) ?? [])).toEqual(Buffer.from(twice.der));
      }),
    );
  });

  it('is refused cut off, and with anything behind it', () => {
    fc.assert(
      fc.property(value, fc.nat(), ({ ber }, cut) => {
        expect(derOfBer(ber.subarray(0, cut % ber.length))).toBeUndefined();
        expect(derOfBer(Buffer.concat([ber, Uint8Array.of(0)]))).toBeUndefined();
      }),
    );
  });

  it.each([
    ['', 'nothing'],
    ['0000', 'end-of-contents octets alone'],
    ['30800201', 'an indefinite length without an end'],
    ['3080020100', 'half an end'],
    ['0480010000', 'a primitive of indefinite length'],
    ['30040000', 'a length beyond the end'],
    ['300200000', 'end-of-contents octets in a definite length'],
    ['24030201ff', 'an OCTET STRING with a part of another type'],
    ['1f200100', 'a tag of two octets'],
    ['3088ffffffffffffffff00', 'a length beyond what is there, in eight octets'],
  ])('%s is none: %s', (bytes) => {
    expect(derOfBer(hex(bytes))).toBeUndefined();
  });

  it('is read to the depth and the number of elements of DER, and no further', () => {
    const nested = (depth: number): string =>
      `${'3080'.repeat(depth - 1)}020101${'0000'.repeat(depth - 1)}`;
    expect(derOfBer(hex(nested(32)))).toBeDefined();
    expect(derOfBer(hex(nested(33)))).toBeUndefined();
    const many = (count: number) => sequence(Buffer.alloc(2 * count, hex('0500')));
    expect(derOfBer(many(8_191))).toBeDefined();
    expect(derOfBer(many(8_192))).toBeUndefined();
  });

  it('is written with the shortest length', () => {
    for (const length of [0, 127, 128, 255, 256, 65_535, 65_536])
      expect(encodeDer(0x04, new Uint8Array(length))).toEqual(
        new Uint8Array(octets(new Uint8Array(length))),
      );
  });
});
