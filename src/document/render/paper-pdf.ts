// A working paper as PDF: its parts set on A4, tagged, with bookmarks, and marked as a draft on every page.

import { ChapterSetter } from '../../layout/pdf/blocks.js';
import { Faces } from '../../layout/pdf/faces.js';
import { drawCallout } from '../../layout/pdf/facts.js';
import { Flow } from '../../layout/pdf/flow.js';
import { headed } from '../../layout/pdf/heads.js';
import type { Laid } from '../../layout/pdf/marks.js';
import { STYLES } from '../../layout/pdf/style.js';
import { writePdf } from '../../layout/pdf/write.js';
import type { Paper } from '../../papers/paper.js';
import { paperParts } from '../content/paper.js';
import { lowered } from './lowered.js';

export async function renderPaperPdf(paper: Paper): Promise<Uint8Array> {
  const faces = new Faces();
  return writePdf(layOutPaper(paper, faces), faces);
}

/** Lays the paper out: pages of marks, as they will be drawn. */
export function layOutPaper(paper: Paper, faces: Faces = new Faces()): Laid {
  const { rule_book, verifier, bundle, at } = paper;
  const flow = new Flow(faces);
  const blocks = new ChapterSetter(flow, true);
  flow.newPage();
  flow.parent = { type: 'Sect', parent: flow.root };
  flow.paragraph([{ text: 'Working paper' }], { ...STYLES.body, face: 'strong', grey: 0.3 }, 10);
  flow.place('paper-title');
  flow.paragraph([{ text: 'DRAFT' }], { size: 26, face: 'title' }, 4, 'H1');
  drawCallout(flow, 'open', rule_book.title, [{ text: rule_book.purpose, prose: true }]);
  for (const part of paperParts(paper)) {
    flow.section(part.title, part.id);
    blocks.blocks(part.blocks.flatMap((block, i) => lowered(block, `${part.id}-${i}`)));
  }
  const title = `DRAFT: ${rule_book.title}`;
  const made = `${verifier.name} ${verifier.version}, bundle SHA-256 ${bundle.sha256.slice(0, 16)}…`;
  const pages = [
    ...headed(flow.pages, flow.pages.length, faces, { title, made }, { cover: false }),
  ];
  return {
    title,
    author: '',
    subject: 'Working paper, draft',
    keywords: `${paper.format}, bundle SHA-256 ${bundle.sha256}`,
    at,
    producer: `${verifier.name} ${verifier.version}`,
    pages,
    entries: flow.entries,
  };
}
