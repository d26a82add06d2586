// The sheet of a trust root as PDF: its parts set on A4, tagged, with bookmarks.

import { ChapterSetter } from '../../layout/pdf/blocks.js';
import { Faces } from '../../layout/pdf/faces.js';
import { drawCallout } from '../../layout/pdf/facts.js';
import { Flow } from '../../layout/pdf/flow.js';
import { headed } from '../../layout/pdf/heads.js';
import type { Laid } from '../../layout/pdf/marks.js';
import { STYLES } from '../../layout/pdf/style.js';
import { writePdf } from '../../layout/pdf/write.js';
import type { SheetHead } from '../../report/trust.js';
import type { SheetRow } from '../../trust/sheet.js';
import { sheetParts } from '../content/sheet.js';
import { lowered } from './lowered.js';

export async function renderSheetPdf(
  head: SheetHead,
  rows: readonly SheetRow[],
  verifier: string,
): Promise<Uint8Array> {
  const faces = new Faces();
  return writePdf(layOutSheet(head, rows, verifier, faces), faces);
}

/** Lays the sheet out: pages of marks, as they will be drawn. */
export function layOutSheet(
  head: SheetHead,
  rows: readonly SheetRow[],
  verifier: string,
  faces: Faces = new Faces(),
): Laid {
  const flow = new Flow(faces);
  const blocks = new ChapterSetter(flow, true);
  const shown = (text: string): string => faces.printable(text, 200);
  const title = shown(`Trust root: ${head.name}, serial ${head.serial}`);
  flow.newPage();
  flow.parent = { type: 'Sect', parent: flow.root };
  flow.paragraph(
    [{ text: 'Sheet of a trust root' }],
    { ...STYLES.body, face: 'strong', grey: 0.3 },
    10,
  );
  flow.place('sheet-title');
  flow.paragraph([{ text: shown(head.name) }], { size: 20, face: 'title' }, 4, 'H1');
  drawCallout(flow, 'open', 'Compare every fingerprint with its owner over another channel', [
    { text: 'This sheet proves nothing by itself.', prose: true },
  ]);
  for (const part of sheetParts(head, rows)) {
    flow.section(shown(part.title), part.id);
    blocks.blocks(part.blocks.flatMap((block, i) => lowered(block, `${part.id}-${i}`)));
  }
  const made = `${verifier}, SHA3-256 ${head.sha3_256.slice(0, 16)}…`;
  const pages = [
    ...headed(flow.pages, flow.pages.length, faces, { title, made }, { cover: false }),
  ];
  return {
    title,
    author: '',
    subject: 'Sheet of a trust root',
    keywords: `SHA3-256 ${head.sha3_256}`,
    at: head.issuedAtText,
    producer: verifier,
    pages,
    entries: flow.entries,
  };
}
