// What the verdict says, what was not checked, and until when it is expected to hold.

import { HORIZON_SOURCES } from '../../catalogue/horizons.js';
import { NOT_CHECKED } from '../../catalogue/not-checked.js';
import type { Transcript } from '../../transcript/transcript.js';
import { type DocumentBlock, first, SHOWN, type Text } from '../model.js';
import { andMore, digest, said } from './words.js';

type NotChecked = Transcript['not_checked'][number];

const CATEGORIES: Readonly<Record<NotChecked['category'], string>> = {
  keys: 'Keys',
  time: 'Time',
  ledger: 'Ledger',
  selection: 'Selection',
  content: 'Content',
  verifier: 'Verifier',
  machine: 'Machine',
};

export function uncheckedBlocks({ not_checked }: Transcript, id: string): readonly DocumentBlock[] {
  const isAlways = ({ code }: NotChecked): boolean => NOT_CHECKED[code].when === 'always';
  const own = not_checked.filter((one) => !isAlways(one));
  return [
    uncheckedTable(own, `${id}-not-checked-run`, 'Not checked in this run'),
    uncheckedTable(not_checked.filter(isAlways), `${id}-not-checked-ever`, 'What no run can check'),
  ];
}

function uncheckedTable(list: readonly NotChecked[], id: string, caption: string): DocumentBlock {
  return {
    kind: 'table',
    id,
    caption,
    columns: [
      { label: 'Not checked' },
      { label: 'What follows' },
      { label: 'About' },
      { label: 'Code', breaks: true },
    ],
    rows: list.map(({ code, category, message, consequence, about = [] }) => [
      message,
      consequence,
      [CATEGORIES[category], ...(about.length === 0 ? [] : [': ', said(listed(about))])],
      [{ code }],
    ]),
  };
}

const NAMED = 8;

function listed(about: readonly string[]): string {
  const more = about.length - NAMED;
  return `${about.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** How far a text was read: no edition of any of them was at hand. */
const CHECKED = {
  'quoted by others': 'As quoted by others; not read in the original.',
  'read in a copy': 'Read in a copy that another project keeps; not in the original.',
  'not verified': 'Not verified by this project.',
} as const;

export function untilBlocks({ proves_until }: Transcript, id: string): readonly DocumentBlock[] {
  const { sentence, parts, catalogue } = proves_until;
  const { shown, more } = first(parts, SHOWN.items);
  const left = andMore(more, 'parts');
  const sources = [...new Set(shown.flatMap((part) => part.sources))];
  return [
    { kind: 'para', text: [said(sentence)] },
    {
      kind: 'table',
      id: `${id}-until-table`,
      caption: 'What the result stands on, and until when texts expect it to hold',
      columns: [
        { label: 'What' },
        { label: 'Algorithms' },
        { label: 'Verdict rests on it' },
        { label: 'Until', whole: true },
        { label: 'By', breaks: true },
      ],
      rows: shown.map(({ what, algorithms, needed, until, sources: by }) => [
        [said(what)],
        algorithms.join(', '),
        needed ? 'yes' : 'no, it stands beside',
        until ?? 'no end is set',
        by.join('; '),
      ]),
      ...(left === undefined ? {} : { note: left }),
    },
    ...(sources.length === 0
      ? []
      : [
          {
            kind: 'list',
            items: sources.map((name): Text => {
              const { title, date, says, checked } = HORIZON_SOURCES[name];
              return [`${title} (${date}): ${says} ${CHECKED[checked]}`];
            }),
          } as const,
        ]),
    {
      kind: 'facts',
      rows: [
        ['Catalogue', [`edition ${catalogue.edition}, SHA3-256 `, digest(catalogue.sha3_256)]],
      ],
    },
  ];
}

export function saysBlocks({ says, does_not_say }: Transcript): readonly DocumentBlock[] {
  const list = (items: readonly string[]): DocumentBlock => ({
    kind: 'list',
    items: items.map((item): Text => [said(item)]),
  });
  return [
    ...(says.length === 0
      ? []
      : [{ kind: 'para', text: ['This verdict says:'] } as const, list(says)]),
    { kind: 'para', text: ['It does not say:'] },
    list(does_not_say),
  ];
}
