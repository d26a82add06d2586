// The tree heads of a ledger, and what its bundles prove of each other, check by check (docs/SPEC.md §13.5); part of chapter 3.

import { type Block, type Cell, code } from '../../layout/block.js';
import type { LedgerSection } from '../model.js';

const RESULTS = {
  passed: 'no difference',
  failed: 'a contradiction',
  unproven: 'not proven',
  skipped: 'nothing to compare',
} as const;

export function historyBlocks(ledger: LedgerSection): Block[] {
  return [treeHeads(ledger), ...historyTable(ledger)];
}

function treeHeads({ id, tree_heads }: LedgerSection): Block {
  return {
    kind: 'table',
    id: `tree-heads-${id}`,
    caption: `Verified tree heads of ${id}`,
    columns: [
      { label: 'Tree size', numeric: true },
      { label: 'Root hash', breaks: true },
      { label: 'Bundles', breaks: true },
    ],
    rows: tree_heads.map(({ tree_size, root_hash, bundles }) => [
      tree_size,
      code(root_hash),
      bundles.join(', '),
    ]),
  };
}

/** Of one bundle there is nothing to compare, and no table. */
function historyTable({ id, history }: LedgerSection): Block[] {
  const bundles = history?.heads.flatMap((head) => head.bundles) ?? [];
  if (history === undefined || bundles.length < 2) return [];
  return [
    {
      kind: 'table',
      id: `history-${id}`,
      caption: `What the bundles of ${id} prove of each other`,
      columns: [
        { label: 'What holds if there is no difference', breaks: true },
        { label: 'Result' },
        { label: 'Compared', numeric: true },
      ],
      rows: history.checks.map(({ title, status, examined }): Cell[] => [
        title,
        RESULTS[status],
        examined,
      ]),
    },
  ];
}
