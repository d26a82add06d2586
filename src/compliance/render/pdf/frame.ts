// What stands before the chapters: the cover and the contents. Made last, when the number of pages is
// known; the contents come second in the document, so the pages of the chapters are counted from behind them.

import { verdictWord } from '../../../report/words.js';
import { countWords, timeWords } from '../../chapters/block.js';
import type { BundleSection, ComplianceReport } from '../../model.js';
import { drawFacts, FACTS, type Fact } from './facts.js';
import { Flow, LEADING, STYLES } from './flow.js';
import { drawHeads } from './heads.js';
import { breakLines } from './lines.js';
import type { Page, Struct } from './marks.js';
import { drawTable } from './table.js';

/** Bundles named on the cover; the rest is counted there and listed in chapter 2. */
const COVER_BUNDLES = 10;
const CONTENTS = 'contents';
const COVER_FACTS = { ...FACTS, names: 132, name: { size: 9, face: 'text', grey: 0.3 } } as const;

/** Puts cover and contents before the chapters, and heads on all pages but the cover. */
export function framed(body: Flow, report: ComplianceReport): Page[] {
  const cover = coverPages(body, report);
  // The contents are set twice: once to count their pages, once with the right numbers.
  const before = cover.length + contentsPages(body, 0).length;
  const all = [...cover, ...contentsPages(body, before), ...body.pages];
  all.forEach((page, i) => {
    if (i > 0) drawHeads(page, i + 1, all.length, body.faces, report);
  });
  return all;
}

/** How many pages stand before the first chapter. */
export function pagesBefore(body: Flow, all: readonly Page[]): number {
  return all.length - body.pages.length;
}

function coverPages(body: Flow, report: ComplianceReport): Page[] {
  const flow = new Flow(body.faces, body.root);
  flow.newPage();
  flow.parent = { type: 'Sect', parent: body.root };
  flow.y = 112;
  flow.paragraph([{ text: 'softqcos-verify' }], { size: 9, face: 'strong', grey: 0.3 }, 30);
  flow.paragraph([{ text: report.title }], { size: 27, face: 'title' }, 8, 'H1');
  const { period, prepared_by, prepared_for } = report;
  flow.paragraph(
    [{ text: `${period.first_day} to ${period.last_day}` }],
    { size: 14, face: 'text' },
    14,
  );
  flow.rule(flow.y, 1.2, 0);
  flow.y += 18;
  const facts: Fact[] = [
    ...(prepared_for === undefined ? [] : [['Prepared for', [{ text: prepared_for }]] as const]),
    ...(prepared_by === undefined ? [] : [['Prepared by', [{ text: prepared_by }]] as const]),
    ['Integrity verified', [{ text: verdictOf(report), face: 'strong', prose: true }]],
    ['Records of the period', [{ text: countWords(report.record_count, 'record') }]],
    ...ledgerFacts(report),
    ...trustFacts(report),
    ['Verified at', [{ text: `${timeWords(report.at)} UTC` }]],
    ['Verifier', [{ text: `${report.verifier.name} ${report.verifier.version}` }]],
    ['Report fingerprint', [{ text: report.fingerprint, face: 'mono' }]],
  ];
  drawFacts(flow, facts, COVER_FACTS);
  flow.gap(6);
  drawBundles(flow, report.bundles);
  flow.paragraph(
    [
      {
        text: 'This report gathers evidence. It does not judge whether the demands of a framework are met.',
      },
    ],
    STYLES.small,
  );
  return flow.pages;
}

function verdictOf({ integrity_verified, verdict }: ComplianceReport): string {
  if (integrity_verified) return 'yes';
  return verdict === 'fail' ? 'no: the evidence is wrong' : 'no: proof or trust is missing';
}

function ledgerFacts({ ledgers }: ComplianceReport): Fact[] {
  if (ledgers.length === 0) return [['Ledger', [{ text: 'none: no bundle is counted' }]]];
  return ledgers.map(({ id, origin }) => [
    ledgers.length === 1 ? 'Ledger' : `Ledger ${id}`,
    [{ text: origin }],
  ]);
}

function trustFacts({ trust_root }: ComplianceReport): Fact[] {
  if (trust_root === null)
    return [['Trust root', [{ text: 'none: nobody says whose keys these are' }]]];
  return [
    ['Trust root', [{ text: `${trust_root.name}, serial ${trust_root.serial}` }]],
    ['Trust root SHA3-256', [{ text: trust_root.sha3_256, face: 'mono' }]],
  ];
}

function drawBundles(flow: Flow, bundles: readonly BundleSection[]): void {
  drawTable(flow, {
    caption: `Evidence: ${countWords(bundles.length, 'bundle')}`,
    columns: [
      { label: 'Bundle' },
      { label: 'File', breaks: true },
      { label: 'Verdict' },
      { label: 'SHA-256', breaks: true },
    ],
    rows: bundles.slice(0, COVER_BUNDLES).map(({ id, name, verdict, sha256 }) => ({
      cells: [
        [{ text: id, to: `bundle-${id}`, title: `Bundle ${id}` }],
        [{ text: name }],
        [{ text: verdictWord(verdict), face: 'strong' }],
        [{ text: sha256, face: 'mono' }],
      ],
    })),
  });
  if (bundles.length > COVER_BUNDLES)
    flow.paragraph(
      [
        { text: `${bundles.length - COVER_BUNDLES} further bundles are in ` },
        { text: 'chapter 2', to: 'bundles', title: 'The table of bundles' },
        { text: '.' },
      ],
      STYLES.small,
    );
}

/** The contents, for chapters that begin after `before` pages. */
function contentsPages(body: Flow, before: number): Page[] {
  const flow = new Flow(body.faces, body.root);
  flow.chapter('Contents', CONTENTS);
  const toc = flow.struct('TOC');
  for (const { level, title, to, page } of body.entries) {
    const style = { size: level === 1 ? 9.6 : 8.6, face: level === 1 ? 'strong' : 'text' } as const;
    const indent = level === 1 ? 0 : 17;
    if (level === 1) flow.gap(5);
    const number = String(before + page + 1);
    const lines = breakLines(
      [{ text: title, prose: true }],
      flow.paper.text - indent - 44,
      style,
      flow.faces,
    );
    flow.need(lines.length * style.size * LEADING);
    const item: Struct = { type: 'Reference', parent: flow.struct('TOCI', toc) };
    const link: Struct = { type: 'Link', parent: item };
    const top = flow.y;
    lines.forEach((line, i) => {
      flow.line(line, flow.paper.left + indent, flow.y, style, link);
      if (i === lines.length - 1)
        leader(flow, flow.paper.left + indent + line.width + 6, number, style.size, link);
      flow.y += style.size * LEADING;
    });
    const area = { x: flow.paper.left, y: top, width: flow.paper.text, height: flow.y - top };
    flow.page.jumps.push({ part: link, ...area, to, title: `${title}, page ${number}` });
  }
  return flow.pages;
}

/** Dots up to the number of the page. */
function leader(flow: Flow, from: number, number: string, size: number, part: Struct): void {
  const style = { size, face: 'text' } as const;
  const width = flow.faces.width(number, 'text', size);
  const y = flow.y + size * 1.06;
  flow.text(number, flow.paper.right - width, flow.y, style, part);
  const points = [from, y - 1, flow.paper.right - width - 6, y - 1] as const;
  flow.mark({ kind: 'line', part: 'artifact', points, width: 0.5, grey: 0.6, dash: 1.5 });
}
