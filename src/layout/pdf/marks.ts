// A laid-out document as plain data: pages of marks, and the tree of headings, paragraphs, tables and figures that each mark
// belongs to. Between layout and library, so that a test can read what is drawn, and the library can be replaced. Points, from
// the top left corner of the page; grey from 0 (black) to 1 (white).

import type { Face } from './faces.js';

/** ISO 32000-1 §14.8.4: standard structure types. */
export type StructType =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'Caption'
  | 'Figure'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Link'
  | 'Reference'
  | 'TOC'
  | 'TOCI'
  | 'Table'
  | 'THead'
  | 'TBody'
  | 'TR'
  | 'TH'
  | 'TD';

/** A member of the structure tree. Children stand in the order in which their first marks are drawn. */
export interface Struct {
  readonly type: StructType;
  readonly parent: Struct | undefined;
  /** For figures. */
  readonly alt?: string;
  /** For figures: left, top, right, bottom. */
  readonly box?: readonly [number, number, number, number];
  readonly scope?: 'Column' | 'Row';
}

/** `artifact`: rules, running heads and whatever else is no content. */
export type Part = Struct | 'artifact' | 'pagination';

export type Mark =
  | {
      readonly kind: 'text';
      readonly part: Part;
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly text: string;
      readonly face: Face;
      readonly size: number;
      readonly grey: number;
      /** Reads upwards; `x` is its baseline then. */
      readonly upward?: true;
    }
  | {
      readonly kind: 'box';
      readonly part: Part;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill?: number;
      readonly hatch?: Hatch;
      readonly stroke?: number;
      /** Of the stroke. */
      readonly dash?: number;
    }
  | {
      readonly kind: 'line';
      readonly part: Part;
      readonly points: readonly [number, number, number, number];
      readonly width: number;
      readonly grey: number;
      readonly dash?: number;
    }
  /** Keeps a cell without text in the tree. */
  | { readonly kind: 'none'; readonly part: Struct }
  /** Nothing more will belong to it: it is written, and forgotten. */
  | { readonly kind: 'end'; readonly part: Struct };

/** Patterns that stay apart in grey and on a poor copy. */
export type Hatch = 'rising' | 'cross' | 'level' | 'dots';

/** A rectangle that leads to a place. */
export interface Jump {
  readonly part: Struct;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly to: string;
  /** What a reader without eyes is told. */
  readonly title: string;
}

/** A named destination. */
export interface Place {
  readonly name: string;
  readonly y: number;
}

/** A sheet and its text block, in points. */
export interface Paper {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Width of the text block. */
  readonly text: number;
}

export interface Page {
  readonly paper: Paper;
  readonly marks: Mark[];
  readonly jumps: Jump[];
  readonly places: Place[];
  /** Chapter for the running head. */
  chapter: string;
}

export interface Entry {
  readonly level: 1 | 2;
  readonly title: string;
  /** The place it leads to, and the index of its page. */
  readonly to: string;
  readonly page: number;
}

/** A document whose pages are made one after the other, while it is written. */
export interface Paged {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly keywords: string;
  /** RFC 3339. */
  readonly at: string;
  readonly producer: string;
  readonly pages: Iterable<Page>;
  /** Those of a page are there when it is. */
  readonly entries: readonly Entry[];
}

/** A document whose pages are all held. */
export interface Laid extends Paged {
  readonly pages: readonly Page[];
}
