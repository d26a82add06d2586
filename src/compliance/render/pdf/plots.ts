// Draws plots as vectors in grey: every fill is a pattern or a grey far from the others, every mark is named or numbered beside
// it, and the numbers stand in the table that follows. What a plot shows is data (chapters/plot-spec.ts); nothing is added up here
// but the height of a bar.

import type { Plot } from '../../chapters/block.js';
import { grouped } from '../../chapters/block.js';
import type { PlotSpec } from '../../chapters/plot-spec.js';
import { Canvas } from './canvas.js';
import { type Flow, LEADING, STYLES } from './flow.js';
import { breakLines } from './lines.js';
import { drawParts, drawStrip } from './plots-lanes.js';

type Of<K extends PlotSpec['kind']> = Extract<PlotSpec, { kind: K }>;

const LABEL = 6.4;
/** Room for the numbers of the vertical axis. */
const AXIS = 32;

/** Draws a plot with its title above and its description below. */
export function drawPlot(flow: Flow, { id, title, description, spec }: Plot): void {
  const probe = new Canvas(flow, '');
  const height = heightOf(spec, probe);
  const words = breakLines(
    [{ text: description, prose: true }],
    flow.paper.text,
    STYLES.small,
    flow.faces,
  );
  const step = STYLES.small.size * LEADING;
  flow.need(Math.min(flow.paper.bottom - flow.paper.top, 16 + height + words.length * step));
  flow.gap(2);
  flow.place(id);
  const canvas = new Canvas(flow, `${title}. ${description}`);
  const caption = { type: 'Caption', parent: canvas.figure } as const;
  for (const line of breakLines(
    [{ text: title, prose: true }],
    flow.paper.text,
    STYLES.caption,
    flow.faces,
  )) {
    flow.line(line, flow.paper.left, flow.y, STYLES.caption, caption);
    flow.y += STYLES.caption.size * LEADING;
  }
  flow.y += 3;
  canvas.begin(height);
  drawSpec(canvas, spec);
  flow.y += height + 2;
  const part = flow.struct('P');
  for (const line of words) {
    flow.line(line, flow.paper.left, flow.y, STYLES.small, part);
    flow.y += step;
  }
  flow.y += 10;
}

function heightOf(spec: PlotSpec, canvas: Canvas): number {
  switch (spec.kind) {
    case 'stacked':
      return 128 + (spec.series.length > 1 ? canvas.legendHeight(spec.series) : 0);
    case 'multiples':
      return spec.series.length * MULTIPLE + 14;
    case 'bars':
      return spec.bars.length * BAR + 4;
    case 'parts':
      return spec.rows.length * 15 + 4 + canvas.legendHeight(spec.parts);
    case 'strip':
      return spec.lanes.length * 14 + 18;
  }
}

function drawSpec(canvas: Canvas, spec: PlotSpec): void {
  if (spec.kind === 'stacked') drawStacked(canvas, spec);
  else if (spec.kind === 'multiples') drawMultiples(canvas, spec);
  else if (spec.kind === 'bars') drawBars(canvas, spec);
  else if (spec.kind === 'parts') drawParts(canvas, spec);
  else drawStrip(canvas, spec);
}

function drawStacked(canvas: Canvas, { buckets, series }: Of<'stacked'>): void {
  const many = series.length > 1;
  const legend = many ? canvas.legendHeight(series) : 0;
  if (many) canvas.legend(0, series);
  const [top, base] = [legend + 16, legend + 114];
  const sums = buckets.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0));
  const { step, ceiling } = scaleOf(Math.max(0, ...sums));
  const height = (value: number): number => (value * (base - top)) / ceiling;
  for (let at = 0; at <= ceiling; at += step) {
    const y = base - height(at);
    canvas.line(AXIS, y, canvas.width, y, at === 0 ? 0.2 : 0.82, at === 0 ? 0.7 : 0.35);
    canvas.text(grouped(at), AXIS - 4, y + 2.2, LABEL, 'right');
  }
  const pitch = (canvas.width - AXIS) / Math.max(1, buckets.length);
  const thick = Math.min(34, pitch * 0.72);
  sums.forEach((sum, i) => {
    const middle = AXIS + (i + 0.5) * pitch;
    let y = base;
    for (const { fill, values } of series) {
      const part = height(values[i] ?? 0);
      if (part > 0) canvas.fill(fill, middle - thick / 2, y - part, thick, part);
      y -= part;
    }
    if (sum > 0) numberAbove(canvas, grouped(sum), middle, y, pitch);
  });
  bucketLabels(canvas, buckets, AXIS, base + 9);
}

