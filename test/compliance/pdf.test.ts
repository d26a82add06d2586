// The PDF: the words and numbers of the other formats, on pages where nothing is cut, tagged, linked, and the same each time.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FACE_NAMES, fontFile } from '../../scripts/fonts.js';
import { chaptersOf } from '../../src/compliance/chapters.js';
import type { ComplianceReport } from '../../src/compliance/model.js';
import { renderHtml } from '../../src/compliance/render/html.js';
import { layOutPdf, renderPdf } from '../../src/compliance/render/pdf.js';
import { Faces } from '../../src/layout/pdf/faces.js';
import type { Laid, Struct } from '../../src/layout/pdf/marks.js';
import { type LaidTable, lineage, tablesOf, textsOf } from '../support/pdf.js';
import { htmlTable, reportOver, smallYear, WHOLE } from '../support/year.js';

let report: ComplianceReport;
let laid: Laid;
let bytes: Uint8Array;
let binary: string;

beforeAll(async () => {
  const year = smallYear();
  const bundles = {
    'q1.zip': await year.bundle('q1', {
      period: { from: '2026-01-01T00:00:00Z', to: '2026-03-31T23:59:59Z' },
    }),
    'year.zip': await year.bundle('2026', WHOLE),
  };
  report = await reportOver(bundles, { title: 'Audit of R&D <2026>', preparedBy: 'A & B' });
  laid = layOutPdf(report);
  bytes = await renderPdf(report);
  binary = Buffer.from(bytes).toString('latin1');
}, 60_000);

const bare = (text: string): string => text.replace(/\s/g, '');

/** Tables of the chapters with the id that they have in HTML. */
function named(of: ComplianceReport, tables: readonly LaidTable[]): Map<string, LaidTable> {
  const blocks = chaptersOf(of)
    .flatMap((chapter) => chapter.blocks)
    .filter((block) => block.kind === 'table' && (block.rows.length > 0 || block.foot));
  // The first table is that of the cover.
  const own = tables.slice(1);
  expect(own.length).toBe(blocks.length);
  return new Map(
    blocks.map((block, i) => [block.kind === 'table' ? block.id : '', own[i] as LaidTable]),
  );
}

describe('words and numbers', () => {
  it('every table has the cells of the HTML report', () => {
    const html = renderHtml(report);
    const tables = named(report, tablesOf(laid));
    expect(tables.size).toBeGreaterThan(40);
    for (const [id, { rows }] of tables)
      expect([id, rows]).toEqual([id, htmlTable(html, id).map((row) => row.map(bare))]);
  });

  it('the counts of the document stand in the tables', () => {
    const tables = named(report, tablesOf(laid));
    const totals = new Map(
      tables.get('records-totals')?.rows.map(([step, count]) => [step, count]),
    );
    expect(totals.get('Recordsoftheperiod')).toBe(String(report.counts.in_period));
    expect(totals.get('Events')).toBe(String(report.counts.events));
    expect(totals.get('Shownbycountedbundles,together')).toBe(String(report.counts.showings));
    for (const { name, rows } of report.dimensions)
      expect(
        tables
          .get(`table-${name}`)
          ?.rows.slice(1, -1)
          .map(([, count]) => count),
      ).toEqual(rows.map(({ records }) => String(records)));
    expect(
      tables
        .get('table-records')
        ?.rows.slice(1)
        .map(([first]) => first),
    ).toEqual(report.records.listed.map((row) => `${row.sequence}${row.in_period ? '' : '*'}`));
  });

  it('cover and contents: title, period, verdict, digests, chapters with their pages', () => {
    const [cover, contents] = laid.pages.map(({ marks }) =>
      bare(marks.map((mark) => (mark.kind === 'text' ? mark.text : '')).join('')),
    );
    for (const text of [
      report.title,
      '2026-01-01 to 2026-12-31',
      'Integrity verifiedyes',
      report.fingerprint,
      report.trust_root?.sha3_256 ?? 'none',
      ...report.bundles.map(({ sha256 }) => sha256),
      ...report.ledgers.map(({ origin }) => origin),
    ])
      expect(cover).toContain(bare(text));
    for (const { title, page } of laid.entries)
      expect(contents).toContain(bare(`${title}${page + 1}`));
    expect(laid.entries.filter(({ level }) => level === 1)).toHaveLength(chaptersOf(report).length);
  });

  it('every page but the cover says which it is, of how many', () => {
    laid.pages.forEach(({ marks }, i) => {
      const texts = marks.flatMap((mark) =>
        mark.part === 'pagination' && 'text' in mark ? [mark.text] : [],
      );
      expect(texts.includes(`page ${i + 1} of ${laid.pages.length}`)).toBe(i > 0);
    });
  });

  it('no sentence says compliant, certified or qualified', () => {
    const text = textsOf(laid)
      .map((mark) => mark.text)
      .join(' ');
    expect(text.length).toBeGreaterThan(10_000);
    expect(
      text.match(/.{0,60}(?:\bcompliant|certified|\bcertification|\bqualified).{0,20}/gi),
    ).toBeNull();
  });
});

