// What the counted bundles of a ledger prove of each other (docs/SPEC.md §13.5), as findings and as sections of a report.

import type { Outcome } from '../../catalogue/codes/code.js';
import { type HistoryDocument, historyDocument } from '../../history/document.js';
import type { SetLedger } from '../../history/set.js';
import type { ReportFinding } from '../model.js';
import { bundleId, ledgerId } from './labels.js';
import type { Merged } from './merge.js';

/** Findings of one outcome, ledger by ledger. What is counted and not kept is said in one more of the same check. */
export function historyFindings({ history, origins }: Merged, outcome: Outcome): ReportFinding[] {
  return history.flatMap(({ origin, checks }) =>
    checks.flatMap(({ findings, omitted }) => {
      const ledger = origins.length > 1 ? `${ledgerId(origins.indexOf(origin))}: ` : '';
      const own = findings.filter((found) => found.outcome === outcome);
      const last = own.at(-1);
      return own.map((found): ReportFinding => {
        const more = found === last && omitted > 0 ? `; and ${omitted} more of this check` : '';
        const { bundles, message } = found;
        return { ...found, bundles: bundles.map(bundleId), message: `${ledger}${message}${more}` };
      });
    }),
  );
}

/** Groups of bundles, by index, that are shown to be of one history; a bundle may stand in several. */
export function groupsOf(merged: Merged, ledger: number): readonly (readonly number[])[] {
  const own = ofLedger(merged, ledger);
  return (own?.groups ?? []).map((group) =>
    group.flatMap((at) => own?.heads[at]?.bundles ?? []).filter((bundle) => bundle >= 0),
  );
}

/** The section of one ledger of the report. */
export function historySection(merged: Merged, ledger: number): HistoryDocument | undefined {
  const own = ofLedger(merged, ledger);
  return own === undefined ? undefined : historyDocument(own, bundleId);
}

/** A ledger of the report is one that a counted bundle is of: there is one suite for it. */
function ofLedger({ history, origins }: Merged, ledger: number): SetLedger | undefined {
  return history.find(({ origin, counted }) => origin === origins[ledger] && counted.length > 0);
}
