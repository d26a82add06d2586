// Keys and signatures: who signed, until when each key may, what a quantum computer could do, and fingerprints to be read aloud.

import type { MomentsPlot } from '../../layout/plot-spec.js';
import type { SignatureLine, Transcript } from '../../transcript/transcript.js';
import { type DocumentBlock, first, SHOWN, type Text } from '../model.js';
import { axisOf } from './axis.js';
import { andMore, digest, said, utc } from './words.js';

export function keyBlocks(transcript: Transcript, id: string): readonly DocumentBlock[] {
  const { trust_root, trust_mode, signatures, claims } = transcript;
  const { shown, more } = first(signatures, SHOWN.signatures);
  const left = andMore(more, 'signatures');
  return [
    { kind: 'para', text: ['This run stands ', said(trust_mode.headline), '.'] },
    ...(trust_root === null
      ? []
      : [
          {
            kind: 'facts',
            rows: [
              ['Trust root', [said(trust_root.name), `, serial ${trust_root.serial}`]],
              ['SHA3-256', [digest(trust_root.sha3_256)]],
              ['Current', [utc(trust_root.issued_at), ' to ', utc(trust_root.expires_at)]],
            ],
          } as const,
        ]),
    ...windowsPlot(transcript, id),
    {
      kind: 'table',
      id: `${id}-signatures`,
      caption: 'Signatures',
      columns: [
        { label: 'Over' },
        { label: 'Algorithm' },
        { label: 'Result' },
        { label: 'By', breaks: true },
        { label: 'Against a quantum computer' },
      ],
      rows: shown.map((line) => [
        [said(line.what)],
        [
          said(line.algorithm),
          ` (${line.standard}${line.category === undefined ? '' : `, category ${line.category}`})`,
        ],
        line.status,
        line.signer === undefined ? '–' : [said(line.signer)],
        [said(line.quantum)],
      ]),
      ...(left === undefined ? {} : { note: left }),
    },
    ...(claims === undefined
      ? []
      : [
          {
            kind: 'facts',
            rows: [['Claims of the attester', [said(claims), ' (claimed, not verified)']]],
          } as const,
        ]),
  ];
}

/** Lanes of the picture. */
const LANES = 12;

function windowsPlot({ signatures, at }: Transcript, id: string): readonly DocumentBlock[] {
  const lanes = new Map<string, SignatureLine>();
  for (const line of signatures)
    if (line.window !== undefined)
      lanes.set(`${line.what} ${line.signer} ${JSON.stringify(line.window)}`, line);
  const windows = [...lanes.values()].flatMap(({ what, signer, window }) =>
    window === undefined ? [] : [{ what, signer, window }],
  );
  const axis = axisOf([
    at,
    ...windows.flatMap(({ window: { from, until, revoked } }) => [
      from,
      until ?? from,
      revoked ?? from,
    ]),
  ]);
  const now = axis?.place(at);
  if (axis === undefined || now === undefined || windows.length === 0) return [];
  const spec: MomentsPlot = {
    kind: 'moments',
    fills: [
      { label: 'the key may sign', fill: 'light' },
      { label: 'revoked in it', fill: 'lines' },
      { label: 'this run', fill: 'empty' },
    ],
    ticks: axis.ticks,
    lanes: [
      ...windows.slice(0, LANES).map(({ what, signer, window }) => {
        const { from, until, revoked, compromised_since } = window;
        const days = `${from.slice(0, 10)} to ${until === undefined ? 'no end' : until.slice(0, 10)}`;
        const end = revoked === undefined ? '' : `, revoked ${revoked.slice(0, 10)}`;
        const since =
          compromised_since === undefined
            ? ''
            : ` (compromised since ${compromised_since.slice(0, 10)})`;
        return {
          label: `${what}${signer === undefined ? '' : `: ${signer}`}`,
          from: axis.place(from) ?? 0,
          to: axis.place(until ?? from) ?? 1000,
          open: until === undefined,
          fill: revoked === undefined ? ('light' as const) : ('lines' as const),
          words: `${days}${end}${since}`,
        };
      }),
      { label: 'Verified', from: now, to: now, fill: 'empty', words: at.slice(0, 10) },
    ],
  };
  return [
    {
      kind: 'plot',
      id: `${id}-windows`,
      title: 'When the keys may sign, by the trust root',
      description:
        windows.length > LANES
          ? `${windows.length - LANES} further windows are in the JSON transcript.`
          : 'A signature counts only within the window of its key.',
      spec,
    },
  ];
}

/** What a person compares over another channel. */
export function compareBlocks({ compare_by_hand }: Transcript): readonly DocumentBlock[] {
  const { shown, more } = first(compare_by_hand, SHOWN.values);
  const left = andMore(more, 'values');
  return [
    {
      kind: 'para',
      text: [
        'Read these to the other side over a channel that this file did not come by: the telephone, a letter, a page that you know.',
      ],
    },
    {
      kind: 'facts',
      rows: shown.map(({ what, value }): readonly [string, Text] => [what, [digest(value)]]),
    },
    ...(left === undefined ? [] : [{ kind: 'para', text: [left] } as const]),
  ];
}
