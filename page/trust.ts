// Trust roots in the worker: to show, to compare, to make. The code is that of `trust show`, `trust lint`, `trust diff` and `trust new`;
// what is shown is painted by the layer that paints a transcript.

import { shownUtf8, toBase64 } from '../src/base/encoding.js';
import type { DocumentBlock } from '../src/document/model.js';
import { renderPart } from '../src/document/render/blocks.js';
import { windowWords } from '../src/report/trust.js';
import { diffTrustRoots } from '../src/trust/diff.js';
import { lintTrustRoot } from '../src/trust/lint/lint.js';
import { type KeyText, makeTrustRoot } from '../src/trust/make.js';
import { fingerprintGroups, keySheet, type SheetRow } from '../src/trust/sheet.js';
import type { TrustRoot } from '../src/trust/trust-root.js';
import type { Answers, Html, MakeRequest, Sheet } from './messages.js';
import { instantOf, trustRootOf } from './run.js';
import { smallFile } from './source.js';

/** Far more than a key, a certificate or a policy needs: 1 MiB. */
const KEY_BYTES = 1_048_576;

/** @throws VerifierError ERR_TRUST_ROOT_INVALID, ERR_TRUST_ROOT_UNREADABLE */
export async function show(file: File, at: string): Promise<Sheet> {
  return sheetOf(await trustRootOf(file), at);
}

/** @throws VerifierError as `show` */
export async function compare(before: File, after: File): Promise<Html> {
  const rows = diffTrustRoots(await trustRootOf(before), await trustRootOf(after));
  const table: DocumentBlock = {
    kind: 'table',
    id: 'changes-table',
    caption: 'Changes',
    columns: [
      { label: 'Change' },
      { label: 'What', breaks: true },
      { label: 'Before', breaks: true },
      { label: 'After', breaks: true },
      { label: 'Caution' },
    ],
    rows: rows.map(({ change, part, subject, member, before: was, after: is, caution }) => [
      change,
      [`${part} `, { foreign: subject }, member === undefined ? '' : `: ${member}`],
      { foreign: was ?? '' },
      { foreign: is ?? '' },
      caution ?? '',
    ]),
  };
  return renderPart(
    {
      id: 'changes',
      title: 'What the second file changes',
      blocks:
        rows.length === 0
          ? [{ kind: 'para', text: ['The two trust roots say the same.'] }]
          : [table],
    },
    2,
  );
}

/** @throws VerifierError ERR_TRUST_ROOT_INVALID, naming the file of the key that cannot be used */
export async function make(request: MakeRequest): Promise<Answers['make']> {
  const { kind: _, witnessPolicy, ...parts } = request;
  const [ledgerKeys, attesterKeys, recorderKeys, certificates] = await Promise.all(
    [parts.ledgerKeys, parts.attesterKeys, parts.recorderKeys, parts.certificates].map(texts),
  );
  const { text, trustRoot } = makeTrustRoot({
    ...parts,
    ledgerKeys: ledgerKeys ?? [],
    attesterKeys: attesterKeys ?? [],
    recorderKeys: recorderKeys ?? [],
    certificates: certificates ?? [],
    ...(witnessPolicy === undefined ? {} : { witnessPolicy: (await textOf(witnessPolicy)).text }),
  });
  return { text, sheet: sheetOf(trustRoot, parts.issuedAt) };
}

function sheetOf(root: TrustRoot, time: string): Sheet {
  const at = instantOf(time);
  const weaknesses = lintTrustRoot(root, { at });
  const keys = keySheet(root);
  const parts = [
    {
      id: 'sheet-about',
      title: 'What the file says',
      blocks: [
        {
          kind: 'facts',
          rows: [
            ['Serial', [String(root.serial)]],
            ['Current', [{ foreign: `${root.issuedAtText} to ${root.expiresAtText}` }]],
            [
              'Requires',
              [[...root.requirements].join(', ') || 'nothing beside what is always required'],
            ],
          ],
        },
        ...weaknesses.map(
          ({ severity, subject, message }): DocumentBlock => ({
            kind: 'callout',
            tone: severity === 'error' ? 'wrong' : 'open',
            title: `${severity}${subject === '' ? '' : `: ${subject}`}`,
            text: [{ foreign: message }],
          }),
        ),
      ],
    },
    { id: 'sheet-keys', title: 'Keys, to compare by hand', blocks: [keyTable(keys)] },
  ] as const;
  return {
    name: root.name,
    serial: root.serial,
    digest: `sha3-256:${root.sha3_256}`,
    groups: fingerprintGroups(root.sha3_256).join(' '),
    ...(at > root.expiresAt ? { expired: root.expiresAtText } : {}),
    parts: parts.map((part) => renderPart(part, 2)).join('\n'),
  };
}

function keyTable(keys: readonly SheetRow[]): DocumentBlock {
  return {
    kind: 'table',
    id: 'sheet-key-table',
    caption: 'Compare every fingerprint (SHA-256) with its owner over another channel',
    columns: [
      { label: 'Role' },
      { label: 'Owner', breaks: true },
      { label: 'Algorithm' },
      { label: 'Fingerprint' },
      { label: 'Counts' },
    ],
    rows: keys.map(({ role, owner, algorithm, groups, window }) => [
      role,
      { foreign: owner },
      algorithm,
      { code: groups.join(' ') },
      window === undefined ? 'no window' : windowWords(window),
    ]),
  };
}

function texts(files: readonly File[]): Promise<KeyText[]> {
  return Promise.all(files.map(textOf));
}

async function textOf(file: File): Promise<KeyText> {
  const bytes = await smallFile(file, KEY_BYTES, 'ERR_TRUST_ROOT_INVALID');
  // DER begins with a SEQUENCE (X.690 §8.9), which no text of a key does.
  const isDer = bytes[0] === 0x30 && bytes[1] !== 0x20;
  return { text: isDer ? toBase64(bytes) : shownUtf8(bytes), from: file.name };
}
