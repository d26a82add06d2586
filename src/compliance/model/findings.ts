// Of a report: what was found, and what became of the auditor’s list.

import type { Location } from '../../base/errors.js';
import type { Outcome } from '../../catalogue/codes/code.js';
import type { Place } from '../../history/findings.js';
import type { RecordRef } from '../../layout/block.js';
import type { SampleResult, SampleRow } from '../../transcript/transcript.js';
import type { NotChecked } from '../../transcript/worth.js';

/** The auditor's list over all bundles (docs/MANUAL.md §2): counts of rows, and a row for each id in the order of the list. */
export interface SampleSection extends Omit<SampleResult, 'rows'> {
  readonly rows: readonly (Omit<SampleRow, 'selected'> & {
    /** The bundle that says so. */
    readonly bundle?: string;
    readonly record?: RecordRef;
    readonly in_period?: boolean;
  })[];
}

/** Something found while verifying a bundle, or while putting bundles together (then `bundles` names them, `check` is absent). */
export interface ReportFinding {
  readonly code: string;
  readonly outcome: Outcome;
  readonly bundles: readonly string[];
  readonly check?: string;
  readonly message: string;
  readonly where: Location & Place;
  readonly record?: RecordRef;
  readonly expected?: string;
  readonly actual?: string;
  readonly remedy: string;
}

/** What runs over bundles did not check (docs/SPEC.md §16.5): each said once, with the bundles whose runs did not. */
export interface ReportNotChecked extends NotChecked {
  readonly bundles: readonly string[];
}
