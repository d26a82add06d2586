// The strict walk over DER: what it lets through, and each rule of X.690 that it enforces.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bits,
  der,
  integer,
  octets,
  oid,
  sequence,
  setOf,
  utcTime,
} from '../../../exporter/der.js';
import { type DerFault, decodeDer, isSetOrder } from '../../../src/x509/der.js';

function faultOfDer(bytes: Uint8Array): DerFault | undefined {
  const decoded = decodeDer(bytes);
  return decoded.ok ? undefined : decoded.fault;
}

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

describe('strict DER', () => {
  it('accepts every type that tokens use, in its one encoding', () => {
    const everything = sequence(
      integer(0),
      integer(127),
      integer(128),
      integer(2n ** 64n),
      hex('0201ff'),
      hex('0202ff7f'),
      oid('1.2.840.113549.1.9.16.1.4'),
      oid('2.16.840.1.101.3.4.2.1'),
      octets(new Uint8Array(300)),
      bits(Uint8Array.of(0xe0), 5),
      hex('030100'),
      hex('0101ff'),
      hex('010100'),
      hex('0500'),
      hex('3000'),
      hex('3100'),
      utcTime('2026-03-23T12:00:00Z'),
      hex('180f32303236303332333132303030305a'),
      hex('181132303236303332333132303030302e355a'),
      der(0xa3, setOf(integer(1), integer(2))),
      der(0x80, hex('00ff')),
    );
    expect(faultOfDer(everything)).toBeUndefined();
  });

  it.each([
    ['', 'an element is cut off, at offset 0'],
    ['30', 'an element is cut off, at offset 0'],
    ['3082', 'an element is cut off, at offset 0'],
    ['3001', 'an element is longer than what holds it, at offset 0'],
    ['300302010000', 'bytes stand after the element, from offset 5'],
    ['3080020100', 'a length is indefinite, at offset 0'],
    ['308103020100', 'a length is not minimal, at offset 0'],
    ['30820080', 'a length is not minimal, at offset 0'],
    ['308500000000030201', 'a length is too long, at offset 0'],
    ['30040202010203', 'bytes stand after the element, from offset 6'],
    ['3003020201', 'an element is longer than what holds it, at offset 2'],
    ['1f2000', 'a tag number is above 30, at offset 0'],
    ['0000', 'end-of-contents octets, at offset 0'],
    ['1000', 'a SEQUENCE or SET is primitive, at offset 0'],
    ['1103020100', 'a SEQUENCE or SET is primitive, at offset 0'],
    ['24040402aabb', 'a simple type is constructed, at offset 0'],
    ['2300', 'a simple type is constructed, at offset 0'],
    ['010101', 'a BOOLEAN is not 00 or FF, at offset 0'],
    ['0100', 'a BOOLEAN is not 00 or FF, at offset 0'],
    ['0200', 'an INTEGER is empty, at offset 0'],
    ['0202007f', 'an INTEGER is not minimal, at offset 0'],
    ['0202ff80', 'an INTEGER is not minimal, at offset 0'],
    ['0300', 'a BIT STRING is empty, at offset 0'],
    ['030108', 'a BIT STRING counts its unused bits wrongly, at offset 0'],
    ['030101', 'a BIT STRING counts its unused bits wrongly, at offset 0'],
    ['030204e8', 'an unused bit of a BIT STRING is set, at offset 0'],
    ['050100', 'a NULL has content, at offset 0'],
    ['0600', 'an OBJECT IDENTIFIER is cut off, at offset 0'],
    ['060188', 'an OBJECT IDENTIFIER is cut off, at offset 0'],
    ['06032a8001', 'an arc of an OBJECT IDENTIFIER is not minimal, at offset 0'],
    ['170b323630333233313230305a', 'a UTCTime is not of the form YYMMDDhhmmssZ, at offset 0'],
    [
      '181132303236303332333132303030302e305a',
      'a GeneralizedTime is not of the form YYYYMMDDhhmmss[.f]Z, at offset 0',
    ],
    ['3106020102020101', 'a SET is out of order, at offset 2'],
    ['0f00', 'a tag is reserved, at offset 0'],
    ['1e03004100', 'a string ends within a character, at offset 0'],
    ['1c020041', 'a string ends within a character, at offset 0'],
  ])('refuses %s: %s', (bytes, reason) => {
    expect(faultOfDer(hex(bytes))).toEqual({ kind: 'not-der', reason });
  });

  it('bounds the depth', () => {
    const nested = (depth: number): Uint8Array =>
      depth === 1 ? integer(1) : sequence(nested(depth - 1));
    expect(faultOfDer(nested(32))).toBeUndefined();
    expect(faultOfDer(nested(33))?.reason).toMatch(/^the nesting is deeper than 32/);
  });

  it('bounds the number of elements, and says so apart from what is wrong', () => {
    const of = (count: number): Uint8Array => sequence(Buffer.alloc(2 * count, hex('0500')));
    expect(faultOfDer(of(8_191))).toBeUndefined();
    expect(faultOfDer(of(8_192))?.kind).toBe('too-many');
  });

  it('accepts what a plain encoder writes, and refuses it cut off, extended, or with a longer length', () => {
    const leaf = fc.oneof(
      fc.bigInt({ min: 0n, max: 2n ** 70n }).map(integer),
      fc.uint8Array({ maxLength: 200 }).map(octets),
      fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => bits(bytes)),
    );
    const { tree } = fc.letrec<{ tree: Uint8Array }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }).map((members) => sequence(...members)),
        fc.array(tie('tree'), { maxLength: 4 }).map((members) => setOf(...members)),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.nat(), (bytes, cut) => {
        expect(faultOfDer(bytes)).toBeUndefined();
        expect(faultOfDer(bytes.subarray(0, cut % bytes.length))?.kind).toBe('not-der');
        expect(faultOfDer(Buffer.concat([bytes, Uint8Array.of(0)]))?.kind).toBe('not-der');
        // The same content behind a length of four octets: BER, and another encoding of the same value.
        const header = (bytes[1] ?? 0) < 0x80 ? 2 : 2 + ((bytes[1] ?? 0) & 0x7f);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(bytes.length - header);
        const long = Buffer.concat([
          bytes.subarray(0, 1),
          Uint8Array.of(0x84),
          length,
          bytes.subarray(header),
        ]);
        expect(faultOfDer(long)?.reason).toBe('a length is not minimal, at offset 0');
      }),
    );
  });

  it('knows the order of a SET OF', () => {
    expect(isSetOrder([])).toBe(true);
    expect(isSetOrder([integer(1), integer(1), integer(2)])).toBe(true);
    expect(isSetOrder([integer(2), integer(1)])).toBe(false);
    expect(isSetOrder([octets(hex('aa')), integer(2)])).toBe(false);
  });
});
