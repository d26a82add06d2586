// What a report says, in every format: no claim that anything is met, every claim linked to a record, hostile text made harmless,
// and a page that needs nothing but itself.

import { beforeAll, describe, expect, it } from 'vitest';
import { exportEvidenceBundle } from '../../exporter/bundle.js';
import { deriveFrom } from '../../exporter/derive.js';
import { Ledger } from '../../exporter/ledger.js';
import { toBase64, utf8 } from '../../src/base/encoding.js';
import { REPORT_FORMATS, renderReport } from '../../src/compliance/formats.js';
import type { ComplianceReport, RecordRef } from '../../src/compliance/model.js';
import { renderHtml } from '../../src/compliance/render/html.js';
import { STYLE } from '../../src/compliance/render/html-style.js';
import { digestOf } from '../../src/crypto/digest.js';
import { recordPlace } from '../../src/layout/block.js';
import { checkSchema } from '../support/schema.js';
import { csvTable, parseCsv, reportOver, smallYear, WHOLE } from '../support/year.js';

const FORMATS = ['html', 'csv', 'markdown', 'json', 'controls', 'oscal', 'ocsf', 'jsonl'] as const;

let good: ComplianceReport;
let bad: ComplianceReport;
let hostile: ComplianceReport;

/** Each is harmful in some format; each stands in every field that a report prints. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd',
  '| --- | **bold** [link](https://evil.example) `code`',
  '\u202egnp.exe',
  '\u001b[2J\u001b[31mred',
  '::error::file=x\n::set-output name=x::y',
  '##vso[task.complete]',
  'a\u0000b\u2028c',
  'x'.repeat(5_000),
  '</style><style>*{display:none}</style>',
  '&lt;already&gt; &amp;',
];

beforeAll(async () => {
  const year = smallYear();
  const bundle = await year.bundle('2026', WHOLE);
  good = await reportOver({ 'year.zip': bundle }, { preparedBy: 'A', preparedFor: 'B' });
  const broken = new Uint8Array(bundle);
  broken[300] = (broken[300] ?? 0) ^ 1;
  bad = await reportOver({ 'year.zip': bundle, 'broken.zip': broken });

  const ledger = new Ledger({
    origin: year.keys.ledger.origin,
    derive: deriveFrom('hostile'),
    clock: (sequence) => `2026-06-01T00:00:${String(sequence).padStart(2, '0')}Z`,
  });
  for (const text of HOSTILE)
    ledger.append(
      {
        event_type: text,
        action: text,
        outcome: text,
        actor: text,
        subject: text,
        data_classification: text,
        legal_basis: text,
        incident_id: text.slice(0, 200),
      },
      { sealed: ['actor'] },
    );
  ledger.append({ event_type: 'incident', action: 'open', incident_id: HOSTILE[0] ?? '' });
  const bytes = await exportEvidenceBundle(ledger, {
    bundleId: 'evb_hostile',
    exportedAt: '2026-07-01T00:00:00Z',
    exporter: HOSTILE[1] ?? '',
    keys: year.keys,
    disclose: 'all',
    claims: { quantum: HOSTILE[0] ?? '' },
    cosignatures: year.keys.witnesses.map((witness) => ({ witness, seconds: 1_782_900_000 })),
    sequence: { from: 0, to: ledger.size },
  }).toBytes();
  hostile = await reportOver(
    { '<b>=name</b>.zip': bytes },
    { title: '<i>title</i>', preparedBy: '=1+1', preparedFor: '"quoted"' },
  );
});

/** Every reference to a record, wherever it stands in the document. */
function refsIn(value: unknown, found: RecordRef[] = []): RecordRef[] {
  if (Array.isArray(value)) for (const item of value) refsIn(item, found);
  else if (typeof value === 'object' && value !== null) {
    if ('record_id' in value && 'ledger' in value && 'sequence' in value)
      found.push(value as RecordRef);
    for (const item of Object.values(value)) refsIn(item, found);
  }
  return found;
}

describe('wording', () => {
  it.each(FORMATS)(
    'says nothing of being compliant, certified or qualified: %s',
    async (format) => {
      for (const report of [good, bad]) {
        const text = String(await renderReport(report, format)).toLowerCase();
        const claims =
          /.{0,60}\b(?:compl(?:iant|y|ies|ied)|certif(?:y|ied|ies|ication)|qualif|conform|accredit|guarantee|fulfil).{0,20}/g;
        expect([...text.matchAll(claims)].map(String)).toEqual([]);
        for (const [line] of text.matchAll(/.*satisf.*/g))
          expect(line).toMatch(/that a framework is satisfied/);
      }
    },
  );

  it('says what it vouches for only when integrity is verified', async () => {
    expect(good.says.length).toBeGreaterThan(0);
    expect(bad.says).toEqual([]);
    expect(bad.integrity_verified).toBe(false);
    for (const format of ['html', 'markdown'] as const) {
      expect(String(await renderReport(good, format))).toContain('Integrity verified: yes');
      const text = String(await renderReport(bad, format));
      expect(text).toContain('Integrity verified: no');
      expect(text).toContain('this report vouches for nothing');
      expect(text).toContain('It does not say');
    }
  });

  it('knows every format by name', () => {
    expect(Object.keys(REPORT_FORMATS)).toEqual([
      ...['pdf', 'html', 'json', 'csv', 'markdown'],
      ...['controls', 'oscal', 'ocsf', 'jsonl'],
    ]);
  });
});

