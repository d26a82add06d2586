// The records: those that are shown, by name and time, those that were erased, the auditor's sample, and what frameworks ask.

import { coverageOf, detailOf, shownRows } from '../../report/sample.js';
import { gapsOf, outcomeOf } from '../../report/text-frameworks.js';
import type { Transcript } from '../../transcript/transcript.js';
import {
  type DocumentBlock,
  first,
  type ListedRecords,
  type Part,
  SHOWN,
  type Text,
} from '../model.js';
import { andMore, countOf, digest, said, utc } from './words.js';

const TYPES: Readonly<Record<string, string>> = {
  event: 'event',
  erasure: 'erasure',
  retention_policy: 'retention policy',
};

export function recordBlocks(
  { evidence }: Transcript,
  listed: ListedRecords | 'not asked' | undefined,
  id: string,
): readonly DocumentBlock[] {
  const { shown, more } = first(evidence.erased_records, SHOWN.erased);
  const left = andMore(more, 'records', '; the JSON transcript has them');
  return [
    ...(listed === 'not asked' ? [] : recordTable(listed, id)),
    ...(shown.length === 0
      ? []
      : [
          {
            kind: 'table',
            id: `${id}-erased`,
            caption: 'Logged as erased, as a whole',
            columns: [
              { label: 'Sequence', numeric: true },
              { label: 'Record', breaks: true },
              { label: 'Legal ground' },
              { label: 'Logged, UTC' },
              { label: 'By record', numeric: true },
            ],
            rows: shown.map(({ sequence, record_id, legal_ground, logged_at, erasure }) => [
              sequence,
              [{ code: record_id }],
              [said(legal_ground)],
              [utc(logged_at)],
              erasure,
            ]),
            ...(left === undefined ? {} : { note: left }),
          } as const,
        ]),
  ];
}

function recordTable(listed: ListedRecords | undefined, id: string): readonly DocumentBlock[] {
  if (listed === undefined)
    return [{ kind: 'para', text: ['No record is listed: none is proven to be in the tree.'] }];
  const { shown, more } = first(listed.records, SHOWN.records);
  const left = andMore(more + listed.omitted, 'records');
  return [
    {
      kind: 'table',
      id: `${id}-record-table`,
      caption: 'Records shown',
      search: 'Search the records listed here',
      columns: [
        { label: 'Sequence', numeric: true },
        { label: 'Record', breaks: true },
        { label: 'Recorded, UTC' },
        { label: 'Kind' },
        { label: 'Part' },
        { label: 'Record hash', breaks: true },
      ],
      rows: shown.map(
        ({ sequence, record_id, recorded_at, type, event_type, selected, record_hash }) => [
          sequence,
          [{ code: record_id }],
          [utc(recorded_at)],
          [
            TYPES[type] ?? said(type),
            ...(event_type === undefined ? [] : [': ', said(event_type)]),
          ],
          selected ? 'selected' : 'in addition',
          [{ code: `${record_hash.slice(0, 25)}…`, whole: record_hash }],
        ],
      ),
      note: `What the records say is not in this document. ${left ?? ''}`.trim(),
    },
  ];
}

/** What was asked beside the verdict: nothing if nothing was. */
export function askedParts({ sample, frameworks = [] }: Transcript, id: string): readonly Part[] {
  const parts: Part[] = [];
  if (sample !== undefined) {
    const { rows, omitted } = shownRows(sample);
    const left = andMore(omitted, 'rows', '; the JSON transcript has them');
    parts.push({
      id: `${id}-sample`,
      title: 'Your sample',
      blocks: [
        { kind: 'para', text: [said(`${coverageOf(sample)}.`)] },
        {
          kind: 'table',
          id: `${id}-sample-table`,
          caption: 'What became of each id',
          search: 'Search the ids listed here',
          columns: [{ label: 'Record', breaks: true }, { label: 'State' }, { label: 'Detail' }],
          rows: rows.map((row) => [[{ code: row.record_id }], row.state, [said(detailOf(row))]]),
          ...(left === undefined ? {} : { note: left }),
        },
        {
          kind: 'facts',
          rows: [
            ['Your list', [`${countOf(sample.bytes, 'bytes')}, SHA-256 `, digest(sample.sha256)]],
          ],
        },
      ],
    });
  }
  if (frameworks.length > 0)
    parts.push({
      id: `${id}-frameworks`,
      title: 'Frameworks',
      blocks: [
        {
          kind: 'para',
          text: ['Beside the verdict, and never a judgement: a gap is evidence that is not shown.'],
        },
        {
          kind: 'facts',
          rows: frameworks.map((result): readonly [string, Text] => [
            result.name,
            [said(`${result.edition}: ${outcomeOf(result)}`)],
          ]),
        },
        ...frameworks.flatMap((result): readonly DocumentBlock[] => {
          const { shown, more } = first(gapsOf(result), SHOWN.items);
          const left = andMore(more, 'gaps');
          if (shown.length === 0) return [];
          return [
            { kind: 'para', text: ['Gaps of ', said(result.name), ':'] },
            {
              kind: 'list',
              items: [
                ...shown.map((gap): Text => [said(gap)]),
                ...(left === undefined ? [] : [[left]]),
              ],
            },
          ];
        }),
      ],
    });
  return parts;
}
