// Plots as SVG inside HTML. Marks are told apart by pattern and named beside them, so that they read in grey and on paper; each
// has a title, a description and a table after it. Labels may be foreign text: they are escaped and shortened here.

import { xmlText } from '../../report/escape.js';
import { grouped, type Plot } from '../chapters/block.js';
import type { Fill, PlotSpec, Series } from '../chapters/plot-spec.js';
import { CHAR, cut, GRID, INK, line, num, plate, rect, small, sum, text } from './plot-marks.js';

const WIDTH = 720;
const FONT = 11;

/** Renders a plot as one `<svg>` element with a title and a description. */
export function renderPlot({ id, title, description, spec }: Plot): string {
  const { height, body } = draw(spec);
  return [
    `<svg viewBox="0 0 ${WIDTH} ${num(height)}" role="img" aria-labelledby="${id}-t ${id}-d" font-size="${FONT}" fill="${INK}">`,
    `<title id="${id}-t">${xmlText(title, 200)}</title>`,
    `<desc id="${id}-d">${xmlText(description, 600)}</desc>`,
    body,
    '</svg>',
  ].join('');
}

interface Drawing {
  readonly height: number;
  readonly body: string;
}

function draw(spec: PlotSpec): Drawing {
  switch (spec.kind) {
    case 'stacked':
      return stacked(spec.buckets, spec.series);
    case 'multiples':
      return multiples(spec.buckets, spec.series);
    case 'bars':
      return bars(spec.bars);
    case 'parts':
      return parts(spec.parts, spec.rows);
    case 'strip':
      return strip(spec.ticks, spec.lanes);
  }
}

function stacked(buckets: readonly string[], series: readonly Series[]): Drawing {
  const [left, top, plot] = [46, 16, 190];
  const right = series.length > 1 ? 186 : 6;
  const width = WIDTH - left - right;
  const totals = buckets.map((_, i) => sum(series.map(({ values }) => values[i] ?? 0)));
  const ticks = niceTicks(Math.max(1, ...totals));
  const most = ticks.at(-1) ?? 1;
  const y = (value: number): number => top + plot - (value * plot) / most;
  const slot = width / buckets.length;
  const bar = Math.max(2, Math.min(40, slot * 0.72));
  const out = ticks.map((tick) => {
    const at = y(tick);
    return `${line(left, at, left + width, at, GRID)}${text(left - 6, at + 4, grouped(tick), 'end')}`;
  });
  buckets.forEach((_, i) => {
    const x = left + i * slot + (slot - bar) / 2;
    let base = 0;
    for (const { values, fill } of series) {
      const value = values[i] ?? 0;
      if (value > 0) out.push(rect(x, y(base + value), bar, y(base) - y(base + value), fill));
      base += value;
    }
    const total = totals[i] ?? 0;
    if (total > 0 && slot >= grouped(total).length * CHAR + 3)
      out.push(text(x + bar / 2, y(total) - 4, grouped(total), 'middle'));
  });
  out.push(line(left, y(0), left + width, y(0), INK), axis(buckets, left, slot, top + plot + 15));
  if (series.length > 1) {
    // In the order of the stack, the topmost first.
    [...series].reverse().forEach(({ label, fill, values }, i) => {
      const at = top + 6 + i * 26;
      out.push(rect(WIDTH - right + 14, at, 16, 13, fill));
      out.push(text(WIDTH - right + 36, at + 6, cut(label, 24), 'start'));
      out.push(small(WIDTH - right + 36, at + 18, grouped(sum(values))));
    });
  }
  return { height: Math.max(top + plot + 24, top + 12 + series.length * 26), body: out.join('') };
}

function multiples(buckets: readonly string[], series: readonly Series[]): Drawing {
  const [left, row] = [196, 46];
  const width = WIDTH - left - 6;
  const slot = width / buckets.length;
  const bar = Math.max(2, Math.min(34, slot * 0.72));
  const out = series.map(({ label, values }, i) => {
    const base = (i + 1) * row - 4;
    const most = Math.max(...values, 0);
    const marks = values.map((value, at) => {
      if (value === 0) return '';
      const height = Math.max(1, (value * (row - 18)) / most);
      const x = left + at * slot + (slot - bar) / 2;
      const words = grouped(value);
      return `${rect(x, base - height, bar, height, 'mid')}${slot >= words.length * 5.2 + 2 ? small(x + bar / 2, base - height - 3, words, 'middle') : ''}`;
    });
    return [
      text(left - 10, base - 14, cut(label, 29), 'end'),
      small(left - 10, base - 1, `${grouped(sum(values))} in all, most ${grouped(most)}`, 'end'),
      line(left, base, left + width, base, INK),
      ...marks,
    ].join('');
  });
  const bottom = series.length * row;
  return { height: bottom + 18, body: [...out, axis(buckets, left, slot, bottom + 11)].join('') };
}