/** Turned upwards where bars stand too close for numbers side by side. */
function numberAbove(canvas: Canvas, text: string, middle: number, y: number, pitch: number): void {
  if (canvas.textWidth(text, 6) < pitch - 1) canvas.text(text, middle, y - 2.5, 6, 'middle');
  else if (pitch >= 6.5) canvas.upward(text, middle + 2, y - 2.5, 5.6);
}

const MULTIPLE = 27;

function drawMultiples(canvas: Canvas, { buckets, series }: Of<'multiples'>): void {
  const [left, right] = [128, canvas.width - 48];
  const pitch = (right - left) / Math.max(1, buckets.length);
  const thick = Math.min(26, pitch * 0.72);
  series.forEach(({ label, fill, values }, row) => {
    const base = row * MULTIPLE + 24;
    const most = Math.max(0, ...values);
    canvas.text(canvas.shorten(label, left - 10, 7), 0, base - 5, 7);
    canvas.line(left, base, right, base, 0.4, 0.5);
    values.forEach((value, i) => {
      if (value === 0) return;
      const part = Math.max(0.6, (value * 19) / most);
      const x = left + (i + 0.5) * pitch - thick / 2;
      canvas.fill(fill === 'empty' ? 'light' : fill, x, base - part, thick, part);
    });
    canvas.text(`max ${grouped(most)}`, canvas.width, base - 5, LABEL, 'right');
  });
  bucketLabels(canvas, buckets, left, series.length * MULTIPLE + 8, right);
}

const BAR = 12.5;

function drawBars(canvas: Canvas, { bars }: Of<'bars'>): void {
  const labels = bars.map(({ label }) => canvas.shorten(label, 168, 7.2));
  const left = Math.max(40, ...labels.map((label) => canvas.textWidth(label, 7.2))) + 8;
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const room =
    canvas.width -
    left -
    Math.max(...bars.map(({ value }) => canvas.textWidth(grouped(value), 7))) -
    8;
  bars.forEach(({ fill, value }, i) => {
    const y = i * BAR;
    const length = value === 0 ? 0 : Math.max(0.8, (value * room) / most);
    canvas.text(labels[i] ?? '', left - 6, y + 8.6, 7.2, 'right');
    canvas.fill(fill, left, y + 1.8, length, BAR - 3.6);
    canvas.text(grouped(value), left + length + 4, y + 8.6, 7);
  });
  canvas.line(left, 0, left, bars.length * BAR, 0.2, 0.6);
}

/** As many labels as fit side by side, the first among them. */
function bucketLabels(
  canvas: Canvas,
  buckets: readonly string[],
  left: number,
  y: number,
  right = canvas.width,
): void {
  const pitch = (right - left) / Math.max(1, buckets.length);
  const widest = Math.max(1, ...buckets.map((label) => canvas.textWidth(label, LABEL)));
  const every = Math.max(1, Math.ceil((widest + 5) / pitch));
  buckets.forEach((label, i) => {
    const half = canvas.textWidth(label, LABEL) / 2;
    const middle = Math.min(left + (i + 0.5) * pitch, canvas.width - half);
    if (i % every === 0) canvas.text(label, middle, y, LABEL, 'middle');
  });
}

/** Round steps of 1, 2 or 5 times a power of ten, two to five of them. */
function scaleOf(most: number): { step: number; ceiling: number } {
  if (most <= 4) return { step: 1, ceiling: Math.max(1, most) };
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = power * ([1, 2, 5, 10].find((factor) => most / (power * factor) <= 5) ?? 10);
  return { step, ceiling: Math.ceil(most / step) * step };
}
