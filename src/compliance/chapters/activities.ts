// Of chapter 7: what an export of a vendor lists beside single records, so that an auditor can hold the two against each other.

import { EXPORT_PERMISSION } from '../../catalogue/activities.js';
import {
  type Block,
  behind,
  type Cell,
  countWords,
  foreign,
  grouped,
  heading,
  para,
} from '../../layout/block.js';
import type { NamedValues, ReportBody } from '../model.js';

export function activityBlocks({ activities, counts }: ReportBody): Block[] {
  const { kinds, recipients, covered_entities, times } = activities;
  return [
    heading(3, 'activities', 'What a vendor’s export lists'),
    para(
      'Access entries, attestations, disclosures and downloads among the events of the period. Nobody publishes the words of records, so those by which they are counted are a guess: compare the records, not the numbers alone. Data categories and legal bases are in chapter 5, retention periods above.',
    ),
    {
      kind: 'table',
      id: 'table-activities',
      caption: 'Events of the period that read like these',
      columns: [
        { label: 'What' },
        { label: 'Counted', breaks: true },
        { label: 'Events', numeric: true },
        { label: 'Cannot be seen', numeric: true },
        { label: 'First records' },
      ],
      rows: kinds.map((kind): Cell[] => [
        kind.title,
        kind.rule,
        kind.records,
        kind.undecided,
        behind(kind),
      ]),
    },
    ...namedTable('recipients', 'Recipients of disclosures to third parties', recipients),
    ...namedTable('covered-entities', 'Covered entities that events name', covered_entities),
    ...exportTable(activities),
    ...downloadTable(activities),
    {
      kind: 'facts',
      rows: [
        [
          'Logged late',
          [
            `${countWords(times.late.records, 'event')} shown, more than an hour after the time that the event states`,
            ...(times.late.records === 0 ? [] : [': ', behind(times.late)]),
          ],
        ],
        [
          'Stated ahead',
          [
            `${countWords(times.ahead.records, 'event')} shown, with a time more than a minute after that of the ledger`,
            ...(times.ahead.records === 0 ? [] : [': ', behind(times.ahead)]),
          ],
        ],
        [
          'Compared',
          [
            `${grouped(times.compared)} of ${countWords(counts.events, 'event')} shown; the longest delay was ${countWords(times.longest_seconds, 'second')}. Of ${countWords(times.untold, 'event')} the time is not stated, or cannot be read.`,
          ],
        ],
      ],
    },
  ];
}

function namedTable(id: string, caption: string, { values, left_out }: NamedValues): Block[] {
  if (values.length === 0) return [];
  return [
    {
      kind: 'table',
      id: `table-${id}`,
      caption,
      columns: [
        { label: 'Name', breaks: true },
        { label: 'Events', numeric: true },
        { label: 'First records' },
      ],
      rows: values.map((row): Cell[] => [foreign(row.value), row.records, behind(row)]),
      ...(left_out === 0 ? {} : { note: `${countWords(left_out, 'further event')} name others.` }),
    },
  ];
}

function exportTable({ exports, exports_left_out }: ReportBody['activities']): Block[] {
  if (exports.length === 0) return [para('No export decision of the period is shown.')];
  return [
    {
      kind: 'table',
      id: 'table-exports',
      caption: 'Export decisions of the period, and what the records say of who asked',
      columns: [
        { label: 'Record' },
        { label: 'Logged (UTC)', whole: true },
        { label: 'Decision' },
        { label: 'Policy', breaks: true },
        { label: 'Requested by', breaks: true },
        { label: 'Right before it, by an event', breaks: true },
      ],
      rows: exports.map((one): Cell[] => [
        { refs: [one.record] },
        { time: one.recorded_at },
        foreign(one.decision),
        foreign(one.policy),
        foreign(one.requested_by),
        one.right === undefined
          ? 'none shown'
          : [foreign(one.right.words), ', ', { refs: [one.right.record] }],
      ]),
      note: `The vendor asks for the permission ${EXPORT_PERMISSION}. ${exports_left_out === 0 ? '' : `${countWords(exports_left_out, 'further decision')} not listed.`}`.trim(),
    },
  ];
}

function downloadTable({ downloads, downloads_left_out }: ReportBody['activities']): Block[] {
  if (downloads.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'table-downloads',
      caption: 'Downloads of exports',
      columns: [
        { label: 'Record' },
        { label: 'Logged (UTC)', whole: true },
        { label: 'User', breaks: true },
        { label: 'Address', breaks: true },
      ],
      rows: downloads.map((one): Cell[] => [
        { refs: [one.record] },
        { time: one.recorded_at },
        one.user === undefined ? '–' : foreign(one.user),
        one.ip_address === undefined ? '–' : foreign(one.ip_address),
      ]),
      ...(downloads_left_out === 0
        ? {}
        : { note: `${countWords(downloads_left_out, 'further download')} not listed.` }),
    },
  ];
}
