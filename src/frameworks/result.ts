// What a framework result says (docs/FRAMEWORKS.md): part of the transcript, beside the verdict and never part of it. Every list
// is bounded and says how much it leaves out. Names are those of the JSON document.

export type SuppliedBy = 'softqcos-verify' | 'auditor';

/** A text that the rules cite: every citation of a built-in framework begins with the title of one. */
export interface CitedText {
  readonly title: string;
  /** Of the text, or of the state of it that is meant: `2022-12-14`. */
  readonly date: string;
  /** Against what its citations were checked. */
  readonly note: string;
}

/** What can be evidence for a control: records, or what verifying the bundle counted beside them. */
export type EvidenceKind = 'records' | 'time stamps' | 'record signatures' | 'nothing';

export interface RecordPlace {
  readonly sequence: number;
  readonly record_id: string;
}

/** The first records behind a count. */
export interface RecordList {
  readonly examples: readonly RecordPlace[];
  /** Further records that are counted and not listed. */
  readonly omitted: number;
}

/** Where the value of a required field stands. A sealed field is present: its name is visible. */
export interface Presence {
  readonly clear: number;
  /** Sealed, with a disclosure in this bundle. */
  readonly disclosed: number;
  /** Sealed, without a disclosure: withheld or erased. */
  readonly sealed: number;
  readonly missing: number;
}

export interface FieldResult extends RecordList {
  readonly field: string;
  readonly selected: Presence;
  /** Of records shown beside the selection; they leave no gap. */
  readonly in_addition: Presence;
}

export interface RetentionResult extends RecordList {
  readonly force: 'required' | 'recommended' | 'none';
  readonly years?: number;
  readonly source: string;
  readonly checked?: string;
  readonly note: string;
  /** What was found, in a sentence. */
  readonly says: string;
  /** Selected records that the period is for. */
  readonly records: number;
  /** Of these: a policy shown before the record keeps it that long. The others are listed. */
  readonly covered: number;
  /** Selected records of which it cannot be seen whether the period is for them. */
  readonly undecided: number;
  /** Policies that cover at least one of the records, in ascending sequence. */
  readonly policies: readonly (RecordPlace & {
    readonly policy_name: string;
    readonly retention_years: number;
  })[];
  /** Policies that cover a record and are not listed. */
  readonly policies_omitted: number;
  /** Policy records that are shown, whether or not they cover one of the records. */
  readonly policies_shown: number;
  /** Policy records that were too many or too long to be compared with the records. */
  readonly policies_not_followed: number;
  /** Absent if the framework names no period. */
  readonly erased_early?: ErasedEarly;
}

/** Selected records that were erased, as a whole or a field of them, before the period that the framework names was over. */
export interface ErasedEarly extends RecordList {
  /** Erasures that the period is for; the records that log them are listed. */
  readonly erasures: number;
  /** Erasures of whole records that nothing shows: whether the period was for them cannot be seen. */
  readonly undecided: number;
  /** By legal ground, most first; they sum to `erasures`. */
  readonly grounds: readonly { readonly legal_ground: string; readonly erasures: number }[];
}

/** Records that a rule is about, among all that are shown. */
export interface MatchResult extends RecordList {
  readonly records: number;
  /** Of these: part of the selection. */
  readonly selected: number;
  /** Records of which it cannot be seen. */
  readonly undecided: number;
}

/** `records`, or what verifying the bundle counted: then that is `records` and `selected`, and no record is listed. */
export interface ControlResult extends MatchResult {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly checked?: string;
  readonly evidence: EvidenceKind;
  readonly note?: string;
}

interface LintResult extends MatchResult {
  readonly id: string;
  readonly message: string;
  readonly citation: string;
  readonly checked?: string;
}

/**
 * `within`: the second record is in time; `longer`: it is there, but later; `not shown`: it is not shown although the records
 * shown run past the end; `open`: they do not run that far; `start not shown`: only the second record is there; `running`: the
 * incident was not over in time, and what is due instead is shown; `shown`: it is there, and the text names no time.
 */
export type IntervalOutcome =
  | 'within'
  | 'longer'
  | 'not shown'
  | 'open'
  | 'start not shown'
  | 'running'
  | 'shown';

export interface IntervalCase {
  /** The incident's id: text of the bundle. */
  readonly incident: string;
  readonly outcome: IntervalOutcome;
  /** True if it leaves no gap: the rule is for some kinds of entities, and no record says which kind this is, or names no time. */
  readonly question: boolean;
  readonly from?: RecordPlace & { readonly recorded_at: string };
  readonly to?: RecordPlace & { readonly recorded_at: string };
  /** `25 h 3 min`, for `within` and `longer`. */
  readonly elapsed?: string;
}

export interface IntervalResult {
  readonly id: string;
  readonly title: string;
  readonly citation: string;
  readonly checked?: string;
  /** `24 hours`, `1 month`, `no time named`. */
  readonly limit: string;
  readonly cases: readonly IntervalCase[];
}

export interface Statement {
  readonly citation: string;
  readonly checked?: string;
  readonly text: string;
}

interface Head {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly source: string;
  readonly texts?: readonly CitedText[];
  readonly supplied_by: SuppliedBy;
  /** Of the framework's own text, `sha3-256:<64 hex>`. */
  readonly digest: string;
}

interface NotExamined extends Head {
  readonly state: 'not examined';
  readonly because: string;
}

export interface Examined extends Head {
  readonly state: 'examined';
  /** Why the framework has gaps, in sentences; empty if it has none. */
  readonly gaps: readonly string[];
  /** Shown and proven records of type `event`. */
  readonly events: { readonly selected: number; readonly in_addition: number };
  readonly fields_source: string;
  readonly fields: readonly FieldResult[];
  readonly retention: RetentionResult;
  readonly controls: readonly ControlResult[];
  readonly lints: readonly LintResult[];
  readonly intervals: readonly IntervalResult[];
  /** Records with an incident id that is too long, or of more incidents than are followed. */
  readonly incidents_not_followed: number;
  readonly statements: readonly Statement[];
}

export type FrameworkResult = NotExamined | Examined;
