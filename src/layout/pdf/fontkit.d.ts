// What the PDF uses of fontkit. The package has no types of its own, and those that others wrote need a browser's.

declare module 'fontkit' {
  export interface Font {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(point: number): boolean;
    /** The glyph for a missing character if there is none. */
    glyphForCodePoint(point: number): { readonly advanceWidth: number };
    /** A line of text, with kerning and marks in place; widths in units of the em. */
    layout(text: string): { readonly advanceWidth: number };
  }

  /** Reads a font, or a collection of fonts. */
  export function create(bytes: Uint8Array): Font | { readonly fonts: readonly Font[] };
}
