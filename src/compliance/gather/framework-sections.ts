// The chapter of each framework: what the records of the period are evidence for, added up over the ledgers, with the records
// behind each number. It says what is there and what is not; whether that is enough is for the auditor to say.

import type { Framework } from '../../frameworks/framework.js';
import type { Examined, IntervalCase, RecordPlace as Place } from '../../frameworks/result.js';
import { grouped } from '../../report/words.js';
import { BOUNDS } from '../bounds.js';
import type { CoverageSection, FrameworkSection, RecordRef } from '../model.js';
import { besideOf } from './beside.js';
import { erasedEarly } from './erased-early.js';
import { gapsOf } from './framework-gaps.js';
import { found, type Part } from './framework-parts.js';
import { evidenceOf, ruleOf } from './framework-rules.js';
import type { Merged } from './merge.js';
import type { Rows } from './rows.js';

/** What the bundles hold beside their records is added up for all of them (beside.ts). */
const NOTHING_BESIDE = { 'time stamps': 0, 'record signatures': 0 } as const;

/**
 * One section for each framework asked for, in that order.
 * @param events of the period
 * @param coverage undefined if the verdict is not pass: then nothing is examined
 */
export function frameworksOf(
  merged: Merged,
  rows: Rows,
  events: number,
  coverage: CoverageSection | undefined,
): FrameworkSection[] {
  return merged.frameworks.map((framework, at) => {
    if (coverage === undefined) return notExamined(framework);
    const parts = merged.examined.flatMap((examiner, ledger): Part[] => {
      const result = examiner.results(NOTHING_BESIDE)[at];
      return result?.state === 'examined' ? [{ ledger, result }] : [];
    });
    return sectionOf(framework, merged, parts, rows, events, coverage);
  });
}

function sectionOf(
  framework: Framework,
  merged: Merged,
  parts: readonly Part[],
  rows: Rows,
  events: number,
  coverage: CoverageSection,
): FrameworkSection {
  const { document } = framework;
  const { required_fields, retention, statements } = document;
  const sum = (of: (result: Examined) => number): number =>
    parts.reduce((total, { result }) => total + of(result), 0);
  const examples = (of: (result: Examined) => readonly Place[], bound: number): RecordRef[] =>
    parts
      .flatMap(({ ledger, result }) => found(of(result), ledger, rows))
      .filter((row) => rows.bucket(row) >= 0)
      .slice(0, bound)
      .map((row) => rows.ref(row));

  const fields = required_fields.fields.map((field, i) => {
    const absent = sum((result) => result.fields[i]?.selected.missing ?? 0);
    return {
      field,
      present: events - absent,
      absent,
      absent_examples: examples((result) => result.fields[i]?.examples ?? [], BOUNDS.examples),
    };
  });
  const covered = sum((result) => result.retention.covered);
  const concerned = sum((result) => result.retention.records);
  const kept = {
    force: retention.force,
    ...(retention.years === undefined ? {} : { years: retention.years }),
    source: retention.source,
    ...checkedOf(retention),
    note: retention.note,
    says: retentionSays(concerned, covered, retention.years),
    records: concerned,
    covered,
    undecided: sum((result) => result.retention.undecided),
    uncovered_examples: examples((result) => result.retention.examples, BOUNDS.examples),
    // A policy may have been logged long before the period that it counts for.
    policies: parts
      .flatMap(({ ledger, result }) => found(result.retention.policies, ledger, rows))
      .slice(0, BOUNDS.controlExamples)
      .map((row) => rows.ref(row)),
  };
  const intervals = (document.incidents?.intervals ?? []).map((rule, i) => ({
    id: rule.id,
    title: rule.title,
    citation: rule.citation,
    ...checkedOf(rule),
    limit: parts[0]?.result.intervals[i]?.limit ?? '',
    cases: parts.flatMap(({ ledger, result }) =>
      (result.intervals[i]?.cases ?? []).map((one) => caseOf(one, ledger, rows)),
    ),
  }));
  const gaps = gapsOf(events, fields, kept, intervals, coverage);
  return {
    ...headOf(framework),
    standing: events === 0 ? 'none' : gaps.length > 0 ? 'gaps' : 'evidence',
    records: events,
    fields_source: required_fields.source,
    fields,
    controls: document.controls.map((control, i) => {
      const { evidence = 'records', note } = control;
      const beside = besideOf(merged, evidence);
      return {
        ...{ id: control.id, title: control.title, citation: control.citation },
        ...checkedOf(control),
        evidence,
        ...(beside === undefined ? {} : { bundles: beside.bundles }),
        rule: evidenceOf(control),
        records: beside?.count ?? sum((result) => result.controls[i]?.selected ?? 0),
        undecided: sum((result) => result.controls[i]?.undecided ?? 0),
        examples: examples((result) => result.controls[i]?.examples ?? [], BOUNDS.controlExamples),
        ...(note === undefined ? {} : { note }),
      };
    }),
    retention: kept,
    remarks: [
      ...document.lints.map((lint, i) => ({
        ...{ id: lint.id, message: lint.message, citation: lint.citation, ...checkedOf(lint) },
        rule: ruleOf(lint.records, ['event']),
        records: sum((result) => result.lints[i]?.selected ?? 0),
        undecided: sum((result) => result.lints[i]?.undecided ?? 0),
        examples: examples((result) => result.lints[i]?.examples ?? [], BOUNDS.controlExamples),
      })),
      ...erasedEarly(framework.document.retention, parts, rows),
    ],
    intervals,
    incidents_not_followed: sum((result) => result.incidents_not_followed),
    gaps,
    statements,
  };
}

