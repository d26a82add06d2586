// Reads what a PDF report draws: from its pages as data, before the library writes them.

import type { Laid, Mark, Part, Struct } from '../../src/layout/pdf/marks.js';

export type TextMark = Extract<Mark, { kind: 'text' }>;

export function textsOf({ pages }: Laid): TextMark[] {
  return pages.flatMap(({ marks }) => marks.filter((mark) => mark.kind === 'text'));
}

/** The structure elements from a mark's own up to the document. */
export function lineage(part: Part): Struct[] {
  const out: Struct[] = [];
  for (let at = typeof part === 'string' ? undefined : part; at !== undefined; at = at.parent)
    out.push(at);
  return out;
}

export interface LaidTable {
  readonly caption: string;
  /** Without blanks: a cell may be set in several lines. The first row is the head. */
  readonly rows: readonly (readonly string[])[];
}

/** Tables with a head, in the order of the document. Heads that are repeated on further pages are no content and left out. */
export function tablesOf(laid: Laid): LaidTable[] {
  const tables = new Map<Struct, { caption: string; rows: Map<Struct, Map<Struct, string>> }>();
  for (const mark of laid.pages.flatMap(({ marks }) => marks)) {
    const path = lineage(mark.part);
    const table = path.find(({ type }) => type === 'Table');
    if (table === undefined) continue;
    const own = tables.get(table) ?? { caption: '', rows: new Map<Struct, Map<Struct, string>>() };
    tables.set(table, own);
    const text = mark.kind === 'text' ? mark.text.replaceAll(' ', '') : '';
    const cell = path.find(({ type }) => type === 'TH' || type === 'TD');
    const row = path.find(({ type }) => type === 'TR');
    if (cell === undefined || row === undefined) own.caption += text;
    else {
      const cells = own.rows.get(row) ?? new Map<Struct, string>();
      own.rows.set(row, cells);
      cells.set(cell, (cells.get(cell) ?? '') + text);
    }
  }
  return [...tables.values()]
    .filter(({ caption }) => caption !== '')
    .map(({ caption, rows }) => ({
      caption,
      rows: [...rows.values()].map((cells) => [...cells.values()]),
    }));
}
