// The panel of trust roots: shows one for a person who compares fingerprints, compares two, makes one from keys.

import { encode } from 'uqr';
import { plainText } from '../src/report/escape.js';
import { REQUIREMENT_CHOICES } from './asked.js';
import {
  button,
  byId,
  choices,
  fileOf,
  filesOf,
  make,
  nowText,
  painted,
  present,
  save,
  textOf,
} from './dom.js';
import type { Engine } from './engine.js';
import type { Html, Sheet } from './messages.js';
import { trouble } from './trouble.js';

/** As long as `trust new` lets one hold that says nothing of it. */
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000;

export function trustPanel(engine: Engine, use: (file: File, from: string) => Promise<void>): void {
  const sheet = byId('sheet');
  const required = choices(byId('make-requirements'), REQUIREMENT_CHOICES);
  /** Only the newest question is answered: an older file may take longer. */
  let asked = 0;

  async function refresh(): Promise<void> {
    const [file, other] = [fileOf('show-root'), fileOf('other-root')];
    trouble(undefined, 'sheet-trouble');
    sheet.replaceChildren();
    asked += 1;
    const own = asked;
    if (file === undefined) return;
    try {
      const shown = await engine.ask<'show'>({ kind: 'show', file, at: nowText() });
      const changes =
        other === undefined
          ? []
          : nodesOf(await engine.ask<'compare'>({ kind: 'compare', before: file, after: other }));
      if (own === asked)
        sheet.replaceChildren(...changes, ...sheetOf(shown, file, 'a chosen file'));
    } catch (error) {
      if (own === asked) trouble(error, 'sheet-trouble');
    }
  }
  for (const id of ['show-root', 'other-root'])
    byId(id).addEventListener('change', () => void refresh());

  byId('make').addEventListener('submit', async (event) => {
    event.preventDefault();
    trouble(undefined, 'make-trouble');
    const now = nowText();
    try {
      const made = await engine.ask<'make'>({
        kind: 'make',
        name: textOf('make-name') ?? '',
        serial: Number(textOf('make-serial')),
        origin: textOf('make-origin') ?? '',
        suite: byId('make-suite', HTMLSelectElement).value as 'softqcos-v1' | 'softqcos-v1-sha256',
        attester: textOf('make-attester') ?? '',
        ledgerKeys: filesOf('make-ledger-keys'),
        attesterKeys: filesOf('make-attester-keys'),
        recorderKeys: filesOf('make-recorder-keys'),
        certificates: filesOf('make-certificates'),
        requirements: required(),
        issuedAt: now,
        expiresAt: textOf('make-expires') ?? nowText(TEN_YEARS_MS),
        validFrom: textOf('make-from') ?? now,
        ...present({ witnessPolicy: fileOf('make-policy'), validUntil: textOf('make-until') }),
      });
      const file = new File([made.text], 'trust-root.json', { type: 'application/json' });
      sheet.replaceChildren(...sheetOf(made.sheet, file, 'the editor of this page'));
      sheet.focus();
      sheet.scrollIntoView({ block: 'start' });
    } catch (error) {
      trouble(error, 'make-trouble');
    }
  });

  function sheetOf(
    { name, digest, groups, expired, parts }: Sheet,
    file: File,
    from: string,
  ): Node[] {
    const verifyWithIt = async (): Promise<void> => {
      byId('tab-verify').click();
      await use(file, from);
      byId('bundles').focus();
    };
    return [
      make('h2', { id: 'sheet-title' }, plainText(name)),
      ...(expired === undefined ? [] : [make('p', { class: 'no' }, `It expired ${expired}.`)]),
      make(
        'div',
        { class: 'digest' },
        qr(digest),
        make(
          'div',
          {},
          make('strong', {}, 'SHA3-256 of the file'),
          make('p', { class: 'groups' }, groups),
          make(
            'p',
            { class: 'about' },
            'The square holds the same as text, as --trust-root-digest of the command takes it.',
          ),
        ),
      ),
      make(
        'div',
        { class: 'actions' },
        button('Save the file', async () => save(file.name, 'application/json', await file.text())),
        button('Verify with it', () => void verifyWithIt()),
        button('Print', () => print()),
      ),
      ...nodesOf(parts),
    ];
  }
}

function nodesOf(html: Html): Node[] {
  return [...painted(html).body.childNodes];
}

/** A QR code as a picture: one path of dark squares. */
function qr(text: string): SVGSVGElement {
  const { data, size } = encode(text, { border: 4 });
  const path = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  const [picture] = painted(
    `<svg viewBox="0 0 ${size} ${size}" class="qr" role="img" shape-rendering="crispEdges"><path d="${path.join('')}"/></svg>`,
  ).getElementsByTagName('svg');
  if (picture === undefined) throw new Error('no picture was made');
  picture.setAttribute('aria-label', `QR code of the text ${text}`);
  return picture;
}
