// Lays out plots of lanes: bars divided into parts, and stretches of time.

import { grouped } from './block.js';
import { LABEL, NAME, PLOT_WIDTH, type Sheet } from './plot-marks.js';
import type { PlotSpec } from './plot-spec.js';

type Of<K extends PlotSpec['kind']> = Extract<PlotSpec, { kind: K }>;

const PART = 15;
const LANE = 14;

export function layOutParts(sheet: Sheet, { parts, rows }: Of<'parts'>): number {
  const { ruler } = sheet;
  const top = sheet.legend(parts);
  const left =
    Math.min(150, Math.max(40, ...rows.map(({ label }) => ruler.width(label, NAME)))) + 8;
  const room = PLOT_WIDTH - left;
  rows.forEach(({ label, values }, i) => {
    const y = top + i * PART;
    const sum = values.reduce((a, b) => a + b, 0);
    sheet.text(ruler.shorten(label, left - 8, NAME), left - 6, y + 9.4, NAME, 'end');
    let x = left;
    values.forEach((value, part) => {
      const width = sum === 0 ? 0 : (value * room) / sum;
      if (width > 0) sheet.box(parts[part]?.fill ?? 'empty', x, y + 2, width, 10.5);
      if (value > 0) sheet.plate(grouped(value), x, y + 2, width, 10.5);
      x += width;
    });
    if (sum === 0) sheet.text('no event', left + 4, y + 9.4, 7);
  });
  return top + rows.length * PART + 4;
}

export function layOutStrip(sheet: Sheet, { ticks, lanes }: Of<'strip'>): number {
  const { ruler } = sheet;
  const left = Math.max(34, ...lanes.map(({ label }) => ruler.width(label, NAME))) + 8;
  const room = PLOT_WIDTH - left;
  const at = (thousandths: number): number => left + (thousandths * room) / 1000;
  const foot = lanes.length * LANE + 3;
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of ticks) {
    const x = at(tick.at);
    sheet.line(x, 0, x, foot, 'grid', 0.35);
    const width = ruler.width(tick.label, LABEL);
    if (x < free || x + width > PLOT_WIDTH) continue;
    sheet.text(tick.label, x, foot + 8, LABEL);
    free = x + width + 5;
  }
  sheet.line(left, foot, PLOT_WIDTH, foot, 'ink', 0.5);
  lanes.forEach(({ label, stretches }, i) => {
    const y = i * LANE;
    sheet.text(label, left - 6, y + 8.8, NAME, 'end');
    for (const { from, to, fill, words } of stretches) {
      const [x, width] = [at(from), Math.max(1.2, at(to) - at(from))];
      if (fill === 'empty') sheet.dashed(x, y + 6.2, x + width, y + 6.2);
      else sheet.box(fill, x, y + 1.4, width, 9.6);
      if (words !== undefined) sheet.plate(words, x, y + 1.4, width, 9.6);
    }
  });
  return foot + 15;
}
