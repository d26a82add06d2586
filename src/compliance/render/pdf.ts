// The report as PDF: the chapters that every format has, set on A4, tagged, with contents, bookmarks and embedded fonts. Pure: the
// same report gives the same bytes with the same build of Node. Loaded only when a PDF is asked for. The appendix is as long as the
// operator likes: it is set twice, once to count its pages and once while it is written, and none of it is held.

import { ChapterSetter } from '../../layout/pdf/blocks.js';
import { Faces } from '../../layout/pdf/faces.js';
import { Flow } from '../../layout/pdf/flow.js';
import { headed, pagesOf } from '../../layout/pdf/heads.js';
import type { Entry, Laid, Page, Paged } from '../../layout/pdf/marks.js';
import { pdfPieces, writePdf } from '../../layout/pdf/write.js';
import { appendixOf } from '../chapters/appendix.js';
import { chaptersBefore } from '../chapters.js';
import { type ComplianceReport, type ListedRecords, type ReportBody, recordsOf } from '../model.js';
import { framed } from './pdf-frame.js';

/** Lays the report out: pages of marks, as they will be drawn. */
export function layOutPdf(report: ComplianceReport, faces: Faces = new Faces()): Laid {
  const paged = pagedPdf(report, recordsOf(report), faces);
  return { ...paged, pages: [...paged.pages] };
}

/** Renders a report as PDF 1.7. Text of bundles and of the operator is escaped and cut as in every other format. */
export async function renderPdf(report: ComplianceReport): Promise<Uint8Array> {
  const faces = new Faces();
  return writePdf(pagedPdf(report, recordsOf(report), faces), faces);
}

/** The same, piece by piece. */
export function* piecesOfPdf(
  report: ReportBody,
  records: ListedRecords,
): Generator<Uint8Array, void, undefined> {
  const faces = new Faces();
  yield* pdfPieces(pagedPdf(report, records, faces), faces);
}

function pagedPdf(report: ReportBody, records: ListedRecords, faces: Faces): Paged {
  const isOneLedger = report.ledgers.length <= 1;
  const body = new Flow(faces);
  const setter = new ChapterSetter(body, isOneLedger);
  for (const chapter of chaptersBefore(report)) setter.chapter(chapter);
  const linked = new Set(body.pages.flatMap(({ jumps }) => jumps.map(({ to }) => to)));
  const appendix = appendixOf(report, records);
  const appendixPages = (flow: Flow): Iterable<Page> =>
    pagesOf(flow, new ChapterSetter(flow, isOneLedger, linked).steps(appendix));
  const counted = new Flow(faces, body.root);
  let pages = 0;
  for (const _ of appendixPages(counted)) pages += 1;
  const entries = [...body.entries, ...moved(counted.entries, body.pages.length)];
  const before = framed(body, entries, report);
  const all = function* (): Generator<Page, void, undefined> {
    yield* before;
    yield* body.pages;
    yield* appendixPages(new Flow(faces, body.root));
  };
  const { title, verifier, period, fingerprint, at } = report;
  const count = before.length + body.pages.length + pages;
  const made = `${verifier.name} ${verifier.version}, report ${fingerprint.slice(0, 16)}…`;
  const shown = (text: string): string => faces.printable(text, 400);
  return {
    title: shown(title),
    author: shown(report.prepared_by ?? ''),
    subject: `Evidence of ${period.first_day} to ${period.last_day}`,
    keywords: `${report.format}, fingerprint ${fingerprint}`,
    at,
    producer: `${verifier.name} ${verifier.version}`,
    pages: headed(all(), count, faces, { title, made }, { cover: true }),
    entries: moved(entries, before.length),
  };
}

/** Entries of chapters that begin so many pages later. */
function moved(entries: readonly Entry[], by: number): Entry[] {
  return entries.map((entry) => ({ ...entry, page: entry.page + by }));
}
