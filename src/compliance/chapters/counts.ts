// Chapters 4 and 5: how many records there are, and events by type, action, outcome, classification, basis and actor, each as a
// plot, over time, and as tables with the records behind them.

import {
  type Block,
  behind,
  type Cell,
  type Chapter,
  foreign,
  grouped,
  heading,
  para,
  share,
} from '../../layout/block.js';
import type { Fill, PlotSpec, Series } from '../../layout/plot-spec.js';
import type { CountRow, Dimension, ReportBody } from '../model.js';
import { GAP_NOTE, plotBuckets } from './buckets.js';
import { sampleBlocks } from './sample.js';
import { capital } from './summary.js';

/** Series in one plot over time; the rest is summed. */
const SERIES = 6;
const FILLS: readonly Fill[] = ['solid', 'lines', 'light', 'cross', 'mid', 'dots', 'bars'];

export function recordsChapter(report: ReportBody): Chapter {
  const { counts, period, dimensions } = report;
  return {
    id: 'records',
    number: '4',
    title: 'Records of the period',
    blocks: [
      totals(report),
      {
        kind: 'plot',
        id: 'plot-records',
        title: `Records recorded per ${period.unit}`,
        description: `${grouped(counts.in_period)} records in ${period.buckets.length} ${period.unit}s. The numbers are in the table below.`,
        spec: {
          kind: 'stacked',
          buckets: plotBuckets(report),
          series: [{ label: 'records', fill: 'mid', values: counts.by_bucket }],
        },
      },
      timeTable(report, 'records-over-time', `Records and events per ${period.unit}`, [
        { label: 'Records', values: counts.by_bucket },
        {
          label: 'Of these: events',
          values: sumOf(dimensions[0]?.rows ?? [], period.buckets.length),
        },
      ]),
      ...sampleBlocks(report),
    ],
  };
}

function totals({ counts }: ReportBody): Block {
  const of = counts.in_period;
  return {
    kind: 'table',
    id: 'records-totals',
    caption: 'From what the bundles show to the records of the period',
    columns: [
      { label: 'Step' },
      { label: 'Records', numeric: true },
      { label: 'Of the period', numeric: true },
    ],
    rows: [
      ['Shown by counted bundles, together', counts.showings, ''],
      ['less: shown again, the same record', counts.repeated, ''],
      ['less: differing between bundles, not counted', counts.differing, ''],
      ['less: erased as a whole, as another bundle logs, not counted', counts.erased, ''],
      ['less: beyond what one report can merge, not counted', counts.not_merged, ''],
      ['Distinct records', counts.records, ''],
      ['less: recorded before the period', counts.before, ''],
      ['less: recorded after the period', counts.after, ''],
      ['Records of the period', of, share(of, of)],
      ['Events', counts.events, share(counts.events, of)],
      ['Retention policies', counts.retention_policies, share(counts.retention_policies, of)],
      ['Erasures', counts.erasures, share(counts.erasures, of)],
      ['Export decisions', counts.exports, share(counts.exports, of)],
    ],
    note: 'The last four lines sum to the records of the period. Chapters 5, 6 and 8 count its events.',
  };
}

export function countsChapter(report: ReportBody): Chapter {
  return {
    id: 'counts',
    number: '5',
    title: 'Events by type, action, outcome, classification, basis and actor',
    blocks: [
      para(
        `Each table sums to the ${grouped(report.counts.events)} events of the period. Values are the ledger’s own words. “withheld” is sealed and not disclosed in any counted bundle, “erased” is logged as erased, “absent” is not in the record or blank, “other values” sums what is not listed.`,
      ),
      ...report.dimensions.flatMap((dimension) => dimensionBlocks(report, dimension)),
    ],
  };
}

