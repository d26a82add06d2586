// The report as PDF: the chapters that every format has, set on A4, tagged, with contents, bookmarks and embedded fonts. Pure: the
// same report gives the same bytes with the same build of Node. Loaded only when a PDF is asked for.

import { ChapterSetter } from '../../layout/pdf/blocks.js';
import { Faces } from '../../layout/pdf/faces.js';
import { Flow } from '../../layout/pdf/flow.js';
import type { Laid } from '../../layout/pdf/marks.js';
import { writePdf } from '../../layout/pdf/write.js';
import { chaptersOf } from '../chapters.js';
import type { ComplianceReport } from '../model.js';
import { framed, pagesBefore } from './pdf-frame.js';

/** Lays the report out: pages of marks, as they will be drawn. */
export function layOutPdf(report: ComplianceReport, faces: Faces = new Faces()): Laid {
  const flow = new Flow(faces);
  const setter = new ChapterSetter(flow, report.ledgers.length <= 1);
  for (const chapter of chaptersOf(report)) setter.chapter(chapter);
  const pages = framed(flow, report);
  const before = pagesBefore(flow, pages);
  const { verifier, period, fingerprint, at } = report;
  const shown = (text: string): string => faces.printable(text, 400);
  return {
    title: shown(report.title),
    author: shown(report.prepared_by ?? ''),
    subject: `Evidence of ${period.first_day} to ${period.last_day}`,
    keywords: `${report.format}, fingerprint ${fingerprint}`,
    at,
    producer: `${verifier.name} ${verifier.version}`,
    pages,
    entries: flow.entries.map((entry) => ({ ...entry, page: entry.page + before })),
  };
}

/** Renders a report as PDF 1.7. Text of bundles and of the operator is escaped and cut as in every other format. */
export function renderPdf(report: ComplianceReport): Promise<Uint8Array> {
  const faces = new Faces();
  return writePdf(layOutPdf(report, faces), faces);
}
