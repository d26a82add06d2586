// What the groups of heads mean for a set (docs/SPEC.md §13.5): heads that are not shown to be of one history are named, which changes no
// verdict; a checkpoint that the auditor holds has to be of one history with every tree (§7.6).

import type { HistoryBundle, LedgerBundles } from './evidence.js';
import type { FindingBook } from './findings.js';
import type { Heads } from './heads.js';

type Groups = readonly (readonly number[])[];

/** Names the groups, if there are several and nothing contradicts. */
export function tellGroups(
  book: FindingBook,
  bundles: readonly HistoryBundle[],
  { all }: Heads,
  groups: Groups,
): void {
  if (book.failed || groups.length < 2) return;
  const ofGroup = (group: readonly number[]): readonly number[] =>
    group.flatMap((at) => all[at]?.bundles ?? []);
  const words = groups.map((group) => {
    const sizes = group.map((at) => all[at]?.treeSize ?? 0).join(', ');
    const names = ofGroup(group).map((i) => bundles[i]?.name ?? 'your checkpoint');
    return `${sizes} leaves (${names.join(', ')})`;
  });
  const named = [...new Set(groups.flatMap(ofGroup))].filter((bundle) => bundle >= 0);
  const message = `not shown to be of one history: heads of ${words.join('; of ')}`;
  book.report('SET_HISTORY_NOT_SHOWN', named, {}, message);
}

/** Every tree continues the auditor's checkpoint, or is continued by it, by itself or through another bundle. */
export function judgeCheckpoint(
  book: FindingBook,
  { origin, bundles, held }: LedgerBundles,
  heads: Heads,
  groups: Groups,
): void {
  if (held === undefined) return;
  if (!held.isSigned) {
    book.report(
      'SET_CHECKPOINT_NOT_COUNTED',
      [],
      { tree_size: held.treeSize },
      `the checkpoint that you hold is not signed by both keys of a key set of ${origin}`,
    );
    return;
  }
  const own = heads.of(-1);
  const near = new Set(groups.filter((group) => group.includes(own)).flat());
  bundles.forEach(({ name, counted, treeSize }, bundle) => {
    if (!counted) return;
    book.examined('history/checkpoint');
    if (near.has(heads.of(bundle)) || book.failed) return;
    book.report(
      'SET_CHECKPOINT_NOT_CONTINUED',
      [bundle],
      { tree_size: treeSize },
      `tree of ${treeSize} leaves: nothing shows that ${name} and your checkpoint of ${held.treeSize} leaves are of one history`,
    );
  });
}
