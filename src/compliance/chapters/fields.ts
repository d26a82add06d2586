// Chapters 6 and 7: which fields the events carry, and what was kept, sealed and erased.

import {
  type Block,
  behind,
  type Cell,
  type Chapter,
  code,
  countWords,
  foreign,
  grouped,
  para,
  share,
} from '../../layout/block.js';
import type { ReportBody, RetentionSection } from '../model.js';
import { activityBlocks } from './activities.js';

export function fieldsChapter(report: ReportBody): Chapter {
  const { fields, counts, sealed } = report;
  return {
    id: 'fields',
    number: '6',
    title: 'Required fields',
    blocks: [
      para(
        `Fields that a framework names as required, over the ${grouped(counts.events)} events shown. A sealed field is there, since its name is visible; its value is disclosed, withheld or erased.`,
      ),
      {
        kind: 'plot',
        id: 'plot-fields',
        title: 'Fields by state',
        description: 'Each bar is all events of the period; the numbers are in the table below.',
        spec: {
          kind: 'parts',
          parts: [
            { label: 'in the clear', fill: 'solid' },
            { label: 'disclosed', fill: 'mid' },
            { label: 'withheld', fill: 'lines' },
            { label: 'erased', fill: 'dots' },
            { label: 'absent', fill: 'empty' },
          ],
          rows: fields.map(({ field, clear, disclosed, withheld, erased, absent }) => ({
            label: field,
            values: [clear, disclosed, withheld, erased, absent],
          })),
        },
      },
      {
        kind: 'table',
        id: 'table-fields',
        caption: 'Fields by state',
        columns: [
          { label: 'Field' },
          { label: 'In the clear', numeric: true },
          { label: 'Disclosed', numeric: true },
          { label: 'Withheld', numeric: true },
          { label: 'Erased', numeric: true },
          { label: 'Absent', numeric: true },
          { label: 'Present', numeric: true },
          { label: 'First records without it' },
          { label: 'Required by' },
        ],
        rows: fields.map((field): Cell[] => [
          code(field.field),
          field.clear,
          field.disclosed,
          field.withheld,
          field.erased,
          field.absent,
          share(counts.events - field.absent, counts.events),
          behind({ records: field.absent, examples: field.absent_examples }),
          field.required_by.length === 0 ? '–' : field.required_by.join(', '),
        ]),
        note: `The five states of a field sum to ${grouped(counts.events)}.`,
      },
      sealed.length === 0
        ? para('No event of the period has a sealed field.')
        : {
            kind: 'table',
            id: 'table-sealed',
            caption: 'Sealed fields of the events of the period',
            columns: [
              { label: 'Field', breaks: true },
              { label: 'Events that seal it', numeric: true },
              { label: 'Disclosed', numeric: true },
              { label: 'Withheld', numeric: true },
              { label: 'Erased', numeric: true },
            ],
            rows: sealed.map((field) => [
              code(field.field),
              field.sealed,
              field.disclosed,
              field.withheld,
              field.erased,
            ]),
            note: 'Disclosed in any counted bundle counts as disclosed; logged as erased in any of them counts as erased.',
          },
    ],
  };
}

export function retentionChapter(report: ReportBody): Chapter {
  const { retention, counts } = report;
  return {
    id: 'retention',
    number: '7',
    title: 'Retention, erasure, and what an export lists',
    blocks: [
      para(
        'Retention policies and erasures are records like others. A policy shows what was configured; an erasure shows that one was logged, not that every copy is gone.',
      ),
      policyTable(retention),
      groundTable(retention, counts.erasures),
      erasureTable(retention),
      ...activityBlocks(report),
    ],
  };
}

function policyTable({ policies, policies_left_out }: RetentionSection): Block {
  if (policies.length === 0) return para('No retention policy is shown.');
  return {
    kind: 'table',
    id: 'table-policies',
    caption: 'Retention policies shown, whenever recorded',
    columns: [
      { label: 'Policy', breaks: true },
      { label: 'Years', numeric: true, exact: true },
      { label: 'Applies to', breaks: true },
      { label: 'Recorded (UTC)', whole: true },
      { label: 'In the period' },
      { label: 'Record' },
    ],
    rows: policies.map(({ name, years, applies_to, recorded_at, in_period, record }) => [
      foreign(name),
      years,
      code(applies_to),
      { time: recorded_at },
      in_period ? 'yes' : 'no',
      { refs: [record] },
    ]),
    ...(policies_left_out === 0
      ? {}
      : {
          note: `${countWords(policies_left_out, 'further policy', 'further policies')} not listed.`,
        }),
  };
}

function groundTable({ by_ground }: RetentionSection, erasures: number): Block {
  if (by_ground.length === 0) return para('No erasure logged in the period is shown.');
  const sum = (name: 'whole' | 'fields'): number =>
    by_ground.reduce((total, row) => total + row[name], 0);
  return {
    kind: 'table',
    id: 'table-grounds',
    caption: 'Erasures logged in the period, by legal ground',
    columns: [
      { label: 'Legal ground' },
      { label: 'Whole records', numeric: true },
      { label: 'Single fields', numeric: true },
      { label: 'All', numeric: true },
      { label: 'First records' },
    ],
    rows: by_ground.map((row): Cell[] => [
      foreign(row.legal_ground),
      row.whole,
      row.fields,
      row.records,
      behind(row),
    ]),
    foot: ['All', sum('whole'), sum('fields'), erasures, ''],
  };
}

function erasureTable({ erasures, erasures_left_out }: RetentionSection): Block {
  if (erasures.length === 0) return para('No erasure of a record of the period is shown.');
  return {
    kind: 'table',
    id: 'table-erasures',
    caption: 'Erasures logged in the period, or of records of the period',
    columns: [
      { label: 'Erasure' },
      { label: 'Logged (UTC)', whole: true },
      { label: 'What was erased', breaks: true },
      { label: 'Of the record', breaks: true },
      { label: 'Recorded (UTC)', whole: true },
      { label: 'Ground' },
      { label: 'Policy', breaks: true },
    ],
    rows: erasures.map((erasure): Cell[] => [
      { refs: [erasure.record] },
      { time: erasure.logged_at },
      erasure.fields === undefined ? 'the whole record' : code(erasure.fields.join(', ')),
      erasure.target === undefined
        ? [`${erasure.target_sequence}, `, code(erasure.target_id)]
        : { refs: [erasure.target] },
      { time: erasure.target_recorded_at },
      foreign(erasure.legal_ground),
      foreign(erasure.policy),
    ]),
    ...(erasures_left_out === 0
      ? {}
      : { note: `${countWords(erasures_left_out, 'further erasure')} not listed.` }),
  };
}
