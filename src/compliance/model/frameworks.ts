// Of a report: what the events of the period are evidence for in one framework.

import type {
  CitedText,
  EvidenceKind,
  IntervalOutcome,
  Statement,
  SuppliedBy,
} from '../../frameworks/result.js';
import type { RecordRef } from '../../layout/block.js';
import type { Evidence } from './places.js';

/** What the events of the period are evidence for in one framework. Never a judgement. */
export interface FrameworkSection {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly source: string;
  /** Texts that its citations are from, each with its date; empty where the framework lists none. */
  readonly texts: readonly CitedText[];
  readonly supplied_by: SuppliedBy;
  /** Of the framework's own text, `sha3-256:<64 hex>`. */
  readonly digest: string;
  /**
   * `gaps`: at least one entry in `gaps`. `evidence`: none. `none`: no event of the period to look at. `not examined`: the verdict of
   * the report is not pass; then every list below is empty and every number 0.
   */
  readonly standing: 'evidence' | 'gaps' | 'none' | 'not examined';
  /** Events looked at: `counts.events`. */
  readonly records: number;
  readonly fields_source: string;
  /** Required fields; `present` (in the clear or sealed, erased included) + `absent` = `records`. */
  readonly fields: readonly {
    readonly field: string;
    readonly present: number;
    readonly absent: number;
    readonly absent_examples: readonly RecordRef[];
  }[];
  readonly controls: readonly (Evidence & {
    readonly id: string;
    readonly title: string;
    readonly citation: string;
    /** The day on which the citation was checked against its text, or `no`. */
    readonly checked?: string;
    readonly evidence: EvidenceKind;
    /** For other evidence than records: the counted bundles that hold it. `records` is then how much there is. */
    readonly bundles?: readonly string[];
    /** What counts: a sentence such as `events whose event_type is login or logout`. */
    readonly rule: string;
    /** Records of which it cannot be seen, because a field that decides is withheld. */
    readonly undecided: number;
    readonly note?: string;
  })[];
  readonly retention: {
    readonly force: 'required' | 'recommended' | 'none';
    readonly years?: number;
    readonly source: string;
    readonly checked?: string;
    readonly note: string;
    /** What was found, in one clause. */
    readonly says: string;
    /** Events that the period is for; of these, a policy shown before them keeps `covered` that long. */
    readonly records: number;
    readonly covered: number;
    readonly undecided: number;
    readonly uncovered_examples: readonly RecordRef[];
    /** Those that cover at least one of the events. */
    readonly policies: readonly RecordRef[];
  };
  /** Combinations of values that deserve a question; none of them is a gap. */
  readonly remarks: readonly (Evidence & {
    readonly id: string;
    readonly message: string;
    readonly citation: string;
    readonly checked?: string;
    readonly rule: string;
    readonly undecided: number;
  })[];
  /** Times between records of one incident (NIS2); empty where the framework has none. */
  readonly intervals: readonly {
    readonly id: string;
    readonly title: string;
    readonly citation: string;
    readonly checked?: string;
    /** `24 hours`. */
    readonly limit: string;
    readonly cases: readonly {
      readonly incident: string;
      readonly outcome: IntervalOutcome;
      /** True if it leaves no gap. */
      readonly question: boolean;
      readonly from?: RecordRef;
      readonly from_at?: string;
      readonly to?: RecordRef;
      readonly to_at?: string;
      readonly elapsed?: string;
    }[];
  }[];
  readonly incidents_not_followed: number;
  readonly gaps: readonly (Evidence & { readonly message: string })[];
  readonly statements: readonly Statement[];
}