function bars(rows: Extract<PlotSpec, { kind: 'bars' }>['bars']): Drawing {
  const [left, row] = [206, 21];
  const width = WIDTH - left - 64;
  const most = Math.max(1, ...rows.map(({ value }) => value));
  const body = rows.map(({ label, fill, value }, i) => {
    const y = 4 + i * row;
    const length = Math.max(1, (value * width) / most);
    return [
      text(left - 8, y + 11, cut(label, 32), 'end'),
      rect(left, y, length, 14, fill),
      text(left + length + 6, y + 11, grouped(value), 'start'),
    ].join('');
  });
  const height = rows.length * row + 6;
  return { height, body: [...body, line(left, 0, left, height - 4, INK)].join('') };
}

function parts(
  names: readonly { readonly label: string; readonly fill: Fill }[],
  rows: readonly { readonly label: string; readonly values: readonly number[] }[],
): Drawing {
  const [left, top, row] = [150, 28, 24];
  const width = WIDTH - left - 6;
  let x = left;
  const legend = names.map(({ label, fill }) => {
    const at = x;
    x += 34 + label.length * CHAR;
    return `${rect(at, 4, 14, 12, fill)}${text(at + 20, 14, cut(label, 24), 'start')}`;
  });
  const body = rows.map(({ label, values }, i) => {
    const y = top + i * row;
    const all = Math.max(1, sum(values));
    let at = left;
    const marks = values.map((value, part) => {
      const length = (value * width) / all;
      const mark = value === 0 ? '' : rect(at, y, length, 16, names[part]?.fill ?? 'empty');
      at += length;
      return mark;
    });
    return `${text(left - 8, y + 12, cut(label, 22), 'end')}${marks.join('')}`;
  });
  return { height: top + rows.length * row, body: [...legend, ...body].join('') };
}

function strip(
  ticks: Extract<PlotSpec, { kind: 'strip' }>['ticks'],
  lanes: Extract<PlotSpec, { kind: 'strip' }>['lanes'],
): Drawing {
  const [left, row] = [70, 26];
  const width = WIDTH - left - 8;
  const place = (at: number): number => left + (at * width) / 1000;
  const bottom = lanes.length * row;
  const marks = lanes.flatMap(({ label, stretches }, i) => {
    const y = 4 + i * row;
    return [
      text(left - 8, y + 13, cut(label, 10), 'end'),
      ...stretches.map(({ from, to, fill, words }) => {
        const length = Math.max(2, place(to) - place(from));
        const said =
          words !== undefined && length > words.length * CHAR + 8
            ? plate(place(from) + length / 2, y + 13, words)
            : '';
        return `${rect(place(from), y, length, 18, fill, fill === 'empty')}${said}`;
      }),
    ];
  });
  let free = 0;
  const scale = ticks.map(({ at, label }) => {
    const x = place(at);
    const shown = x >= free && x + label.length * CHAR < WIDTH;
    if (shown) free = x + label.length * CHAR + 6;
    return `${line(x, 0, x, bottom + (shown ? 6 : 2), GRID)}${shown ? text(x, bottom + 16, label, 'start') : ''}`;
  });
  return { height: bottom + 22, body: [...scale, ...marks].join('') };
}

/** Labels under bars: as many as fit. */
function axis(labels: readonly string[], left: number, slot: number, y: number): string {
  const longest = Math.max(1, ...labels.map(({ length }) => length));
  const step = Math.max(1, Math.ceil((longest * 5.4 + 4) / slot));
  return labels
    .map((label, i) => (i % step === 0 ? small(left + (i + 0.5) * slot, y, label, 'middle') : ''))
    .join('');
}

/** 0 and up to five round steps above it; the last is not below the greatest value. */
function niceTicks(most: number): number[] {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power,
  );
  const whole = Math.ceil(step);
  return Array.from({ length: Math.ceil(most / whole) + 1 }, (_, i) => i * whole);
}
