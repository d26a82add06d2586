// Chapter 8: framework by framework and control by control, what the records are evidence for, with the records behind each
// number. Words: evidence, shown, present, gap, question. Never that anything is met.

import {
  type Block,
  behind,
  type Cell,
  type Chapter,
  code,
  countWords,
  foreign,
  heading,
  type Inline,
  para,
  share,
} from '../../layout/block.js';
import type { CoverageSection, FrameworkSection, ReportBody } from '../model.js';
import { standingWords } from '../wording.js';
import { checkedWords, intervalTable, remarkTable } from './framework-cases.js';
import { copiesTable } from './framework-copies.js';

export function frameworksChapter({ frameworks, coverage }: ReportBody): Chapter {
  return {
    id: 'frameworks',
    number: '8',
    title: 'Frameworks, control by control',
    blocks:
      frameworks.length === 0
        ? [para('No framework was asked for.')]
        : [
            para(
              'A control is listed with the records that are evidence for it, by the rule in its line. That there are such records is what is shown; whether they are enough, and whether the control works, is for the auditor.',
            ),
            ...frameworks.flatMap((framework) => frameworkBlocks(framework, coverage)),
          ],
  };
}

function frameworkBlocks(framework: FrameworkSection, coverage: CoverageSection): Block[] {
  const { id, name, edition, source, supplied_by, digest } = framework;
  return [
    heading(3, `framework-${id}`, foreign(name)),
    {
      kind: 'facts',
      rows: [
        ['Edition', [foreign(edition)]],
        ['Source', [foreign(source)]],
        ...framework.texts.map((text): readonly [string, readonly Inline[]] => [
          'Cited',
          [foreign(text.title), `, ${text.date}: `, foreign(text.note)],
        ]),
        [
          'Rules of this report',
          [supplied_by === 'auditor' ? 'a file of the auditor, ' : 'built in, ', code(digest)],
        ],
        ['Standing', [standingWords(framework, coverage)]],
      ],
    },
    ...(framework.standing === 'not examined' ? [] : examinedBlocks(framework, coverage)),
  ];
}

function examinedBlocks(framework: FrameworkSection, coverage: CoverageSection): Block[] {
  return [
    gapBlock(framework, coverage),
    controlTable(framework),
    ...fieldTable(framework),
    retentionBlock(framework),
    ...framework.intervals.map((interval) => intervalTable(framework, interval)),
    ...remarkTable(framework, coverage),
    ...framework.statements.map((statement) =>
      para(
        foreign(statement.text),
        ' (',
        foreign(statement.citation),
        `${checkedWords(statement)})`,
      ),
    ),
    ...copiesTable(framework),
  ];
}

function gapBlock({ id, gaps, name }: FrameworkSection, coverage: CoverageSection): Block {
  if (gaps.length === 0)
    return para('No gap was found in what this framework names, over the whole period.');
  return {
    kind: 'table',
    id: `gaps-${id}`,
    caption: `Gaps: ${name}`,
    columns: [
      { label: 'Gap', breaks: true },
      { label: 'How many', numeric: true },
      { label: 'First records' },
    ],
    rows: gaps.map((gap): Cell[] => [
      foreign(gap.message),
      gap.records === 0 ? '' : gap.records,
      behind(gap),
    ]),
    ...(coverage.gaps.length === 0 ? {} : { note: 'At least these.' }),
  };
}

function controlTable({ id, name, controls }: FrameworkSection): Block {
  return {
    kind: 'table',
    id: `controls-${id}`,
    caption: `Controls: ${name}`,
    columns: [
      { label: 'Control' },
      { label: 'What it is about, and which records count' },
      { label: 'How many', numeric: true },
      { label: 'First records, or bundles' },
    ],
    rows: controls.map((control): Cell[] => {
      const words: Inline[] = [
        foreign(control.title),
        ' (',
        foreign(control.citation),
        `${checkedWords(control)}). Counted: `,
        foreign(control.rule),
        '.',
        ...(control.note === undefined ? [] : [' ', foreign(control.note)]),
        ...(control.undecided === 0
          ? []
          : [` Of ${countWords(control.undecided, 'record')} shown it cannot be seen.`]),
      ];
      return [
        foreign(control.id),
        words,
        control.records,
        control.records === 0
          ? control.evidence === 'records'
            ? 'no record shown'
            : 'none shown'
          : control.bundles === undefined
            ? behind(control)
            : bundleList(control.bundles),
      ];
    }),
  };
}

function fieldTable({ id, name, fields, fields_source, records }: FrameworkSection): Block[] {
  if (fields.length === 0)
    return [para('This framework names no required fields (', foreign(fields_source), ').')];
  return [
    {
      kind: 'table',
      id: `fields-${id}`,
      caption: `Required fields: ${name}`,
      columns: [
        { label: 'Field' },
        { label: 'Present', numeric: true },
        { label: 'Share', numeric: true },
        { label: 'Absent', numeric: true },
        { label: 'First records without it' },
      ],
      rows: fields.map((field): Cell[] => [
        code(field.field),
        field.present,
        share(field.present, records),
        field.absent,
        behind({ records: field.absent, examples: field.absent_examples }),
      ]),
      note: `Of ${countWords(records, 'event')}. Source: ${fields_source}.`,
    },
  ];
}

function retentionBlock({ retention }: FrameworkSection): Block {
  const { force, years, source, note, says, policies, undecided } = retention;
  const demand =
    force === 'none' || years === undefined
      ? 'no fixed period'
      : `${years} ${years === 1 ? 'year' : 'years'}, ${force}`;
  return {
    kind: 'facts',
    rows: [
      ['Retention named', [demand, ' (', foreign(source), `${checkedWords(retention)})`]],
      [
        'Shown',
        [
          foreign(says),
          ...(policies.length === 0 ? [] : ['; policies: ', { refs: policies }]),
          ...(undecided === 0 ? [] : [`; of ${countWords(undecided, 'event')} it cannot be seen`]),
        ],
      ],
      ['Note', [foreign(note)]],
    ],
  };
}

function bundleList(bundles: readonly string[]): Inline[] {
  return bundles.flatMap((bundle, i): Inline[] => (i === 0 ? [{ bundle }] : [', ', { bundle }]));
}
