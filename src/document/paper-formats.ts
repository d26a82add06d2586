// The formats of a working paper. The painters of documents are loaded when they are asked for.

import type { Paper } from '../papers/paper.js';
import { renderPaperText } from '../papers/paper-text.js';
import { renderDocument } from '../report/json.js';
import type { TextOptions } from '../report/pen.js';

type Render = (paper: Paper, style?: TextOptions) => Promise<string | Uint8Array>;

export const PAPER_FORMATS = {
  text: async (paper, style) => renderPaperText(paper, style),
  markdown: async (paper) => (await import('./render/paper.js')).renderPaperMarkdown(paper),
  json: async (paper) => renderDocument(paper),
  html: async (paper) => (await import('./render/paper.js')).renderPaperHtml(paper),
  pdf: async (paper) => (await import('./render/paper-pdf.js')).renderPaperPdf(paper),
} as const satisfies Record<string, Render>;
export type PaperFormat = keyof typeof PAPER_FORMATS;

/** Renders a paper. The same paper gives the same bytes. */
export function renderPaper(
  paper: Paper,
  format: PaperFormat,
  style: TextOptions = {},
): Promise<string | Uint8Array> {
  return PAPER_FORMATS[format](paper, style);
}
