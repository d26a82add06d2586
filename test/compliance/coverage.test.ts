// Coverage is part of the answer: what a report says of a period is said with the size of the part that is proven, it can be
// required, and leaving evidence out never makes anything look better.

import { beforeAll, describe, expect, it } from 'vitest';
import { coverFacts } from '../../src/compliance/chapters/cover.js';
import { chaptersOf } from '../../src/compliance/chapters.js';
import type { ComplianceReport } from '../../src/compliance/model.js';
import { renderReportCsv } from '../../src/compliance/render/csv.js';
import { renderHtml } from '../../src/compliance/render/html.js';
import { renderReportMarkdown } from '../../src/compliance/render/markdown.js';
import { layOutPdf } from '../../src/compliance/render/pdf.js';
import { standingWords } from '../../src/compliance/wording.js';
import { BUILT_IN } from '../../src/frameworks/framework.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { noLineLooksBetter } from '../support/lines.js';
import { broken, htmlTable, instantOf, reportOver, smallYear, WHOLE } from '../support/year.js';

const period = (from: string, to: string) => ({
  period: { from: `2026-${from}T00:00:00Z`, to: `2026-${to}T23:59:59Z` },
});

let whole: Uint8Array;
let early: Uint8Array;
let late: Uint8Array;
let ids: Uint8Array;
/** All of the year; and without September. */
let full: ComplianceReport;
let part: ComplianceReport;

beforeAll(async () => {
  const year = smallYear();
  whole = await year.bundle('2026', WHOLE);
  early = await year.bundle('early', period('01-01', '08-31'));
  late = await year.bundle('late', period('10-01', '12-31'));
  ids = await year.bundle('ids', {
    recordIds: [20, 21, 22].map((sequence) => String(year.ledger.recordAt(sequence)['record_id'])),
  });
  full = await reportOver({ whole });
  part = await reportOver({ early, late });
});

/** Everything that a format prints, without markup. */
const texts = (report: ComplianceReport): Record<string, string> => ({
  html: renderHtml(report)
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' '),
  csv: renderReportCsv(report),
  markdown: renderReportMarkdown(report).replace(/\\/g, ''),
});

describe('the covered part', () => {
  it('is what every ledger proves, to the thousandth, and its gaps are the rest', () => {
    expect(full.coverage).toMatchObject({ examined: true, proven_permille: 1000, gaps: [] });
    const { gaps, proven_permille, buckets } = part.coverage;
    expect(gaps).toHaveLength(1);
    const [gap] = gaps;
    const length = ({ from, to }: { from: string; to: string }): bigint =>
      instantOf(to) - instantOf(from) + 1n;
    const open = gap === undefined ? 0n : length(gap);
    const all = length(part.period);
    expect(proven_permille).toBe(Number(((all - open) * 1000n) / all));
    expect(buckets.map((permille) => permille === 1000)).toEqual(
      buckets.map((_, month) => month !== 8),
    );
    expect(full.coverage.buckets).toEqual(full.period.buckets.map(() => 1000));
  });

  it('is nothing for a bundle by ids, and for no bundle that counts', async () => {
    for (const report of [
      await reportOver({ ids }),
      await reportOver({ whole }, { trustRoot: undefined }),
    ]) {
      expect(report.coverage).toMatchObject({ examined: true, proven_permille: 0 });
      expect(report.coverage.gaps).toEqual([{ from: report.period.from, to: report.period.to }]);
      expect(report.coverage.buckets.every((permille) => permille === 0)).toBe(true);
    }
  });

  it('a period that is not over is named', async () => {
    const report = await reportOver({ whole }, { from: '2028-02-29', to: '2028-02-29' });
    expect(report.findings.map(({ code }) => code)).toContain('REPORT_PERIOD_NOT_OVER');
    expect(full.findings.map(({ code }) => code)).not.toContain('REPORT_PERIOD_NOT_OVER');
  });
});

