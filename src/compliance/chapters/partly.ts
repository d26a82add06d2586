// A report that does not cover its whole period counts what is shown and no more. Whatever a column counts, evidence or what is lacking,
// its number is a lower bound, and a share is one of the records shown: each of them says so, so that leaving a month out makes no line
// look better.

import type { Block, Chapter, Table } from '../../layout/block.js';
import { percent } from '../../report/words.js';
import type { ReportBody } from '../model.js';
import { GAP_MARK, GAP_NOTE } from './buckets.js';

/** Chapters whose numbers are about the period. */
const ABOUT = new Set(['summary', 'records', 'counts', 'fields', 'retention', 'frameworks']);

export function markPartly(
  chapters: readonly Chapter[],
  { coverage }: ReportBody,
): readonly Chapter[] {
  const { examined, gaps, proven_permille } = coverage;
  if (!examined || gaps.length === 0) return chapters;
  const note = `${GAP_MARK} of what is shown: ${percent(proven_permille)} of the period is covered, and counts are at least so many.`;
  return chapters.map((chapter) => {
    if (!ABOUT.has(chapter.id)) return chapter;
    const blocks = chapter.blocks.map((block): Block => {
      if (block.kind !== 'table') return block;
      return block.note?.includes(GAP_NOTE) === true ? markFoot(block) : markColumns(block, note);
    });
    return { ...chapter, blocks };
  });
}

/** A table over time marks the lines that touch a gap; so does its sum. */
function markFoot(table: Table): Table {
  const [first, ...rest] = table.foot ?? [];
  return typeof first === 'string' ? { ...table, foot: [`${first}${GAP_MARK}`, ...rest] } : table;
}

function markColumns(table: Table, note: string): Table {
  const isCount = table.columns.map(({ numeric, exact }) => numeric === true && exact !== true);
  if (!isCount.includes(true)) return table;
  const columns = table.columns.map((column, i) =>
    isCount[i] === true ? { ...column, label: `${column.label}${GAP_MARK}` } : column,
  );
  return { ...table, columns, note: table.note === undefined ? note : `${table.note} ${note}` };
}
