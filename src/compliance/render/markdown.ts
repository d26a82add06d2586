// The report as Markdown: the chapters and tables of the other formats, without the plots, whose numbers stand in the tables.
// Text of a bundle is escaped, so that it can neither mark up, nor link, nor mention anybody.

import {
  type Block,
  type Cell,
  grouped,
  type Inline,
  isList,
  recordName,
  type Table,
  timeWords,
} from '../../layout/block.js';
import { markdownCode, markdownText } from '../../report/escape.js';
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
    blockText({ kind: 'facts', rows: coverFacts(report) }, isOneLedger),
    ...chaptersOf(report).flatMap((chapter) => [
      `## ${chapter.number} ${own(chapter.title)}`,
      ...chapter.blocks.map((block) => blockText(block, isOneLedger)).filter((text) => text !== ''),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockText(block: Block, isOneLedger: boolean): string {
  const words = (text: readonly Inline[]): string =>
    text.map((part) => inline(part, isOneLedger)).join('');
  switch (block.kind) {
    case 'para':
      return words(block.text);
    case 'heading':
      return `${'#'.repeat(block.level)} ${inline(block.text, isOneLedger)}`;
    case 'list':
      return block.items.map((item) => `- ${words(item)}`).join('\n');
    case 'facts':
      return block.rows.map(([term, text]) => `- ${own(term)}: ${words(text)}`).join('\n');
    case 'callout':
      return `> **${own(block.title)}**\n>\n> ${words(block.text)}`;
    case 'plot':
      return '';
    case 'table':
      return tableText(block, isOneLedger);
  }
}

function tableText({ caption, columns, rows, foot, note }: Table, isOneLedger: boolean): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const row = (cells: readonly Cell[]): string =>
    line(cells.map((cell) => cellText(cell, isOneLedger)));
  return [
    `**${own(caption)}**`,
    '',
    line(columns.map(({ label, foreign }) => (foreign === true ? foreignText(label) : own(label)))),
    line(columns.map(({ numeric }) => (numeric === true ? '---:' : '---'))),
    ...rows.map(row),
    ...(foot === undefined ? [] : [row(foot)]),
    ...(note === undefined ? [] : ['', own(note)]),
  ].join('\n');
}

function cellText(cell: Cell, isOneLedger: boolean): string {
  if (typeof cell === 'number') return grouped(cell);
  return (isList(cell) ? cell : [cell]).map((part) => inline(part, isOneLedger)).join('');
}

function inline(part: Inline, isOneLedger: boolean): string {
  if (typeof part === 'string') return own(part);
  if ('foreign' in part) return foreignText(part.foreign);
  if ('code' in part) return markdownCode(part.code);
  if ('time' in part) return own(timeWords(part.time));
  if ('words' in part) return own(part.words);
  if ('bundle' in part) return part.bundle;
  const { refs, of = refs.length } = part;
  if (refs.length === 0) return '–';
  const more = of > refs.length ? ` and ${grouped(of - refs.length)} more` : '';
  return `${refs.map((ref) => recordName(ref, isOneLedger)).join(', ')}${more}`;
}

/** In a code span an address stays readable, and mentions nobody. */
function foreignText(text: string): string {
  return text.includes('@') ? markdownCode(text) : markdownText(text);
}

/** Our own words: only what would mark up is escaped. */
function own(text: string): string {
  return text.replace(/[\\`*_[\]<>|~]/g, (character) => `\\${character}`);
}
