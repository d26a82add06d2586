// Breaks text into lines: at blanks, and inside a word only where the word alone is wider than the line, after a punctuation
// mark if there is one. No hyphen is put in: an id that is copied out of the PDF is the id. Every text passes through here and
// is made printable here, so no caller can forget it.

import { TEXT_LENGTH } from '../../report/escape.js';
import type { Face, Faces } from './faces.js';

/** Our own prose, and that of a framework file, is not cut at the length of a value. */
const PROSE_LENGTH = 6_000;

/** A stretch of text in one style. */
export interface Span {
  readonly text: string;
  readonly face?: Face;
  readonly grey?: number;
  /** A place that it links to. */
  readonly to?: string;
  /** What it leads to, for a reader without eyes. */
  readonly title?: string;
  /** Sentences rather than a value: cut much later. */
  readonly prose?: boolean;
}

interface Piece {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly face: Face;
  readonly grey: number;
  /** The span that it comes from, so that a link over two lines stays one link. */
  readonly span: Span;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly width: number;
}

export interface Style {
  readonly size: number;
  readonly face: Face;
  readonly grey?: number;
}

interface Atom {
  readonly text: string;
  readonly face: Face;
  readonly span: Span;
  readonly width: number;
}

/** Atoms without a blank between them, and the blanks before. */
interface Word {
  readonly blanks: number;
  readonly atoms: Atom[];
}

/** Lines of at most `width` points; at least one. */
export function breakLines(
  spans: readonly Span[],
  width: number,
  style: Style,
  faces: Faces,
): Line[] {
  const lines: Line[] = [];
  const line = new LineMaker(style, faces);
  for (const word of wordsOf(spans, style, faces)) {
    if (line.fits(word, width)) {
      line.add(word);
      continue;
    }
    if (!line.empty) lines.push(line.take());
    for (const atom of word.atoms) {
      let rest = atom;
      while (!line.fits({ blanks: 0, atoms: [rest] }, width)) {
        const room = width - line.width;
        const head = headOf(rest, room, width, !line.empty, style, faces);
        if (head > 0) line.add({ blanks: 0, atoms: [cut(rest, 0, head, style, faces)] });
        lines.push(line.take());
        rest = cut(rest, head, rest.text.length, style, faces);
      }
      if (rest.text !== '') line.add({ blanks: 0, atoms: [rest] });
    }
  }
  if (!line.empty || lines.length === 0) lines.push(line.take());
  return lines;
}

/** The width of the spans on one line, and of their longest word. */
export function widthsOf(
  spans: readonly Span[],
  style: Style,
  faces: Faces,
): { readonly line: number; readonly word: number } {
  let [line, word] = [0, 0];
  const blank = faces.width(' ', style.face, style.size);
  for (const { blanks, atoms } of wordsOf(spans, style, faces)) {
    const width = atoms.reduce((sum, atom) => sum + atom.width, 0);
    line += width + (line === 0 ? 0 : blanks * blank);
    word = Math.max(word, width);
  }
  return { line, word };
}

class LineMaker {
  readonly #style: Style;
  readonly #faces: Faces;
  #pieces: Piece[] = [];
  width = 0;

  constructor(style: Style, faces: Faces) {
    this.#style = style;
    this.#faces = faces;
  }

  get empty(): boolean {
    return this.#pieces.length === 0;
  }

  fits({ blanks, atoms }: Word, width: number): boolean {
    const gap = this.empty ? 0 : blanks * this.#blank(this.#pieces.at(-1)?.face ?? 'text');
    const own = atoms.reduce((sum, atom) => sum + atom.width, 0);
    return this.width + gap + own <= width + 0.01;
  }

  add({ blanks, atoms }: Word): void {
    const before = this.empty ? '' : ' '.repeat(blanks);
    atoms.forEach((atom, i) => {
      this.#join(i === 0 ? before : '', atom);
    });
  }

  take(): Line {
    const line = { pieces: this.#pieces, width: this.width };
    this.#pieces = [];
    this.width = 0;
    return line;
  }

  #join(before: string, atom: Atom): void {
    const last = this.#pieces.at(-1);
    const { size } = this.#style;
    if (last !== undefined && last.span === atom.span && last.face === atom.face) {
      const text = `${last.text}${before}${atom.text}`;
      const width = this.#faces.width(text, last.face, size);
      this.#pieces[this.#pieces.length - 1] = { ...last, text, width };
      this.width = last.x + width;
      return;
    }
    const x = this.width + before.length * this.#blank(last?.face ?? atom.face);
    const grey = atom.span.grey ?? this.#style.grey ?? 0;
    this.#pieces.push({
      x,
      width: atom.width,
      text: atom.text,
      face: atom.face,
      grey,
      span: atom.span,
    });
    this.width = x + atom.width;
  }

  #blank(face: Face): number {
    return this.#faces.width(' ', face, this.#style.size);
  }
}

function wordsOf(spans: readonly Span[], style: Style, faces: Faces): Word[] {
  const words: Word[] = [];
  let blanks = 1;
  for (const span of spans) {
    const face = span.face ?? style.face;
    const text = faces.printable(span.text, span.prose === true ? PROSE_LENGTH : TEXT_LENGTH);
    text.split(' ').forEach((part, i) => {
      if (i > 0) blanks += 1;
      if (part === '') return;
      const atoms = faces.runs(part, face).map((run): Atom => {
        const width = faces.width(run.text, run.face, style.size);
        return { ...run, span, width };
      });
      const last = words.at(-1);
      if (blanks === 0 && last !== undefined) last.atoms.push(...atoms);
      else words.push({ blanks, atoms });
      blanks = 0;
    });
  }
  return words;
}

/** How many UTF-16 units of an atom go on a line with that room; 0 sends all of it to the next line. */
function headOf(
  { text, face }: Atom,
  room: number,
  width: number,
  mayWait: boolean,
  { size }: Style,
  faces: Faces,
): number {
  const end = faces.fitting(text, face, size, room);
  // Nothing fits: on an empty line one character is put all the same, or the loop would not end.
  if (end === 0) return mayWait ? 0 : String.fromCodePoint(text.codePointAt(0) ?? 32).length;
  const nice = Math.max(...[...'-_/.:,;@='].map((mark) => text.lastIndexOf(mark, end - 1) + 1));
  if (nice > 0 && nice >= end / 2) return nice;
  return mayWait && room < width / 3 ? 0 : end;
}

function cut(atom: Atom, from: number, to: number, { size }: Style, faces: Faces): Atom {
  const text = atom.text.slice(from, to);
  return { ...atom, text, width: faces.width(text, atom.face, size) };
}