it('every report follows its schema', () => {
  for (const report of [good, bad, hostile])
    expect(checkSchema('compliance-report', JSON.parse(JSON.stringify(report)))).toBeUndefined();
});

describe('every claim links to a record', () => {
  it('each record that a report names is listed, once', () => {
    for (const report of [good, bad, hostile]) {
      const listed = report.records.listed.map(recordPlace);
      expect(new Set(listed).size).toBe(listed.length);
      const named = refsIn({ ...report, records: undefined }).map(recordPlace);
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((name) => !new Set(listed).has(name))).toEqual([]);
    }
  });

  it('also when the appendix is cut short', async () => {
    const bundle = await smallYear().bundle('2026', WHOLE);
    const short = await reportOver({ 'year.zip': bundle }, { listed: 0 });
    const listed = new Set(short.records.listed.map(recordPlace));
    const named = new Set(refsIn({ ...short, records: undefined }).map(recordPlace));
    expect(listed).toEqual(named);
    expect(renderHtml(short)).toContain('are counted and not listed');
  });

  it('each link of the HTML page leads to a place in it, and no place has two names', () => {
    for (const report of [good, bad, hostile]) {
      const html = renderHtml(report);
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const links = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => href);
      expect(links.length).toBeGreaterThan(50);
      const known = new Set(ids);
      expect(links.filter((href) => !href.startsWith('#') || !known.has(href.slice(1)))).toEqual(
        [],
      );
    }
  });

  it('each count above zero has records beside it', () => {
    for (const { rows } of good.dimensions)
      for (const row of rows) expect(row.examples.length).toBe(Math.min(3, row.records));
    for (const framework of good.frameworks) {
      for (const control of framework.controls)
        expect(control.examples.length).toBe(Math.min(12, control.records));
      for (const gap of framework.gaps) expect(gap.examples.length).toBeGreaterThan(0);
    }
  });

  it('each record that a line of the CSV names is a line of its appendix', async () => {
    const rows = parseCsv(String(await renderReport(good, 'csv')));
    const listed = new Set(
      csvTable(rows, 'table-records').map(([sequence]) => sequence?.replace('*', '')),
    );
    let named = 0;
    for (const id of new Set(rows.map(({ table }) => table ?? ''))) {
      if (!/^(?:table-(?!time|records|fields$)|controls-|remarks-|gaps-(?!L))/.test(id)) continue;
      const [head = [], ...lines] = csvTable(rows, id);
      const column = head.findIndex((label) => label.startsWith('First records'));
      for (const cells of column < 0 ? [] : lines)
        for (const [sequence] of (cells[column] ?? '')
          .replace(/ and \d+ more$/, '')
          .matchAll(/\d+/g)) {
          named += 1;
          expect([id, sequence, listed.has(sequence)]).toEqual([id, sequence, true]);
        }
    }
    expect(named).toBeGreaterThan(100);
  });
});

