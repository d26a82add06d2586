// Paints plots as SVG inside HTML. Fills are told apart by pattern, in grey as in colour and in both colour schemes, whose colours
// the style sheet sets. Text is escaped here, and here alone.

import { xmlText } from '../report/escape.js';
import type { Plot } from './block.js';
import { layOutPlot } from './plot-layout.js';
import { darkOf, PLOT_WIDTH, type PlotMark, type Ruler } from './plot-marks.js';
import type { Fill } from './plot-spec.js';

/** Average width of a character as a share of its size: a page knows its fonts only when it is shown. */
const CHARACTER = 0.54;

const RULER: Ruler = {
  width: (text, size) => [...text].length * size * CHARACTER,
  shorten(text, width, size) {
    const room = Math.floor(width / (size * CHARACTER));
    // Hostile: a megabyte as a label. No more of it is looked at than could be shown.
    const characters = [...text.slice(0, 4 * room + 4)];
    return characters.length <= room ? text : `${characters.slice(0, room - 1).join('')}…`;
  },
};

const HATCHED: ReadonlySet<string> = new Set<Fill>(['lines', 'cross', 'dots', 'bars']);

/** The part of a style sheet that pictures need: the fills by name, in the colours of the page. */
export const PICTURES = `svg.defs{position:absolute}
svg text{fill:var(--ink)}
svg rect{stroke:var(--mark);stroke-width:.5}
.f-solid{fill:var(--mark)}
.f-mid{fill:var(--mid)}
.f-light{fill:var(--light)}
.f-empty,svg rect.ground{fill:var(--page)}
svg rect.f-blank{fill:var(--page);stroke:none}
svg rect.ground{stroke:none}
.hatch{stroke:var(--mark);fill:none}
.hatch .dot{fill:var(--mark);stroke:none}
.l-ink{stroke:var(--mark)}`;

/** Patterns that the plots of a page refer to; stands once in the page. */
export const PATTERNS = `<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>${[
  pattern('lines', 4, '<path d="M-1,1 l2,-2 M0,4 l4,-4 M3,5 l2,-2" stroke-width="0.9"/>'),
  pattern('cross', 4, '<path d="M0,0 L4,4 M4,0 L0,4" stroke-width="0.6"/>'),
  pattern('dots', 3.4, '<circle cx="1.7" cy="1.7" r="0.75" class="dot"/>'),
  pattern('bars', 3.4, '<path d="M0,1.7 H3.4" stroke-width="0.9"/>'),
].join('')}</defs></svg>`;

/** Renders a plot as one `<svg>` element with a title and a description. */
export function renderPlot(
  { id, title, description, spec }: Plot,
  width: number = PLOT_WIDTH,
): string {
  const { height, marks } = layOutPlot(spec, RULER, width);
  return [
    `<svg viewBox="0 0 ${num(width)} ${num(height)}" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${xmlText(title, 200)}</title>`,
    `<desc id="${id}-d">${xmlText(description, 600)}</desc>`,
    ...marks.map(paint),
    '</svg>',
  ].join('');
}

function paint(mark: PlotMark): string {
  if (mark.kind === 'box') {
    const { x, y, width, height, fill } = mark;
    const paint = HATCHED.has(fill) ? `fill="url(#fill-${fill})"` : `class="f-${fill}"`;
    return `<rect ${paint} x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}"/>`;
  }
  if (mark.kind === 'code') {
    const { x, y, square, width } = mark;
    const dark = darkOf(mark).map((one) => rectangle(one.x, one.y, one.width, square));
    const white = rectangle(x, y, width, width);
    return `<path fill="#fff" d="${white}"/><path fill="#000" shape-rendering="crispEdges" d="${dark.join('')}"/>`;
  }
  if (mark.kind === 'line') {
    const [x1, y1, x2, y2] = mark.points;
    const dash = mark.dashed ? ' stroke-dasharray="2.4"' : '';
    return `<path class="l-${mark.tone}" d="M${num(x1)},${num(y1)} L${num(x2)},${num(y2)}" stroke-width="${mark.width}"${dash}/>`;
  }
  const { x, y, text, size, anchor, upward } = mark;
  const turned = upward ? ` transform="rotate(-90 ${num(x)} ${num(y)})"` : '';
  const side = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text x="${num(x)}" y="${num(y)}" font-size="${size}"${side}${turned}>${xmlText(text, 100)}</text>`;
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${num(x)},${num(y)}h${num(width)}v${num(height)}h${num(-width)}z`;
}

function pattern(name: string, size: number, body: string): string {
  return `<pattern id="fill-${name}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"><rect class="ground" width="${size}" height="${size}"/><g class="hatch">${body}</g></pattern>`;
}

/** Coordinates with at most two digits after the point. */
function num(value: number): string {
  return String(Math.round(value * 100) / 100);
}
