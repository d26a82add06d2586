// The lines of the CSV report about frameworks: controls, fields, retention, gaps, questions and incidents, with their records.

import type { FrameworkSection } from '../model.js';
import { type CsvRow, evidence } from './csv-row.js';

/** Every line of one framework. */
export function* frameworkRows(framework: FrameworkSection): Generator<CsvRow> {
  const item = framework.id;
  yield { section: 'framework', item, measure: 'name', value: framework.name };
  yield { section: 'framework', item, measure: 'edition', value: framework.edition };
  yield { section: 'framework', item, measure: 'rules', value: framework.digest };
  yield { section: 'framework', item, measure: 'standing', value: framework.standing };
  yield { section: 'framework', item, measure: 'events', value: framework.records };
  for (const gap of framework.gaps) {
    yield {
      section: 'framework gap',
      item,
      name: gap.message,
      measure: 'records',
      value: gap.records,
    };
    yield* evidence(`${item} gap`, gap.message, gap.examples);
  }
  for (const control of framework.controls) {
    yield {
      section: 'framework control',
      item,
      name: control.id,
      kind: control.title,
      measure: 'records',
      value: control.records,
      note: control.rule,
    };
    yield* evidence(`${item} control`, control.id, control.examples);
  }
  for (const { field, present, absent, absent_examples } of framework.fields) {
    const about = { section: 'framework field', item, name: field };
    yield { ...about, measure: 'present', value: present };
    yield { ...about, measure: 'absent', value: absent };
    yield* evidence(`${item} field absent`, field, absent_examples);
  }
  const { retention: kept } = framework;
  const about = { section: 'framework retention', item, name: kept.force, note: kept.says };
  if (kept.years !== undefined) yield { ...about, measure: 'years', value: kept.years };
  yield { ...about, measure: 'events', value: kept.records };
  yield { ...about, measure: 'covered', value: kept.covered };
  for (const remark of framework.remarks) {
    yield {
      section: 'framework question',
      item,
      name: remark.id,
      measure: 'records',
      value: remark.records,
      note: remark.message,
    };
    yield* evidence(`${item} question`, remark.id, remark.examples);
  }
  for (const { id, cases } of framework.intervals)
    for (const { incident, outcome, elapsed, from, to } of cases) {
      yield {
        section: 'framework incident',
        item,
        name: id,
        kind: incident,
        measure: 'outcome',
        value: outcome,
        note: elapsed,
      };
      yield* evidence(
        `${item} incident ${incident}`,
        id,
        [from, to].filter((ref) => ref !== undefined),
      );
    }
}
