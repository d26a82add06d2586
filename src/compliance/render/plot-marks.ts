// The marks that plots are made of, as SVG text: bars, lines, words. Fills are told apart by pattern, in grey as in colour. Words
// are escaped here, and here alone.

import { xmlText } from '../../report/escape.js';
import type { Fill } from '../chapters/plot-spec.js';

export const INK = '#1d2733';
export const GRID = '#c4cad2';
/** Average width of a character at the font size: labels are cut by it. */
export const CHAR = 5.9;

const SOLID: Readonly<Partial<Record<Fill, string>>> = {
  solid: '#22344c',
  mid: '#76859a',
  light: '#d5dbe3',
  empty: '#ffffff',
};

/** Patterns that the plots of a page refer to; stands once in the page. */
export const PATTERNS = `<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>${[
  pattern('lines', 6, '<path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" stroke-width="1.4"/>'),
  pattern('cross', 6, '<path d="M0,0 L6,6 M6,0 L0,6" stroke-width="1"/>'),
  pattern('dots', 5, '<circle cx="2.5" cy="2.5" r="1.1" fill="#22344c" stroke="none"/>'),
  pattern('bars', 5, '<path d="M0,2.5 H5" stroke-width="1.3"/>'),
].join('')}</defs></svg>`;

export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: Fill,
  dashed = false,
): string {
  const paint = SOLID[fill] ?? `url(#fill-${fill})`;
  const dash = dashed ? ' stroke-dasharray="4 3"' : '';
  return `<rect x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}" fill="${paint}" stroke="#22344c" stroke-width="0.8"${dash}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string): string {
  return `<path d="M${num(x1)},${num(y1)} L${num(x2)},${num(y2)}" stroke="${stroke}" stroke-width="0.8"/>`;
}

export function text(
  x: number,
  y: number,
  words: string,
  anchor: 'start' | 'middle' | 'end',
): string {
  return `<text x="${num(x)}" y="${num(y)}" text-anchor="${anchor}">${xmlText(words, 100)}</text>`;
}

export function small(
  x: number,
  y: number,
  words: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  return `<text x="${num(x)}" y="${num(y)}" text-anchor="${anchor}" font-size="10">${xmlText(words, 100)}</text>`;
}

/** Words over a mark, on white. */
export function plate(x: number, y: number, words: string): string {
  const width = words.length * CHAR + 6;
  return `<rect x="${num(x - width / 2)}" y="${num(y - 11)}" width="${num(width)}" height="14" fill="#ffffff"/>${text(x, y, words, 'middle')}`;
}

function pattern(name: Fill, size: number, body: string): string {
  return `<pattern id="fill-${name}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"><rect width="${size}" height="${size}" fill="#ffffff"/><g stroke="#22344c" fill="none">${body}</g></pattern>`;
}

/** The first characters of a label; the table has all of it. */
export function cut(label: string, length: number): string {
  const characters = [...label.slice(0, 4 * length)];
  return characters.length <= length && label.length <= 4 * length
    ? label
    : `${characters.slice(0, length - 1).join('')}…`;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Coordinates with at most two digits after the point. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100);
}
