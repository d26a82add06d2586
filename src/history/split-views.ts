// Both sides of two trees of one size, as files that somebody else can check (docs/SPEC.md §7.6, §13.5).

import type { HistoryBundle } from './evidence.js';
import type { SetCheckResult, SetFinding } from './findings.js';

export interface SplitViewFiles {
  readonly treeSize: number;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** The files of each difference of two trees; of a ledger without one, none. @param heldNote the auditor's checkpoint, as it was kept */
export async function splitViews(
  checks: readonly SetCheckResult[],
  bundles: readonly HistoryBundle[],
  heldNote: Uint8Array | undefined,
  labelOf: (bundle: number) => string,
): Promise<SplitViewFiles[]> {
  const found = checks.flatMap(({ findings }) => findings).filter(isOfTrees);
  const views: SplitViewFiles[] = [];
  for (const { code, bundles: named, where } of found) {
    const treeSize = where.tree_size ?? 0;
    const files: { name: string; bytes: Uint8Array }[] = [];
    if (code === 'SET_CHECKPOINT_CONFLICT' && heldNote !== undefined)
      files.push({ name: 'held.checkpoint', bytes: heldNote });
    for (const bundle of named) {
      const label = labelOf(bundle);
      await bundles[bundle]?.open?.(async (evidence) => {
        files.push({ name: `${label}.checkpoint`, bytes: await evidence.checkpoint() });
        for await (const { treeSize: size, line } of evidence.lines())
          if (size === treeSize) files.push({ name: `${label}.consistency.jsonl`, bytes: line });
      });
    }
    views.push({ treeSize, files });
  }
  return views;
}

function isOfTrees({ outcome, where }: SetFinding): boolean {
  return where.tree_size !== undefined && outcome !== 'unproven';
}
