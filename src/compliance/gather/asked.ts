// What the auditor asked for (docs/SPEC.md §11.2, docs/MANUAL.md §8), one selection for each export: every counted bundle is of one of them, and each
// of them is answered by a counted bundle.

import type { parseHeldSelection } from '../../bundle/held.js';
import { equalSelection } from '../../bundle/selection.js';
import type { ReportFinding } from '../model.js';
import { bundleId } from './labels.js';
import type { Merged } from './merge.js';
import { make } from './own-finding.js';

export type AskedSelection = ReturnType<typeof parseHeldSelection>;

/** Empty if nothing was asked. */
export function askedFindings(
  { bundles }: Merged,
  asked: readonly AskedSelection[],
): ReportFinding[] {
  if (asked.length === 0) return [];
  const others = bundles.flatMap(({ shown, transcript }, i) =>
    shown === undefined || asked.some(({ selection }) => equalSelection(selection, shown.selection))
      ? []
      : [
          make(
            'REPORT_SELECTION_NOT_ASKED',
            [bundleId(i)],
            `${bundleId(i)} is of another selection than those that you asked for`,
            { actual: transcript.bundle.manifest?.selection ?? '' },
          ),
        ],
  );
  const open = asked.flatMap(({ selection, value }) =>
    bundles.some(({ shown }) => shown !== undefined && equalSelection(selection, shown.selection))
      ? []
      : [
          make(
            'REPORT_SELECTION_MISSING',
            [],
            'no counted bundle is of a selection that you asked for',
            { expected: JSON.stringify(value).slice(0, 500) },
          ),
        ],
  );
  return [...others, ...open];
}
