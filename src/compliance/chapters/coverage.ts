// Chapter 3: where in the period something is known, drawn and in tables. Gaps are shown as what they are: nothing is known there.

import {
  type Block,
  type Cell,
  type Chapter,
  countWords,
  foreign,
  grouped,
  heading,
  type Plot,
  para,
} from '../../layout/block.js';
import type { Fill, PlotSpec } from '../../layout/plot-spec.js';
import { percent } from '../../report/words.js';
import type { Interval, LedgerSection, ReportBody } from '../model.js';
import { coverageWords, historyWords } from '../wording.js';
import { historyBlocks } from './history.js';

/** Lanes that are drawn; tables have all. */
const LANES = 24;
/** Stretches listed in a table. */
const STRETCHES = 60;

const SELECTION_WORDS = {
  period: 'a period',
  sequence: 'a range of sequences',
  record_ids: 'record ids',
} as const;

export function coverageChapter(report: ReportBody): Chapter {
  return {
    id: 'coverage',
    number: '3',
    title: 'Coverage of the period',
    blocks: [
      para(
        'Completeness is proven where a bundle selects a period or a range of sequences and no leaf of the tree is missing in it. A bundle by record ids proves the records that it shows, and nothing about others.',
      ),
      para(`Completeness: ${coverageWords(report.coverage)}.`),
      ...(report.ledgers.length === 0 ? [para('No bundle is counted: nothing is covered.')] : []),
      ...report.ledgers.flatMap((ledger) => ledgerBlocks(report, ledger)),
    ],
  };
}

function ledgerBlocks(report: ReportBody, ledger: LedgerSection): Block[] {
  const { id, origin, records_in_period, erased_in_period, proven_permille, first, last } = ledger;
  return [
    heading(3, `coverage-${id}`, `Ledger ${id}`),
    {
      kind: 'facts',
      rows: [
        ['Ledger', [foreign(origin)]],
        [
          'Records of the period',
          [
            countWords(records_in_period, 'record'),
            ...(first === undefined || last === undefined
              ? []
              : [', from ', { refs: [first] }, ' to ', { refs: [last] }]),
          ],
        ],
        [
          'Erased as a whole',
          [
            erased_in_period === 0
              ? 'none'
              : `${countWords(erased_in_period, 'record')} of the period, logged as erased and in no count`,
          ],
        ],
        ...(ledger.history === undefined
          ? []
          : [['One history', [historyWords(ledger.history)]] as const]),
        [
          'Completeness',
          [
            report.coverage.examined
              ? `proven for ${percent(proven_permille)} of the period`
              : 'not examined',
          ],
        ],
      ],
    },
    ...(report.coverage.examined
      ? [stripPlot(report, ledger), laneTable(report, ledger), gapTable(ledger)]
      : []),
    ...historyBlocks(ledger),
    ...(report.coverage.examined ? [holeTable(ledger)] : []),
  ];
}

function stripPlot({ period }: ReportBody, ledger: LedgerSection): Plot {
  const place = placer(period);
  const stretch = (interval: Interval, fill: Fill, words?: string) => ({
    from: place(interval.from),
    to: place(interval.to),
    fill,
    ...(words === undefined ? {} : { words }),
  });
  const lanes = ledger.lanes.slice(0, LANES).map(({ bundle, complete, extent, records }) => ({
    label: bundle,
    stretches:
      extent === undefined
        ? []
        : [
            stretch(
              extent,
              complete ? 'light' : 'lines',
              complete ? grouped(records) : `${grouped(records)}, not complete`,
            ),
          ],
  }));
  const step = Math.max(1, Math.ceil(period.buckets.length / 12));
  const spec: PlotSpec = {
    kind: 'strip',
    ticks: period.buckets
      .filter((_, i) => i % step === 0)
      .map(({ from, label }) => ({ at: place(from), label })),
    lanes: [
      {
        label: 'proven',
        stretches: [
          ...ledger.proven.map((interval) => stretch(interval, 'solid')),
          ...ledger.gaps.map((gap) => stretch(gap, 'empty', 'gap')),
        ],
      },
      ...lanes,
    ],
  };
  const left = ledger.lanes.length - lanes.length;
  return {
    kind: 'plot',
    id: `plot-coverage-${ledger.id}`,
    title: `Coverage of ${ledger.id} in the period`,
    description: `Solid: completeness proven, ${percent(ledger.proven_permille)} of the period. Empty with a dashed line: a gap, ${ledger.gaps.length} in all. Below, one lane for each bundle, with its records of the period: plain if its completeness is proven, hatched if not.${left === 0 ? '' : ` ${left} further bundles are in the table.`}`,
    spec,
  };
}

