// The sheet of a trust root as HTML and PDF: its QR codes square by square, its words, its foreign text.

import { readFileSync } from 'node:fs';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { layOutSheet } from '../../../src/document/render/sheet-pdf.js';
import { renderSheetDocument } from '../../../src/document/sheet-formats.js';
import { spoken } from '../../../src/report/spoken.js';
import { EVEN, ODD } from '../../../src/report/spoken-words.js';
import { keySheet } from '../../../src/trust/sheet.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { bytesOf, fullRoot } from '../trust/fixture.js';

const ROOT = loadTrustRoot(readFileSync('fixtures/demo/trust-root.json'));
const ROWS = keySheet(ROOT);
const HTML = String(await renderSheetDocument(ROOT, ROWS, 'html'));
const CONTENTS = [`sha3-256:${ROOT.sha3_256}`, ...ROWS.map(({ fingerprint }) => fingerprint)];

/** A matrix from the dark rectangles of a picture, whose squares are `square` wide. */
function matrixOf(
  dark: readonly { x: number; y: number; width: number }[],
  square: number,
): boolean[][] {
  const at = (length: number): number => Math.round(length / square) - 4;
  const size = Math.max(...dark.map(({ y }) => at(y))) + 1;
  const matrix = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const { x, y, width } of dark)
    matrix[at(y)]?.fill(true, at(x), at(x) + Math.round(width / square));
  return matrix;
}

describe('a sheet', () => {
  it('has a QR code of the digest and of every fingerprint, square by square', () => {
    const paths = [...HTML.matchAll(/<path fill="#000"[^>]* d="([^"]+)"/g)].map(([, d = '']) => d);
    // Each picture stands there twice, for a wide and for a narrow screen.
    expect(paths).toHaveLength(2 * CONTENTS.length);
    CONTENTS.forEach((text, i) => {
      const parts = [...(paths[2 * i] ?? '').matchAll(/M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h/g)];
      const dark = parts.map(([, x, y, width]) => ({
        x: Number(x),
        y: Number(y),
        width: Number(width),
      }));
      expect(matrixOf(dark, Number(parts[0]?.[4]))).toEqual(
        encode(text, { ecc: 'M', border: 0 }).data,
      );
    });
  });

  it('has the same codes on paper', () => {
    const { pages } = layOutSheet(ROOT, ROWS, 'test');
    const boxes = pages.flatMap(({ marks }) => marks).filter((mark) => mark.kind === 'box');
    const dark = boxes.filter(({ fill, stroke }) => fill === 0 && stroke === undefined);
    const squares = CONTENTS.map((text) => encode(text, { ecc: 'M', border: 0 }).data.flat());
    const area = dark.reduce((sum, { width, height }) => sum + width * height, 0);
    const expected = squares.flat().filter((one) => one).length;
    expect(area / (dark[0]?.height ?? 1) ** 2).toBeCloseTo(expected, 3);
  });

  it('says every fingerprint in digits and in words', () => {
    for (const { groups, fingerprint } of ROWS) {
      expect(HTML).toContain(groups.join(' '));
      expect(HTML).toContain(spoken(fingerprint).join(' '));
    }
  });

  it('loads nothing, and escapes what the trust root says', async () => {
    expect(HTML).toContain("default-src 'none'");
    const root = fullRoot();
    root.name = '<script>alert(1)</script>\u202e';
    const evil = loadTrustRoot(bytesOf(root));
    const html = String(await renderSheetDocument(evil, keySheet(evil), 'html'));
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('\u202e');
    const pdf = await renderSheetDocument(evil, keySheet(evil), 'pdf');
    expect(Buffer.from(pdf).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });
});

describe('words to read aloud', () => {
  const [even, odd] = [EVEN, ODD].map((list) => list.trim().split(/\s+/)) as [string[], string[]];

  it('are 512, each once, as they were published', () => {
    expect([even.length, odd.length, new Set([...even, ...odd]).size]).toEqual([256, 256, 512]);
    expect([even[0], odd[0], even[255], odd[255]]).toEqual([
      'aardvark',
      'adroitness',
      'Zulu',
      'Yucatan',
    ]);
  });

  it('of the example that is published with the list are right', () => {
    expect(spoken('e58294f2e9a227486e8b061b31cc528fd7fa3f19').join(' ')).toBe(
      'topmost Istanbul Pluto vagabond treadmill Pacific brackish dictator goldfish Medusa afflict bravado chatter revolver Dupont midsummer stopwatch whimsical cowbell bottomless',
    );
  });
});
