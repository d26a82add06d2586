// The typefaces of the PDF: Noto Sans, its semibold, Noto Sans Mono and Noto Serif for headings, cut down to Latin, Greek and
// Cyrillic by scripts/fonts.ts. The only fontkit import. Knows widths and which characters a face has. What no face has is
// written as an escape, like everything else that cannot be seen: a blank or an empty box would hide it.

import { create, type Font } from 'fontkit';
import { InternalError } from '../../base/errors.js';
import { plainText } from '../../report/escape.js';
import mono from './fonts/mono.json' with { type: 'json' };
import strong from './fonts/strong.json' with { type: 'json' };
import text from './fonts/text.json' with { type: 'json' };
import title from './fonts/title.json' with { type: 'json' };

export type Face = 'text' | 'strong' | 'mono' | 'title';

/** Text set in one face. */
export interface Run {
  readonly face: Face;
  readonly text: string;
}

/** Which face stands in for a character that a face does not have; the mono face has arrows and shapes. */
const INSTEAD: Readonly<Record<Face, readonly Face[]>> = {
  text: ['text', 'mono'],
  strong: ['strong', 'mono'],
  mono: ['mono', 'text'],
  title: ['title', 'text', 'mono'],
};

/** The mono face looks larger than the others at the same size. */
const MONO = 0.92;

/** The size to set a face in beside text of that size. */
export function sizeOf(face: Face, size: number): number {
  return face === 'mono' ? size * MONO : size;
}

/** Widths of words that are remembered, of each face: a long document has a million words that it says once. */
const REMEMBERED = 10_000;

/** Every face has these. */
const ASCII = /^[ -~]*$/;

export class Faces {
  /** Opened anew for each document: a glyph remembers the first character that it was drawn for. */
  readonly fonts: Readonly<Record<Face, Font>> = {
    text: open(text.data),
    strong: open(strong.data),
    mono: open(mono.data),
    title: open(title.data),
  };
  readonly #widths = perFace();
  readonly #advances = perFace();

  /** Makes text printable: one line, nothing unseen, nothing without a glyph; cut at `limit` code points. */
  printable(value: string, limit: number): string {
    const shown = plainText(value, limit);
    if (ASCII.test(shown)) return shown;
    let out = '';
    for (const character of shown) {
      const point = character.codePointAt(0) ?? 0;
      out += this.#faceOf(point, 'text') === undefined ? escaped(point) : character;
    }
    return out;
  }

  /** Cuts text into runs that one face can set. The text must be printable. */
  runs(value: string, face: Face): Run[] {
    if (ASCII.test(value)) return value === '' ? [] : [{ face, text: value }];
    const out: { face: Face; text: string }[] = [];
    for (const character of value) {
      const use = this.#faceOf(character.codePointAt(0) ?? 0, face) ?? face;
      const last = out.at(-1);
      if (last?.face === use) last.text += character;
      else out.push({ face: use, text: character });
    }
    return out;
  }

  /** Printable text, cut to a width with an ellipsis. Only for what stands in full elsewhere. */
  shorten(value: string, face: Face, size: number, width: number): string {
    const all = this.printable(value, 400);
    if (this.width(all, face, size) <= width + 0.01) return all;
    const room = width - this.width('…', face, size);
    return `${all.slice(0, this.fitting(all, face, size, room)).trimEnd()}…`;
  }

  /** How many UTF-16 units of a text fit, character by character. */
  fitting(value: string, face: Face, size: number, room: number): number {
    let [end, used] = [0, 0];
    for (const character of value) {
      used += this.width(character, face, size);
      if (used > room) break;
      end += character.length;
    }
    return end;
  }

  /** Points that a text takes at that size. */
  width(value: string, face: Face, size: number): number {
    let sum = 0;
    for (const run of this.runs(value, face)) sum += this.runWidth(run, size);
    return sum;
  }

  /** The same for one run. Word by word with the blank after it, as the library sets it. */
  runWidth({ text, face }: Run, size: number): number {
    let sum = 0;
    for (const word of text.match(/[^ ]* |[^ ]+$/g) ?? []) sum += this.#wordWidth(word, face);
    return (sum * sizeOf(face, size)) / 1000;
  }

  #wordWidth(word: string, face: Face): number {
    const known = this.#widths[face].get(word);
    if (known !== undefined) return known;
    const font = this.fonts[face];
    let sum = 0;
    // Headings are kerned, and marks stand over their letters: the library knows how. Other characters just follow each other.
    if (face === 'title' || /\p{M}/u.test(word)) sum = font.layout(word).advanceWidth;
    else for (const character of word) sum += this.#advance(character, face);
    const width = (sum * 1000) / font.unitsPerEm;
    if (this.#widths[face].size >= REMEMBERED) this.#widths[face].clear();
    this.#widths[face].set(word, width);
    return width;
  }

  #advance(character: string, face: Face): number {
    const known = this.#advances[face].get(character);
    if (known !== undefined) return known;
    const glyph = this.fonts[face].glyphForCodePoint(character.codePointAt(0) ?? 0);
    this.#advances[face].set(character, glyph.advanceWidth);
    return glyph.advanceWidth;
  }

  #faceOf(point: number, face: Face): Face | undefined {
    return INSTEAD[face].find((other) => this.fonts[other].hasGlyphForCodePoint(point));
  }
}

function perFace(): Readonly<Record<Face, Map<string, number>>> {
  return { text: new Map(), strong: new Map(), mono: new Map(), title: new Map() };
}

function open(data: string): Font {
  const font = create(Buffer.from(data, 'base64'));
  if ('fonts' in font) throw new InternalError('a face of the PDF is a collection of fonts');
  return font;
}

/** The same escape as in every other report. */
function escaped(point: number): string {
  return `\\u{${point.toString(16).toUpperCase()}}`;
}
