// The blocks that only this document has, as the blocks that the PDF layer sets: a finding is a heading with its facts, the checks are
// one table.

import type { Block } from '../../layout/block.js';
import { STATUS } from '../content/words.js';
import type { CheckFamily, DocumentBlock, ToldFinding } from '../model.js';

/** @param place unique in the document, for headings that have no place of their own */
export function lowered(block: DocumentBlock, place: string): readonly Block[] {
  if (block.kind === 'findings')
    return block.findings.flatMap((finding, i) => findingBlocks(finding, `${place}-${i}`));
  if (block.kind === 'checks') return [checkTable(block.families, place)];
  return [block];
}

function findingBlocks(finding: ToldFinding, place: string): readonly Block[] {
  const { code, tag, message, check, facts } = finding;
  return [
    {
      kind: 'heading',
      level: 4,
      id: place,
      text: { foreign: `${tag.toUpperCase()}: ${message}` },
    },
    { kind: 'facts', rows: [['Code', [{ code }, `, found by ${check}`]], ...facts] },
  ];
}

function checkTable(families: readonly CheckFamily[], place: string): Block {
  return {
    kind: 'table',
    id: place,
    caption: 'Every check of the catalogue, in its order',
    columns: [
      { label: 'Result', whole: true },
      { label: 'What holds if it passes' },
      { label: 'Check' },
      { label: 'Examined' },
    ],
    rows: families.flatMap(({ checks }) =>
      checks.map(({ id, title, status, against, note }) => [
        `${STATUS[status].word}${against ? ' (!)' : ''}`,
        title,
        [{ code: id }],
        note,
      ]),
    ),
    note: 'With (!): what keeps this run from a pass.',
  };
}
