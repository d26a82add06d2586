// Of one framework: the times between records of incidents, and the questions that its records raise.

import {
  type Block,
  behind,
  type Cell,
  countWords,
  foreign,
  grouped,
  para,
} from '../../layout/block.js';
import type { CoverageSection, FrameworkSection } from '../model.js';

/** `; checked 2026-11-27`: the day on which a citation was held against a copy of its text; the copies are listed apart. */
export function checkedWords({ checked }: { readonly checked?: string }): string {
  if (checked === undefined) return '';
  return checked === 'no' ? '; not checked against its text' : `; checked ${checked.slice(0, 10)}`;
}

const OUTCOME_WORDS = {
  within: 'within the time',
  longer: 'later than the time',
  'not shown': 'not shown in time',
  open: 'still open at the last record shown',
  'start not shown': 'the first record is not shown',
  running: 'still running, and the report on the progress is shown',
  shown: 'shown; the text names no time',
} as const;

export function intervalTable(
  { id }: FrameworkSection,
  interval: FrameworkSection['intervals'][number],
): Block {
  if (interval.cases.length === 0)
    return para(foreign(interval.title), ': no incident of the records shown is about it.');
  return {
    kind: 'table',
    id: `interval-${id}-${interval.id}`,
    caption: `Incidents: ${interval.title}`,
    columns: [
      { label: 'Incident', breaks: true },
      { label: 'From' },
      { label: 'Recorded (UTC)', whole: true },
      { label: 'To' },
      { label: 'Recorded (UTC)', whole: true },
      { label: 'Took' },
      { label: 'Outcome' },
    ],
    rows: interval.cases.map((one): Cell[] => [
      foreign(one.incident),
      one.from === undefined ? '–' : { refs: [one.from] },
      one.from_at === undefined ? '–' : { time: one.from_at },
      one.to === undefined ? '–' : { refs: [one.to] },
      one.to_at === undefined ? '–' : { time: one.to_at },
      one.elapsed ?? '–',
      one.question ? `${OUTCOME_WORDS[one.outcome]} (a question)` : OUTCOME_WORDS[one.outcome],
    ]),
    note: `${interval.citation}${checkedWords(interval)}. Measured between the times that the ledger recorded.`,
  };
}

export function remarkTable(
  { id, name, remarks }: FrameworkSection,
  { gaps }: CoverageSection,
): Block[] {
  const found = remarks.filter(({ records, undecided }) => records > 0 || undecided > 0);
  if (found.length === 0)
    return gaps.length === 0
      ? []
      : [
          para(
            'No record shown raises a question of this framework; of the rest nothing is known.',
          ),
        ];
  return [
    {
      kind: 'table',
      id: `remarks-${id}`,
      caption: `Questions: ${name}`,
      columns: [
        { label: 'Question', breaks: true },
        { label: 'Records', numeric: true },
        { label: 'First records' },
      ],
      rows: found.map((remark): Cell[] => [
        [
          foreign(remark.message),
          ' (',
          foreign(remark.citation),
          `${checkedWords(remark)}). Counted: `,
          foreign(remark.rule),
          '.',
          ...(remark.undecided === 0
            ? []
            : [` Of ${countWords(remark.undecided, 'record')} it cannot be seen.`]),
        ],
        remark.records,
        behind(remark),
      ]),
      note: `A question is not a gap. ${grouped(remarks.length)} asked.`,
    },
  ];
}
