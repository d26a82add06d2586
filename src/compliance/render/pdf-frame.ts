// What stands before the chapters: the cover and the contents. Made last, when the number of pages is
// known; the contents come second in the document, so the pages of the chapters are counted from behind them.

import { countWords } from '../../layout/block.js';
import { ChapterSetter } from '../../layout/pdf/blocks.js';
import { drawFacts, FACTS } from '../../layout/pdf/facts.js';
import { Flow, LEADING, STYLES } from '../../layout/pdf/flow.js';
import { drawHeads } from '../../layout/pdf/heads.js';
import { breakLines } from '../../layout/pdf/lines.js';
import type { Page, Struct } from '../../layout/pdf/marks.js';
import { drawTable } from '../../layout/pdf/table.js';
import { verdictWord } from '../../report/words.js';
import { CAVEAT, coverFacts } from '../chapters/cover.js';
import type { BundleSection, ComplianceReport } from '../model.js';

/** Bundles named on the cover; the rest is counted there and listed in chapter 2. */
const COVER_BUNDLES = 10;
const CONTENTS = 'contents';
const COVER_FACTS = { ...FACTS, names: 132, name: { size: 9, face: 'text', grey: 0.3 } } as const;

/** Puts cover and contents before the chapters, and heads on all pages but the cover. */
export function framed(body: Flow, report: ComplianceReport): Page[] {
  const cover = coverPages(body, report);
  // The contents are set twice: once to count their pages, once with the right numbers.
  const before = cover.length + contentsPages(body, 0).length;
  const { title, verifier, fingerprint } = report;
  const made = `${verifier.name} ${verifier.version}, report ${fingerprint.slice(0, 16)}…`;
  const all = [...cover, ...contentsPages(body, before), ...body.pages];
  all.forEach((page, i) => {
    if (i > 0) drawHeads(page, i + 1, all.length, body.faces, { title, made });
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
  const { first_day, last_day } = report.period;
  flow.paragraph([{ text: `${first_day} to ${last_day}` }], { size: 14, face: 'text' }, 12);
  flow.rule(flow.y, 1.2, 0);
  flow.y += 14;
  const words = new ChapterSetter(flow, report.ledgers.length <= 1);
  drawFacts(
    flow,
    coverFacts(report).map(([name, text]) => [name, words.spans(text)]),
    COVER_FACTS,
  );
  flow.gap(6);
  drawBundles(flow, report.bundles);
  flow.paragraph([{ text: CAVEAT, prose: true }], STYLES.small);
  return flow.pages;
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
