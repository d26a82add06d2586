// What stands before the chapters: the cover and the contents. Made last, when the number of pages is
// known; the contents come second in the document, so the pages of the chapters are counted from behind them.

import { countWords } from '../../layout/block.js';
import { ChapterSetter } from '../../layout/pdf/blocks.js';
import { contentsPages } from '../../layout/pdf/contents.js';
import { drawFacts, FACTS } from '../../layout/pdf/facts.js';
import { Flow } from '../../layout/pdf/flow.js';
import type { Entry, Page } from '../../layout/pdf/marks.js';
import { STYLES } from '../../layout/pdf/style.js';
import { drawTable } from '../../layout/pdf/table.js';
import { verdictWord } from '../../report/words.js';
import { CAVEAT, coverFacts } from '../chapters/cover.js';
import type { BundleSection, ReportBody } from '../model.js';

/** Bundles named on the cover; the rest is counted there and listed in chapter 2. */
const COVER_BUNDLES = 10;
const COVER_FACTS = { ...FACTS, names: 132, name: { size: 9, face: 'text', grey: 0.3 } } as const;

/** Cover and contents, which stand before the chapters of these entries. */
export function framed(body: Flow, entries: readonly Entry[], report: ReportBody): Page[] {
  const cover = coverPages(body, report);
  return [...cover, ...contentsPages(body, entries, cover.length)];
}

function coverPages(body: Flow, report: ReportBody): Page[] {
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
