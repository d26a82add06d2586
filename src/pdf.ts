// What dist/pdf.js holds: everything that sets a PDF, with its packages and fonts, built apart so that nobody else's start reads it.

export { piecesOfPdf, renderPdf } from './compliance/render/pdf.js';
export { renderPaperPdf } from './document/render/paper-pdf.js';
export { renderTranscriptPdf } from './document/render/pdf.js';
export { renderSheetPdf } from './document/render/sheet-pdf.js';
