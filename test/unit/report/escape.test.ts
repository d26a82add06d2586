// The escaping layers: whatever a bundle writes, no format obeys it, and no two texts look the same.

import fc from 'fast-check';
import { marked } from 'marked';
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
  const words = fc
    .array(
      fc.constantFrom(
        ...[
          'a',
          '1',
          ' ',
          '  ',
          '-',
          '*',
          '_',
          '`',
          '~',
          '[x](y)',
          '![x](y)',
          '[x]: y',
          '<b>',
          '</p>',
        ],
        ...[
          '<!--',
          '&amp;',
          '&#64;',
          '\\',
          '|',
          '#',
          '1.',
          '1)',
          '=',
          ':',
          ':-',
          '$',
          '^',
          '[^1]',
          '@a',
        ],
        ...[
          'http://a.b',
          'https://a.b/c',
          'HTTPS://A.B',
          'ftp://a.b',
          'www.a.bc',
          'WWW.a.bc',
          'mailto:a@b.c',
        ],
        ...[
          'a@b.cd',
          'javascript:alert(1)',
          '#12',
          'GH-12',
          'a/b#1',
          ':100:',
          ':smile:',
          '\n',
          '\t',
          '(',
          ')',
        ],
      ),
      { maxLength: 12 },
    )
    .map((each) => each.join(''));
  /** What a reader of GitHub's Markdown makes of it, as HTML. */
  const html = (markdown: string): string => marked.parse(markdown, { async: false }).trim();
  const entities: Readonly<Record<string, string>> = {
    ...{ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' },
  };
  const shownBy = (paragraph: string): string =>
    paragraph.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? '');

  it('leave nothing to a reader of Markdown but text: no markup, link, picture, tag, entity or mention', () => {
    fc.assert(
      fc.property(fc.oneof(words, anyText), (text) => {
        const shown = markdownText(`x${text}x`, ALL);
        expect(html(shown)).not.toMatch(/<(?!\/?p>)/);
        expect(unescaped(shownBy(html(shown).replace(/<\/?p>/g, '')))).toBe(
          unescaped(plainText(`x${text}x`, ALL)),
        );
        const cell = html(`| a | b |\n| --- | --- |\n| ${markdownText(text, ALL)} | end |`);
        expect(cell.match(/<t[dh]>/g)?.length).toBe(4);
        expect(cell).not.toMatch(/<(?!\/?(?:table|thead|tbody|tr|t[dh])\b)/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('begin no list, heading, quote, rule or code, wherever a line begins with them', () => {
    fc.assert(
      fc.property(words, (text) => {
        // Four spaces before a text are code: no text of a bundle is set there without a word before it.
        fc.pre(!/^\s/.test(text) && text !== '');
        expect(html(markdownText(text, ALL))).not.toMatch(/<(?!\/?p>)/);
        expect(html(`a\n${markdownText(text, ALL)}`)).not.toMatch(/<(?!\/?p>)/);
      }),
      { numRuns: 1_000 },
    );
    expect(markdownText('@someone')).not.toContain('@');
  });

  it('leave alone what marks up nothing', () => {
    for (const plain of [
      'the evidence is wrong: 3 checks failed: manifest/digests, records/chain, inclusion/leaves',
      'rec_7ae16c2bbd6a does not point at record 74 (line 15)',
      'not before 2032-03-23T11:18:44.179Z, that is: 6 years; "x" = \'y\' + z?',
      'softqcos-verify, version 0.1.0!',
    ])
      expect(markdownText(plain)).toBe(plain);
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
