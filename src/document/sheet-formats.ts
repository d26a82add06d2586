// The sheet of a trust root as a document. The painters are loaded when they are asked for.

import { VERSION } from '../base/version.js';
import type { SheetHead } from '../report/trust.js';
import type { SheetRow } from '../trust/sheet.js';

const MADE = `softqcos-verify ${VERSION}`;

/** Renders a sheet. The same trust root gives the same bytes. */
export async function renderSheetDocument(
  head: SheetHead,
  rows: readonly SheetRow[],
  format: 'html' | 'pdf',
): Promise<string | Uint8Array> {
  if (format === 'html')
    return (await import('./render/sheet.js')).renderSheetHtml(head, rows, MADE);
  return (await import('./render/sheet-pdf.js')).renderSheetPdf(head, rows, MADE);
}
