// Examines proven records for frameworks (docs/FRAMEWORKS.md). Memory does not grow with the records: counters and bounded lists.
// Nothing here touches the verdict, and a result is given only for evidence that is proven.

import type { ProvenRecord } from '../evidence/reader.js';
import { FieldCheck } from './fields.js';
import type { Control, Framework } from './framework.js';
import { IntervalsCheck, isLate } from './intervals.js';
import type {
  ControlResult,
  EvidenceKind,
  Examined,
  FrameworkResult,
  IntervalResult,
} from './result.js';
import { RetentionCheck } from './retention.js';
import { Matches } from './tally.js';

/** Follows the records of a ledger, in ascending sequence, for every framework that was asked for. */
export class FrameworkExaminer {
  readonly #examinations: readonly Examination[];

  constructor(frameworks: readonly Framework[]) {
    this.#examinations = frameworks.map((framework) => new Examination(framework));
  }

  add(seen: ProvenRecord): void {
    for (const examination of this.#examinations) examination.see(seen);
  }

  /** One result for each framework, in the order given. @param beside undefined unless the verdict is pass */
  results(beside: Beside | undefined): readonly FrameworkResult[] {
    return this.#examinations.map((examination) => examination.result(beside));
  }
}

/** What verifying a bundle counts beside its records, where that can be evidence for a control. */
export type Beside = Readonly<Record<Exclude<EvidenceKind, 'records' | 'nothing'>, number>>;

class Examination {
  readonly #framework: Framework;
  readonly #fields: readonly FieldCheck[];
  readonly #retention: RetentionCheck;
  readonly #controls: readonly FollowedControl[];
  readonly #lints: readonly Matches[];
  readonly #intervals: IntervalsCheck;
  #selected = 0;
  #inAddition = 0;

  constructor(framework: Framework) {
    const { required_fields, retention, controls, lints, incidents } = framework.document;
    this.#framework = framework;
    this.#fields = required_fields.fields.map((field) => new FieldCheck(field));
    this.#retention = new RetentionCheck(retention);
    this.#controls = controls.map((control) => ({
      control,
      matches: control.records && new Matches(control.records),
    }));
    this.#lints = lints.map(({ records }) => new Matches(records));
    this.#intervals = new IntervalsCheck(incidents);
  }

  see(seen: ProvenRecord): void {
    const { record, selected } = seen;
    for (const { control, matches } of this.#controls)
      if ((control.record_types ?? EVENTS).includes(record.type)) matches?.see(seen);
    this.#intervals.see(seen);
    if (record.type === 'retention_policy') this.#retention.onPolicy(record);
    if (record.type === 'erasure') this.#retention.onErasure(record, selected);
    if (record.type !== 'event') return;
    if (selected) this.#selected += 1;
    else this.#inAddition += 1;
    for (const field of this.#fields) field.see(seen);
    for (const lint of this.#lints) lint.see(seen);
    // Only what was selected can leave a gap.
    if (selected) this.#retention.see(seen);
  }

  result(beside: Beside | undefined): FrameworkResult {
    const { document, suppliedBy, digest } = this.#framework;
    const { id, name, edition, source, texts } = document;
    const head = {
      ...{ id, name, edition, source, ...(texts === undefined ? {} : { texts }) },
      ...{ supplied_by: suppliedBy, digest },
    };
    if (beside === undefined)
      return { ...head, state: 'not examined', because: 'the evidence is not proven' };
    const intervals = this.#intervals.results();
    return {
      ...head,
      state: 'examined',
      gaps: this.#gaps(intervals),
      events: { selected: this.#selected, in_addition: this.#inAddition },
      fields_source: document.required_fields.source,
      fields: this.#fields.map((field) => field.result()),
      retention: this.#retention.result(),
      controls: this.#controls.map((control) => controlResult(control, beside)),
      lints: document.lints.flatMap(({ id, message, citation, checked }, i) => {
        const matches = this.#lints[i];
        if (matches === undefined) return [];
        const own = { id, message, citation, ...(checked === undefined ? {} : { checked }) };
        return [{ ...own, ...matches.result() }];
      }),
      intervals,
      incidents_not_followed: this.#intervals.notFollowed,
      statements: document.statements,
    };
  }

  /** Gaps are about selected records, and about incidents. Lints, and what is merely recommended, are no gaps. */
  #gaps(intervals: readonly IntervalResult[]): Examined['gaps'] {
    // Absent evidence is never a pass: with nothing to look at, nothing was found to be there.
    if (this.#selected === 0) return ['no selected record of type event is shown'];
    const fields = this.#fields
      .filter(({ missing }) => missing > 0)
      .map(
        ({ field, missing }) =>
          `field ${field} is missing in ${missing} of ${this.#selected} selected records`,
      );
    const retention = this.#retention.gap();
    const incidents = intervals.flatMap(({ title, cases }) => {
      const late = cases.filter(isLate).length;
      return late === 0
        ? []
        : [
            `${title}: not shown for ${late} of ${cases.length} ${cases.length === 1 ? 'incident' : 'incidents'}`,
          ];
    });
    return [...fields, ...(retention === undefined ? [] : [retention]), ...incidents];
  }
}

const EVENTS: readonly string[] = ['event'];

interface FollowedControl {
  readonly control: Control;
  /** Absent where no record is evidence. */
  readonly matches: Matches | undefined;
}

function controlResult({ control, matches }: FollowedControl, beside: Beside): ControlResult {
  const { id, title, citation, checked, evidence = 'records', note } = control;
  const counted = evidence === 'records' || evidence === 'nothing' ? 0 : beside[evidence];
  const none = { records: counted, selected: counted, undecided: 0, examples: [], omitted: 0 };
  return {
    ...{ id, title, citation, ...(checked === undefined ? {} : { checked }), evidence },
    ...(note === undefined ? {} : { note }),
    ...(matches?.result() ?? none),
  };
}