describe('links', () => {
  it('every link leads to a place, and every place has one name', () => {
    const names = laid.pages.flatMap(({ places }) => places.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    const lost = laid.pages.flatMap(({ jumps }) => jumps.filter(({ to }) => !names.includes(to)));
    expect(lost).toEqual([]);
  });

  it('records that a number names lead to their rows', () => {
    const targets = new Set(laid.pages.flatMap(({ jumps }) => jumps.map(({ to }) => to)));
    for (const { rows } of report.dimensions)
      for (const { examples } of rows)
        for (const { ledger, sequence } of examples)
          expect(targets).toContain(`r-${ledger}-${sequence}`);
    for (const { controls } of report.frameworks)
      for (const { examples } of controls)
        for (const { ledger, sequence } of examples)
          expect(targets).toContain(`r-${ledger}-${sequence}`);
  });
});

describe('pages', () => {
  it('nothing stands outside the text block, no line over another of its cell', () => {
    expect(strays(laid)).toEqual([]);
  });

  it('hostile text is shown as escapes, wraps and breaks nothing', async () => {
    const hostile = corrupted(report);
    const pages = layOutPdf(hostile);
    expect(strays(pages)).toEqual([]);
    const faces = new Faces();
    const unseen = textsOf(pages).flatMap(({ text, face }) =>
      [...text].filter((character) => {
        const point = character.codePointAt(0) ?? 0;
        return (
          /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u.test(character) ||
          !faces.fonts[face].hasGlyphForCodePoint(point)
        );
      }),
    );
    expect(unseen).toEqual([]);
    const text = textsOf(pages)
      .map((mark) => mark.text)
      .join('');
    for (const shown of [
      '\\u{202E}',
      '\\u{65E5}',
      '\\u{D800}lone',
      'Щука',
      '… (3600 more characters)',
    ])
      expect([shown, text.includes(shown)]).toEqual([shown, true]);
    const output = Buffer.from(await renderPdf(hostile)).toString('latin1');
    expect(output.startsWith('%PDF-1.7')).toBe(true);
    const [metadata = ''] = /<x:xmpmeta.*<\/x:xmpmeta>/s.exec(output) ?? [];
    expect(metadata.length).toBeGreaterThan(500);
    expect(metadata.match(/<(?!\/?(?:x|rdf|dc|xmp|pdf):\w)|&(?!(?:amp|lt|gt);)/)).toBeNull();
  });

  it('reports without records, without bundles that pass, without a trust root', async () => {
    const bundle = await smallYear().bundle('2026', WHOLE);
    const early = { from: '2020-01-01', to: '2020-01-31' };
    for (const more of [early, { trustRoot: undefined }, { frameworks: [] }]) {
      const made = await reportOver({ 'a.zip': bundle, 'b.zip': Buffer.from('no zip') }, more);
      const pages = layOutPdf(made);
      expect(strays(pages)).toEqual([]);
      expect((await renderPdf(made)).length).toBeGreaterThan(10_000);
    }
  });
});

describe('structure', () => {
  it('all text belongs to an element or to running heads; figures are described', () => {
    for (const { part } of textsOf(laid))
      if (part !== 'pagination') expect(lineage(part).at(-1)?.type).toBe('Document');
    const structs = new Set(textsOf(laid).flatMap(({ part }) => lineage(part)));
    const figures = [...structs].filter(({ type }) => type === 'Figure');
    expect(figures.length).toBeGreaterThan(10);
    for (const { alt } of figures) expect(alt?.length).toBeGreaterThan(20);
  });

  it('headings go down one level at a time', () => {
    const heads = new Set<Struct>();
    for (const { part } of textsOf(laid))
      for (const struct of lineage(part)) if (/^H\d$/.test(struct.type)) heads.add(struct);
    let level = 0;
    for (const { type } of heads) {
      const own = Number(type.slice(1));
      expect(own).toBeLessThanOrEqual(level + 1);
      level = own;
    }
    expect(heads.size).toBeGreaterThan(20);
  });

  it('every row of a table has as many cells as its head', () => {
    for (const { rows } of tablesOf(laid))
      expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  });
});

describe('the file', () => {
  it('is the same each time', async () => {
    expect(Buffer.compare(await renderPdf(report), bytes)).toBe(0);
  });

  it('is tagged PDF 1.7 in English with title, dates and bookmarks', () => {
    expect(binary.startsWith('%PDF-1.7')).toBe(true);
    expect(binary.trimEnd().endsWith('%%EOF')).toBe(true);
    const parts = [
      ...['/Marked true', '/StructTreeRoot', '/Lang (en-GB)', '/DisplayDocTitle true', '/Outlines'],
      ...['(Audit of R&D <2026>)', '(D:20270110090000Z)', 'Audit of R&amp;D &lt;2026&gt;</rdf:li>'],
      ...['<rdf:li>A &amp; B</rdf:li>', report.fingerprint],
    ];
    expect(parts.filter((part) => !binary.includes(part))).toEqual([]);
    expect(binary.match(/\/Type \/Page\n/g)).toHaveLength(laid.pages.length);
  });

  it('embeds subsets of its fonts and uses no others', () => {
    const fonts = new Set([...binary.matchAll(/\/BaseFont \/(\S+)/g)].map(([, name = '']) => name));
    expect([...fonts].map((name) => name.replace(/^[A-Z]{6}\+/, '')).sort()).toEqual([
      'NotoSans-Regular',
      'NotoSans-SemiBold',
      'NotoSansMono-Regular',
      'NotoSerif-SemiBold',
    ]);
    expect([...fonts].every((name) => /^[A-Z]{6}\+/.test(name))).toBe(true);
  });

  it.each(FACE_NAMES)(
    'the committed font %s is the one that scripts/fonts.ts makes',
    async (face) => {
      const committed = readFileSync(`src/layout/pdf/fonts/${face}.json`, 'utf8');
      expect(committed === (await fontFile(face))).toBe(true);
    },
  );

  const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;
  it.skipIf(!hasPoppler)(
    'pdftotext reads the words back (skipped where it is not installed)',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'softqcos-pdf-'));
      const file = join(folder, 'report.pdf');
      writeFileSync(file, bytes);
      const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout;
      rmSync(folder, { recursive: true });
      expect(text).toContain(report.fingerprint);
      expect(text).toContain(`page 2 of ${laid.pages.length}`);
      for (const { record_id } of report.records.listed) expect(text).toContain(record_id);
      const line = text
        .split('\n')
        .find((one) => one.trim().startsWith('Records of the period   '));
      expect(line).toContain(String(report.counts.in_period));
    },
  );
});

