// Blocks as Markdown. Text of a bundle is escaped, so that it can neither mark up, nor link, nor mention anybody.

import { markdownCode, markdownText } from '../report/escape.js';
import {
  type Block,
  type Cell,
  grouped,
  type Inline,
  isList,
  recordName,
  type Table,
  timeWords,
} from './block.js';

/** A block as Markdown; a plot is empty, since its numbers stand in tables. */
export function blockMarkdown(block: Block, isOneLedger: boolean): string {
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
      return block.rows.map(([term, text]) => `- ${ownMarkdown(term)}: ${words(text)}`).join('\n');
    case 'callout':
      return `> **${ownMarkdown(block.title)}**\n>\n> ${words(block.text)}`;
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
    `**${ownMarkdown(caption)}**`,
    '',
    line(
      columns.map(({ label, foreign }) =>
        foreign === true ? foreignText(label) : ownMarkdown(label),
      ),
    ),
    line(columns.map(({ numeric }) => (numeric === true ? '---:' : '---'))),
    ...rows.map(row),
    ...(foot === undefined ? [] : [row(foot)]),
    ...(note === undefined ? [] : ['', ownMarkdown(note)]),
  ].join('\n');
}

function cellText(cell: Cell, isOneLedger: boolean): string {
  if (typeof cell === 'number') return grouped(cell);
  return (isList(cell) ? cell : [cell]).map((part) => inline(part, isOneLedger)).join('');
}

function inline(part: Inline, isOneLedger: boolean): string {
  if (typeof part === 'string') return ownMarkdown(part);
  if ('foreign' in part) return foreignText(part.foreign);
  if ('code' in part) return markdownCode(part.code);
  if ('time' in part) return ownMarkdown(timeWords(part.time));
  if ('words' in part) return ownMarkdown(part.words);
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
export function ownMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|~]/g, (character) => `\\${character}`);
}
