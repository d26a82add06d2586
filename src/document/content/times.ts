// The time line: when records were recorded, when the tree head was cosigned and stamped, when the bundle was exported and verified; and
// of every moment, who says so.

import type { MomentsPlot } from '../../layout/plot-spec.js';
import type { Transcript } from '../../transcript/transcript.js';
import { type DocumentBlock, first, type ListedRecords, SHOWN, type Text } from '../model.js';
import { axisOf } from './axis.js';
import { andMore, countOf, said, utc } from './words.js';

interface Moment {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** `solid`: proven by somebody whom the trust root names; `light`: the word of ledger or exporter; `empty`: of somebody else. */
  readonly fill: 'solid' | 'light' | 'empty';
  readonly by: Text;
}

export function timeBlocks(
  transcript: Transcript,
  id: string,
  listed?: ListedRecords,
): readonly DocumentBlock[] {
  const moments = [...eventsOf(listed), ...momentsOf(transcript)];
  const { shown, more } = first(moments, SHOWN.items);
  const axis = axisOf(shown.flatMap(({ from, to }) => [from, to]));
  const left = andMore(more, 'moments');
  const plot: MomentsPlot | undefined = axis && {
    kind: 'moments',
    fills: [
      { label: 'proven by a trusted third party', fill: 'solid' },
      { label: "ledger's or exporter's word", fill: 'light' },
      { label: 'custody, and this run', fill: 'empty' },
    ],
    ticks: axis.ticks,
    lanes: shown.slice(0, LANES).flatMap(({ what, from, to, fill }) => {
      const [start, end] = [axis.place(from), axis.place(to)];
      if (start === undefined || end === undefined || end < start) return [];
      const words = from === to ? shortTime(from) : `${shortTime(from)} to ${shortTime(to)}`;
      return [{ label: what, from: start, to: end, fill, words }];
    }),
  };
  return [
    ...(plot === undefined
      ? []
      : [
          {
            kind: 'plot',
            id: `${id}-times-picture`,
            title: 'Time line, UTC',
            description: 'The table below says the same, and who says it.',
            spec: plot,
          } as const,
        ]),
    {
      kind: 'table',
      id: `${id}-times-table`,
      caption: 'Moments',
      columns: [{ label: 'What' }, { label: 'When, UTC' }, { label: 'Who says so' }],
      rows: shown.map(({ what, from, to, by }) => [
        what,
        from === to ? [utc(from)] : [utc(from), ' to ', utc(to)],
        by,
      ]),
      ...(left === undefined ? {} : { note: left }),
    },
  ];
}

/** Lanes of the picture; a bundle may hold hundreds of tokens. */
const LANES = 14;

function momentsOf(transcript: Transcript): Moment[] {
  const { evidence, signatures, times, bundle, at } = transcript;
  const { first_recorded_at: from, last_recorded_at: to } = evidence;
  const proven = times.map(({ of, existed_before, by, accuracy }): Moment => {
    const isQuorum = by === 'quorum of witnesses';
    return {
      what: `${of === 'checkpoint' ? 'Tree head' : 'Attestation'} ${isQuorum ? 'cosigned' : 'stamped'}`,
      ...{ from: existed_before, to: existed_before, fill: 'solid' },
      by: [said(by), accuracy === undefined ? '' : `, accuracy ${accuracy}`, ': it existed before'],
    };
  });
  const anchored = signatures.find(({ stated_at }) => stated_at !== undefined)?.stated_at;
  const exported = bundle.manifest?.exported_at;
  return [
    ...(from === undefined || to === undefined
      ? []
      : [
          {
            what: 'Recorded',
            ...{ from, to, fill: 'light' as const },
            by: ["the ledger's clock, unchanged since"],
          } as const,
        ]),
    ...(anchored === undefined
      ? []
      : [
          {
            what: 'Anchored in the tree head',
            ...{ from: anchored, to: anchored, fill: 'light' as const },
            by: ['the ledger, in its signature'],
          },
        ]),
    ...proven.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
    ...(exported === undefined
      ? []
      : [
          {
            what: 'Exported',
            from: exported,
            to: exported,
            fill: 'light',
            by: ['the exporter'],
          } as const,
        ]),
    ...besideOf(transcript),
    { what: 'Verified', from: at, to: at, fill: 'empty', by: ['the operator of this run'] },
  ];
}

/** When the listed events happened, by their own account: a record that names no time in the clear is not among them. */
function eventsOf(listed: ListedRecords | undefined): Moment[] {
  const times = (listed?.records ?? []).flatMap(({ happened_at }) => happened_at ?? []).toSorted();
  const [from, to] = [times[0], times.at(-1)];
  if (from === undefined || to === undefined) return [];
  const of = (listed?.omitted ?? 0) > 0 ? ' that are listed' : '';
  const by = `${countOf(times.length, 'records')}${of}, each by its own account`;
  return [{ what: 'Happened', from, to, fill: 'light', by: [by] }];
}

/** What stands in files beside the bundle: hand-overs, and later time stamps. */
function besideOf({ custody = [], proves_until: { renewals } }: Transcript): Moment[] {
  const moment = (time: string) => ({ from: time, to: time });
  return [
    ...custody.map(
      ({ by, from, at }): Moment => ({
        ...{ what: 'Changed hands', ...moment(at), fill: 'empty' },
        by: ['an entry of custody: ', said(by), ' from ', said(from)],
      }),
    ),
    ...renewals.map(
      ({ generation, at, authority }): Moment => ({
        ...{ what: `Renewed (${generation})`, ...moment(at), fill: 'solid' },
        by: [said(authority), ': the whole file existed before'],
      }),
    ),
  ].toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** `2026-03-31 23:59`; what is no time is cut. */
function shortTime(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
