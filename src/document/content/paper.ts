// A working paper as parts made of blocks: what was shown with the checks under it, what nothing is said of, what only a person knows.

import type { Block } from '../../layout/block.js';
import type { Paper, PaperSection, Piece } from '../../papers/paper.js';
import { notStatedWords } from '../../papers/paper-text.js';
import type { DocumentBlock, Part, Text } from '../model.js';
import { countOf, digest, said, sentence, utc } from './words.js';

export function paperParts(paper: Paper): readonly Part[] {
  const { sections, rule_book, not_checked, signers } = paper;
  return [
    { id: 'file', title: 'The file, and how it was verified', blocks: [fileFacts(paper)] },
    ...sections.map((section) => ({
      id: section.id,
      title: section.title,
      blocks: sectionBlocks(section),
    })),
    {
      id: 'also-not-checked',
      title: 'Also not checked in this run',
      blocks: [limits('also', not_checked)],
    },
    {
      id: 'sources',
      title: 'Sources of the rule, and how far they were read',
      blocks: [
        {
          kind: 'table',
          id: 'sources-table',
          caption: 'The rule is told in our words',
          columns: [
            { label: 'Text' },
            { label: 'Date', whole: true },
            { label: 'Read' },
            { label: 'Where, and when that was looked up' },
          ],
          rows: rule_book.sources.map(({ title, date, read, where, looked_up }) => [
            title,
            date,
            read,
            `${where}; ${looked_up}`,
          ]),
        },
      ],
    },
    {
      id: 'signoff',
      title: 'To be signed by a person',
      blocks: [
        {
          kind: 'table',
          id: 'sign',
          caption: 'Nobody has judged or signed this draft',
          columns: [
            { label: 'Role' },
            { label: 'Name' },
            { label: 'Date' },
            { label: 'Signature' },
          ],
          rows: signers.map((who) => [who, '', '', '']),
          toFillIn: true,
        },
      ],
    },
  ];
}

function fileFacts({ bundle, trust_root, trust_mode, at, verifier }: Paper): DocumentBlock {
  return {
    kind: 'facts',
    rows: [
      ['File', [said(bundle.name), `, ${countOf(bundle.bytes, 'bytes')}`]],
      ['SHA-256', [digest(bundle.sha256)]],
      ['SHA3-256', [digest(bundle.sha3_256)]],
      ['Result', ['Pass, ', said(trust_mode), '.']],
      ['Trust root', [said(trust_root.name), `, serial ${trust_root.serial}`]],
      ['Its SHA3-256', [digest(trust_root.sha3_256)]],
      ['Judged as of', [utc(at)]],
      ['Verifier', [`${verifier.name} ${verifier.version}, ${verifier.specification}`]],
    ],
  };
}

function sectionBlocks(section: PaperSection): readonly DocumentBlock[] {
  const { id, clause, asks, statements, not_stated, not_checked, to_fill_in } = section;
  return [
    { kind: 'para', text: [{ code: clause }, ` ${asks}`] },
    ...(statements.length === 0
      ? []
      : [
          {
            kind: 'table',
            id: `${id}-shown`,
            caption: 'What the verification showed',
            columns: [{ label: 'Sentence' }, { label: 'Rests on' }],
            rows: statements.map(({ pieces, rests_on }) => [
              pieces.map(pieceOf),
              rests_on.flatMap((check, i): Text => [...(i === 0 ? [] : [', ']), { code: check }]),
            ]),
          } as const satisfies Block,
        ]),
    ...(not_stated.length === 0
      ? []
      : [{ kind: 'list', items: not_stated.map((one): Text => [notStatedWords(one)]) } as const]),
    ...(not_checked.length === 0 ? [] : [limits(id, not_checked)]),
    ...(to_fill_in.length === 0
      ? []
      : [
          {
            kind: 'table',
            id: `${id}-blanks`,
            caption: 'What only you know',
            columns: [{ label: 'Question' }, { label: 'In your words' }],
            rows: to_fill_in.map((blank) => [blank, '']),
            toFillIn: true,
          } as const satisfies Block,
        ]),
  ];
}

function pieceOf(piece: Piece): Text[number] {
  return typeof piece === 'string' ? piece : said(piece.value);
}

function limits(id: string, rows: PaperSection['not_checked']): DocumentBlock {
  return {
    kind: 'table',
    id: `${id}-limits`,
    caption: 'What no check of this run shows',
    columns: [
      { label: 'Not checked' },
      { label: 'What may follow' },
      { label: 'Code', breaks: true },
    ],
    rows: rows.map(({ message, consequence, code }) => [sentence(message), consequence, { code }]),
  };
}
