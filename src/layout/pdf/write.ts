// Draws a laid-out document as a tagged PDF 1.7 (ISO 32000-1 §14.8). The only pdfkit import. Decides nothing about the layout.
// No clock and no chance: the dates are the report's, the file's id is a digest of its metadata, which hold the report's
// fingerprint. Streams are deflated by Node, so the bytes are the same for the same build of Node. A page is written when it is
// drawn; what is held until the end is some numbers of each structure element.

import PDFDocument from 'pdfkit';
import { InternalError } from '../../base/errors.js';
import type { Face, Faces } from './faces.js';
import { openUp, writeOwners } from './inside.js';
import type { Entry, Hatch, Jump, Mark, Page, Paged, Part, Struct } from './marks.js';
import { infoOf, xmp } from './metadata.js';

type Pdf = InstanceType<typeof PDFDocument>;
type Element = ReturnType<Pdf['struct']>;
type Box = Extract<Mark, { kind: 'box' }>;

const FACES: readonly Face[] = ['text', 'strong', 'mono', 'title'];
/** Distance of hatch lines and dots in points. */
const PITCH = 3.2;

/** Draws the document. */
export function writePdf(document: Paged, faces: Faces): Uint8Array {
  return Buffer.concat([...pdfPieces(document, faces)]);
}

/** The bytes of the document, in pieces: about one for each page. */
export function* pdfPieces(document: Paged, faces: Faces): Generator<Uint8Array, void, undefined> {
  const pdf = new PDFDocument({
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en-GB',
    autoFirstPage: false,
    bufferPages: false,
    fontLayoutCache: false,
    // None of the standard fonts, which are not embedded; each face is set before its first text.
    font: '',
    info: infoOf(document),
  });
  const written = openUp(pdf, () => pdf.appendXML(xmp(document)));
  for (const face of FACES) Reflect.apply(pdf.registerFont, pdf, [face, faces.fonts[face]]);
  const writer = new Writer(pdf, document.entries);
  for (const page of document.pages) {
    writer.page(page);
    yield written.take();
  }
  writer.end();
  pdf.end();
  yield written.take();
}

class Writer {
  readonly #pdf: Pdf;
  readonly #outline: OutlineWriter;
  readonly #elements = new Map<Struct, Element>();
  readonly #children = new Map<Struct, Struct[]>();
  #pages = 0;

  constructor(pdf: Pdf, entries: readonly Entry[]) {
    this.#pdf = pdf;
    this.#outline = new OutlineWriter(pdf, entries);
  }

