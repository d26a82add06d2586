// Sets headings, paragraphs, lists and figures one below the other on A4 pages whose text also fits US letter paper. Knows where
// a page ends and which structure element is open; knows nothing of reports. Running heads and contents come later, when the
// number of pages is known.

import { type Faces, sizeOf } from './faces.js';
import { breakLines, type Line, type Span, type Style } from './lines.js';
import type { Entry, Mark, Page, Paper, Part, Place, Struct, StructType } from './marks.js';
import { LEADING, PORTRAIT, STYLES } from './style.js';

/** Baseline below the top of a line. */
const ASCENT = 1.06;

/** A chapter begins a new page when less than this is left. */
const CHAPTER_ROOM = 330;

export class Flow {
  readonly faces: Faces;
  readonly pages: Page[] = [];
  readonly entries: Entry[] = [];
  readonly root: Struct;
  /** What new elements belong to. */
  parent: Struct;
  paper: Paper = PORTRAIT;
  y: number = PORTRAIT.top;
  #chapter = '';
  /** Of the heading that subsections stand under. */
  #level: 1 | 2 = 1;
  #taken = 0;
  #waiting: { readonly height: number; readonly draw: () => void }[] = [];

  constructor(faces: Faces, root: Struct = { type: 'Document', parent: undefined }) {
    this.faces = faces;
    this.root = root;
    this.parent = root;
  }

  get page(): Page {
    return this.pages.at(-1) ?? this.newPage();
  }

  get room(): number {
    return this.pages.length === 0 ? 0 : this.paper.bottom - this.y;
  }

  get fresh(): boolean {
    return this.y === this.paper.top;
  }

  newPage(): Page {
    const { paper } = this;
    const page: Page = { paper, marks: [], jumps: [], places: [], chapter: this.#chapter };
    this.pages.push(page);
    this.y = this.paper.top;
    return page;
  }

  /** Hands over the pages that are full, and holds them no more. */
  take(): Page[] {
    const full = this.pages.splice(0, Math.max(0, this.pages.length - 1));
    this.#taken += full.length;
    return full;
  }

  /** Begins a new page unless that much is left. Headings that wait for what follows them are set first, on the same page. */
  need(height: number): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    const above = waiting.reduce((sum, heading) => sum + heading.height, 0);
    if (this.room < Math.min(height + above, this.paper.bottom - this.paper.top)) this.newPage();
    for (const heading of waiting) heading.draw();
  }

  gap(height: number): void {
    if (!this.fresh) this.y += height;
  }

  mark(mark: Mark): void {
    this.page.marks.push(mark);
  }

  /** Names the present line. */
  place(name: string, y = this.y): void {
    const place: Place = { name, y: y - 6 };
    this.page.places.push(place);
  }

  struct(type: StructType, parent: Struct = this.parent): Struct {
    return { type, parent };
  }

  /** Nothing more belongs to an element, or to what is in it. */
  end(part: Struct): void {
    this.mark({ kind: 'end', part });
  }

  /** A chapter: its own section, a bookmark, a line in the contents, the running head. */
  chapter(title: string, to: string, paper: Paper = PORTRAIT): void {
    this.#chapter = title;
    this.need(0);
    const isTurned = this.paper !== paper;
    this.paper = paper;
    if (isTurned || this.room < CHAPTER_ROOM) this.newPage();
    else this.gap(34);
    // The head of a page names the chapter that begins on it, if it begins at its top.
    if (this.fresh) this.page.chapter = title;
    this.parent = { type: 'Sect', parent: this.root };
    this.#entry(1, title, to);
    this.#heading(title, STYLES.h1, 'H1');
    this.#level = 1;
    this.rule(this.y + 1, 0.9, 0);
    this.y += 13;
  }

