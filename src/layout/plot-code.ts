// A QR code as a picture: its squares as they are, with the quiet zone of four around them (ISO/IEC 18004).

import type { Sheet } from './plot-marks.js';
import type { CodePlot } from './plot-spec.js';

/** Width of a square, points: a code of 37 squares is as wide as two thumbs. */
const SQUARE = 2.4;
const QUIET = 4;

/** Lays a code out. Returns its height. */
export function layOutCode(sheet: Sheet, { squares }: CodePlot): number {
  const width = (squares.length + 2 * QUIET) * SQUARE;
  sheet.marks.push({ kind: 'code', x: 0, y: 0, square: SQUARE, quiet: QUIET, squares, width });
  return width;
}
