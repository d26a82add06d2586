// Paper, sizes and spacing.

import type { Style } from './lines.js';
import type { Paper } from './marks.js';

/** ISO 216 A4. Text block and running heads also fit US letter (612 × 792), so that nothing is cut when it is printed on that. */
export const PORTRAIT: Paper = {
  ...{ width: 595.28, height: 841.89, left: 56, right: 539.28, top: 78, bottom: 774, text: 483.28 },
};
/** For the appendix: a record a line. */
export const LANDSCAPE: Paper = {
  ...{ width: 841.89, height: 595.28, left: 50, right: 791.89, top: 72, bottom: 534, text: 741.89 },
};

export const STYLES = {
  body: { size: 9, face: 'text' },
  small: { size: 7.5, face: 'text', grey: 0.25 },
  cell: { size: 7.6, face: 'text' },
  head: { size: 7.2, face: 'strong' },
  caption: { size: 8, face: 'strong' },
  h1: { size: 19, face: 'title' },
  h2: { size: 12.5, face: 'title' },
  h3: { size: 9.6, face: 'strong' },
} as const satisfies Readonly<Record<string, Style>>;

/** Line spacing as a multiple of the size: the faces are tall. */
export const LEADING = 1.42;
