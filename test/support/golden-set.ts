// What set.json of a golden set says (fixtures/golden-sets/README.md), and whether a finding names one of its contradictions.

import type { SetFinding } from '../../src/history/findings.js';
import type { Verdict } from '../../src/transcript/transcript.js';

export interface Contradiction {
  readonly kind: string;
  readonly sequence?: number;
  readonly node?: readonly [number, number];
  readonly tree_size?: number;
  readonly bundles: readonly string[];
}

export interface GoldenLedger {
  readonly origin: string;
  readonly tree_sizes: readonly number[];
  readonly consistency: 'one-head' | 'shown' | 'derivable' | 'not-shown' | 'contradicted';
  readonly coverage: 'whole' | 'whole-with-neighbours' | 'partly' | 'none';
  readonly records?: number;
  readonly erased?: readonly number[];
  readonly missing?: readonly (readonly [number, number])[];
  readonly proven?: readonly { readonly from: string; readonly to: string }[];
  readonly proven_most?: readonly { readonly from: string; readonly to: string }[];
  readonly sealed?: Readonly<
    Record<string, { disclosed: number; withheld: number; erased: number }>
  >;
  readonly contradictions?: number;
  readonly first?: readonly Contradiction[];
}

export interface GoldenSet {
  readonly verdict: Verdict;
  readonly bundles: readonly string[];
  readonly trust_root: string;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly frameworks?: readonly string[];
  readonly options?: { readonly requirements?: readonly string[]; readonly checkpoint?: string };
  readonly facts: {
    readonly records?: number;
    readonly bundle_verdicts: Readonly<Record<string, Verdict>>;
    readonly findings?: readonly string[];
    readonly no_findings?: readonly string[];
    readonly frameworks?: 'not-examined';
    readonly ledgers: readonly GoldenLedger[];
  };
}

/** True if a finding is of the place and the bundles of a contradiction. */
export function namesIt(
  { sequence, node, tree_size, bundles }: Contradiction,
  found: Pick<SetFinding, 'where' | 'bundles'>,
  nameOf: (bundle: number) => string,
): boolean {
  const { where } = found;
  const isThere =
    where.sequence === sequence &&
    where.tree_size === tree_size &&
    String(where.node ?? '') === String(node ?? '');
  return isThere && String(found.bundles.map(nameOf).sort()) === String([...bundles].sort());
}
