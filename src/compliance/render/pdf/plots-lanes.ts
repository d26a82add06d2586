// Plots of lanes: bars divided into parts, and stretches of time. Words inside a lane stand on white, so that the pattern does not
// run through them, and only where there is room.

import { grouped } from '../../chapters/block.js';
import type { PlotSpec } from '../../chapters/plot-spec.js';
import type { Canvas } from './canvas.js';

type Of<K extends PlotSpec['kind']> = Extract<PlotSpec, { kind: K }>;

export function drawParts(canvas: Canvas, { parts, rows }: Of<'parts'>): void {
  const legend = canvas.legendHeight(parts);
  canvas.legend(0, parts);
  const left =
    Math.min(150, Math.max(40, ...rows.map(({ label }) => canvas.textWidth(label, 7.2)))) + 8;
  const room = canvas.width - left;
  rows.forEach(({ label, values }, i) => {
    const y = legend + i * 15;
    const sum = values.reduce((a, b) => a + b, 0);
    canvas.text(canvas.shorten(label, left - 8, 7.2), left - 6, y + 9.4, 7.2, 'right');
    let x = left;
    values.forEach((value, part) => {
      const width = sum === 0 ? 0 : (value * room) / sum;
      if (width > 0) canvas.fill(parts[part]?.fill ?? 'empty', x, y + 2, width, 10.5);
      if (value > 0) words(canvas, grouped(value), x, y + 2, width, 10.5);
      x += width;
    });
    if (sum === 0) canvas.text('no event', left + 4, y + 9.4, 7);
  });
}

export function drawStrip(canvas: Canvas, { ticks, lanes }: Of<'strip'>): void {
  const left = Math.max(34, ...lanes.map(({ label }) => canvas.textWidth(label, 7.2))) + 8;
  const room = canvas.width - left;
  const at = (thousandths: number): number => left + (thousandths * room) / 1000;
  const foot = lanes.length * 14 + 3;
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of ticks) {
    const x = at(tick.at);
    canvas.line(x, 0, x, foot, 0.8, 0.35);
    const width = canvas.textWidth(tick.label, 6.4);
    if (x < free || x + width > canvas.width) continue;
    canvas.text(tick.label, x, foot + 8, 6.4);
    free = x + width + 5;
  }
  canvas.line(left, foot, canvas.width, foot, 0.3, 0.5);
  lanes.forEach(({ label, stretches }, i) => {
    const y = i * 14;
    canvas.text(label, left - 6, y + 8.8, 7.2, 'right');
    for (const { from, to, fill, words: said } of stretches) {
      const [x, width] = [at(from), Math.max(1.2, at(to) - at(from))];
      if (fill === 'empty') canvas.dashed(x, y + 6.2, x + width, y + 6.2);
      else canvas.fill(fill, x, y + 1.4, width, 9.6);
      if (said !== undefined) words(canvas, said, x, y + 1.4, width, 9.6);
    }
  });
}

function words(
  canvas: Canvas,
  text: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const own = canvas.textWidth(text, 6.4);
  if (own + 8 > width) return;
  const middle = x + width / 2;
  canvas.blank(middle - own / 2 - 2, y + 1.2, own + 4, height - 2.4);
  canvas.text(text, middle, y + height / 2 + 2.3, 6.4, 'middle');
}
