// Lays plots out: bars over time, rows of small bars, horizontal bars. Every mark is named or numbered beside it, and the numbers
// stand in the table that follows. Nothing is added up here but the height of a bar.

import { grouped } from './block.js';
import { layOutCode } from './plot-code.js';
import { layOutParts, layOutStrip } from './plot-lanes.js';
import { LABEL, NAME, PLOT_WIDTH, type PlotMark, type Ruler, Sheet } from './plot-marks.js';
import { layOutMoments } from './plot-moments.js';
import type { PlotBucket, PlotSpec } from './plot-spec.js';
import { layOutTree } from './plot-tree.js';

type Of<K extends PlotSpec['kind']> = Extract<PlotSpec, { kind: K }>;

/** Room for the numbers of the vertical axis. */
const AXIS = 32;
const MULTIPLE = 27;
const BAR = 12.5;

export interface LaidPlot {
  readonly height: number;
  readonly marks: readonly PlotMark[];
}

/** Lays a plot out for a painter. Trees and moments fit any width from 180 on; the others are as wide as a page. */
export function layOutPlot(spec: PlotSpec, ruler: Ruler, width: number = PLOT_WIDTH): LaidPlot {
  const sheet = new Sheet(ruler, width);
  return { height: draw(sheet, spec), marks: sheet.marks };
}

function draw(sheet: Sheet, spec: PlotSpec): number {
  switch (spec.kind) {
    case 'stacked':
      return stacked(sheet, spec);
    case 'multiples':
      return multiples(sheet, spec);
    case 'bars':
      return bars(sheet, spec);
    case 'parts':
      return layOutParts(sheet, spec);
    case 'strip':
      return layOutStrip(sheet, spec);
    case 'code':
      return layOutCode(sheet, spec);
    case 'tree':
      return layOutTree(sheet, spec);
    case 'moments':
      return layOutMoments(sheet, spec);
  }
}

function stacked(sheet: Sheet, { buckets, series }: Of<'stacked'>): number {
  const legend = series.length > 1 ? sheet.legend(series) : 0;
  const [top, base] = [legend + 16, legend + 114];
  const sums = buckets.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0));
  const { step, ceiling } = scaleOf(Math.max(0, ...sums));
  const height = (value: number): number => (value * (base - top)) / ceiling;
  for (let at = 0; at <= ceiling; at += step) {
    const y = base - height(at);
    sheet.line(AXIS, y, PLOT_WIDTH, y, at === 0 ? 'ink' : 'grid', at === 0 ? 0.7 : 0.35);
    sheet.text(grouped(at), AXIS - 4, y + 2.2, LABEL, 'end');
  }
  const pitch = (PLOT_WIDTH - AXIS) / Math.max(1, buckets.length);
  const thick = Math.min(34, pitch * 0.72);
  outlineGaps(sheet, buckets, AXIS, pitch, top - 10, base);
  sums.forEach((sum, i) => {
    const middle = AXIS + (i + 0.5) * pitch;
    let y = base;
    for (const { fill, values } of series) {
      const part = height(values[i] ?? 0);
      if (part > 0) sheet.box(fill, middle - thick / 2, y - part, thick, part);
      y -= part;
    }
    if (sum > 0) numberAbove(sheet, grouped(sum), middle, y, pitch);
  });
  bucketLabels(sheet, buckets, AXIS, base + 9);
  return base + 14;
}

/** Turned upwards where bars are too close for numbers side by side. */
function numberAbove(sheet: Sheet, text: string, middle: number, y: number, pitch: number): void {
  if (sheet.ruler.width(text, 6) < pitch - 1) sheet.text(text, middle, y - 2.5, 6, 'middle');
  else if (pitch >= 6.5) sheet.upward(text, middle + 2, y - 2.5, 5.6);
}

function multiples(sheet: Sheet, { buckets, series }: Of<'multiples'>): number {
  const [left, right] = [128, PLOT_WIDTH - 48];
  const pitch = (right - left) / Math.max(1, buckets.length);
  const thick = Math.min(26, pitch * 0.72);
  const bottom = series.length * MULTIPLE;
  outlineGaps(sheet, buckets, left, pitch, 0, bottom - 3);
  series.forEach(({ label, fill, values }, row) => {
    const base = (row + 1) * MULTIPLE - 3;
    const most = Math.max(1, ...values);
    sheet.text(sheet.ruler.shorten(label, 118, NAME), left - 6, base - 5, NAME, 'end');
    sheet.line(left, base, right, base, 'ink', 0.5);
    values.forEach((value, i) => {
      if (value === 0) return;
      const part = Math.max(0.6, (value * 19) / most);
      const x = left + (i + 0.5) * pitch - thick / 2;
      sheet.box(fill === 'empty' ? 'light' : fill, x, base - part, thick, part);
    });
    sheet.text(`max ${grouped(most)}`, PLOT_WIDTH, base - 5, LABEL, 'end');
  });
  bucketLabels(sheet, buckets, left, bottom + 8, right);
  return bottom + 14;
}

function bars(sheet: Sheet, { bars: rows }: Of<'bars'>): number {
  const { ruler } = sheet;
  const labels = rows.map(({ label }) => ruler.shorten(label, 168, NAME));
  const left = Math.max(40, ...labels.map((label) => ruler.width(label, NAME))) + 8;
  const most = Math.max(1, ...rows.map(({ value }) => value));
  const numbers = Math.max(0, ...rows.map(({ value }) => ruler.width(grouped(value), 7)));
  const room = PLOT_WIDTH - left - numbers - 8;
  rows.forEach(({ fill, value }, i) => {
    const y = i * BAR;
    const length = value === 0 ? 0 : Math.max(0.8, (value * room) / most);
    sheet.text(labels[i] ?? '', left - 6, y + 8.6, NAME, 'end');
    sheet.box(fill, left, y + 1.8, length, BAR - 3.6);
    sheet.text(grouped(value), left + length + 4, y + 8.6, 7);
  });
  sheet.line(left, 0, left, rows.length * BAR, 'ink', 0.6);
  return rows.length * BAR + 4;
}

/** A bucket that touches a gap is outlined: its bars may lack records. */
function outlineGaps(
  sheet: Sheet,
  buckets: readonly PlotBucket[],
  left: number,
  pitch: number,
  top: number,
  base: number,
): void {
  buckets.forEach(({ gap }, i) => {
    if (gap) sheet.box('gap', left + i * pitch + 0.6, top, pitch - 1.2, base - top);
  });
}

/** As many labels as fit side by side, the first among them. */
function bucketLabels(
  sheet: Sheet,
  buckets: readonly PlotBucket[],
  left: number,
  y: number,
  right = PLOT_WIDTH,
): void {
  const pitch = (right - left) / Math.max(1, buckets.length);
  const widths = buckets.map(({ label }) => sheet.ruler.width(label, LABEL));
  const every = Math.max(1, Math.ceil((Math.max(1, ...widths) + 5) / pitch));
  buckets.forEach(({ label }, i) => {
    const middle = Math.min(left + (i + 0.5) * pitch, PLOT_WIDTH - (widths[i] ?? 0) / 2);
    if (i % every === 0) sheet.text(label, middle, y, LABEL, 'middle');
  });
}

/** Round steps of 1, 2 or 5 times a power of ten, two to five of them. */
function scaleOf(most: number): { step: number; ceiling: number } {
  if (most <= 4) return { step: 1, ceiling: Math.max(1, most) };
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = power * ([1, 2, 5, 10].find((factor) => most / (power * factor) <= 5) ?? 10);
  return { step, ceiling: Math.ceil(most / step) * step };
}
