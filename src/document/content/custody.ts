// The chain of custody: each hand-over with the digests of the file, in the words of whoever wrote the entry. Where there is none, that is
// said: silence would look as if nobody had to record it.

import type { Transcript } from '../../transcript/transcript.js';
import type { CustodyLine } from '../../transcript/worth.js';
import { type DocumentBlock, first, SHOWN, type Text } from '../model.js';
import { andMore, digest, said, utc } from './words.js';

const EMPTY = {
  'not handed in':
    'Empty. No record of custody was handed in, so nothing says through whose hands the file went.',
  'without entries':
    'Empty. The file of custody has no entry that fits, so nothing says through whose hands the file went.',
} as const;

export function custodyBlocks(
  { custody, checks }: Transcript,
  id: string,
): readonly DocumentBlock[] {
  if (custody === undefined || custody.length === 0) {
    const words = custody === undefined ? EMPTY['not handed in'] : EMPTY['without entries'];
    return [{ kind: 'para', text: [words] }];
  }
  const { shown, more } = first(custody, SHOWN.items);
  const left = andMore(more, 'entries', '; the JSON transcript has them');
  const holds = checks.some((check) => check.id === 'custody/chain' && check.status === 'passed');
  return [
    {
      kind: 'para',
      text: [
        holds
          ? 'Each entry follows on the one before it, and the last one left this file. What they say is the word of whoever wrote them.'
          : 'The record of custody does not hold: see the findings. These entries fit up to there, and are the word of whoever wrote them.',
      ],
    },
    {
      kind: 'table',
      id: `${id}-custody-table`,
      caption: 'Hand-overs',
      columns: [
        { label: 'Entry', numeric: true },
        { label: 'When, UTC' },
        { label: 'Received by', breaks: true },
        { label: 'From', breaks: true },
        { label: 'SHA-256 of the file', breaks: true },
        { label: 'Signed', breaks: true },
      ],
      rows: shown.map((entry) => [
        entry.number,
        [utc(entry.at)],
        [said(entry.by)],
        [said(entry.from), ...(entry.words === undefined ? [] : [': ', said(entry.words)])],
        digestsOf(entry),
        entry.key === undefined ? 'no' : ['by key ', digest(entry.key)],
      ]),
      ...(left === undefined ? {} : { note: left }),
    },
  ];
}

function digestsOf({ before, after }: CustodyLine): Text {
  if (before === after) return ['before and after ', digest(after)];
  return ['before ', digest(before), ', after ', digest(after)];
}