/** The evidence is wrong or not proven: no number of it means anything. */
function notExamined(framework: Framework): FrameworkSection {
  const { required_fields, retention } = framework.document;
  return {
    ...headOf(framework),
    standing: 'not examined',
    records: 0,
    fields_source: required_fields.source,
    fields: [],
    controls: [],
    retention: {
      force: retention.force,
      ...(retention.years === undefined ? {} : { years: retention.years }),
      ...{ source: retention.source, note: retention.note, says: 'not examined' },
      ...{ records: 0, covered: 0, undecided: 0, uncovered_examples: [], policies: [] },
    },
    remarks: [],
    intervals: [],
    incidents_not_followed: 0,
    gaps: [],
    statements: [],
  };
}

function headOf({ document, suppliedBy, digest }: Framework) {
  const { id, name, edition, source, texts = [] } = document;
  return { id, name, edition, source, texts, supplied_by: suppliedBy, digest };
}

function checkedOf({ checked }: { readonly checked?: string }): { readonly checked?: string } {
  return checked === undefined ? {} : { checked };
}

function caseOf(
  { incident, outcome, question, from, to, elapsed }: IntervalCase,
  ledger: number,
  rows: Rows,
): FrameworkSection['intervals'][number]['cases'][number] {
  const ref = (place: Place | undefined): RecordRef | undefined => {
    const row = place === undefined ? undefined : rows.find(ledger, place.sequence);
    return row === undefined ? undefined : rows.ref(row);
  };
  const [begin, end] = [ref(from), ref(to)];
  return {
    incident,
    outcome,
    question,
    ...(begin === undefined || from === undefined
      ? {}
      : { from: begin, from_at: from.recorded_at }),
    ...(end === undefined || to === undefined ? {} : { to: end, to_at: to.recorded_at }),
    ...(elapsed === undefined ? {} : { elapsed }),
  };
}

function retentionSays(records: number, covered: number, years: number | undefined): string {
  if (records === 0) return 'no event of the period is shown to be one that the period is for';
  if (years === undefined)
    return `a retention policy is shown for ${grouped(covered)} of ${grouped(records)} events shown`;
  const span = `${years} ${years === 1 ? 'year' : 'years'}`;
  const shown = `retention of ${span} or more is configured for ${grouped(covered)} of ${grouped(records)} events shown`;
  return covered === records ? shown : `${shown}; for the rest no such policy is shown`;
}