function dimensionBlocks(report: ReportBody, dimension: Dimension): Block[] {
  const { name, rows, values, values_bounded } = dimension;
  const words = dimensionWords(name);
  const title = capital(words);
  if (rows.length === 0)
    return [heading(3, `by-${name}`, `By ${words}`), para('There are no events in the period.')];
  return [
    heading(3, `by-${name}`, `By ${words}`),
    {
      kind: 'plot',
      id: `plot-${name}`,
      title: `Events by ${words}`,
      description: `${values_bounded ? 'More than ' : ''}${values} distinct values over ${grouped(dimension.records)} events.`,
      spec: {
        kind: 'bars',
        bars: rows.map((row) => ({
          label: labelOf(row),
          fill: fillOf(row),
          value: row.records,
        })),
      },
    },
    {
      kind: 'table',
      id: `table-${name}`,
      caption: `Events by ${words}, with the first records of each`,
      columns: [
        { label: title, breaks: true },
        { label: 'Events', numeric: true },
        { label: 'Share', numeric: true },
        { label: 'First records' },
      ],
      rows: rows.map((row): Cell[] => [
        nameCell(row),
        row.records,
        share(row.records, dimension.records),
        behind(row),
      ]),
      foot: ['All events', dimension.records, share(dimension.records, dimension.records), ''],
    },
    ...overTime(report, dimension),
  ];
}

function overTime(report: ReportBody, { name, rows }: Dimension): Block[] {
  const { unit } = report.period;
  const buckets = plotBuckets(report);
  const words = dimensionWords(name);
  const top = rows.slice(0, rows.length === SERIES + 1 ? SERIES + 1 : SERIES);
  const rest = rows.slice(top.length);
  const series: Series[] = top.map((row, i) => ({
    label: labelOf(row),
    fill: FILLS[i] ?? 'empty',
    values: row.by_bucket,
  }));
  if (rest.length > 0)
    series.push({
      label: 'all others',
      fill: 'empty',
      values: sumOf(rest, buckets.length),
    });
  // A few classes are read as parts of a whole; many, or very unequal ones, each on a scale of its own.
  const isWhole = name === 'event_type' || name === 'data_classification' || name === 'legal_basis';
  const spec: PlotSpec = { kind: isWhole ? 'stacked' : 'multiples', buckets, series };
  return [
    {
      kind: 'plot',
      id: `plot-time-${name}`,
      title: `Events per ${unit} by ${words}`,
      description: isWhole
        ? `Bars of ${buckets.length} ${unit}s, divided by ${words}; the numbers are in the table below.`
        : `One row for each ${words}, each on a scale of its own; the numbers are in the table below.`,
      spec,
    },
    timeTable(report, `table-time-${name}`, `Events per ${unit} by ${words}`, series),
  ];
}

/** Time down, series across: it fits a page whatever the number of buckets. */
function timeTable(
  report: ReportBody,
  id: string,
  caption: string,
  series: readonly { readonly label: string; readonly values: readonly number[] }[],
): Block {
  const buckets = plotBuckets(report);
  return {
    kind: 'table',
    id,
    caption,
    columns: [
      { label: capital(report.period.unit) },
      ...series.map(({ label }) => ({ label, foreign: true, numeric: true, breaks: true })),
      ...(series.length > 2 ? [{ label: 'All', numeric: true }] : []),
    ],
    rows: buckets.map(({ label }, i) => {
      const values = series.map(({ values: all }) => all[i] ?? 0);
      return [label, ...values, ...(series.length > 2 ? [total(values)] : [])];
    }),
    foot: [
      'All',
      ...series.map(({ values }) => total(values)),
      ...(series.length > 2 ? [total(series.map(({ values }) => total(values)))] : []),
    ],
    ...(buckets.some(({ gap }) => gap) ? { note: GAP_NOTE } : {}),
  };
}

function labelOf(row: CountRow): string {
  return row.kind === 'value' ? (row.value ?? '') : wordsOf(row);
}

function nameCell(row: CountRow): Cell {
  return row.kind === 'value' ? foreign(row.value ?? '') : `(${wordsOf(row)})`;
}

/** What a row is called that has no value of its own. */
function wordsOf({ kind, distinct }: CountRow): string {
  if (kind === 'rest') return `${grouped(distinct ?? 0)} other values`;
  return kind;
}

function fillOf({ kind }: CountRow): Fill {
  if (kind === 'value') return 'mid';
  if (kind === 'rest') return 'lines';
  return kind === 'absent' ? 'empty' : 'dots';
}

function sumOf(rows: readonly CountRow[], buckets: number): number[] {
  return Array.from({ length: buckets }, (_, i) => total(rows.map((row) => row.by_bucket[i] ?? 0)));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

const DIMENSION_WORDS: Readonly<Record<string, string>> = {
  event_type: 'event type',
  action: 'action',
  outcome: 'outcome',
  data_classification: 'data classification',
  legal_basis: 'legal basis',
  actor: 'actor',
};

function dimensionWords(name: string): string {
  return DIMENSION_WORDS[name] ?? name;
}
