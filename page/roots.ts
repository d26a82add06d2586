// The panel of trust roots: shows one for a person who compares fingerprints, compares two, makes one from keys.

import { encode } from 'uqr';
import { REQUIREMENT_CHOICES } from './asked.js';
import { byId, choices, fileOf, filesOf, make, save, table } from './dom.js';
import type { Engine } from './engine.js';
import type { ShownChange, ShownRoot } from './messages.js';
import { failureOf, nowText, trouble } from './verify.js';

const YEAR_MS = 365.25 * 86_400_000;

export function trustPanel(engine: Engine, use: (file: File) => void): void {
  const sheet = byId('sheet', HTMLElement);
  const required = choices(byId('make-requirements', HTMLElement), REQUIREMENT_CHOICES);

  async function refresh(): Promise<void> {
    const [first, second] = [fileOf('show-root'), fileOf('other-root')];
    if (first === undefined) return;
    try {
      const root = await engine.ask<'show'>({ kind: 'show', file: first, at: nowText() });
      const changes =
        second === undefined
          ? []
          : [
              changesOf(
                await engine.ask<'compare'>({ kind: 'compare', before: first, after: second }),
              ),
            ];
      sheet.replaceChildren(...changes, sheetOf(root, first, use));
    } catch (error) {
      const { message, hint = '' } = failureOf(error);
      sheet.replaceChildren(
        make(
          'div',
          { class: 'callout wrong', role: 'alert' },
          make('strong', {}, message),
          make('p', {}, hint),
        ),
      );
    }
  }
  for (const id of ['show-root', 'other-root'])
    byId(id, HTMLInputElement).addEventListener('change', () => void refresh());

  byId('make', HTMLFormElement).addEventListener('submit', async (event) => {
    event.preventDefault();
    trouble(undefined, 'make-trouble');
    const text = (id: string): string => byId(id, HTMLInputElement).value.trim();
    const until = text('make-until');
    const policy = fileOf('make-policy');
    const now = nowText();
    try {
      const made = await engine.ask<'make'>({
        kind: 'make',
        name: text('make-name'),
        serial: Number(text('make-serial')),
        origin: text('make-origin'),
        suite: byId('make-suite', HTMLSelectElement).value,
        attester: text('make-attester'),
        ledgerKeys: filesOf('make-ledger-keys'),
        attesterKeys: filesOf('make-attester-keys'),
        recorderKeys: filesOf('make-recorder-keys'),
        certificates: filesOf('make-certificates'),
        ...(policy === undefined ? {} : { witnessPolicy: policy }),
        requirements: required(),
        issuedAt: now,
        expiresAt: text('make-expires') || nowText(YEAR_MS),
        validFrom: text('make-from') || now,
        ...(until === '' ? {} : { validUntil: until }),
      });
      const file = new File([made.text], 'trust-root.json', { type: 'application/json' });
      sheet.replaceChildren(sheetOf(made.root, file, use));
      sheet.focus();
      sheet.scrollIntoView({ block: 'start' });
    } catch (error) {
      trouble(failureOf(error), 'make-trouble');
    }
  });
}

function sheetOf(root: ShownRoot, file: File, use: (file: File) => void): HTMLElement {
  const actions = make('div', { class: 'actions' });
  const button = (label: string, does: () => void): void => {
    const made = make('button', { type: 'button' }, label);
    made.addEventListener('click', does);
    actions.append(made);
  };
  button('Save the file', async () => save(file.name, 'application/json', await file.text()));
  button('Verify with it', () => {
    use(file);
    byId('tab-verify', HTMLButtonElement).click();
    byId('bundles', HTMLInputElement).focus();
  });
  button('Print', () => print());
  return make(
    'section',
    { class: 'part', 'aria-labelledby': 'sheet-title' },
    make('h2', { id: 'sheet-title' }, root.name),
    make(
      'p',
      {},
      `Serial ${root.serial}, issued ${root.issuedAt}, `,
      make(
        'span',
        root.isExpired ? { class: 'no' } : {},
        `${root.isExpired ? 'expired' : 'expires'} ${root.expiresAt}`,
      ),
      `. Requires: ${root.requirements.join(', ')}.`,
    ),
    make(
      'div',
      { class: 'digest' },
      qr(`sha3-256:${root.digest}`),
      make(
        'div',
        {},
        make('strong', {}, 'SHA3-256 of the file'),
        make('p', { class: 'groups' }, root.groups.join(' ')),
        make(
          'p',
          { class: 'about' },
          'The square holds the same as text, as --trust-root-digest of the command takes it.',
        ),
      ),
    ),
    actions,
    ...weaknesses(root),
    table(
      'Keys, to compare by hand: SHA-256 of each',
      ['Role', 'Owner', 'Algorithm', 'Fingerprint', 'Counts'],
      root.keys.map(({ role, owner, algorithm, groups, window }) => [
        role,
        owner,
        algorithm,
        make('span', { class: 'groups' }, groups.join(' ')),
        window,
      ]),
    ),
  );
}

function weaknesses({ weaknesses: found }: ShownRoot): HTMLElement[] {
  if (found.length === 0) return [];
  const items = found.map(({ severity, message }) =>
    make(
      'li',
      {},
      make('strong', severity === 'error' ? { class: 'no' } : {}, `${severity}: `),
      message,
    ),
  );
  return [make('h3', {}, 'Worth knowing'), make('ul', {}, ...items)];
}

function changesOf(changes: readonly ShownChange[]): HTMLElement {
  const title = make('h2', { id: 'changes-title' }, 'What the second file changes');
  const box = make('section', { class: 'part', 'aria-labelledby': 'changes-title' }, title);
  if (changes.length === 0) box.append(make('p', {}, 'Nothing: both say the same.'));
  else
    box.append(
      table(
        `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`,
        ['Change', 'What', 'Before', 'After', 'Caution'],
        changes.map(({ change, subject, member, before, after, caution }) => [
          change,
          member === '' ? subject : `${subject}: ${member}`,
          before,
          after,
          make('span', { class: 'no' }, caution),
        ]),
      ),
    );
  return box;
}

/** A QR code as a picture: one path of dark squares. */
function qr(text: string): SVGSVGElement {
  const { data, size } = encode(text, { border: 4 });
  const path = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  const svg = (name: string, attributes: Readonly<Record<string, string>>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const picture = svg('svg', {
    viewBox: `0 0 ${size} ${size}`,
    class: 'qr',
    role: 'img',
    'aria-label': `QR code of the text ${text}`,
    'shape-rendering': 'crispEdges',
  }) as SVGSVGElement;
  picture.append(svg('path', { d: path.join('') }));
  return picture;
}
