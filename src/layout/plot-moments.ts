// Lays out moments and stretches of time: a line each, its words beside its mark, the name to the left or, where there is no room,
// above. The axis is to scale, so that what is close in time is close in the picture.

import { LABEL, NAME, type Sheet } from './plot-marks.js';
import type { MomentsPlot } from './plot-spec.js';

/** A sheet narrower than this has its names above the lines. */
const NARROW = 300;
const LANE = 15;
const MARK = 8;
/** A moment has no length; its mark has. */
const MOMENT = 4.2;

export function layOutMoments(sheet: Sheet, { fills, ticks, lanes }: MomentsPlot): number {
  const { ruler, width } = sheet;
  const isNarrow = width < NARROW;
  const top = sheet.legend(fills);
  const names = lanes.map(({ label }) => ruler.width(label, NAME));
  const left = isNarrow ? 0 : Math.min(width * 0.4, Math.max(34, ...names)) + 10;
  const [room, step] = [width - left, isNarrow ? LANE + 10 : LANE];
  const at = (thousandths: number): number => left + (thousandths * room) / 1000;
  const foot = top + lanes.length * step + 3;
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of ticks) {
    const x = at(tick.at);
    sheet.line(x, top, x, foot, 'grid', 0.4);
    const own = ruler.width(tick.label, LABEL);
    const from = Math.min(x, width - own);
    if (from < free) continue;
    sheet.text(tick.label, from, foot + 9, LABEL);
    free = from + own + 6;
  }
  sheet.line(left, foot, width, foot, 'ink', 0.5);
  lanes.forEach(({ label, from, to, open = false, fill, words }, i) => {
    const y = top + i * step + (isNarrow ? 11 : 1.5);
    if (isNarrow) sheet.text(ruler.shorten(label, width, NAME), 0, y - 3.4, NAME);
    else sheet.text(ruler.shorten(label, left - 10, NAME), left - 8, y + 7, NAME, 'end');
    const isMoment = from === to && !open;
    const x = isMoment ? Math.min(at(from), width - MOMENT / 2) - MOMENT / 2 : at(from);
    const end = open ? width : isMoment ? x + MOMENT : Math.max(x + 1.4, at(to));
    sheet.box(fill, Math.max(left, x), y, end - Math.max(left, x), MARK);
    beside(sheet, words, Math.max(left, x), end, y, left);
  });
  return foot + 14;
}

/** Right of the mark if there is room, else left of it, else on it. */
function beside(
  sheet: Sheet,
  words: string,
  from: number,
  to: number,
  y: number,
  left: number,
): void {
  const own = sheet.ruler.width(words, LABEL);
  const line = y + MARK / 2 + 2.3;
  if (to + 5 + own <= sheet.width) sheet.text(words, to + 5, line, LABEL);
  else if (from - 5 - own >= left) sheet.text(words, from - 5, line, LABEL, 'end');
  else sheet.plate(words, from, y - 1.2, to - from, MARK + 2.4);
}
