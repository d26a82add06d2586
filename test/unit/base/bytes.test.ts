// The two forms of base/bytes.ts, that of Node and that of a browser, give the same answers.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as node from '../../../src/base/bytes.js';
import * as web from '../../../src/base/bytes.web.js';

const bytes = fc.uint8Array({ maxLength: 100 });
/** Any UTF-16 units: halves of pairs as well. */
const text = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));

describe('bytes with Node and without', () => {
  test('have the same functions', () => {
    expect(Object.keys(web).sort()).toEqual(Object.keys(node).sort());
  });

  test('text of bytes, and bytes of that text', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(web.hexOf(value)).toBe(node.hexOf(value));
        expect(web.base64Of(value)).toBe(node.base64Of(value));
        expect(web.base64UrlOf(value)).toBe(node.base64UrlOf(value));
        expect(web.latin1Of(value)).toBe(node.latin1Of(value));
        expect(web.bytesOfHex(node.hexOf(value))).toEqual(value);
        expect(web.bytesOfBase64(node.base64Of(value))).toEqual(value);
        expect(web.bytesOfBase64(node.base64UrlOf(value))).toEqual(value);
      }),
    );
  });

  test('UTF-8, halves of pairs included', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(web.utf8Of(value)).toEqual(node.utf8Of(value));
        expect(web.utf8Length(value)).toBe(node.utf8Of(value).length);
        expect(node.utf8Length(value)).toBe(node.utf8Of(value).length);
      }),
    );
  });

  test('text that is not canonical is other text than that of its bytes, either way', () => {
    const near = fc.string({
      unit: fc.constantFrom('A', 'Q', 'z', '+', '-', '/', '_', '=', ' ', '\n', 'é', '!'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(near, (value) => {
        const ours = web.bytesOfBase64(value);
        const theirs = node.bytesOfBase64(value);
        expect(web.base64Of(ours) === value).toBe(node.base64Of(theirs) === value);
        expect(web.base64UrlOf(ours) === value).toBe(node.base64UrlOf(theirs) === value);
      }),
    );
    expect(web.bytesOfHex('0aFFx0')).toEqual(node.bytesOfHex('0aFFx0'));
  });

  test('order and joining', () => {
    const short = fc.uint8Array({ maxLength: 4, max: 2 });
    fc.assert(
      fc.property(short, short, (a, b) => {
        expect(web.compareBytes(a, b)).toBe(node.compareBytes(a, b));
        expect(new Uint8Array(web.joined([a, b, a]))).toEqual(
          new Uint8Array(node.joined([a, b, a])),
        );
      }),
    );
  });
});
