// Places of moments on an axis of time, in thousandths, and the days that are written under it.

import { isTime } from './words.js';

export interface Axis {
  /** Thousandths of a moment; undefined for what is no time. */
  place(time: string): number | undefined;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

const DAY = 86_400_000;
/** An axis without length would have no scale. */
const LEAST = 60_000;

/** An axis from the first to the last of some moments, with a little room around them. */
export function axisOf(times: readonly string[]): Axis | undefined {
  const moments = times.filter(isTime).map(millis);
  if (moments.length === 0) return undefined;
  const [low, high] = [Math.min(...moments), Math.max(...moments)];
  const room = Math.max(LEAST, (high - low) * 0.03);
  const [from, to] = [low - room, high + room];
  const at = (moment: number): number => ((moment - from) * 1000) / (to - from);
  return {
    place: (time) => (isTime(time) ? at(millis(time)) : undefined),
    ticks: ticksOf(from, to).map((moment) => ({
      at: at(moment),
      label: labelOf(moment, to - from),
    })),
  };
}

/** Milliseconds; fractions of a second and leap seconds do not show in a picture. */
function millis(time: string): number {
  return Date.parse(
    `${time.slice(0, 17)}${time.slice(17, 19) === '60' ? '59' : time.slice(17, 19)}Z`,
  );
}

/** Whole hours, days, months or years: three to seven of them. */
function ticksOf(from: number, to: number): number[] {
  const years = (to - from) / (365 * DAY);
  if (years >= 3) return steps(from, to, 12 * Math.ceil(years / 6));
  if (years >= 0.25) return steps(from, to, Math.max(1, Math.ceil((years * 12) / 6)));
  const step = [60_000, 600_000, 3_600_000, 6 * 3_600_000, DAY, 2 * DAY, 7 * DAY, 14 * DAY].find(
    (each) => (to - from) / each <= 7,
  );
  const each = step ?? 30 * DAY;
  const first = Math.ceil(from / each) * each;
  return Array.from({ length: Math.floor((to - first) / each) + 1 }, (_, i) => first + i * each);
}

/** Beginnings of every n-th month. */
function steps(from: number, to: number, months: number): number[] {
  const begin = new Date(from);
  const out: number[] = [];
  for (let month = begin.getUTCFullYear() * 12; ; month += months) {
    const moment = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (moment > to) return out;
    if (moment >= from) out.push(moment);
  }
}

function labelOf(moment: number, span: number): string {
  const text = new Date(moment).toISOString();
  if (span >= 3 * 365 * DAY) return text.slice(0, 4);
  if (span >= 90 * DAY) return text.slice(0, 7);
  if (span >= 2 * DAY) return text.slice(0, 10);
  return text.slice(11, 16);
}
