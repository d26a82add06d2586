// Time and memory against records, drawn as SVG from the results: both axes are logarithmic, so linear time is a straight line of
// slope one and flat memory a level one.

import type { Results } from './report.js';

const WIDTH = 720;
const HEIGHT = 300;
const MARGIN = 56;

interface Series {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

function panel(title: string, series: readonly Series[], left: number, width: number): string {
  const all = series.flatMap(({ points }) => points);
  const bounds = (values: readonly number[]): [number, number] => [
    Math.floor(Math.log10(Math.min(...values))),
    Math.ceil(Math.log10(Math.max(...values))),
  ];
  const [x0, x1] = bounds(all.map(([x]) => x));
  const [y0, y1] = bounds(all.map(([, y]) => y));
  const x = (value: number): number =>
    left + ((Math.log10(value) - x0) / Math.max(1, x1 - x0)) * width;
  const y = (value: number): number =>
    HEIGHT - MARGIN - ((Math.log10(value) - y0) / Math.max(1, y1 - y0)) * (HEIGHT - 2 * MARGIN);
  const text = (at: number, down: number, words: string, anchor: string): string =>
    `<text x="${at.toFixed(1)}" y="${down.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  const parts = [text(left, 30, title, 'start')];
  for (let power = x0; power <= x1; power += 1)
    parts.push(
      text(x(10 ** power), HEIGHT - MARGIN + 20, (10 ** power).toLocaleString('en'), 'middle'),
    );
  for (let power = y0; power <= y1; power += 1) {
    const down = y(10 ** power);
    parts.push(text(left - 8, down + 4, (10 ** power).toLocaleString('en'), 'end'));
    parts.push(
      `<line x1="${left}" x2="${left + width}" y1="${down.toFixed(1)}" y2="${down.toFixed(1)}" stroke="#ddd"/>`,
    );
  }
  const dashes = ['', '6 3', '2 3', '8 3 2 3'];
  series.forEach(({ name, points }, at) => {
    const way = points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(' ');
    const last = points.at(-1);
    parts.push(
      `<polyline points="${way}" fill="none" stroke="#1a4f8b" stroke-width="2" stroke-dasharray="${dashes[at % 4]}"/>`,
    );
    if (last !== undefined) parts.push(text(x(last[0]), y(last[1]) - 8 - 12 * at, name, 'end'));
  });
  return parts.join('\n');
}

export function chart({ bulk }: Results): string {
  const rows = bulk.filter(({ shape }) => /^\d+-batch$/.test(shape));
  const series = (value: (row: Results['bulk'][number]) => number): Series[] =>
    [
      ...new Set(rows.map(({ node, jobs }) => `${node}, ${jobs} thread${jobs === 1 ? '' : 's'}`)),
    ].map((name) => ({
      name,
      points: rows
        .filter(({ node, jobs }) => name.startsWith(`${node}, ${jobs} `))
        .map((row) => [row.records, value(row)] as const),
    }));
  const half = (WIDTH - 3 * MARGIN) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="sans-serif" font-size="11">
<title>Processor seconds and peak memory against records</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${panel(
  'CPU seconds, by records',
  series((row) => row.records / row.perSecond),
  MARGIN,
  half,
)}
${panel(
  'Peak MiB, by records',
  series((row) => row.memory),
  2 * MARGIN + half,
  half,
)}
</svg>
`;
}
