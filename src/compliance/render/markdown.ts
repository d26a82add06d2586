// The report as Markdown: the chapters and tables of the other formats, without the plots, whose numbers stand in the tables.
// Text of a bundle is escaped, so that it can neither mark up, nor link, nor mention anybody.

import { blockMarkdown, ownMarkdown } from '../../layout/markdown.js';
import { markdownText } from '../../report/escape.js';
import { coverFacts } from '../chapters/cover.js';
import { chaptersOf } from '../chapters.js';
import type { ComplianceReport } from '../model.js';

/** Renders a report as Markdown. */
export function renderReportMarkdown(report: ComplianceReport): string {
  const { title, period, ledgers } = report;
  const isOneLedger = ledgers.length <= 1;
  const parts = [
    `# ${markdownText(title)}`,
    `${period.first_day} to ${period.last_day}`,
    blockMarkdown({ kind: 'facts', rows: coverFacts(report) }, isOneLedger),
    ...chaptersOf(report).flatMap((chapter) => [
      `## ${chapter.number} ${ownMarkdown(chapter.title)}`,
      ...chapter.blocks
        .map((block) => blockMarkdown(block, isOneLedger))
        .filter((text) => text !== ''),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}