/** Marks that stand outside the text block of their page, or that a table has set over one another. */
function strays({ pages }: Laid): string[] {
  const faces = new Faces();
  return pages.flatMap(({ marks, paper }, i) => {
    const taken = new Map<string, number>();
    return marks.flatMap((mark) => {
      if (mark.kind !== 'text' || mark.upward) return [];
      const { x, y, text, face, size, part } = mark;
      const end = x + faces.width(text, face, face === 'mono' ? size / 0.92 : size);
      const where = `page ${i + 1}: ${text}`;
      const [top, bottom] =
        part === 'pagination' ? [paper.top - 30, paper.bottom + 20] : [paper.top, paper.bottom];
      if (x < paper.left - 0.5 || end > paper.right + 0.5 || y < top || y > bottom + 0.5)
        return [where];
      // Text of a row goes from left to right, so what begins before the end of the one before it runs into it.
      const before = taken.get(y.toFixed(2)) ?? 0;
      if (part !== 'pagination' && lineage(part).some(({ type }) => type === 'TR')) {
        taken.set(y.toFixed(2), end);
        if (x < before - 0.5 && x > paper.left + 1) return [`over another, ${where}`];
      }
      return [];
    });
  });
}

const HOSTILE = [
  '\u202etxt.exe',
  '<script>alert(1)</script> & "q"',
  '\u001b[31mred\u001b[0m',
  '日本語のテキスト',
  '🙂 👨‍👩‍👧',
  'a\u0300\u0301\u0302\u0303\u0304\u0305',
  'line1\nline2\r\ttab\u0000',
  'A'.repeat(4_000),
  'x-'.repeat(300),
  'مرحبا بالعالم',
  '\ud800lone',
  '',
  '   ',
  '\\u{202E} ::error::x ##[x]',
  'Ωμέγα Żółć Щука → ✓ ■',
];
const FOREIGN =
  /^(?:origin|name|value|record_id|message|title|prepared_by|selection|exporter|bundle_id|attester|signer|incident|policy|legal_ground|target_id|expected|actual|entry|pointer|applies_to|field)$/;

/** The same report with hostile text wherever a bundle or the operator supplies text. */
function corrupted(of: ComplianceReport): ComplianceReport {
  let next = 0;
  const walk = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, key));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name, walk(item, name)]),
      );
    if (typeof value !== 'string' || !FOREIGN.test(key)) return value;
    if (key === 'selection' && /^(?:record_ids|sequence|period)$/.test(value)) return value;
    next += 1;
    return HOSTILE[next % HOSTILE.length];
  };
  const made = walk(of, '') as ComplianceReport;
  return {
    ...made,
    verifier: of.verifier,
    dimensions: made.dimensions.map((one, i) => ({
      ...one,
      name: of.dimensions[i]?.name ?? 'action',
    })),
  };
}
