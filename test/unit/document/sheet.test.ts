// The sheet of a trust root as HTML and PDF: its QR codes square by square, its words, its foreign text.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { layOutSheet } from '../../../src/document/render/sheet-pdf.js';
import { renderSheetDocument } from '../../../src/document/sheet-formats.js';
import { spoken } from '../../../src/report/spoken.js';
import { EVEN, ODD } from '../../../src/report/spoken-words.js';
import { keySheet } from '../../../src/trust/sheet.js';
import { loadTrustRoot } from '../../../src/trust/trust-root.js';
import { bytesOf, fullRoot } from '../trust/fixture.js';

// Its types are those of an ES module, and it is none.
const jsqr = createRequire(import.meta.url)('jsqr') as typeof import('jsqr').default;

const ROOT = loadTrustRoot(readFileSync('fixtures/demo/trust-root.json'));
const ROWS = keySheet(ROOT);
const HTML = String(await renderSheetDocument(ROOT, ROWS, 'html'));
const CONTENTS = [`sha3-256:${ROOT.sha3_256}`, ...ROWS.map(({ fingerprint }) => fingerprint)];

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a scanner reads in a picture of dark boxes, each square of which is eight dots wide, with a white border around it. */
function scanned(dark: readonly Box[], square: number): string {
  const dots = (length: number): number => Math.round((length / square) * 8);
  const left = dots(Math.min(...dark.map(({ x }) => x))) - 32;
  const top = dots(Math.min(...dark.map(({ y }) => y))) - 32;
  const side = 32 + Math.max(...dark.map(({ y, height }) => dots(y + height))) - top;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const { x, y, width, height } of dark)
    for (let row = dots(y) - top; row < dots(y + height) - top; row += 1)
      for (let dot = dots(x) - left; dot < dots(x + width) - left; dot += 1)
        data.fill(0, (row * side + dot) * 4, (row * side + dot) * 4 + 3);
  return jsqr(data, side, side)?.data ?? 'nothing that a scanner knows';
}

describe('a sheet', () => {
  it('has a QR code of the digest and of every fingerprint, which a scanner reads', () => {
    const paths = [...HTML.matchAll(/<path fill="#000"[^>]* d="([^"]+)"/g)].map(([, d = '']) => d);
    // Each picture is there twice, for a wide and for a narrow screen.
    const read = paths.map((path) => {
      const parts = [...path.matchAll(/M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h/g)];
      const dark = parts.map((part) => part.slice(1).map(Number)) as [
        number,
        number,
        number,
        number,
      ][];
      const boxes = dark.map(([x, y, width, height]) => ({ x, y, width, height }));
      return scanned(boxes, boxes[0]?.height ?? 1);
    });
    expect(read).toEqual(CONTENTS.flatMap((text) => [text, text]));
  });

  it('has the same codes on paper', () => {
    const { pages } = layOutSheet(ROOT, ROWS, 'test');
    const read = pages.flatMap(({ marks }) => {
      const codes: Box[][] = [];
      for (const mark of marks) {
        if (mark.kind !== 'box' || mark.fill !== 0 || mark.stroke !== undefined) continue;
        const last = codes.at(-1)?.at(-1);
        // The rows of a code follow on one another without a gap of more than its border.
        if (last !== undefined && mark.y >= last.y && mark.y - last.y < 4 * mark.height)
          codes.at(-1)?.push(mark);
        else codes.push([mark]);
      }
      return codes.map((code) => scanned(code, code[0]?.height ?? 1));
    });
    expect(read).toEqual(CONTENTS);
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