  section(title: string, to: string): void {
    this.#wait(17 + STYLES.h2.size * 1.3 + 4, () => {
      this.gap(17);
      this.#entry(2, title, to);
      this.#heading(title, STYLES.h2, 'H2');
      this.#level = 2;
      this.y += 4;
    });
  }

  subsection(title: string, to: string): void {
    this.#wait(11 + STYLES.h3.size * 1.3 + 3, () => {
      this.gap(11);
      this.place(to);
      // No level is skipped (ISO 14289-1 §7.4.2).
      this.#heading(title, STYLES.h3, this.#level === 1 ? 'H2' : 'H3');
      this.y += 3;
    });
  }

  paragraph(
    spans: readonly Span[],
    style: Style = STYLES.body,
    after = 6,
    type: StructType = 'P',
  ): void {
    const part = this.struct(type);
    const lines = breakLines(spans, this.paper.text, style, this.faces);
    const step = style.size * LEADING;
    // No first line alone at the foot of a page, no last line alone at the head of the next.
    this.need(Math.min(lines.length, lines.length === 3 ? 3 : 2) * step);
    lines.forEach((line, i) => {
      this.need(step * (i === lines.length - 2 ? 2 : 1));
      this.line(line, this.paper.left, this.y, style, part);
      this.y += step;
    });
    this.y += after;
  }

  /** A list with a dash before each item. */
  list(items: readonly (readonly Span[])[], style: Style = STYLES.body): void {
    const list = this.struct('L');
    const step = style.size * LEADING;
    for (const item of items) {
      const entry = this.struct('LI', list);
      const lines = breakLines(item, this.paper.text - 14, style, this.faces);
      this.need(Math.min(2, lines.length) * step);
      this.text('–', this.paper.left + 2, this.y, style, this.struct('Lbl', entry));
      const body = this.struct('LBody', entry);
      for (const line of lines) {
        this.need(step);
        this.line(line, this.paper.left + 14, this.y, style, body);
        this.y += step;
      }
      this.y += 1.5;
    }
    this.y += 5;
  }

  /** Puts a line with its top at `y`; links become link elements inside `part`. */
  line(line: Line, x: number, y: number, style: Style, part: Part): void {
    const links = new Map<Span, Struct>();
    const baseline = y + style.size * ASCENT;
    for (const { x: dx, width, text, face, grey, span } of line.pieces) {
      let own: Part = part;
      if (span.to !== undefined && typeof part !== 'string') {
        const known = links.get(span);
        const link = known ?? { type: 'Link', parent: part };
        links.set(span, link);
        own = link;
        const area = { x: x + dx, y, width, height: style.size * LEADING };
        this.page.jumps.push({ part: link, ...area, to: span.to, title: span.title ?? text });
      }
      this.mark({
        kind: 'text',
        part: own,
        x: x + dx,
        y: baseline,
        text,
        face,
        size: sizeOf(face, style.size),
        grey,
      });
      if (own === part) continue;
      const foot = baseline + style.size * 0.17;
      this.mark({
        kind: 'line',
        part: own,
        points: [x + dx, foot, x + dx + width, foot],
        width: 0.35,
        grey: 0.45,
      });
    }
  }

  /** One line of text without links, its top at `y`. */
  text(text: string, x: number, y: number, style: Style, part: Part): void {
    const [line] = breakLines([{ text }], Number.POSITIVE_INFINITY, style, this.faces);
    if (line !== undefined) this.line(line, x, y, style, part);
  }

  rule(
    y: number,
    width = 0.4,
    grey = 0.55,
    from: number = this.paper.left,
    to: number = this.paper.right,
  ): void {
    this.mark({ kind: 'line', part: 'artifact', points: [from, y, to, y], width, grey });
  }

  #wait(height: number, draw: () => void): void {
    this.#waiting.push({ height, draw });
  }

  #entry(level: 1 | 2, title: string, to: string): void {
    this.place(to);
    this.entries.push({
      level,
      title: this.faces.printable(title, 200),
      to,
      page: this.#taken + this.pages.length - 1,
    });
  }

  #heading(title: string, style: Style, type: 'H1' | 'H2' | 'H3'): void {
    const part = this.struct(type);
    for (const line of breakLines([{ text: title }], this.paper.text, style, this.faces)) {
      this.line(line, this.paper.left, this.y, style, part);
      this.y += style.size * 1.3;
    }
  }
}