describe('the HTML page', () => {
  it('holds no script, asks for nothing, and allows only its own style sheet', () => {
    for (const report of [good, bad, hostile]) {
      const html = renderHtml(report);
      const digest = toBase64(digestOf('sha256', utf8(STYLE)));
      expect(html).toContain(
        `content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'"`,
      );
      expect(html.match(/<style>/g)).toHaveLength(1);
      expect(html).toContain(`<style>${STYLE}</style>`);
      const elements = new Set([...html.matchAll(/<([a-z0-9]+)/g)].map(([, name]) => name));
      for (const name of [
        'script',
        'link',
        'img',
        'iframe',
        'object',
        'embed',
        'form',
        'image',
        'use',
        'foreignobject',
      ])
        expect([name, elements.has(name)]).toEqual([name, false]);
      expect(html.match(/<[^<>]*\s(?:src|style|on[a-z]+)=/g)).toBeNull();
      expect(html.match(/<[^<>]*https?:/g)).toBeNull();
      expect(STYLE.match(/@import|@font-face|url\(/g)).toBeNull();
    }
  });

  it('is well formed: every element that is opened is closed, in order', () => {
    for (const report of [good, hostile]) {
      const open: string[] = [];
      const VOID = new Set(['meta', 'br', 'wbr']);
      for (const [, close, name = '', self] of renderHtml(report)
        .replace(/<style>.*?<\/style>/s, '')
        .replace('<!DOCTYPE html>', '')
        .matchAll(/<(\/)?([a-zA-Z0-9]+)(?:\s[^<>]*?)?(\/)?>/g)) {
        if (self !== undefined || VOID.has(name)) continue;
        if (close === undefined) open.push(name);
        else expect(open.pop()).toBe(name);
      }
      expect(open).toEqual([]);
    }
  });

  it('has headings in order, a language, a skip link, and scopes on table heads', () => {
    const html = renderHtml(good);
    const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, i) => {
      expect(level - (levels[i - 1] ?? 1)).toBeLessThanOrEqual(1);
    });
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<a class="skip" href="#title-summary">');
    expect(html.match(/<th(?=[ >])(?![^>]*scope="(?:col|row)")/g)).toBeNull();
    expect(html.match(/<table>(?!<caption>)/g)).toBeNull();
    // Read aloud, a number is not glued to the words after it.
    expect(html.match(/<span class="no">[^<]*<\/span>\S/g)).toBeNull();
    const plots = html.match(/<svg viewBox/g)?.length ?? 0;
    expect(plots).toBeGreaterThan(10);
    expect(html.match(/<svg viewBox="[^"]*" role="img" aria-labelledby="[^"]+"/g)).toHaveLength(
      plots,
    );
    expect(html.match(/<title id=/g)).toHaveLength(plots);
    expect(html.match(/<desc id=/g)).toHaveLength(plots);
  });

  it('has a contrast of at least 7 to 1 wherever there is text', () => {
    const colours = { ink: '#1a1f26', soft: '#454c56', deep: '#1b3150', plot: '#1d2733' };
    for (const colour of Object.values(colours))
      for (const ground of ['#ffffff', '#f1f3f6', '#fdf0c4'])
        expect([colour, ground, contrast(colour, ground) >= 7]).toEqual([colour, ground, true]);
    for (const [, colour = ''] of STYLE.matchAll(/[;{]color:(#[0-9a-f]{6})/g))
      expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(7);
    for (const name of ['ink', 'soft', 'deep'] as const)
      expect(STYLE).toContain(`--${name}:${colours[name]}`);
    const [, dark = ''] = /prefers-color-scheme:dark\)\{:root\{([^}]*)\}/.exec(STYLE) ?? [];
    const darkOf = (name: string) =>
      new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(dark)?.[1] ?? '#000000';
    for (const colour of ['ink', 'soft', 'deep'])
      for (const ground of ['page', 'pale', 'target'])
        expect([colour, ground, contrast(darkOf(colour), darkOf(ground)) >= 7]).toEqual([
          colour,
          ground,
          true,
        ]);
    // Paper is white whatever the screen is.
    expect(STYLE).toContain('@media screen and (prefers-color-scheme:dark)');
  });
});

describe('hostile text', () => {
  it('is nowhere markup, and stays what it was', async () => {
    expect(hostile.verdict).toBe('pass');
    const html = renderHtml(hostile);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('\\u{202E}gnp.exe');
    expect(html).toContain('&lt;i&gt;title&lt;/i&gt;');
    expect(html).toContain('&amp;lt;already&amp;gt;');
    expect(html).not.toContain('x'.repeat(500));
  });

  it.each(FORMATS)('has no control, override or CI command left: %s', async (format) => {
    const text = String(await renderReport(hostile, format));
    const lines = text.replaceAll('\r\n', '\n').replaceAll('\n', '');
    expect(
      [...lines.matchAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu)].map(({ index }) =>
        lines.slice(index - 40, index + 9),
      ),
    ).toEqual([]);
    expect([...(/^\s*::.*|::error::|##vso/gm.exec(text) ?? [])]).toEqual([]);
  });

  it('is no formula in a spreadsheet', async () => {
    for (const row of parseCsv(String(await renderReport(hostile, 'csv'))))
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/);
  });

  it('is no markup, link or cell border in Markdown', async () => {
    const text = String(await renderReport(hostile, 'markdown'));
    expect(text).not.toMatch(/(?<!\\)\[link/);
    expect(text).not.toMatch(/(?<![\\`])<(?:script|img|b|i|style)/);
    const lines = text.split('\n');
    for (const [i, line] of lines.entries()) {
      const before = lines[i - 1] ?? '';
      if (!line.startsWith('|') || !before.startsWith('|')) continue;
      const columns = (row: string): number => row.replace(/\\./g, '').split('|').length;
      expect([line, columns(line)]).toEqual([line, columns(before)]);
    }
  });

  it('keeps two long values apart', () => {
    const row = hostile.dimensions[0]?.rows.find(({ value }) => value?.startsWith('xxx'));
    expect(row?.value).toMatch(/^x{80}… \(5000 characters, SHA3-256 [0-9a-f]{16}…\)$/);
  });
});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}
