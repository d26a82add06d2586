// The sheet of a trust root as HTML, to print.

import { OWN } from '../../layout/html.js';
import { xmlText } from '../../report/escape.js';
import type { SheetHead } from '../../report/trust.js';
import type { SheetRow } from '../../trust/sheet.js';
import { sheetParts } from '../content/sheet.js';
import { renderPart } from './blocks.js';
import { contents, documentPage } from './html.js';

export function renderSheetHtml(
  head: SheetHead,
  rows: readonly SheetRow[],
  verifier: string,
): string {
  const parts = sheetParts(head, rows);
  return documentPage(`Trust root: ${head.name}, serial ${head.serial}`, verifier, [
    '<a class="skip" href="#content">Skip to the sheet</a>',
    '<div class="page">',
    `<header class="kicker">${xmlText(verifier)} · sheet of a trust root</header>`,
    '<main id="content">',
    '<header class="verdict draft">',
    `<h1><span class="word">Trust root</span> <span class="name"><bdi>${xmlText(head.name, OWN)}</bdi>, serial ${head.serial}</span></h1>`,
    '<p class="meaning">Compare every fingerprint with its owner over another channel. This sheet proves nothing by itself.</p>',
    '</header>',
    contents(parts, 'sheet'),
    ...parts.map((part) => renderPart(part, 2)),
    '</main>',
    `<footer><p>Made offline by ${xmlText(verifier)} from the file. This page asks for nothing and sends nothing.</p></footer>`,
    '</div>',
  ]);
}
