// What the bundles of one ledger come to, as plain JSON (docs/SPEC.md §13.5, §16): a run over several bundles and a report both have it
// as `history`. Bundles are named by whoever makes the document.

import { toBase64 } from '../base/encoding.js';
import { hashText } from '../bundle/hash-text.js';
import type { SetCheckResult, SetFinding } from './findings.js';
import type { SetLedger } from './set.js';

export interface HistoryFinding extends Omit<SetFinding, 'bundles'> {
  readonly bundles: readonly string[];
}

/** Heads that are shown to be of one history. */
interface HistoryGroup {
  /** Ascending. */
  readonly tree_sizes: readonly number[];
  readonly bundles: readonly string[];
  /** True if the checkpoint that the auditor holds is of it. */
  readonly checkpoint?: true;
}

export interface HistoryDocument {
  /** The origin of the ledger. */
  readonly ledger: string;
  /**
   * `one-head`: all counted bundles have one head. `shown`: all heads are shown to be of one history. `not-shown`: nothing contradicts,
   * and nothing shows it. `contradicted`: two bundles prove what cannot both be. `nothing-counted`: no bundle counts.
   */
  readonly state: 'one-head' | 'shown' | 'not-shown' | 'contradicted' | 'nothing-counted';
  readonly heads: readonly {
    readonly tree_size: number;
    readonly root_hash: string;
    readonly bundles: readonly string[];
  }[];
  /** One for each head that no larger one continues; a head may stand in several. */
  readonly groups: readonly HistoryGroup[];
  /** What shows that a tree begins with an earlier one. */
  readonly joins: readonly {
    readonly earlier: number;
    readonly later: number;
    readonly by: 'consistency proof' | 'leaves and proof hashes';
    readonly bundle: string;
  }[];
  readonly checks: readonly (Omit<SetCheckResult, 'findings'> & {
    readonly findings: readonly HistoryFinding[];
  })[];
  /** Both sides of two roots of one size, as files in base64. */
  readonly split_views: readonly {
    readonly tree_size: number;
    readonly files: readonly { readonly name: string; readonly base64: string }[];
  }[];
}

/** @param labelOf how the document names the bundle of an index of the set */
export function historyDocument(
  ledger: SetLedger,
  labelOf: (bundle: number) => string,
): HistoryDocument {
  const { heads, groups, joins, checks, hashName } = ledger;
  const labels = (bundles: readonly number[]): string[] =>
    [...new Set(bundles)].filter((bundle) => bundle >= 0).map(labelOf);
  return {
    ledger: ledger.origin,
    state: stateOf(ledger),
    heads: heads.flatMap(({ treeSize, rootHash, bundles }) =>
      labels(bundles).length === 0
        ? []
        : [
            {
              tree_size: treeSize,
              root_hash: hashText(hashName, rootHash),
              bundles: labels(bundles),
            },
          ],
    ),
    groups: groups.map((group) => {
      const own = group.flatMap((at) => heads[at] ?? []);
      const bundles = own.flatMap((head) => head.bundles);
      return {
        tree_sizes: own.map(({ treeSize }) => treeSize),
        bundles: labels(bundles),
        ...(bundles.includes(-1) ? { checkpoint: true as const } : {}),
      };
    }),
    joins: joins.flatMap(({ earlier, later, by, bundle }) => {
      const [from, to] = [heads[earlier], heads[later]];
      if (from === undefined || to === undefined) return [];
      return [{ earlier: from.treeSize, later: to.treeSize, by, bundle: labelOf(bundle) }];
    }),
    checks: checks.map((check) => ({
      ...check,
      findings: check.findings.map((found) => ({ ...found, bundles: labels(found.bundles) })),
    })),
    split_views: ledger.splitViews.map(({ treeSize, files }) => ({
      tree_size: treeSize,
      files: files.map(({ name, bytes }) => ({ name, base64: toBase64(bytes) })),
    })),
  };
}

function stateOf({ heads, groups, checks, counted }: SetLedger): HistoryDocument['state'] {
  if (checks.some(({ status }) => status === 'failed')) return 'contradicted';
  if (counted.length === 0) return 'nothing-counted';
  if (heads.length === 1) return 'one-head';
  return groups.length === 1 ? 'shown' : 'not-shown';
}

/** `96, 188 leaves (B1, B2)` for each group. */
export function groupWords({ groups }: HistoryDocument): readonly string[] {
  return groups.map(({ tree_sizes, bundles, checkpoint }) => {
    const names = [...bundles, ...(checkpoint === true ? ['your checkpoint'] : [])];
    return `${tree_sizes.join(', ')} leaves (${names.join(', ')})`;
  });
}
