// Evidence that is not a record: time stamps and record signatures that verifying the counted bundles has counted.

import type { EvidenceKind } from '../../frameworks/result.js';
import { verifiedBeside } from '../../transcript/beside.js';
import { bundleId } from './labels.js';
import type { Merged } from './merge.js';

export interface CountedBeside {
  readonly count: number;
  /** Bundles that hold some of it. */
  readonly bundles: readonly string[];
}

/** How much of it the counted bundles hold; undefined if records are the evidence. */
export function besideOf({ bundles }: Merged, evidence: EvidenceKind): CountedBeside | undefined {
  if (evidence === 'records') return undefined;
  if (evidence === 'nothing') return { count: 0, bundles: [] };
  const counts = bundles.map(({ transcript, shown }) =>
    shown === undefined ? 0 : verifiedBeside(transcript)[evidence],
  );
  return {
    count: counts.reduce((sum, count) => sum + count, 0),
    bundles: counts.flatMap((count, i) => (count === 0 ? [] : [bundleId(i)])),
  };
}
