// The formats of a transcript that are documents. Each renderer is loaded when it is asked for: nobody else's start waits for it.

import type { Run } from '../transcript/run.js';
import type { DocumentInput } from './model.js';

type Render = (run: Run, input?: DocumentInput) => Promise<string | Uint8Array>;

export const DOCUMENT_FORMATS = {
  html: async (run, input) => (await import('./render/html.js')).renderHtml(run, input),
  pdf: async (run, input) => (await import('./render/pdf.js')).renderTranscriptPdf(run, input),
} as const satisfies Record<string, Render>;
export type DocumentFormat = keyof typeof DOCUMENT_FORMATS;

/** Renders a run as a document. The same run and records give the same bytes. */
export function renderTranscript(
  run: Run,
  format: DocumentFormat,
  input: DocumentInput = {},
): Promise<string | Uint8Array> {
  return DOCUMENT_FORMATS[format](run, input);
}