describe('the cover', () => {
  it('states verdict, completeness with its gaps, frameworks, bundles and exit, in every format', () => {
    for (const report of [full, part]) {
      const facts = new Map(coverFacts(report).map(([name, words]) => [name, words]));
      const wanted = [
        ...['Verdict', 'Integrity verified', 'Completeness', 'Records of the period', 'Framework'],
        ...['Bundles that count', 'Exit status', 'Report fingerprint'],
      ];
      expect(wanted.filter((name) => !facts.has(name))).toEqual([]);
      const [cover] = layOutPdf(report).pages;
      const pdf =
        cover?.marks.map((mark) => (mark.kind === 'text' ? mark.text : '')).join('') ?? '';
      const bare = (text: string): string => text.replace(/[\s"]/g, '');
      const says = [
        report.summary,
        `${report.exit.code}: ${report.exit.means}`,
        ...report.frameworks.map(
          (framework) => `${framework.name}: ${standingWords(framework, report.coverage)}`,
        ),
        report.coverage.gaps.length === 0
          ? 'proven for the whole period'
          : `proven for ${(report.coverage.proven_permille / 10).toFixed(1)} % of the period; records may be missing ${report.coverage.gaps[0]?.from.slice(0, 10)}`,
        `yes, of the ${report.counts.records} records shown; it says nothing of records not shown`,
      ];
      for (const text of [pdf, ...Object.values(texts(report))])
        for (const sentence of says)
          expect([sentence, bare(text).includes(bare(sentence))]).toEqual([sentence, true]);
    }
  });

  it('fits a page', () => {
    const { pages } = layOutPdf(part);
    expect(pages[1]?.chapter).toBe('Contents');
  });
});

describe('completeness of the period, required', () => {
  const required = { requirements: ['completeness'] } as const;

  it('leaves a report with a gap unproven, and passes one without', async () => {
    const open = await reportOver({ early, late }, required);
    expect(open).toMatchObject({
      verdict: 'unproven',
      integrity_verified: false,
      exit: { code: 3 },
      coverage: { examined: true, required: true },
    });
    expect(open.coverage.proven_permille).toBe(part.coverage.proven_permille);
    expect(open.requirements).toContain('completeness');
    expect(open.bundles.map(({ verdict, counted }) => [verdict, counted])).toEqual([
      ['pass', true],
      ['pass', true],
    ]);
    const own = open.findings.filter(({ check }) => check === undefined);
    expect(own[0]?.code).toBe('REPORT_COMPLETENESS_UNPROVEN');
    expect(own.map(({ code }) => code)).not.toContain('REPORT_PERIOD_GAP');
    expect(renderHtml(open)).toContain('It was required');
    const good = await reportOver({ whole }, required);
    expect([good.verdict, good.coverage.required]).toEqual(['pass', true]);
  });

  it('in the trust root it is the same', async () => {
    const root = JSON.parse(smallYear().trustRoot);
    root.requirements = [...root.requirements, 'completeness'];
    const trustRoot = loadTrustRoot(Buffer.from(JSON.stringify(root)));
    const open = await reportOver({ early, late }, { trustRoot });
    expect([open.verdict, open.exit.code]).toEqual(['unproven', 3]);
    expect(open.requirements).toContain('completeness');
    expect((await reportOver({ whole }, { trustRoot })).verdict).toBe('pass');
  });

  it('is not asked of each bundle: one by ids may stand beside one that covers the period', async () => {
    const report = await reportOver({ whole, ids }, required);
    expect(report.verdict).toBe('pass');
    expect(report.bundles.every(({ counted }) => counted)).toBe(true);
  });

  it('is not asked of a report that does not ask for it', () => {
    expect(part).toMatchObject({ verdict: 'pass', coverage: { required: false } });
    expect(part.findings.map(({ code }) => code)).toContain('REPORT_PERIOD_GAP');
  });
});

describe('leaving evidence out', () => {
  it.each([
    ['March', '02-28', '04-01'],
    ['September', '08-31', '10-01'],
    ['December', '11-30', ''],
  ])('of %s makes no line look better', async (_, to, from) => {
    const bundles: Record<string, Uint8Array> = {
      before: await smallYear().bundle('before', period('01-01', to)),
    };
    if (from !== '') bundles['after'] = await smallYear().bundle('after', period(from, '12-31'));
    const less = await reportOver(bundles);
    expect(less.coverage.proven_permille).toBeLessThan(full.coverage.proven_permille);
    expect(less.exit.code).toBe(4);
    less.frameworks.forEach((framework, i) => {
      const other = full.frameworks[i];
      // The line of the summary: the part that is covered, and at least so many gaps.
      expect(framework.standing).toBe('gaps');
      expect(standingWords(framework, less.coverage)).toMatch(
        /evidence shown, \d\d\.\d % of the period covered, at least \d+ gaps?$/,
      );
      expect(framework.gaps[0]?.message).toMatch(/^completeness is proven for \d\d\.\d % /);
      framework.controls.forEach(({ records }, at) => {
        expect(records).toBeLessThanOrEqual(other?.controls[at]?.records ?? 0);
      });
      expect(framework.retention.covered).toBeLessThanOrEqual(other?.retention.covered ?? 0);
    });
    for (const [format, text] of Object.entries(texts(less))) {
      expect([format, text.match(/no gap (?:was )?found/gi)]).toEqual([format, null]);
      expect([format, text.match(/whole period/g)]).toEqual([format, null]);
    }
    const table = htmlTable(renderHtml(less), 'summary-frameworks');
    expect(table[0]?.[2]).toBe('Gaps†');
    await noLineLooksBetter(less, full);
  });

  it('ten records by id are evidence for none of the year', async () => {
    const eidas2 = [...BUILT_IN.values()].filter(({ document }) => document.id === 'eidas2');
    const report = await reportOver({ ids }, { frameworks: eidas2 });
    expect([report.verdict, report.exit.code]).toEqual(['pass', 4]);
    expect(report.frameworks[0]?.standing).toBe('gaps');
    const all = await reportOver({ whole }, { frameworks: eidas2 });
    expect([all.verdict, all.exit.code]).toEqual(['pass', 0]);
    expect(renderHtml(all)).toContain('evidence shown for the whole period, no gap found');
  });
});

describe('after a failure', () => {
  it('no stretch is proven or a gap, and no framework is examined, in any format', async () => {
    const report = await reportOver({ whole, 'broken.zip': broken(early) });
    expect([report.verdict, report.exit.code]).toEqual(['fail', 1]);
    expect(report.coverage).toEqual({
      examined: false,
      required: false,
      proven_permille: 0,
      gaps: [],
      buckets: [],
    });
    for (const { lanes, proven, gaps, proven_permille } of report.ledgers)
      expect({ lanes, proven, gaps, proven_permille }).toEqual({
        ...{ lanes: [], proven: [], gaps: [], proven_permille: 0 },
      });
    for (const { standing, records, controls, fields, gaps, statements } of report.frameworks)
      expect({ standing, records, controls, fields, gaps, statements }).toEqual({
        ...{ standing: 'not examined', records: 0, controls: [], fields: [], gaps: [] },
        statements: [],
      });
    const kinds = chaptersOf(report)
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === 'plot' ? [block.spec.kind] : []));
    expect(kinds).not.toContain('strip');
    for (const [format, text] of Object.entries(texts(report))) {
      expect([
        format,
        text.match(/no gap|evidence shown|% of the period|no record is missing/g),
      ]).toEqual([format, null]);
      expect(text).toContain('not examined');
    }
    const [cover] = layOutPdf(report).pages;
    const pdf = cover?.marks.map((mark) => (mark.kind === 'text' ? mark.text : '')).join(' ');
    expect(pdf).toContain('not examined, since the evidence is wrong');
  });
});
