// Chapters 9 and 10: everything that was found, and what this report says and does not say.

import {
  type Block,
  type Cell,
  type Chapter,
  code,
  countWords,
  foreign,
  type Inline,
  para,
} from '../../layout/block.js';
import type { ReportBody, ReportFinding, ReportNotChecked } from '../model.js';

const OUTCOME_TITLES = {
  fail: 'Findings that make the evidence wrong',
  unproven: 'Findings that leave something unproven',
  note: 'Notes, which change no verdict',
} as const;

export function findingsChapter({
  findings,
  findings_outside,
  findings_left_out,
}: ReportBody): Chapter {
  const blocks: Block[] = (['fail', 'unproven', 'note'] as const).flatMap((outcome) => {
    const own = findings.filter((found) => found.outcome === outcome);
    return own.length === 0 ? [] : [findingTable(outcome, own)];
  });
  return {
    id: 'findings',
    number: '9',
    title: 'Findings',
    blocks: [
      ...(blocks.length === 0 ? [para('Nothing was found.')] : blocks),
      ...(findings_outside === 0
        ? []
        : [
            para(
              `${countWords(findings_outside, 'note')} about records outside the period ${findings_outside === 1 ? 'is' : 'are'} not listed; verifying a bundle by itself lists them.`,
            ),
          ]),
      ...(findings_left_out === 0
        ? []
        : [
            para(
              `${countWords(findings_left_out, 'further finding')} of the same codes and bundles are counted and not listed; verifying a bundle by itself lists as many.`,
            ),
          ]),
    ],
  };
}

function findingTable(outcome: ReportFinding['outcome'], found: readonly ReportFinding[]): Block {
  return {
    kind: 'table',
    id: `findings-${outcome}`,
    caption: OUTCOME_TITLES[outcome],
    columns: [
      { label: 'Code', breaks: true },
      { label: 'Bundle' },
      { label: 'What was found, and what to do', breaks: true },
      { label: 'Where', breaks: true },
      { label: 'Record' },
    ],
    rows: found.map((one): Cell[] => [
      code(one.code),
      one.bundles.length === 0
        ? '–'
        : one.bundles.flatMap((bundle, i) => [i === 0 ? '' : ', ', { bundle }]),
      wordsOf(one),
      foreign(placeOf(one)),
      one.record === undefined ? '–' : { refs: [one.record] },
    ]),
  };
}

function wordsOf({ message, expected, actual, remedy }: ReportFinding): Inline[] {
  return [
    foreign(message),
    ...(expected === undefined ? [] : ['; expected ', code(expected)]),
    ...(actual === undefined ? [] : ['; found ', code(actual)]),
    `. ${remedy}`,
  ];
}

/** Foreign text: paths and ids are the bundle's. */
function placeOf({ where }: ReportFinding): string {
  const parts = [
    where.entry,
    where.line === undefined ? undefined : `line ${where.line}`,
    where.pointer === '' ? undefined : where.pointer,
    where.sequence === undefined ? undefined : `sequence ${where.sequence}`,
    where.node === undefined ? undefined : `leaves ${where.node[0]} to ${where.node[1] - 1}`,
    where.tree_size === undefined ? undefined : `tree of ${where.tree_size} leaves`,
    where.record_id,
    where.offset === undefined ? undefined : `byte ${where.offset}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '–' : parts.join(', ');
}

export function meaningChapter({
  says,
  does_not_say,
  not_checked,
  fingerprint,
}: ReportBody): Chapter {
  const items = (list: readonly string[]): readonly (readonly Inline[])[] =>
    list.map((item) => [item]);
  return {
    id: 'meaning',
    number: '10',
    title: 'What this report says, and what it does not say',
    blocks: [
      ...(says.length === 0
        ? [para('Since integrity is not verified, this report vouches for nothing.')]
        : [para('It says:'), { kind: 'list', items: items(says) } as const]),
      para('It does not say:'),
      { kind: 'list', items: items(does_not_say) },
      {
        kind: 'table',
        id: 'not-checked',
        caption: 'What the runs over the bundles did not check',
        columns: [
          { label: 'Not checked' },
          { label: 'What may be wrong all the same' },
          { label: 'Code', breaks: true },
          { label: 'Bundles' },
        ],
        rows: not_checked.map(notCheckedRow),
      },
      para(
        'Method: each bundle is verified in full. Records of bundles that pass are merged by ledger, sequence and record hash; they are counted by the time that the ledger recorded, in UTC. Every format of this report is made from one document, whose fingerprint is ',
        code(fingerprint),
        '.',
      ),
    ],
  };
}

/** Bundles that are named of a row; the rest is counted. */
const NAMED = 3;

function notCheckedRow({
  code: id,
  message,
  about = [],
  consequence,
  bundles,
}: ReportNotChecked): Cell[] {
  const more = bundles.length - NAMED;
  return [
    [
      message,
      ...about.slice(0, 5).flatMap((one, i) => [i === 0 ? ': ' : ', ', foreign(one)]),
      ...(about.length > 5 ? [` and ${about.length - 5} more`] : []),
    ],
    consequence,
    code(id),
    [
      ...bundles.slice(0, NAMED).flatMap((bundle, i) => [...(i === 0 ? [] : [', ']), { bundle }]),
      ...(more > 0 ? [` and ${more} more`] : []),
    ],
  ];
}
