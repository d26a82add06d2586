// Values of elements, read back from what a plain encoder wrote, and the cursor that must reach the end.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bits, integer, octets, oid, sequence, setOf, utcTime } from '../../../exporter/der.js';
import { parseTime } from '../../../src/base/encoding.js';
import { decodeDer, type Element, TAG } from '../../../src/x509/der.js';
import {
  Fields,
  integerOf,
  itemsOf,
  octetsOfBits,
  oidOf,
  onlyItem,
  timeOf,
} from '../../../src/x509/fields.js';

function element(bytes: Uint8Array): Element {
  const decoded = decodeDer(bytes);
  if (!decoded.ok) throw new Error(decoded.fault.reason);
  return decoded.element;
}

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

describe('values', () => {
  it('object identifiers are read as they were written, of whatever size', () => {
    const arcs = fc
      .tuple(fc.constantFrom(0n, 1n, 2n), fc.bigInt({ min: 0n, max: 2n ** 50n }))
      .map(([root, second]) => [root, root === 2n ? second : second % 40n]);
    const rest = fc.array(fc.bigInt({ min: 0n, max: 2n ** 50n }), { maxLength: 9 });
    fc.assert(
      fc.property(arcs, rest, (first, more) => {
        const text = [...first, ...more].join('.');
        expect(oidOf(element(oid(text)))).toBe(text);
      }),
    );
    // X.667: a UUID under 2.25, of more than 2^53.
    expect(oidOf(element(hex('06146982808080808080808080808080808080808005')))).toBe(
      '2.25.170141183460469231731687303715884105733',
    );
    expect(oidOf(element(integer(1)))).toBeUndefined();
  });

  it('integers of at most eight octets are numbers with a sign', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (value) => {
        expect(integerOf(element(integer(value)))).toBe(value);
      }),
    );
    expect(integerOf(element(hex('0201ff')))).toBe(-1n);
    expect(integerOf(element(hex('02028000')))).toBe(-32_768n);
    expect(integerOf(element(integer(2n ** 63n)))).toBeUndefined();
    expect(integerOf(element(hex('0a0101')))).toBeUndefined();
  });

  it('bits are octets where none is left over', () => {
    expect(octetsOfBits(element(bits(hex('aabb'))))).toEqual(hex('aabb'));
    expect(octetsOfBits(element(hex('030204e0')))).toBeUndefined();
    expect(octetsOfBits(element(octets(hex('aabb'))))).toBeUndefined();
  });

  it('times have two centuries in UTCTime (RFC 5280 §4.1.2.5.1)', () => {
    expect(timeOf(element(utcTime('2049-12-31T23:59:59Z')))).toBe(
      parseTime('2049-12-31T23:59:59Z'),
    );
    expect(timeOf(element(utcTime('1950-01-01T00:00:00Z')))).toBe(
      parseTime('1950-01-01T00:00:00Z'),
    );
    expect(timeOf(element(integer(1)))).toBeUndefined();
  });
});

describe('members', () => {
  const structure = element(sequence(integer(1), octets(hex('aa')), setOf(integer(2))));

  it('are read in order, to the end', () => {
    const fields = new Fields(structure);
    expect(integerOf(fields.take(TAG.integer))).toBe(1n);
    expect(fields.optional(TAG.boolean)).toBeUndefined();
    expect(fields.any()?.content).toEqual(hex('aa'));
    expect(fields.done).toBe(false);
    expect(integerOf(onlyItem(fields.take(TAG.set)))).toBe(2n);
    expect(fields.done).toBe(true);
    expect(fields.any()).toBeUndefined();
  });

  it('end with the first one that is missing', () => {
    const fields = new Fields(structure);
    expect(fields.take(TAG.oid)).toBeUndefined();
    expect(fields.take(TAG.integer)).toBeUndefined();
    expect(fields.done).toBe(false);
  });

  it('are those of the tag that was asked for', () => {
    expect(new Fields(structure, TAG.set).done).toBe(false);
    expect(new Fields(undefined).done).toBe(false);
    expect(itemsOf(structure, TAG.set)).toBeUndefined();
    expect(onlyItem(structure)).toBeUndefined();
  });
});
