// The escaping layers: whatever a bundle writes, no format obeys it, and no two texts look the same.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  csvCell,
  jsonText,
  markdownCode,
  markdownText,
  plainText,
  xmlText,
} from '../../../src/report/escape.js';
import { HOSTILE } from '../../support/transcripts.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
);
const ALL = 100_000;

/** Undoes plainText: the naive inverse that shows that nothing was lost. */
function unescaped(text: string): string {
  return text.replace(/\\u\{([0-9A-F]+)\}/g, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}

describe('plainText', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', '\\u{1B}[31mred\\u{1B}[0m'],
    ['a\nb\r\tc', 'a\\u{A}b\\u{D}\\u{9}c'],
    ['\u202Egpj.exe', '\\u{202E}gpj.exe'],
    ['a\u200Bb\u00ADc\uFEFFd', 'a\\u{200B}b\\u{AD}c\\u{FEFF}d'],
    ['\u00A0\u3000\u2028', '\\u{A0}\\u{3000}\\u{2028}'],
    ['\u3164\u2800\u{E0041}\uFE0F', '\\u{3164}\\u{2800}\\u{E0041}\\u{FE0F}'],
    ['\uFFFE\uFFFF\u{1FFFF}', '\\u{FFFE}\\u{FFFF}\\u{1FFFF}'],
    ['\uD800x', '\\u{D800}x'],
    ['::error::x', ':\\u{3A}error:\\u{3A}x'],
    ['##vso[x] ##[group]', '#\\u{23}vso[x] #\\u{23}[group]'],
    ['\\u{202E}', '\\u{5C}u{202E}'],
    ['C:\\users', 'C:\\users'],
    ['\u0301a', '\\u{301}a'],
    ['e\u0301\u0301\u0301\u0301', 'e\u0301\u0301\u0301\\u{301}'],
    ['Żółć 日本 ελ', 'Żółć 日本 ελ'],
  ])('%j becomes %j', (text, shown) => {
    expect(plainText(text)).toBe(shown);
  });

  it('loses nothing: every text can be read back from its escaped form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(unescaped(plainText(text, ALL))).toBe(text);
      }),
    );
  });

  it('leaves no control, format or separator character but the space', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(plainText(text, ALL)).not.toMatch(/(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u);
      }),
    );
  });

  it('cuts at the limit by code points and says how many follow', () => {
    expect(plainText('x'.repeat(400))).toBe('x'.repeat(400));
    expect(plainText('x'.repeat(401))).toBe(`${'x'.repeat(400)}… (1 more characters)`);
    expect(plainText('𝒳'.repeat(6), 5)).toBe(`${'𝒳'.repeat(5)}… (1 more characters)`);
    expect(plainText('𝒳'.repeat(5), 5)).toBe('𝒳'.repeat(5));
  });
});

describe('xmlText', () => {
  it('leaves nothing that XML 1.0 forbids and no markup', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = xmlText(`${text}${HOSTILE}`, ALL);
        expect(shown).toMatch(/^[\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
        expect(shown).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|apos);)/);
      }),
    );
  });
});

describe('markdownText and markdownCode', () => {
  it('escape all punctuation, so there is no markup, link, tag, entity or mention', () => {
    const shown = markdownText(HOSTILE, ALL);
    expect(shown.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[!-/:-@[-`{-~]/);
    expect(shown).not.toContain('@');
  });

  it('cannot be left: one code span, no backtick and no bar inside', () => {
    const shown = markdownCode(HOSTILE, ALL);
    expect(shown.slice(1, -1)).not.toMatch(/[`|\n\r]/);
    expect(shown).toMatch(/^`.*`$/);
    expect(markdownCode('')).toBe('` `');
  });
});

describe('csvCell', () => {
  it.each([
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    [' =1', `"' =1"`],
    ['＝1', `"'＝1"`],
    ['\t=1', '"\\u{9}=1"'],
    ['\r=1', '"\\u{D}=1"'],
    ['a;=1', `"a;'=1"`],
    ['a"b', '"a""b"'],
    ['plain', '"plain"'],
  ])('%j becomes %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('never begins with a formula character, whichever separator is used', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const cell = csvCell(text, ALL);
        for (const part of cell
          .slice(1, -1)
          .replaceAll('""', '"')
          .split(/[;|,\t]/))
          expect(part.trim()).not.toMatch(/^[=+\-@]/);
      }),
    );
  });
});

describe('jsonText', () => {
  it('keeps every value exact and leaves nothing unseen and no CI command', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const value = { [text]: `${text}${HOSTILE}`, list: [text] };
        const json = jsonText(JSON.stringify(value, null, 2));
        expect(JSON.parse(json)).toEqual(value);
        expect(json).not.toMatch(/(?![ \n])[\p{Cc}\p{Cf}\p{Cs}\p{Z}]|::|##/u);
      }),
    );
  });
});
