// The auditor's own list of records: what became of each.

import {
  type Block,
  type Cell,
  code,
  countWords,
  foreign,
  heading,
  para,
} from '../../layout/block.js';
import type { ReportBody, SampleSection } from '../model.js';
import { sampleWords } from '../wording.js';

/** Rows for people; of a longer list, those that are not verified come first. */
const ROWS = 500;

type Row = SampleSection['rows'][number];

/** Nothing unless a list was handed in. */
export function sampleBlocks({ sample }: ReportBody): Block[] {
  if (sample === undefined) return [];
  const { rows, ids, bytes, sha256 } = sample;
  const shown =
    rows.length <= ROWS ? rows : rows.filter(({ state }) => state !== 'verified').slice(0, ROWS);
  const left = rows.length - shown.length;
  return [
    heading(3, 'your-list', 'Your list of records'),
    para(
      `${countWords(ids, 'id')}, ${countWords(bytes, 'byte')}, SHA-256 `,
      code(sha256),
      `: ${sampleWords(sample)}.`,
    ),
    {
      kind: 'table',
      id: 'table-sample',
      caption: 'What became of each record of your list',
      columns: [
        { label: 'Record id', breaks: true },
        { label: 'State' },
        { label: 'Bundle' },
        { label: 'Sequence', numeric: true },
        { label: 'Of the period' },
        { label: 'Record' },
        { label: 'Why', breaks: true },
      ],
      rows: shown.map((row): Cell[] => [
        code(row.record_id),
        row.state,
        row.bundle === undefined ? '–' : { bundle: row.bundle },
        row.sequence === undefined ? '–' : String(row.sequence),
        row.in_period === undefined ? '–' : row.in_period ? 'yes' : 'no',
        row.record === undefined ? '–' : { refs: [row.record] },
        whyOf(row),
      ]),
      ...(left === 0 ? {} : { note: `${countWords(left, 'further row')} in the JSON report.` }),
    },
  ];
}

function whyOf({ state, codes, legal_ground, logged_at, erasure }: Row): Cell {
  if (codes !== undefined) return code(codes.join(', '));
  if (erasure !== undefined)
    return [
      'erased, on the ground ',
      foreign(legal_ground ?? ''),
      ', logged at ',
      { time: logged_at ?? '' },
      ` by record ${erasure}`,
    ];
  if (state === 'failed') return 'bundles show different records in its place';
  if (state === 'unproven') return 'no bundle that counts proves it';
  return state === 'absent' ? 'in no bundle' : '–';
}
