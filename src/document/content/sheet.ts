// The sheet of a trust root as parts made of blocks (docs/MANUAL.md §17): every fingerprint as digits, as words to read aloud and as a QR
// code, and lines on which people write with whom they compared it.

import { spoken } from '../../report/spoken.js';
import { type SheetHead, windowWords } from '../../report/trust.js';
import { fingerprintGroups, type SheetRow } from '../../trust/sheet.js';
import type { DocumentBlock, Part, Text } from '../model.js';
import { qrCode } from '../qr.js';

export function sheetParts(head: SheetHead, rows: readonly SheetRow[]): readonly Part[] {
  return [
    {
      id: 'file',
      title: 'The file',
      blocks: [
        {
          kind: 'facts',
          rows: [
            ['Serial', [String(head.serial)]],
            ['Current', [`${head.issuedAtText} to ${head.expiresAtText}`]],
            ['Requires', [[...head.requirements].join(', ')]],
            ...(head.compared === undefined
              ? []
              : ([['Compared', [{ foreign: head.compared }]]] as const)),
            ...fingerprintRows('SHA3-256', head.sha3_256),
          ],
        },
        code(
          'file-code',
          `sha3-256:${head.sha3_256}`,
          'the digest of the file, as --trust-root-digest takes it',
        ),
      ],
    },
    ...rows.map((row, i) => keyPart(row, `key-${i + 1}`)),
    { id: 'compared', title: 'Compared', blocks: [compared(head, rows)] },
  ];
}

function keyPart(row: SheetRow, id: string): Part {
  const { role, owner, ledgers, algorithm, fingerprint, noteKey, window } = row;
  const others = ledgers.filter((ledger) => ledger !== owner);
  const facts: readonly (readonly [string, Text])[] = [
    ...(others.length === 0 ? [] : [['For', [{ foreign: others.join(', ') }]] as const]),
    ['Algorithm', [algorithm]],
    ...(noteKey === undefined
      ? []
      : [['Note key', [{ foreign: `${noteKey.name}+${noteKey.keyHash}` }]] as const]),
    ['Window', [windowWords(window)]],
    ...fingerprintRows('SHA-256', fingerprint),
  ];
  return {
    id,
    title: `${role}, ${algorithm}: ${owner}`,
    blocks: [
      { kind: 'facts', rows: facts },
      code(`${id}-code`, fingerprint, 'the fingerprint, 64 digits'),
    ],
  };
}

function fingerprintRows(name: string, hex: string): readonly (readonly [string, Text])[] {
  return [
    [name, [{ code: fingerprintGroups(hex).join(' ') }]],
    ['Read aloud', [spoken(hex).join(' ')]],
  ];
}

function code(id: string, text: string, description: string): DocumentBlock {
  return {
    kind: 'plot',
    id,
    title: 'The same as a QR code',
    description: `It holds ${description}, and nothing else.`,
    spec: { kind: 'code', squares: qrCode(text) },
  };
}

/** Rows to write into. */
function compared(head: SheetHead, rows: readonly SheetRow[]): DocumentBlock {
  const subjects = [
    ['the file', head.sha3_256],
    ...rows.map(({ role, owner, algorithm, fingerprint }) => [
      `${role}, ${algorithm}: ${owner}`,
      fingerprint,
    ]),
  ];
  return {
    kind: 'table',
    id: 'compared-table',
    caption: 'Who compared which fingerprint, with whom, how and when',
    columns: [
      { label: 'Fingerprint of' },
      { label: 'begins', whole: true },
      { label: 'Compared by' },
      { label: 'With whom, how' },
      { label: 'Date' },
    ],
    rows: subjects.map(([what = '', hex = '']) => [
      { foreign: what },
      { code: hex.slice(0, 8) },
      '',
      '',
      '',
    ]),
    toFillIn: true,
  };
}