  page(page: Page): void {
    const { width, height } = page.paper;
    this.#pdf.addPage({ size: [width, height], margin: 0 });
    for (const { name, y } of page.places)
      this.#pdf.addNamedDestination(name, 'XYZ', 0, Math.max(0, y), 0);
    this.#marks(page);
    this.#outline.page(this.#pages, page);
    this.#pages += 1;
    writeOwners(this.#pdf);
  }

  /** Ends what is still open. */
  end(): void {
    for (const element of this.#elements.values()) element.end();
  }

  #marks({ marks, jumps }: Page): void {
    const links = new Map<Part, Jump[]>();
    for (const jump of jumps) links.set(jump.part, [...(links.get(jump.part) ?? []), jump]);
    const ended = new Set<Element>();
    for (let i = 0; i < marks.length; ) {
      const part = marks[i]?.part ?? 'artifact';
      const from = i;
      while (i < marks.length && marks[i]?.part === part) i += 1;
      const group = marks.slice(from, i);
      if (part === 'artifact' || part === 'pagination') {
        this.#pdf.markContent('Artifact', part === 'artifact' ? { type: 'Layout' } : PAGINATION);
        for (const mark of group) this.#mark(mark);
        this.#pdf.endMarkedContent();
        continue;
      }
      const element = this.#element(part);
      if (group.some(({ kind }) => kind === 'end')) {
        this.#end(part);
        continue;
      }
      if (group.every(({ kind }) => kind === 'none')) continue;
      element.add(() => {
        for (const mark of group) this.#mark(mark);
      });
      for (const jump of links.get(part) ?? []) {
        const { x, y, width, height, to, title } = jump;
        const options = { structParent: element, Contents: Object(title) };
        this.#pdf.goTo(x, y, width, height, to, options);
      }
      links.delete(part);
      if (part.type === 'Link') ended.add(element);
    }
    // A link is closed on its page: the library notes the page at that moment (ISO 32000-1 §14.7.4.3).
    for (const element of ended) element.end();
  }

  #element(struct: Struct): Element {
    const known = this.#elements.get(struct);
    if (known !== undefined) return known;
    const { type, parent, alt, box, scope } = struct;
    const element = this.#pdf.struct(type, {
      ...(alt === undefined ? {} : { alt }),
      ...(box === undefined ? {} : { bbox: [...box] }),
      ...(scope === undefined ? {} : { scope }),
    });
    this.#elements.set(struct, element);
    if (parent === undefined) this.#pdf.addStructure(element);
    else {
      this.#element(parent).add(element);
      const siblings = this.#children.get(parent);
      if (siblings === undefined) this.#children.set(parent, [struct]);
      else siblings.push(struct);
    }
    return element;
  }

  #end(struct: Struct): void {
    this.#elements.get(struct)?.end();
    this.#forget(struct);
  }

  #forget(struct: Struct): void {
    for (const child of this.#children.get(struct) ?? []) this.#forget(child);
    this.#children.delete(struct);
    this.#elements.delete(struct);
  }

  #mark(mark: Mark): void {
    const pdf = this.#pdf;
    if (mark.kind === 'text') {
      pdf.font(mark.face, mark.size).fillColor(greyOf(mark.grey));
      if (mark.upward === true) {
        pdf.save().rotate(-90, { origin: [mark.x, mark.y] });
        pdf.text(mark.text, mark.x, mark.y, TEXT);
        pdf.restore();
      } else pdf.text(mark.text, mark.x, mark.y, TEXT);
    } else if (mark.kind === 'line') {
      const [x1, y1, x2, y2] = mark.points;
      pdf.lineWidth(mark.width).strokeColor(greyOf(mark.grey));
      if (mark.dash === undefined) pdf.undash();
      else pdf.dash(mark.dash, { space: mark.dash });
      pdf.moveTo(x1, y1).lineTo(x2, y2).stroke();
    } else if (mark.kind === 'box') this.#box(mark);
  }

  #box({ x, y, width, height, fill, hatch, stroke, dash }: Box): void {
    const pdf = this.#pdf;
    if (fill !== undefined) pdf.rect(x, y, width, height).fill(greyOf(fill));
    if (hatch !== undefined && width > 0) {
      pdf.save();
      pdf.rect(x, y, width, height).clip();
      this.#hatch(hatch, x, y, width, height);
      pdf.restore();
    }
    if (stroke === undefined) return;
    if (dash === undefined) pdf.undash();
    else pdf.dash(dash, { space: dash });
    pdf.lineWidth(0.5).strokeColor(greyOf(stroke));
    pdf.rect(x, y, width, height).stroke();
  }

  #hatch(hatch: Hatch, x: number, y: number, width: number, height: number): void {
    const pdf = this.#pdf;
    if (hatch === 'dots') {
      for (let dx = PITCH / 2; dx < width; dx += PITCH)
        for (let dy = PITCH / 2; dy < height; dy += PITCH)
          pdf.rect(x + dx - 0.4, y + dy - 0.4, 0.8, 0.8);
      pdf.fill(greyOf(0.1));
      return;
    }
    if (hatch === 'level')
      for (let dy = PITCH / 2; dy < height; dy += PITCH)
        pdf.moveTo(x, y + dy).lineTo(x + width, y + dy);
    else
      for (let at = -height; at < width; at += PITCH) {
        pdf.moveTo(x + at, y + height).lineTo(x + at + height, y);
        if (hatch === 'cross') pdf.moveTo(x + at, y).lineTo(x + at + height, y + height);
      }
    pdf.undash().lineWidth(0.6).strokeColor(greyOf(0.15)).stroke();
  }
}

/** Bookmarks of two levels, put in while their pages are drawn. */
class OutlineWriter {
  readonly #pdf: Pdf;
  readonly #entries: readonly Entry[];
  #chapter: Pdf['outline'];

  constructor(pdf: Pdf, entries: readonly Entry[]) {
    this.#pdf = pdf;
    this.#entries = entries;
    this.#chapter = pdf.outline;
  }

  page(index: number, page: Page): void {
    for (const { level, title, to } of this.#entries.filter((entry) => entry.page === index)) {
      const top = page.places.find(({ name }) => name === to)?.y;
      if (top === undefined) throw new InternalError(`no place ${to} on page ${index + 1}`);
      const options = { top, fit: false, expanded: false };
      if (level === 1) this.#chapter = this.#pdf.outline.addItem(title, options);
      else this.#chapter.addItem(title, options);
    }
  }
}

/** Widths are measured before; the library need not do it again. */
const TEXT = { lineBreak: false, baseline: 'alphabetic', textWidth: 1, wordCount: 1 } as const;
const PAGINATION = { type: 'Pagination' } as const;

function greyOf(grey: number): [number, number, number] {
  const level = Math.round(grey * 255);
  return [level, level, level];
}