/** Thousandths of the period before a time. */
function placer({ from, to }: Interval): (time: string) => number {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  return (time) => {
    const at = ((Date.parse(time) - begin) * 1000) / Math.max(1, end - begin);
    return Math.min(1000, Math.max(0, at));
  };
}

function laneTable({ bundles }: ReportBody, { id, lanes }: LedgerSection): Block {
  return {
    kind: 'table',
    id: `lanes-${id}`,
    caption: `What each bundle of ${id} speaks about`,
    columns: [
      { label: 'Bundle' },
      { label: 'Selects' },
      { label: 'From (UTC)', whole: true },
      { label: 'To (UTC)', whole: true },
      { label: 'Completeness' },
      { label: 'Records of the period', numeric: true },
    ],
    rows: lanes.map(({ bundle, selection, complete, extent, records }): Cell[] => [
      { bundle },
      SELECTION_WORDS[selection],
      extent === undefined ? '–' : { time: extent.from },
      extent === undefined ? '–' : { time: extent.to },
      complete ? 'proven' : selection === 'record_ids' ? 'not provable by ids' : 'not proven',
      records,
    ]),
    ...(bundles.length === 1
      ? {}
      : { note: 'A record that several bundles show is in the line of each of them.' }),
  };
}

function gapTable({ id, proven, gaps }: LedgerSection): Block {
  const stretches = [
    ...proven.map((interval) => ({ ...interval, what: 'proven', records: undefined })),
    ...gaps.map((gap) => ({ ...gap, what: 'gap' })),
  ].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  return {
    kind: 'table',
    id: `gaps-${id}`,
    caption: `Stretches of the period of ${id}`,
    columns: [
      { label: 'Stretch' },
      { label: 'From (UTC)', whole: true },
      { label: 'To (UTC)', whole: true },
      { label: 'What is known' },
    ],
    rows: stretches
      .slice(0, STRETCHES)
      .map(({ from, to, what, records }) => [
        what,
        { time: from },
        { time: to },
        records === undefined
          ? 'no record is missing'
          : records === 0
            ? 'nothing is known'
            : `${countWords(records, 'record')} shown; others may be missing`,
      ]),
    ...(stretches.length > STRETCHES
      ? { note: `${stretches.length - STRETCHES} further stretches are in the JSON report.` }
      : {}),
  };
}

function holeTable({ id, sequences }: LedgerSection): Block {
  const { from, to, runs, missing, holes, holes_left_out } = sequences;
  if (from === undefined || to === undefined)
    return para('No record of the period is shown, so there is no range of sequences.');
  const words = `Sequences ${from} to ${to} are shown in ${countWords(runs, 'run')}; ${missing === 0 ? 'none between them is missing' : `${countWords(missing, 'sequence')} between them ${missing === 1 ? 'is' : 'are'} in no bundle`}.`;
  if (missing === 0) return para(words);
  return {
    kind: 'table',
    id: `holes-${id}`,
    caption: `Holes between the sequences shown of ${id}`,
    columns: [
      { label: 'Missing sequences' },
      { label: 'How many', numeric: true },
      { label: 'Record before' },
      { label: 'Record after' },
    ],
    rows: holes.map((hole) => [
      hole.from === hole.to ? String(hole.from) : `${hole.from} to ${hole.to}`,
      hole.to - hole.from + 1,
      { refs: [hole.after] },
      { refs: [hole.before] },
    ]),
    ...(holes_left_out === 0 ? { foot: ['All', missing, '', ''] } : {}),
    note: `${words}${holes_left_out === 0 ? '' : ` ${countWords(holes_left_out, 'hole is', 'holes are')} not listed.`}`,
  };
}
